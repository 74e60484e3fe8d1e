//! Reading a programme file into the contexts that exist.
//!
//! Sections whose context exists are stored; the others are strictly typed, checked and reported as *read, not stored*.
//!
//! Promise: a faulty file writes nothing and every fault is told at once, with its line; the same file again changes
//! nothing at all.

pub mod operations;
pub mod policy;
pub mod reader;

pub use operations::{ImportError, ImportReport, SectionCount};
