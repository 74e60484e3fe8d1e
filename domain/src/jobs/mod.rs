//! Work promised in a caller's transaction and done later by a worker; and the ticks of the schedule.
//!
//! Arrows: a leaf. Contexts promise jobs; only the worker claims them.
//! Promise: a job exists exactly when the change that asked for it was committed; it is done at least once; at most one
//! worker holds it at a time, and one that lost its lease can no longer answer for it. Leases and back-off use the
//! database's time, `run_at` the programme's.

pub mod operations;
mod policy;
mod rules;
mod state;
mod store;
#[cfg(test)]
mod tests;

pub use operations::{Board, Claimed, DeadJob, Lease};
pub use rules::{Job, back_off};
pub use state::JobState;
pub use store::KindCount;
