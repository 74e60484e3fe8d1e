//! Who sees the ledger of letters.

use crate::{
    actor::Actor,
    error::OperationError,
    id::ProgrammeId,
    scope::{Role, Scope},
};

/// Whose letters an actor may find in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerVisibility {
    Everything,
    /// Letters of these programmes.
    Programmes(Vec<ProgrammeId>),
}

/// Administrators see every letter's line, programme managers those of their programmes. Nobody sees what a letter says.
pub fn ledger_visible_to(actor: &Actor) -> Result<LedgerVisibility, OperationError> {
    if actor.is_administrator() {
        return Ok(LedgerVisibility::Everything);
    }
    let managed = actor
        .grants
        .iter()
        .filter(|grant| grant.role == Role::ProgrammeManager);
    let programmes: Vec<ProgrammeId> = managed
        .filter_map(|grant| match &grant.scope {
            Scope::Programme(id) => Some(*id),
            _ => None,
        })
        .collect();
    if programmes.is_empty() {
        Err(OperationError::Forbidden)
    } else {
        Ok(LedgerVisibility::Programmes(programmes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{bilingual::Language, id::PersonId, scope::Grant};
    use uuid::Uuid;

    fn holding(role: Role, scope: Scope) -> Actor {
        Actor::of(
            PersonId(Uuid::from_u128(1)),
            vec![Grant::standing(role, scope)],
            Language::En,
        )
    }

    #[test]
    fn a_manager_sees_the_letters_of_the_own_programme_only() {
        let own = ProgrammeId(Uuid::from_u128(7));
        let manager = holding(Role::ProgrammeManager, Scope::Programme(own));
        assert_eq!(
            ledger_visible_to(&manager).unwrap(),
            LedgerVisibility::Programmes(vec![own])
        );
        let administrator = holding(Role::Administrator, Scope::Installation);
        assert_eq!(
            ledger_visible_to(&administrator).unwrap(),
            LedgerVisibility::Everything
        );
    }

    #[test]
    fn every_other_role_is_refused() {
        let own = Scope::Programme(ProgrammeId(Uuid::from_u128(7)));
        let others = Role::ALL
            .into_iter()
            .filter(|role| !matches!(role, Role::ProgrammeManager | Role::Administrator));
        for role in others {
            let refused = ledger_visible_to(&holding(role, own.clone()));
            assert!(
                matches!(refused, Err(OperationError::Forbidden)),
                "{role:?}"
            );
        }
    }
}
