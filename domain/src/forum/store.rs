//! Reading and writing the forum.

pub mod forums;
pub mod registrations;
pub mod seats;
