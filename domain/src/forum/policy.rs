//! Who sees those who registered.

use crate::{Actor, OperationError, Role, id::ProgrammeId};

/// The forum's coordinators alone: not even administrators read who needs what.
pub fn may_see_registrations(actor: &Actor, programme: ProgrammeId) -> Result<(), OperationError> {
    if actor.has_role_in_programme(Role::ForumCoordinator, programme) {
        Ok(())
    } else {
        Err(OperationError::Forbidden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Language,
        id::PersonId,
        scope::{Grant, Scope},
    };
    use uuid::Uuid;

    #[test]
    fn coordinators_of_the_programme_and_nobody_else_see_who_registered() {
        let (own, other) = (
            ProgrammeId(Uuid::from_u128(7)),
            ProgrammeId(Uuid::from_u128(8)),
        );
        for role in Role::ALL {
            let grant = Grant::standing(role, Scope::Programme(own));
            let actor = Actor::of(PersonId(Uuid::from_u128(1)), vec![grant], Language::En);
            let is_coordinator = role == Role::ForumCoordinator;
            assert_eq!(
                may_see_registrations(&actor, own).is_ok(),
                is_coordinator,
                "{role:?}"
            );
            assert!(may_see_registrations(&actor, other).is_err(), "{role:?}");
        }
        assert!(may_see_registrations(&Actor::system(), own).is_err());
    }
}
