//! Reading and writing the outbox.

pub mod letters;
pub mod occurrences;
