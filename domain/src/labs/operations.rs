//! What can be done with sessions, seats, attendance and rooms.

pub mod attendance;
pub mod booking;
pub mod clashes;
pub mod import;
pub mod rooms;
pub mod sessions;

pub use booking::LabReminderFacts;
pub(crate) use booking::reminder_facts;
