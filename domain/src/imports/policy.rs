//! Who may import a programme file.

use crate::{Actor, OperationError};

/// The command line and administrators.
pub fn may_import(actor: &Actor) -> Result<(), OperationError> {
    if actor.is_system() || actor.is_administrator() {
        Ok(())
    } else {
        Err(OperationError::Forbidden)
    }
}
