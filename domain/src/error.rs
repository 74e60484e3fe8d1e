//! What an operation answers when it does not do what was asked.

use sea_orm::DbErr;

/// Codes of refusals: stable and public. Each names a bilingual page `/problems/<code>` and a message `problem-<code>`.
pub const REFUSAL_CODES: &[&str] = &[
    "account-exists",
    "account-suspended",
    "already-booked-for-lab",
    "already-on-hold",
    "already-revoked",
    "attendance-needs-second-person",
    "attendance-not-open-yet",
    "award-not-offered",
    "batch-already-prepared",
    "batch-nobody-eligible",
    "batch-nobody-ready",
    "batch-not-prepared",
    "batch-sealed-by-marker",
    "batch-sealed-by-preparer",
    "batch-work-open",
    "booking-not-live",
    "certificate-being-made",
    "certificate-not-issued",
    "certificate-not-planned",
    "certification-of-self",
    "clock-moves-forward-only",
    "correction-needs-second-person",
    "credentials-wrong",
    "file-too-large",
    "file-type-refused",
    "forum-link-unknown",
    "forum-over",
    "forum-registration-closed",
    "forum-seats-held",
    "hold-already-lifted",
    "import-file-refused",
    "job-not-dead",
    "link-used-or-expired",
    "mark-not-provisional",
    "mark-not-released",
    "mark-on-hold",
    "no-resubmission-left",
    "no-session-to-book",
    "report-already-asked",
    "report-not-made",
    "report-own-sign-off",
    "resubmission-window-over",
    "revocation-needs-second-person",
    "revocation-not-proposed",
    "second-factor-already-on",
    "second-factor-not-on",
    "second-factor-required",
    "second-factor-wrong",
    "session-already-started",
    "session-cancelled",
    "session-on-hold",
    "session-overlaps-own",
    "token-limit-reached",
    "too-many-attempts",
    "too-many-registrations",
    "too-many-versions",
    "unavailable",
    "venue-or-lead-taken",
    "work-already-in",
    "work-already-marked",
    "work-not-open",
    "work-without-due-date",
];

/// One fault of one input field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name as the caller sent it, for example `email`; the edges make a JSON pointer or an anchor of it.
    pub field: String,
    /// Message `field-<code>`; stable.
    pub code: &'static str,
    /// Figures named in the message, such as `max`.
    pub figures: Vec<(&'static str, i64)>,
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self {
            field: field.into(),
            code,
            figures: Vec::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, figure: i64) -> Self {
        self.figures.push((name, figure));
        self
    }
}

/// The one error of all operations. `api::problem` and `api::form` map it; nothing else does.
#[derive(Debug, thiserror::Error)]
pub enum OperationError {
    /// It does not exist, or the actor may not see it: one answer for both.
    #[error("not-found")]
    NotFound,
    /// The actor sees it but may not do this.
    #[error("forbidden")]
    Forbidden,
    /// The input is at fault; every faulty field is named.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// The rules say no. The code is one of [`REFUSAL_CODES`].
    #[error("{0}")]
    Refused(&'static str),
    /// Somebody changed it since the actor read it.
    #[error("stale")]
    Stale,
    /// The same idempotency key came with another body.
    #[error("idempotency-key-reused")]
    KeyReused,
    /// The database is busy or away: the same request may succeed later.
    #[error("unavailable")]
    Unavailable,
    /// Ours to mend.
    #[error("unexpected: {0}")]
    Unexpected(String),
    #[error("database: {0}")]
    Database(#[source] DbErr),
}

impl OperationError {
    pub fn refused(code: &'static str) -> Self {
        debug_assert!(
            REFUSAL_CODES.contains(&code),
            "{code} is not declared in REFUSAL_CODES"
        );
        Self::Refused(code)
    }

    pub fn invalid(field: &str, code: &'static str) -> Self {
        Self::Invalid(vec![FieldError::new(field, code)])
    }
}

impl From<DbErr> for OperationError {
    fn from(error: DbErr) -> Self {
        match error {
            DbErr::RecordNotFound(_) => Self::NotFound,
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable,
            other if is_busy(&other) => Self::Unavailable,
            other => Self::Database(other),
        }
    }
}

/// Whether running the same transaction again may succeed (PostgreSQL 40001 and 40P01, SQLite's busy snapshot).
pub fn is_serialisation_failure(error: &DbErr) -> bool {
    matches!(sqlstate(error).as_deref(), Some("40001" | "40P01" | "517"))
}

/// The database is shutting down, restarting, out of connections or of disk: PostgreSQL classes 53 and 57P, SQLite busy,
/// full, and unable to write.
fn is_busy(error: &DbErr) -> bool {
    let Some(state) = sqlstate(error) else {
        return false;
    };
    state.starts_with("53")
        || state.starts_with("57P")
        || matches!(state.as_str(), "55P03" | "57014")
        || is_busy_sqlite(&state)
}

/// SQLite's codes have less than the five places of an SQLSTATE; the lowest byte is the primary one.
fn is_busy_sqlite(state: &str) -> bool {
    const BUSY: u32 = 5;
    const CANNOT_WRITE: u32 = 10;
    const FULL: u32 = 13;
    // The same transaction is tried again (`is_serialisation_failure`).
    const BUSY_SNAPSHOT: u32 = 517;
    let code = state.parse::<u32>().ok().filter(|_| state.len() < 5);
    code.is_some_and(|code| {
        code != BUSY_SNAPSHOT && matches!(code & 0xff, BUSY | CANNOT_WRITE | FULL)
    })
}

/// Whether the error is the breach of the named constraint (or of the named `RAISE(ABORT, '<name>')`). SQLite names the
/// columns instead of a unique index: pass those as `table.column` too when both engines are meant.
pub fn breaks(error: &DbErr, constraint: &str) -> bool {
    error.to_string().contains(constraint)
}

fn sqlstate(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(inner) | DbErr::Query(inner)) = error else {
        return None;
    };
    let sea_orm::RuntimeErr::SqlxError(inner) = inner else {
        return None;
    };
    let database = inner.as_database_error()?;
    database.code().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_full_or_faulty_disk_is_told_from_a_breach() {
        for code in ["5", "261", "13", "10", "778", "1034"] {
            assert!(is_busy_sqlite(code), "{code}");
        }
        for code in ["1", "19", "517", "2067", "53100", "23505", "55P03", ""] {
            assert!(!is_busy_sqlite(code), "{code}");
        }
    }
}
