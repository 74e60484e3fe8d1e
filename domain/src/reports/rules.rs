//! What a cohort report says, how its figures are reckoned, and how it is frozen and written out.
//!
//! Promise: pure and exact. Figures are text with their decimals; nothing is counted in floating point.

pub mod compose;
pub mod content;
pub mod csv;
pub mod definitions;
pub mod frozen;
pub mod lines;
pub mod workbook;

/// The steps in which a report is made, in order: fellows, attendance, work, labs, and freezing it all.
pub const STEPS_COUNT: i32 = 5;
