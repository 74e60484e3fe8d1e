//! What awards ask for, what a certificate says, its number, and how it stands. Pure.

mod award;
mod frozen;
mod register;

pub use award::{
    Asks, AttendanceFacts, AwardFacts, AwardRule, Condition, LabOutcome, Mend, ModuleFacts,
    Requirements, ResultFacts, award_reached, conditions, is_met,
};
pub use frozen::{Frozen, FrozenModule, NamesOnCertificate};
pub use register::{Standing, WhatIsKnown, leaf_sha256, public_code, serial, standing};

use crate::{
    error::{FieldError, OperationError},
    text,
};

/// Longest reason of a revocation, in characters as a reader counts them.
pub const REASON_GRAPHEMES_MAX: u16 = 500;

/// The reason as it is stored.
///
/// # Errors
/// Invalid `reason`: required or too long.
pub fn clean_reason(typed: &str) -> Result<String, OperationError> {
    let max = usize::from(REASON_GRAPHEMES_MAX);
    let too_long =
        || FieldError::new("reason", "too-long").with("max", i64::from(REASON_GRAPHEMES_MAX));
    let reason =
        text::clean_text(typed, max).map_err(|_| OperationError::Invalid(vec![too_long()]))?;
    if reason.is_empty() {
        return Err(OperationError::invalid("reason", "required"));
    }
    Ok(reason)
}
