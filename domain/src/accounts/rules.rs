//! How long things last, and what follows from the parts below. Pure.

pub mod hashing;
pub mod passwords;
pub mod second_factor;
pub mod secrets;
pub mod throttle;

use super::state::LinkKind;
use crate::error::FieldError;
use chrono::{DateTime, TimeDelta, Utc};

/// A session nobody used for this long is over.
pub const SESSION_IDLE: TimeDelta = TimeDelta::hours(12);
/// A session is over after this long, used or not.
pub const SESSION_LIFE: TimeDelta = TimeDelta::days(7);
/// How long the page that asks for the second factor may stay open.
pub const FIRST_FACTOR_LIFE: TimeDelta = TimeDelta::minutes(10);
/// A session's last use is written at most this often.
pub const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Personal tokens that one person may have at a time.
pub const LIVE_TOKENS_MAX: u64 = 20;
pub const TOKEN_NAME_CHARS_MAX: i64 = 100;
pub const TOKEN_DAYS_MAX: i64 = 365;

/// How long used and expired links and tokens stay, for questions about what happened.
pub const SPENT_ROWS_KEPT: TimeDelta = TimeDelta::days(90);
/// How long a quiet throttle stays.
pub const THROTTLES_KEPT: TimeDelta = TimeDelta::days(1);

/// How long a fresh link works.
pub fn link_life(kind: LinkKind) -> TimeDelta {
    match kind {
        LinkKind::Invitation => TimeDelta::days(7),
        LinkKind::Reset => TimeDelta::minutes(10),
    }
}

/// Whether a session is over at `now`, by idleness or by age.
pub fn session_has_ended(
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> bool {
    now >= expires_at || now >= last_seen_at + SESSION_IDLE
}

/// A token's name and life, as typed.
///
/// # Returns
/// The name without the spaces around it, or every fault: `required`, `too-long` (max), `out-of-range` (min, max).
pub fn checked_token(name: &str, days: i64) -> Result<String, Vec<FieldError>> {
    let mut faults = Vec::new();
    let name = name.trim();
    if name.is_empty() || name.chars().any(char::is_control) {
        faults.push(FieldError::new("name", "required"));
    }
    if i64::try_from(name.chars().count()).is_ok_and(|chars| chars > TOKEN_NAME_CHARS_MAX) {
        faults.push(FieldError::new("name", "too-long").with("max", TOKEN_NAME_CHARS_MAX));
    }
    if !(1..=TOKEN_DAYS_MAX).contains(&days) {
        faults.push(
            FieldError::new("days", "out-of-range")
                .with("min", 1)
                .with("max", TOKEN_DAYS_MAX),
        );
    }
    if faults.is_empty() {
        Ok(name.to_owned())
    } else {
        Err(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_by_idleness_and_by_age() {
        let seen = DateTime::UNIX_EPOCH;
        let tick = TimeDelta::microseconds(1);
        let far = seen + SESSION_LIFE;
        assert!(!session_has_ended(seen, far, seen + SESSION_IDLE - tick));
        assert!(session_has_ended(seen, far, seen + SESSION_IDLE));
        assert!(!session_has_ended(far - tick, far, far - tick));
        assert!(session_has_ended(far - tick, far, far));
    }

    #[test]
    fn a_token_has_a_name_and_between_one_and_365_days() {
        assert_eq!(checked_token("  laptop ", 1).unwrap(), "laptop");
        assert_eq!(checked_token("laptop", 365).unwrap(), "laptop");
        let faults = checked_token(" ", 0).unwrap_err();
        let codes: Vec<(&str, &str)> = faults
            .iter()
            .map(|fault| (fault.field.as_str(), fault.code))
            .collect();
        assert_eq!(codes, [("name", "required"), ("days", "out-of-range")]);
        assert_eq!(checked_token(&"x".repeat(101), 366).unwrap_err().len(), 2);
        assert_eq!(checked_token("a\nb", 30).unwrap_err().len(), 1);
    }
}
