//! Who prepares, seals, sees, downloads and revokes.

use super::state::BatchState;
use crate::{
    Actor, OperationError, Role, Visibility,
    id::{CohortId, PersonId, ProgrammeId},
};

/// Roles that see batches and the register of the cohorts they hold the role for.
const REGISTER_READERS: &[Role] = &[
    Role::ProgrammeManager,
    Role::CertificateOfficer,
    Role::Signatory,
];

/// The batches that the actor may find.
pub fn batches_visible_to(actor: &Actor) -> Visibility {
    Visibility {
        own: None,
        ..actor.visibility(REGISTER_READERS)
    }
}

/// The batches of cohorts that the actor manages.
pub fn batches_managed_by(actor: &Actor) -> Visibility {
    Visibility {
        own: None,
        ..actor.visibility(&[Role::ProgrammeManager])
    }
}

/// The certificates that the actor may find: one's own, and by role those within scope.
pub fn certificates_visible_to(actor: &Actor) -> Visibility {
    actor.visibility(REGISTER_READERS)
}

fn allowed(is_allowed: bool) -> Result<(), OperationError> {
    if is_allowed {
        Ok(())
    } else {
        Err(OperationError::Forbidden)
    }
}

/// Who reads the register as staff; a fellow has a list of one's own.
pub fn may_read_register(actor: &Actor) -> Result<(), OperationError> {
    allowed(actor.is_system() || REGISTER_READERS.iter().any(|role| actor.has_role(*role)))
}

/// Managers of the cohort prepare, unless they are among its fellows (rule 79).
pub fn may_prepare(
    actor: &Actor,
    programme: ProgrammeId,
    cohort: CohortId,
    fellows: &[PersonId],
) -> Result<(), OperationError> {
    let is_fellow = fellows.iter().any(|fellow| actor.is(*fellow));
    allowed(!is_fellow && actor.has_role_in_cohort(Role::ProgrammeManager, programme, cohort))
}

/// A batch as policy looks at it.
#[derive(Clone, Debug)]
pub struct BatchFacts {
    pub programme: ProgrammeId,
    pub cohort: CohortId,
    pub state: BatchState,
    pub prepared_by: PersonId,
}

/// Managers of the cohort take back what is not sealed.
pub fn may_withdraw(actor: &Actor, batch: &BatchFacts) -> Result<(), OperationError> {
    allowed(actor.has_role_in_cohort(Role::ProgrammeManager, batch.programme, batch.cohort))
}

/// The certificate officer seals: another person than who prepared, no fellow of the batch, marker of none (rule 58).
///
/// # Errors
/// Forbidden; refused `batch-sealed-by-preparer`, `certification-of-self`, `batch-sealed-by-marker`.
pub fn may_seal(
    actor: &Actor,
    batch: &BatchFacts,
    fellows: &[PersonId],
    markers: &[PersonId],
) -> Result<(), OperationError> {
    allowed(actor.has_role_in_cohort(Role::CertificateOfficer, batch.programme, batch.cohort))?;
    let is_one_of = |people: &[PersonId]| people.iter().any(|person| actor.is(*person));
    if actor.is(batch.prepared_by) {
        return Err(OperationError::refused("batch-sealed-by-preparer"));
    }
    if is_one_of(fellows) {
        return Err(OperationError::refused("certification-of-self"));
    }
    if is_one_of(markers) {
        return Err(OperationError::refused("batch-sealed-by-marker"));
    }
    Ok(())
}

/// Names are confirmed by whose they are.
pub fn may_confirm_names(actor: &Actor) -> Result<PersonId, OperationError> {
    let person = actor.person.filter(|_| actor.has_role(Role::Fellow));
    person.ok_or(OperationError::Forbidden)
}

/// A certificate as policy looks at it.
#[derive(Clone, Copy, Debug)]
pub struct CertificateOf {
    pub programme: ProgrammeId,
    pub cohort: CohortId,
    pub fellow: PersonId,
}

