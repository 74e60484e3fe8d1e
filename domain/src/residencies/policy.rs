//! Who may see cohorts and residencies.

use crate::{Actor, Role, Visibility};

/// Roles that see a cohort's plan when their grant covers it.
const COHORT_READERS: &[Role] = &[
    Role::ProgrammeManager,
    Role::LabCoordinator,
    Role::CertificateOfficer,
    Role::Signatory,
    Role::Trainer,
    Role::Mentor,
    Role::Fellow,
    Role::FocalPoint,
];

/// Roles that see the fellows of a cohort with their attendance. A mentor sees own fellows only, by `own`; a focal point
/// own nationals, by country (rule 30).
const RESIDENCY_READERS: &[Role] = &[
    Role::ProgrammeManager,
    Role::CertificateOfficer,
    Role::Signatory,
    Role::Trainer,
    Role::FocalPoint,
];

/// The cohorts that the actor may find.
pub fn cohorts_visible_to(actor: &Actor) -> Visibility {
    actor.visibility(COHORT_READERS)
}

/// The residencies that the actor may find: as fellow or mentor one's own, by role those within scope.
pub fn residencies_visible_to(actor: &Actor) -> Visibility {
    actor.visibility(RESIDENCY_READERS)
}

/// Whether the actor may see marks of this residency: never a focal point as such (rule 30).
pub fn may_see_marks(actor: &Actor, residency: &super::ResidencyFacts) -> bool {
    let super::ResidencyFacts {
        programme,
        cohort,
        fellow,
        mentor,
        ..
    } = residency;
    let by_role = [
        Role::ProgrammeManager,
        Role::CertificateOfficer,
        Role::Signatory,
        Role::Trainer,
    ]
    .into_iter()
    .any(|role| actor.has_role_in_cohort(role, *programme, *cohort));
    by_role
        || actor.is(*fellow)
        || mentor.is_some_and(|mentor| actor.is(mentor))
        || actor.is_system()
}
