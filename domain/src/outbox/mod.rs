//! The outbox: letters to be sent, and occurrences that people are to be reminded of.
//!
//! A letter is a row of the transaction that causes it, unique for kind, recipient and occasion; the worker sends it
//! later. Its Message-ID is derived from its id, so that every copy of it is the same message. Address, names and
//! language are those of the moment of sending. Whom it reaches is a person, or an addressee: somebody without an
//! account, whose row is emptied when they are forgotten. The ledger of letters is what support sees (L72).
//!
//! Letter: waiting → sending → sent; sending → waiting (refused for now); waiting or sending → dead or cancelled.
//! Occurrence: open ⇄ withdrawn. Reminder: planned → sent, cancelled or skipped; cancelled → planned (planned anew).
//!
//! Promise: no letter is sent before its row is committed; none is lost when the sender dies; extra copies come only
//! from sendings whose end nobody knows.

mod entity;
pub mod operations;
pub mod policy;
pub mod rules;
pub mod state;
mod store;
#[cfg(test)]
pub(crate) mod tests;

pub use rules::{
    AssignmentData, CalendarData, CertificateData, ForumData, ForumLinkData, LinkData,
    MarkReleasedData, NamesToConfirmData, PasswordChangedData, RevocationData, SessionData,
    WorkReceivedData,
};
pub use state::{Event, LetterKind, LetterState, OccurrenceState, Recipient, ReminderState};
