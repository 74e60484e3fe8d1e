//! Reading and writing sign-in. What must happen once is a compare-and-set: the caller learns whether it was the one.

pub mod accounts;
pub mod links;
pub mod sessions;
pub mod throttles;
pub mod tokens;
