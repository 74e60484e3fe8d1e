//! People and the roles they hold. A person may have no account; a role has a scope and dates.
//!
//! Promise: one person per e-mail address; a grant is never edited, only ended.

mod entity;
pub mod operations;
pub mod policy;
mod store;

pub use operations::{PersonDraft, PersonFacts, PersonLine};
