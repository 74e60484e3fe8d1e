//! Jobs carry work of every programme: administrators alone look after them.

use crate::{actor::Actor, error::OperationError};

/// Reading the board and the dead.
pub fn may_look_after_jobs(actor: &Actor) -> Result<(), OperationError> {
    if actor.is_administrator() {
        Ok(())
    } else {
        Err(OperationError::Forbidden)
    }
}

/// Giving a dead job another chance.
pub fn may_revive(actor: &Actor) -> Result<(), OperationError> {
    may_look_after_jobs(actor)
}
