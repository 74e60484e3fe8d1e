//! The audit log: who did what to what, before and after, why, when and from where (rule 82).
//!
//! Entries are written in the transaction of the act, each with a keyed digest. One sequencer numbers and chains the
//! committed ones within two seconds and signs the head; chaining while writing would make every commit wait. The chain
//! covers digests, so that personal values can be erased without breaking it.

mod entity;
pub mod operations;
mod rules;
mod store;

pub use operations::Verdict;
pub use rules::Entry;
