//! What makes a statement of the service trustworthy: keys, signatures and hash chains. No database, no network.
//!
//! Promise: a key signs typed payloads only, never bytes that a caller chose.

pub mod chain;
pub mod key;
