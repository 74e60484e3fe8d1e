//! Why a command ends without having done its work: one text for whoever typed it.

use std::fmt::{self, Display};

/// What went wrong, in words; printed by `main`, which then ends with 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure(pub String);

impl Failure {
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Not an error itself, so that every error turns into one with `?`.
impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// For `map_err`: says what was being done when the error came.
pub fn while_doing<E: Display>(what: impl Display) -> impl FnOnce(E) -> Failure {
    move |error| Failure(format!("{what}: {error}"))
}
