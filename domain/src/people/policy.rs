//! Who may see and change people.

use crate::{Actor, OperationError, Role};

/// Administrators and programme managers see the people of the installation.
pub fn may_list(actor: &Actor) -> Result<(), OperationError> {
    let is_allowed = actor.is_administrator() || actor.has_role(Role::ProgrammeManager);
    if is_allowed {
        Ok(())
    } else {
        Err(OperationError::Forbidden)
    }
}

/// Administrators alone create people and grant roles.
pub fn may_create(actor: &Actor) -> Result<(), OperationError> {
    if actor.is_administrator() {
        Ok(())
    } else {
        Err(OperationError::Forbidden)
    }
}

/// Roles are granted by administrators, never to oneself (rule 79).
pub fn may_grant(actor: &Actor, to: crate::id::PersonId) -> Result<(), OperationError> {
    if actor.is_administrator() && !actor.is(to) {
        Ok(())
    } else {
        Err(OperationError::Forbidden)
    }
}
