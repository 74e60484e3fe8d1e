//! Forms: reading what was sent, and showing the same form again with what was typed and what is wrong with it.
//!
//! Promise: a form without the token of its own session changes nothing; the token is the first field, so that files are
//! not read before it is right; a repeated field, an unknown field and a field that is no text are refused; passwords
//! are never shown again.

mod body;
mod faults;

pub use body::{FormBody, UploadedFile};
pub use faults::{Faults, FieldView, Hidden};
