//! Working days: weekends with their validity and holidays declared by circular, one definition for everybody (rule 11).
//!
//! Promise: a provisional holiday warns, a confirmed one blocks; nothing here is computed from the moon (rules 7 and 8).

mod entity;
pub mod operations;
pub mod rules;
mod store;

pub use operations::HolidayFacts;
