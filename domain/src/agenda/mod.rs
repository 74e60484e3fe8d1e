//! *My work today* for every role, and what is left. Composes other contexts; stores nothing.
//!
//! Promise: one function reckons a fellow's standing, so that every page, report and answer shows the same figure.

pub mod operations;

pub use operations::{certificates, cohort, home, standing};
