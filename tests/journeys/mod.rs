//! The five steps, by operation, each ending with another person seeing the effect.

mod five_steps;
mod report_pages;
