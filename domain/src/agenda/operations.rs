//! What a person is shown first.

pub mod cohort;
pub mod home;
pub mod standing;
