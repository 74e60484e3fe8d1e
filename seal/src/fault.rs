//! Why a document is not signed. None of these passes by itself; only the signer may do better another time.

use crate::{issuer::SignerFault, verdict::Reason};

#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum SealError {
    #[error("not a JSON object")]
    NotAnObject,
    #[error("has a proof already")]
    AlreadySigned,
    /// Linked data would leave the term out, and a proof would not cover it.
    #[error("no context defines `{0}`")]
    UndefinedTerm(String),
    /// What cannot be written as linked data or as canonical JSON.
    #[error("not linked data: {0}")]
    NotLinkedData(String),
    /// JSON pointers of what Open Badges 3.0 demands and the document lacks.
    #[error("not an Open Badges 3.0 credential: {}", .0.join(", "))]
    Shape(Vec<String>),
    #[error("status list: {0}")]
    StatusList(&'static str),
    #[error("what a throw-away key signed does not verify: {0}")]
    OwnVerifier(Reason),
    #[error(transparent)]
    Signer(#[from] SignerFault),
}