/// Managers and officers propose and decide revocations, never of their own certificate (rule 79).
pub fn may_revoke(actor: &Actor, of: CertificateOf) -> Result<(), OperationError> {
    let CertificateOf {
        programme,
        cohort,
        fellow,
    } = of;
    let by_role = [Role::ProgrammeManager, Role::CertificateOfficer]
        .iter()
        .any(|role| actor.has_role_in_cohort(*role, programme, cohort));
    allowed(by_role && !actor.is(fellow))
}

/// An officer gives up a number under which no certificate could be made, never one's own (rules 59 and 79).
pub fn may_void(actor: &Actor, of: CertificateOf) -> Result<(), OperationError> {
    let CertificateOf {
        programme,
        cohort,
        fellow,
    } = of;
    let is_officer = actor.has_role_in_cohort(Role::CertificateOfficer, programme, cohort);
    allowed(is_officer && !actor.is(fellow))
}

/// A revocation takes two people (rule 62).
///
/// # Errors
/// Forbidden; refused `revocation-needs-second-person`.
pub fn may_confirm_revocation(
    actor: &Actor,
    of: CertificateOf,
    proposed_by: PersonId,
) -> Result<(), OperationError> {
    may_revoke(actor, of)?;
    if actor.is(proposed_by) {
        return Err(OperationError::refused("revocation-needs-second-person"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Grant, Language, Scope};
    use uuid::Uuid;

    const PROGRAMME: ProgrammeId = ProgrammeId(Uuid::from_u128(1));
    const COHORT: CohortId = CohortId(Uuid::from_u128(2));

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn actor(number: u128, roles: &[Role]) -> Actor {
        let grant = |role: &Role| Grant::standing(*role, Scope::Programme(PROGRAMME));
        Actor::of(
            person(number),
            roles.iter().map(grant).collect(),
            Language::Ar,
        )
    }

    fn batch() -> BatchFacts {
        BatchFacts {
            programme: PROGRAMME,
            cohort: COHORT,
            state: BatchState::Prepared,
            prepared_by: person(10),
        }
    }

    fn said(outcome: Result<(), OperationError>) -> String {
        outcome.map_or_else(|error| error.to_string(), |()| "yes".to_owned())
    }

    // Statement 22. Statement 23.
    #[test]
    fn another_person_seals_who_is_neither_fellow_nor_marker() {
        let officer = [Role::CertificateOfficer, Role::ProgrammeManager];
        let seal = |number| {
            said(may_seal(
                &actor(number, &officer),
                &batch(),
                &[person(20)],
                &[person(30)],
            ))
        };
        assert_eq!(seal(11), "yes");
        assert_eq!(seal(10), "batch-sealed-by-preparer");
        assert_eq!(seal(20), "certification-of-self");
        assert_eq!(seal(30), "batch-sealed-by-marker");
        for role in [
            Role::ProgrammeManager,
            Role::Trainer,
            Role::Administrator,
            Role::Signatory,
        ] {
            assert_eq!(
                said(may_seal(&actor(11, &[role]), &batch(), &[], &[])),
                "forbidden"
            );
        }
    }

    // Statement 23.
    #[test]
    fn nobody_prepares_for_themselves() {
        let prepare = |number| {
            said(may_prepare(
                &actor(number, &[Role::ProgrammeManager]),
                PROGRAMME,
                COHORT,
                &[person(20)],
            ))
        };
        assert_eq!(
            (prepare(11).as_str(), prepare(20).as_str()),
            ("yes", "forbidden")
        );
    }

    // Statement 22.
    #[test]
    fn a_revocation_takes_two_people_and_never_the_holder() {
        let of = CertificateOf {
            programme: PROGRAMME,
            cohort: COHORT,
            fellow: person(20),
        };
        let confirm = |number, role| {
            said(may_confirm_revocation(
                &actor(number, &[role]),
                of,
                person(10),
            ))
        };
        assert_eq!(confirm(11, Role::CertificateOfficer), "yes");
        assert_eq!(
            confirm(10, Role::CertificateOfficer),
            "revocation-needs-second-person"
        );
        assert_eq!(confirm(20, Role::ProgrammeManager), "forbidden");
        assert_eq!(confirm(11, Role::Trainer), "forbidden");
    }
}
