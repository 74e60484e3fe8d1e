//! Files that people hand in: rows that say what they are, and objects that hold their bytes.
//!
//! Arrows: a leaf. The context to whose thing a file belongs asks its own policy, then receives, opens and removes it here.
//! Promise: the type is decided by content, from a closed list; sizes are counted while bytes arrive; an object stands, durably,
//! before a row names it; the same content is stored once, under its SHA-256; what is read is what was written, or it is not
//! served; what no row names is purged after [`operations::PURGED_AFTER`].

mod entity;
pub mod operations;
mod rules;
mod store;
#[cfg(test)]
mod tests;

pub use operations::{FileFacts, NewFile, ReceivedFile, Upload};
pub use rules::{FILE_BYTES_MAX, FileRules, MediaType, Purpose};
