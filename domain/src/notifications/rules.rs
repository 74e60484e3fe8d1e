//! When a letter leaves: offsets of a notification plan, quiet time, reminders (rules 70 and 71).
//!
//! Promise: pure; the moment of creation is an argument. Reminders only ever move earlier, other letters only later.

mod offset;
mod plan;
mod quiet;

pub use offset::{Offset, OffsetFault};
pub use plan::{Haste, Occurrence, Planned, letter_send_at, plan};
pub use quiet::{QuietHours, QuietRules, REST_DAYS_MAX};

use chrono::{DateTime, Days, NaiveDateTime, Offset as _, TimeZone, Utc};
use chrono_tz::Tz;

/// The instant of a local time in `zone`. A time that happens twice is taken the first time; one that a change of clocks
/// leaves out is read with the offset before the change, which shows as that much later (02:30 is then 03:30).
fn instant_of(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    if let Some(instant) = zone.from_local_datetime(&local).earliest() {
        return instant.to_utc();
    }
    let day_before = local.checked_sub_days(Days::new(1)).unwrap_or(local);
    let offset_before = zone.offset_from_utc_datetime(&day_before).fix();
    (local - offset_before).and_utc()
}

#[cfg(test)]
mod tests;
