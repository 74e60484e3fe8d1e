//! What can go wrong at the press, in words.

use thiserror::Error;

/// A template that cannot be set. Found at start; ours to mend.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TemplateError {
    #[error("the template {template} cannot be set: {words}")]
    Broken { template: String, words: String },
    #[error("the font {0} cannot be read")]
    Font(&'static str),
    #[error("the press does not know its own standards: {0}")]
    Standards(String),
}

/// A certificate that cannot be set from these data: trying again gives the same.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PressError {
    #[error("{field} is longer than the page has room for")]
    TooLong { field: String },
    #[error("cannot be printed: {0}")]
    Unprintable(String),
    #[error("the verification address does not fit a QR code")]
    Address,
    #[error("the credential is larger than {0} bytes")]
    Credential(usize),
}

/// A file that is no certificate of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotOurs {
    #[error("it is larger than a certificate can be")]
    TooLarge,
    #[error("it is not a PDF")]
    NotPdf,
    #[error("it is encrypted")]
    Encrypted,
    #[error("it has no credential attached")]
    NoCredential,
    #[error("it has no certificate data attached")]
    NoData,
    #[error("more than one credential is attached")]
    Ambiguous,
    /// It names our attachments, and one of them is no longer what it was.
    #[error("what is attached to it is damaged")]
    Damaged,
}
