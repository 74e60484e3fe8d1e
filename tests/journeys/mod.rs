//! Stories of people: by operation, and over HTTP where the edge is what is asked.

mod five_steps;
#[cfg(feature = "services")]
mod refusals;
mod statements;
mod work;
mod work_pages;
mod report_pages;
