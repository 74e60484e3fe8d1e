//! Everything the programme is: people, cohorts, labs, letters and the rules that bind them, over one database.
//!
//! Contexts are declared in the order in which they may know each other: a context may use those above it, never those
//! below, and never another's `store` (`cargo xtask layers` enforces both). Leaves come first: all may use them.

// What every context stands on.
pub mod access_code;
pub mod actor;
pub mod app;
pub mod bilingual;
pub mod chance;
pub mod clock;
pub mod error;
pub mod id;
pub mod period;
pub mod scope;
pub mod text;

// Leaves.
pub mod audit;
pub mod jobs;
pub mod holds;
pub mod files;
pub mod outbox;

// Contexts.
pub mod people;
pub mod accounts;
pub mod countries;
pub mod calendar;
pub mod curriculum;
pub mod residencies;
pub mod labs;
pub mod assessment;
pub mod credentials;
pub mod forum;
pub mod notifications;
pub mod reports;
pub mod agenda;
pub mod imports;

#[cfg(test)]
mod stage;

pub use actor::Actor;
pub use app::{App, Txn};
pub use bilingual::{Bilingual, Language};
pub use error::{FieldError, OperationError};
pub use scope::{Grant, Role, Scope, Visibility};
