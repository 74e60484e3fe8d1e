//! Cohorts and the fellows in residence. Thin: a residency is accepted before its cohort begins and active while it runs;
//! leave, extension and the other arrows of rule 22 come later.
//!
//! ```text
//! cohort     planned ─▶ admissions_open ─▶ running ─▶ completed, or cancelled: as the programme file says
//! residency  accepted ──(arrives)──▶ active
//! ```
//! Promise: who may not see a residency cannot find it (rule 30: a focal point sees own nationals, never others).

mod entity;
pub mod operations;
pub mod policy;
pub mod state;
mod store;

pub use operations::{CohortDraft, CohortFacts, ResidencyDraft, ResidencyFacts, WeekFacts};
pub use state::{CohortState, ResidencyState};
