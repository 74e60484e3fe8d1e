//! Pages, a file for each context: what is typed becomes a draft, an operation is called, and its outcome is shown.

pub mod account;
pub mod attendance;
pub mod audit;
pub mod awards;
pub mod batches;
pub mod certificates;
pub mod cohorts;
pub mod curriculum;
pub mod dev;
pub mod guidance;
pub mod home;
pub mod jobs;
pub mod labs;
pub mod letters;
pub mod notices;
pub mod paging;
pub mod parts;
pub mod people;
pub mod residencies;
pub mod rooms;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod start;
pub mod tokens;
pub mod verification;
