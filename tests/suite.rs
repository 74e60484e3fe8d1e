//! The suite: stories of people on both databases, faults, the browser, and what is generated.

mod both_databases;
mod journeys;
