//! The suite: stories of people on both databases, documents, faults, the browser, and what is generated.

mod both_databases;
#[cfg(feature = "services")]
mod browser;
#[cfg(feature = "services")]
mod documents;
#[cfg(feature = "services")]
mod faults;
mod generated;
mod journeys;
#[cfg(feature = "services")]
mod verdicts;
