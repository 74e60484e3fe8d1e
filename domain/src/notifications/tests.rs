//! Planning and sending reminders, and the inbox, against a database.

mod inbox;
mod reminders;
mod scene;
