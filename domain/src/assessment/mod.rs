//! What is assessed, by which rubric, due when, and the marks of the opening register. Submitting and marking come later.
//!
//! Promise: missing, excused, not yet marked and zero are four different things (rule 46); a mark pins its rubric.

mod entity;
pub mod operations;
pub mod rules;
mod store;

pub use operations::{AssignmentDraft, DueFacts, RubricDraft, WorkFacts};
