//! Cohort reports: made by the clock as the programme's plan says, or when a manager asks; frozen; signed off by a second
//! person.
//!
//! ```text
//! asked ──make──▶ made ──sign off──▶ signed_off          asked ──give up──▶ failed          skipped
//! ```
//! Promises: one report per plan, cohort and tick, skipped where the clock passed over the tick; what a report says is
//! stored as canonical JSON with its SHA-256 when it is made, each figure with its definition (rule 74), and the
//! database refuses to change it; whoever asked for a report never signs it off (rule 79). A report names fellows: it
//! goes to those who may see their marks, so no small group is hidden in it (rule 30; rule 76 is for surveys).

mod entity;
pub mod operations;
pub mod policy;
pub mod rules;
pub mod state;
mod store;

pub use operations::{
    Download, DownloadKind, PlanDraft, PlanSchedule, ReportFacts, ReportView, Waiting,
};
pub use state::ReportState;
