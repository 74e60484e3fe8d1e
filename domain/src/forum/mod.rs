//! The forum: who may come, who has a seat, who waits for one.
//!
//! Arrows: countries (where people come from), outbox (letters to people without an account), accounts (counting tries),
//! audit. Somebody without an account registers, confirms by the link of a letter, and holds a ticket: a page behind a
//! secret address. Secrets are derived when a letter is sent; the database holds their digests.
//!
//! Registration: unconfirmed → confirmed (a seat) or waiting; waiting → confirmed when a seat passes on; confirmed or
//! waiting → cancelled. One that nobody confirms is forgotten after 48 hours.
//!
//! Promise: there are never more seats than places: each seat is a row, and the database lets nobody hold one that is
//! not there. While somebody waits, a free seat is theirs first, in the order in which they joined the line. An address
//! that is registered already, and one that is not, get one answer. Who needs what at the door is seen by the forum's
//! coordinators alone and erased with its purpose.

mod entity;
pub mod operations;
pub mod policy;
pub mod rules;
pub mod state;
mod store;
#[cfg(test)]
mod tests;

pub use crate::outbox::rules::calendar::CALENDAR_TYPE;
pub use state::{AccessNeed, PlaceKind, RegistrationState};
