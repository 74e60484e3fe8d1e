//! What a person is shown first.

pub mod certificates;
pub mod cohort;
pub mod home;
pub mod standing;
