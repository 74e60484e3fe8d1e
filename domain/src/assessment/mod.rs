//! What is assessed, by which rubric, due when; the work that fellows hand in, and its marks.
//!
//! ```text
//! submission   handed_in ──supersede──▶ superseded      handed_in ──close──▶ closed
//! mark         provisional ──release──▶ released ──replace──▶ replaced      provisional ──drop──▶ void
//! ```
//! Promises: work that was acknowledged is on disk; missing, excused, not yet marked and zero are four different things (rule
//! 46); a mark is exact, rounded once, and pins its rubric; a provisional mark is told to nobody but markers and managers; a
//! released one is never edited, only replaced by a correction that two persons made.

mod entity;
pub mod operations;
pub mod policy;
pub mod rules;
pub mod state;
mod store;

pub use operations::{
    AssignmentDraft, DueFacts, RubricDraft, WorkFacts, hand_in, marking, own, queue, release, views,
};
pub use state::{MarkState, SubmissionState, WorkKind};
