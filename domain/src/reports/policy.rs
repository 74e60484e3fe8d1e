//! Who may read reports, ask for one, and sign one off.

use crate::{
    Actor, OperationError, Role, Visibility,
    id::{CohortId, ProgrammeId},
};

/// Roles that may be a report's audience: those that see names, attendance and marks of a whole cohort.
pub const READERS: &[Role] = &[Role::ProgrammeManager];

/// The audience of a report that a manager asks for.
pub const AUDIENCE_ON_DEMAND: &[Role] = &[Role::ProgrammeManager];

/// What a reader finds: for each role, the reports of which that role is the audience, within the role's scope. What
/// concerns one's own person only is no report.
pub fn visible_to(actor: &Actor) -> Vec<(Role, Visibility)> {
    let seen = |role: &Role| {
        let seen = Visibility {
            own: None,
            ..actor.visibility(&[*role])
        };
        (*role, seen)
    };
    READERS.iter().map(seen).collect()
}

/// Managers ask for a report of a cohort that they hold the role for.
pub fn may_ask(
    actor: &Actor,
    programme: ProgrammeId,
    cohort: CohortId,
) -> Result<(), OperationError> {
    if actor.has_role_in_cohort(Role::ProgrammeManager, programme, cohort) {
        Ok(())
    } else {
        Err(OperationError::Forbidden)
    }
}

/// A manager of the cohort signs off, never the one who asked for the report (rule 79).
pub fn may_sign_off(
    actor: &Actor,
    programme: ProgrammeId,
    cohort: CohortId,
    asked_by: Option<crate::id::PersonId>,
) -> Result<(), OperationError> {
    may_ask(actor, programme, cohort)?;
    if asked_by.is_some_and(|asker| actor.is(asker)) {
        return Err(OperationError::refused("report-own-sign-off"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Grant, Language, Scope, id::PersonId};

    fn holding(role: Role, scope: Scope) -> Actor {
        let person = PersonId(uuid::Uuid::from_u128(1));
        Actor::of(person, vec![Grant::standing(role, scope)], Language::En)
    }

    #[test]
    fn only_managers_of_the_cohort_ask_and_none_signs_off_an_own_one() {
        let programme = ProgrammeId(uuid::Uuid::from_u128(2));
        let (cohort, other) = (
            CohortId(uuid::Uuid::from_u128(3)),
            CohortId(uuid::Uuid::from_u128(4)),
        );
        for scope in [Scope::Programme(programme), Scope::Cohort(cohort)] {
            let manager = holding(Role::ProgrammeManager, scope);
            assert!(may_ask(&manager, programme, cohort).is_ok());
            assert!(may_sign_off(&manager, programme, cohort, None).is_ok());
            let own = may_sign_off(&manager, programme, cohort, manager.person);
            assert_eq!(own.unwrap_err().to_string(), "report-own-sign-off");
        }
        let elsewhere = holding(Role::ProgrammeManager, Scope::Cohort(other));
        assert!(may_ask(&elsewhere, programme, cohort).is_err());
        for role in Role::ALL
            .into_iter()
            .filter(|role| *role != Role::ProgrammeManager)
        {
            let actor = holding(role, Scope::Programme(programme));
            assert!(may_ask(&actor, programme, cohort).is_err(), "{role:?}");
            let seen = visible_to(&actor);
            assert!(seen.iter().all(|(_, seen)| *seen == Visibility::default()));
        }
    }
}
