//! The five steps, by operation, each ending with another person seeing the effect.

mod five_steps;
#[cfg(feature = "services")]
mod work;
mod work_pages;
