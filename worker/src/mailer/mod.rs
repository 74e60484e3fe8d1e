//! Handing letters to a mail relay, or keeping them.
//!
//! Promise: the caller always knows how a sending ended: accepted (250), refused for now or for good, not begun because
//! the relay is away, or *unknown*, when the connection ended after the last byte and before the answer.

mod breaker;
mod compose;
mod relay;
mod smtp;
#[cfg(test)]
mod tests;

pub use relay::{RelayFault, SmtpSettings};
pub use smtp::SmtpMailer;

use std::time::Duration;
use zamala_domain::{App, outbox::operations::Attachment};

/// Where letters go.
pub enum Mailer {
    /// Into the database, shown by the demo.
    Kept,
    /// To a relay.
    Smtp(Box<SmtpMailer>),
}

impl Mailer {
    /// The address that letters come from; where they are kept, one that stands for it.
    pub fn sender(&self, app: &App) -> String {
        match self {
            Self::Smtp(mailer) => mailer.sender(),
            Self::Kept => {
                let host = app.did_url().trim_start_matches("https://");
                format!("zamala@{}", host.split(':').next().unwrap_or(host))
            }
        }
    }
}

/// A letter with its envelope; one recipient each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    pub to_address: String,
    pub to_name: String,
    /// `ar` or `en`.
    pub language: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// With its angle brackets.
    pub message_id: String,
    /// Real time.
    pub date: chrono::DateTime<chrono::Utc>,
    pub attachments: Vec<Attachment>,
}

/// Why a letter was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The letter cannot be written as a message: a bad address, a line end in a header.
    #[error("not a message: {0}")]
    Unsendable(String),
    /// The relay cannot be reached or is closing: nothing was handed over. Try again after the time.
    #[error("the relay is away: {1}")]
    Away(Duration, String),
    /// The relay said no for now (4xx).
    #[error("put off: {0}")]
    Deferred(String),
    /// The relay said no (5xx).
    #[error("refused: {0}")]
    Refused(String),
    /// All of the letter may have been handed over, and the answer never came.
    #[error("the answer never came: {0}")]
    Ambiguous(String),
}
