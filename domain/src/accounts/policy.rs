//! Who may do what to which account.

use crate::{
    actor::Actor,
    error::OperationError,
    id::{PersonId, ProgrammeId},
    scope::{Role, Scope},
};

fn allowed(is_allowed: bool) -> Result<(), OperationError> {
    if is_allowed {
        Ok(())
    } else {
        Err(OperationError::Forbidden)
    }
}

/// Administrators invite anybody, programme managers those who hold a role in a programme that they manage.
pub fn may_invite(actor: &Actor, programmes: &[ProgrammeId]) -> Result<(), OperationError> {
    let manages = |id: &ProgrammeId| actor.has_role_in_programme(Role::ProgrammeManager, *id);
    allowed(actor.is_administrator() || programmes.iter().any(manages))
}

/// Administrators alone suspend and reinstate, and nobody does it to themselves.
pub fn may_suspend(actor: &Actor, person: PersonId) -> Result<(), OperationError> {
    allowed(actor.is_administrator() && !actor.is(person))
}

/// The state of other people's accounts: administrators, and managers of any programme (who see the people page).
pub fn may_see_accounts(actor: &Actor) -> Result<(), OperationError> {
    let manages = |scope: &Scope| matches!(scope, Scope::Programme(_));
    let is_manager = actor
        .grants
        .iter()
        .any(|grant| grant.role == Role::ProgrammeManager && manages(&grant.scope));
    allowed(actor.is_administrator() || is_manager)
}

/// A person changes the own password, second factor, sessions and tokens; a personal token never may, so that a lost
/// token cannot take the account over.
///
/// # Returns
/// Who that is.
pub fn may_change_own_sign_in(actor: &Actor) -> Result<PersonId, OperationError> {
    match (actor.person, actor.token) {
        (Some(person), None) => Ok(person),
        _ => Err(OperationError::Forbidden),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{actor::TokenScope, bilingual::Language, id::CohortId, scope::Grant};
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn actor(role: Role, scope: Scope) -> Actor {
        Actor::of(person(1), vec![Grant::standing(role, scope)], Language::En)
    }

    #[test]
    fn only_administrators_and_managers_of_the_programme_invite() {
        let (own, other) = (
            ProgrammeId(Uuid::from_u128(7)),
            ProgrammeId(Uuid::from_u128(8)),
        );
        let administrator = actor(Role::Administrator, Scope::Installation);
        let manager = actor(Role::ProgrammeManager, Scope::Programme(own));
        assert!(may_invite(&administrator, &[]).is_ok());
        assert!(may_invite(&manager, &[other, own]).is_ok());
        assert!(may_invite(&manager, &[other]).is_err());
        assert!(may_invite(&manager, &[]).is_err());
        for role in Role::ALL
            .into_iter()
            .filter(|role| *role != Role::ProgrammeManager)
        {
            assert!(
                may_invite(&actor(role, Scope::Programme(own)), &[own]).is_err(),
                "{role:?}"
            );
        }
    }

    #[test]
    fn only_administrators_suspend_and_never_themselves() {
        let administrator = actor(Role::Administrator, Scope::Installation);
        assert!(may_suspend(&administrator, person(2)).is_ok());
        assert!(may_suspend(&administrator, person(1)).is_err());
        for role in Role::ALL {
            let scope = Scope::Programme(ProgrammeId(Uuid::from_u128(7)));
            assert!(
                may_suspend(&actor(role, scope), person(2)).is_err(),
                "{role:?}"
            );
        }
    }

    #[test]
    fn account_states_are_for_administrators_and_programme_managers() {
        let programme = || Scope::Programme(ProgrammeId(Uuid::from_u128(7)));
        assert!(may_see_accounts(&actor(Role::Administrator, Scope::Installation)).is_ok());
        assert!(may_see_accounts(&actor(Role::ProgrammeManager, programme())).is_ok());
        assert!(
            may_see_accounts(&actor(
                Role::ProgrammeManager,
                Scope::Cohort(CohortId(Uuid::from_u128(9)))
            ))
            .is_err()
        );
        assert!(may_see_accounts(&actor(Role::Trainer, programme())).is_err());
    }

    #[test]
    fn neither_a_token_nor_the_system_changes_how_a_person_signs_in() {
        let mut own = Actor::of(person(1), Vec::new(), Language::En);
        assert_eq!(may_change_own_sign_in(&own).unwrap(), person(1));
        own.token = Some(TokenScope::ReadWrite);
        assert!(matches!(
            may_change_own_sign_in(&own),
            Err(OperationError::Forbidden)
        ));
        assert!(matches!(
            may_change_own_sign_in(&Actor::system()),
            Err(OperationError::Forbidden)
        ));
    }
}
