//! Holds: a hold keeps something from going on until it is lifted.
//!
//! Arrows: a leaf. Whoever has the say places and lifts holds here, by its own policy; whoever must stop asks here. So neither
//! needs to know the other.
//! Promise: a subject has at most one live hold (a unique index says so); a hold is lifted once; its reason stands in both
//! languages; placing and lifting are in the audit log.

mod entity;
pub mod operations;
mod rules;
mod state;
mod store;
#[cfg(test)]
mod tests;

pub use operations::{HoldFacts, NewHold};
pub use rules::REASON_GRAPHEMES_MAX;
pub use state::HoldSubject;
