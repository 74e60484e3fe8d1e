//! What certificates ask of whoever is signed in: names to confirm, batches to seal, revocations to decide.

use crate::{
    actor::Actor,
    app::App,
    credentials::{
        batches::{self, BatchLine, PreparedLine},
        names,
        register::{self, CertificateLine},
    },
    error::OperationError,
    scope::Role,
};

/// The part of a home that is about certificates.
#[derive(Clone, Debug, Default)]
pub struct CertificatesHome {
    /// A prepared batch waits for the fellow's names.
    pub names_are_waited_for: bool,
    /// For certificate officers: batches prepared by others, the oldest first.
    pub unsealed: Option<Vec<BatchLine>>,
    /// For managers: batches of their cohorts that nobody has sealed, with what each waits for.
    pub prepared: Option<Vec<PreparedLine>>,
    /// Revocations that wait for the actor as second person.
    pub to_decide: Vec<CertificateLine>,
}

pub(super) async fn certificates(
    app: &App,
    actor: &Actor,
) -> Result<CertificatesHome, OperationError> {
    let mut home = CertificatesHome::default();
    if actor.has_role(Role::Fellow) {
        home.names_are_waited_for = names::own(app, actor).await?.is_waited_for;
    }
    if actor.has_role(Role::CertificateOfficer) {
        home.unsealed = Some(batches::unsealed(app, actor).await?);
    }
    if actor.has_role(Role::ProgrammeManager) {
        home.prepared = Some(batches::prepared(app, actor).await?);
    }
    if actor.has_role(Role::CertificateOfficer) || actor.has_role(Role::ProgrammeManager) {
        home.to_decide = register::to_decide(app, actor).await?;
    }
    Ok(home)
}
