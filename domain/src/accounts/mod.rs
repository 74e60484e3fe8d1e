//! Signing in: passwords, second factors, single-use links, sessions and personal tokens.
//!
//! Arrows: people (who it is, which grants are in force), outbox (letters with links), audit.
//! Promise: nobody signs in without a password that they set themselves by a link; an unknown name, a wrong password
//! and a suspended account are one answer in one time. What the database holds of a secret cannot be used: sessions,
//! links, tokens and recovery codes are digests, the second factor's secret is sealed. Signing out, suspension and a
//! changed password count from the next request on, on every replica, because each request asks the database.
//! All instants here are real time: a moved demo clock neither ends nor prolongs a session.

mod entity;
pub mod operations;
pub mod policy;
pub mod rules;
pub mod state;
mod store;
#[cfg(test)]
mod tests;

pub use operations::{
    AccountLine, LinkFacts, NewToken, OwnAccount, Provisioning, Session, SignedIn, TokenLine,
};
pub use state::{AccountState, LinkKind, SessionLevel};
