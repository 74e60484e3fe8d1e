//! Telling people what comes: when they are reminded, what waits in their inbox, and how they like to read it.
//!
//! A plan per programme and event says how long before (or after) an occurrence a reminder leaves and by which channels.
//! Reminders are planned once for each occurrence by rules 70 and 71, and checked again when their moment has come
//! (rule 72): who has given the seat back, has been marked or is suspended gets nothing. Notice: unread → read.
//!
//! Promise: one reminder, one letter, one notice, however many workers run at once (rule 69).

mod entity;
pub mod operations;
pub mod policy;
pub mod rules;
pub mod state;
mod store;
#[cfg(test)]
mod tests;

pub use state::{Channel, Digits, NoticeKind};
