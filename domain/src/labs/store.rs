//! Reading and writing rooms, sessions, bookings and attendance.

mod attendance;
mod bookings;
mod rooms;
mod sessions;

pub use attendance::*;
pub use bookings::*;
pub use rooms::*;
pub use sessions::*;
