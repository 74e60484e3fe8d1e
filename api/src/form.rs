//! Forms: reading what was sent, and showing the same form again with what was typed and what is wrong with it.
//!
//! Promise: a form without the token of its own session changes nothing; the token is the first field, so that files are
//! not read before it is right; a repeated field, an unknown field and a field that is no text are refused; passwords
//! are never shown again.

mod body;
mod faults;
mod kept;

pub(crate) use body::is_key;
pub use body::{FormBody, UploadedFile};
pub use faults::{Faults, FieldView, Hidden};
pub(crate) use kept::own_texts;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

/// A password as it was typed: in no log, in no answer.
#[derive(Default)]
pub struct TypedSecret(SecretString);

impl<'de> Deserialize<'de> for TypedSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|typed| Self(typed.into()))
    }
}

impl std::ops::Deref for TypedSecret {
    type Target = SecretString;
    fn deref(&self) -> &SecretString {
        &self.0
    }
}
