//! What can be done with sessions, seats, attendance and rooms.

pub mod attendance;
pub mod bookable;
pub mod booking;
pub mod clashes;
pub mod figures;
pub mod import;
pub mod materials;
pub mod rooms;
pub mod sessions;

pub use bookable::LabReminderFacts;
pub(crate) use bookable::reminder_facts;
