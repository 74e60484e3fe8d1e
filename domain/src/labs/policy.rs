//! Who may see sessions, book seats, mark attendance and hold a session.

use super::sessions::SessionFacts;
use crate::{Actor, OperationError, Role, Visibility, id::PersonId, residencies::ResidencyFacts};

/// Roles that see the sessions of the cohorts they hold the role for.
const SESSION_READERS: &[Role] = &[
    Role::ProgrammeManager,
    Role::LabCoordinator,
    Role::CertificateOfficer,
    Role::Signatory,
    Role::Trainer,
    Role::Mentor,
    Role::Fellow,
];

/// The sessions that the actor may find: by role within scope, and those that the actor leads.
pub fn sessions_visible_to(actor: &Actor) -> Visibility {
    actor.visibility(SESSION_READERS)
}

fn allowed(is_allowed: bool) -> Result<(), OperationError> {
    if is_allowed {
        Ok(())
    } else {
        Err(OperationError::Forbidden)
    }
}

fn holds_any(actor: &Actor, roles: &[Role], session: &SessionFacts) -> bool {
    roles
        .iter()
        .any(|role| actor.has_role_in_cohort(*role, session.programme, session.cohort))
}

/// A fellow in residence books for oneself, in one's own cohort.
pub fn may_book(
    actor: &Actor,
    session: &SessionFacts,
    own: Option<&ResidencyFacts>,
) -> Result<(), OperationError> {
    let in_residence = own.is_some_and(|own| {
        own.cohort == session.cohort && actor.is(own.fellow) && own.state.is_in_residence()
    });
    allowed(
        in_residence && actor.has_role_in_cohort(Role::Fellow, session.programme, session.cohort),
    )
}

/// Only the fellow gives back a seat of one's own.
pub fn may_give_back(actor: &Actor, fellow: PersonId) -> Result<(), OperationError> {
    allowed(actor.is(fellow))
}

/// Who sees the names of those with a seat and of those who wait.
pub fn may_see_bookings(actor: &Actor, session: &SessionFacts) -> Result<(), OperationError> {
    let roles = [Role::ProgrammeManager, Role::LabCoordinator, Role::Trainer];
    allowed(actor.is_system() || holds_any(actor, &roles, session) || leads(actor, session))
}

/// Trainers of the cohort and its managers mark attendance; nobody marks a session that they attend as a fellow
/// (rule 79).
pub fn may_take_attendance(actor: &Actor, session: &SessionFacts) -> Result<(), OperationError> {
    let is_fellow = actor.has_role_in_cohort(Role::Fellow, session.programme, session.cohort);
    let by_role = holds_any(actor, &[Role::ProgrammeManager, Role::Trainer], session)
        || leads(actor, session);
    allowed(by_role && !is_fellow)
}

/// Coordinators and managers hold a session back and let it go.
pub fn may_hold(actor: &Actor, session: &SessionFacts) -> Result<(), OperationError> {
    allowed(holds_any(
        actor,
        &[Role::ProgrammeManager, Role::LabCoordinator],
        session,
    ))
}

/// Rooms, equipment and clashes are the business of coordinators and managers.
pub fn may_see_rooms(actor: &Actor) -> Result<(), OperationError> {
    allowed(actor.has_role(Role::LabCoordinator) || actor.has_role(Role::ProgrammeManager))
}

/// Material of a session is added by who may mark its attendance.
pub fn may_add_material(actor: &Actor, session: &SessionFacts) -> Result<(), OperationError> {
    may_take_attendance(actor, session)
}

fn leads(actor: &Actor, session: &SessionFacts) -> bool {
    session.lead.is_some_and(|lead| actor.is(lead)) && actor.has_role(Role::Trainer)
}
