//! Partner countries and their government entities. Thin: the file says what they are; joining comes later.

mod entity;
pub mod operations;
mod store;

pub use operations::{CountryFacts, OrganisationFacts};
