//! What makes a statement of the service trustworthy: keys, signatures, hash chains, credentials and their verdicts.
//! No database, no network, no clock, no chance.
//!
//! Promise: a key signs typed payloads only, never bytes that a caller chose. A context that does not ship with this
//! crate is not looked up anywhere: the document is refused.

mod canonical;
pub mod chain;
mod contexts;
pub mod credential;
pub mod entrance;
mod fault;
pub mod issuer;
pub mod key;
pub mod preflight;
pub mod proof;
mod shape;
pub mod status;
pub mod verdict;

pub use fault::SealError;

#[cfg(test)]
mod tests;
