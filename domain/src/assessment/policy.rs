//! Who hands in, who sees work, who marks and who releases.

use crate::{
    Actor, OperationError, Role,
    id::{CohortId, PersonId, ProgrammeId},
    residencies::ResidencyFacts,
    scope::Scope,
};

/// Whose work it is, and whether the actor teaches what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkPlace {
    pub programme: ProgrammeId,
    pub cohort: CohortId,
    pub fellow: PersonId,
    /// The actor teaches this micro-credential.
    pub teaches: bool,
}

/// Which submissions the actor may find: as a trainer those of own cohorts and own micro-credentials, as a manager those of
/// the whole scope, and one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenWork {
    pub taught_in: Reach,
    pub managed: Reach,
    pub own: Option<PersonId>,
}

/// Programmes and cohorts that grants reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    pub programmes: Vec<ProgrammeId>,
    pub cohorts: Vec<CohortId>,
}

pub fn work_visible_to(actor: &Actor) -> SeenWork {
    SeenWork {
        taught_in: reach(actor, Role::Trainer),
        managed: reach(actor, Role::ProgrammeManager),
        own: actor.person,
    }
}

fn reach(actor: &Actor, role: Role) -> Reach {
    let mut reach = Reach::default();
    for grant in actor.grants.iter().filter(|grant| grant.role == role) {
        match &grant.scope {
            Scope::Programme(id) => reach.programmes.push(*id),
            Scope::Cohort(id) => reach.cohorts.push(*id),
            Scope::Installation | Scope::Country(_) => {}
        }
    }
    reach
}

fn allowed(is_allowed: bool) -> Result<(), OperationError> {
    if is_allowed {
        Ok(())
    } else {
        Err(OperationError::Forbidden)
    }
}

/// Nobody but fellows hands in.
pub fn may_ever_hand_in(actor: &Actor) -> Result<(), OperationError> {
    allowed(actor.has_role(Role::Fellow))
}

/// A fellow in residence hands in own work.
pub fn may_hand_in(actor: &Actor, own: &ResidencyFacts) -> Result<(), OperationError> {
    allowed(
        actor.is(own.fellow)
            && own.state.is_in_residence()
            && actor.has_role_in_cohort(Role::Fellow, own.programme, own.cohort),
    )
}

/// A trainer of the micro-credential in the cohort; nobody marks self (rule 79), nor where one is a fellow.
pub fn may_mark(actor: &Actor, work: &WorkPlace) -> Result<(), OperationError> {
    let is_trainer = actor.has_role_in_cohort(Role::Trainer, work.programme, work.cohort);
    allowed(is_trainer && work.teaches && is_outside(actor, work))
}

/// Whoever marks, and the manager of the cohort, sees work and its provisional mark.
pub fn may_see_marking(actor: &Actor, work: &WorkPlace) -> Result<(), OperationError> {
    allowed(may_mark(actor, work).is_ok() || manages(actor, work))
}

/// Whoever marks, or the manager of the cohort, releases. A correction is released by another person than its marker
/// (rule 54).
pub fn may_release(
    actor: &Actor,
    work: &WorkPlace,
    correction_by: Option<PersonId>,
) -> Result<(), OperationError> {
    may_see_marking(actor, work)?;
    if correction_by.is_some_and(|marker| actor.is(marker)) {
        return Err(OperationError::refused("correction-needs-second-person"));
    }
    Ok(())
}

fn manages(actor: &Actor, work: &WorkPlace) -> bool {
    actor.has_role_in_cohort(Role::ProgrammeManager, work.programme, work.cohort)
        && is_outside(actor, work)
}

fn is_outside(actor: &Actor, work: &WorkPlace) -> bool {
    !actor.is(work.fellow) && !actor.has_role_in_cohort(Role::Fellow, work.programme, work.cohort)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Grant, Language};
    use uuid::Uuid;

    const PROGRAMME: ProgrammeId = ProgrammeId(Uuid::from_u128(1));
    const COHORT: CohortId = CohortId(Uuid::from_u128(2));
    const OTHER: CohortId = CohortId(Uuid::from_u128(3));
    const FELLOW: PersonId = PersonId(Uuid::from_u128(4));
    const TRAINER: PersonId = PersonId(Uuid::from_u128(5));

    fn actor(person: PersonId, grants: &[(Role, Scope)]) -> Actor {
        let grants = grants
            .iter()
            .map(|(role, scope)| Grant::standing(*role, scope.clone()))
            .collect();
        Actor::of(person, grants, Language::En)
    }

    fn work(teaches: bool) -> WorkPlace {
        WorkPlace {
            programme: PROGRAMME,
            cohort: COHORT,
            fellow: FELLOW,
            teaches,
        }
    }

    // Statement 19.
    #[test]
    fn only_a_trainer_of_the_micro_credential_in_the_cohort_marks() {
        let own = actor(TRAINER, &[(Role::Trainer, Scope::Cohort(COHORT))]);
        assert!(may_mark(&own, &work(true)).is_ok());
        assert!(may_mark(&own, &work(false)).is_err());
        let elsewhere = actor(TRAINER, &[(Role::Trainer, Scope::Cohort(OTHER))]);
        assert!(may_mark(&elsewhere, &work(true)).is_err());
        let manager = actor(
            TRAINER,
            &[(Role::ProgrammeManager, Scope::Programme(PROGRAMME))],
        );
        assert!(may_mark(&manager, &work(true)).is_err());
        assert!(may_see_marking(&manager, &work(false)).is_ok());
    }

    // Statement 23.
    #[test]
    fn nobody_marks_self_nor_where_one_is_a_fellow() {
        let both = [
            (Role::Trainer, Scope::Cohort(COHORT)),
            (Role::Fellow, Scope::Cohort(COHORT)),
        ];
        assert!(may_mark(&actor(TRAINER, &both), &work(true)).is_err());
        let self_marker = actor(FELLOW, &[(Role::Trainer, Scope::Cohort(COHORT))]);
        assert!(may_mark(&self_marker, &work(true)).is_err());
        let self_manager = actor(
            FELLOW,
            &[(Role::ProgrammeManager, Scope::Programme(PROGRAMME))],
        );
        assert!(may_release(&self_manager, &work(false), None).is_err());
    }

    // Statement 20.
    #[test]
    fn a_correction_wants_a_second_person() {
        let own = actor(TRAINER, &[(Role::Trainer, Scope::Cohort(COHORT))]);
        assert!(may_release(&own, &work(true), None).is_ok());
        let refused = may_release(&own, &work(true), Some(TRAINER)).unwrap_err();
        assert_eq!(refused.to_string(), "correction-needs-second-person");
        assert!(may_release(&own, &work(true), Some(FELLOW)).is_ok());
    }

    #[test]
    fn an_administrator_sees_no_work() {
        let administrator = actor(TRAINER, &[(Role::Administrator, Scope::Installation)]);
        assert!(may_see_marking(&administrator, &work(true)).is_err());
        let seen = work_visible_to(&administrator);
        assert_eq!(
            (seen.managed, seen.taught_in),
            (Reach::default(), Reach::default())
        );
    }
}
