//! Sessions of every kind, seats in lab sessions, and attendance.
//!
//! ```text
//! booking   (free seat) ─▶ seated ──give back──▶ given_back
//!           (full)      ─▶ waiting ──seat passes──▶ seated        waiting ──leave──▶ left
//! session   scheduled ──cancel──▶ cancelled
//! ```
//! Promises: a seat is taken once, by constraint of the database; places in line have no gap; a seat given back passes to
//! the first who waits in the same transaction; one live booking per fellow and lab; attendance is exact (rules 31 to 34).

mod entity;
pub mod operations;
pub mod policy;
pub mod rules;
pub mod state;
mod store;

pub use operations::{
    attendance, bookable, booking, clashes, figures, import, materials, rooms, sessions,
};
pub use state::{BookingState, MarkKind, SessionKind, SessionState};
