//! One file per subcommand: what it needs, what it does, what it says.

pub mod admin;
pub mod backup;
pub mod demo;
pub mod doctor;
pub mod import;
pub mod migrate;
pub mod restore;
pub mod serve;
pub mod verify;
pub mod work;
