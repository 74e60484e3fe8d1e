//! The register of certificates: lists, one certificate, and its two faces.

use super::issue::frozen;
use crate::{
    actor::Actor,
    app::{App, PROGRAMME_ZONE},
    bilingual::Bilingual,
    credentials::{
        entity::{certificates, revocations},
        policy::{self, CertificateOf},
        rules::{Frozen, Standing, WhatIsKnown, standing},
        state::{CertificateState, RevocationClass, RevocationState},
        store,
    },
    error::OperationError,
    files::{self, FileFacts, Purpose},
    id::{BatchId, CertificateId, PersonId, RevocationId},
    people,
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// Certificates read at once by lists.
pub const CERTIFICATES_PAGE_MAX: u64 = 100;

/// A proposal to revoke, or a revocation.
#[derive(Clone, Debug)]
pub struct RevocationLine {
    pub id: RevocationId,
    pub class: RevocationClass,
    pub reason: String,
    pub state: RevocationState,
    pub proposed_by: PersonId,
    pub proposed_at: DateTime<Utc>,
    pub decided_by: Option<PersonId>,
    pub decided_at: Option<DateTime<Utc>>,
    pub version: i64,
}

/// A certificate in the register.
#[derive(Clone, Debug)]
pub struct CertificateLine {
    pub id: CertificateId,
    pub batch: BatchId,
    pub fellow: PersonId,
    pub state: CertificateState,
    /// `None` until it is issued.
    pub standing: Option<Standing>,
    pub frozen: Frozen,
    pub issued_at: Option<DateTime<Utc>>,
    pub failure: Option<String>,
    pub has_proposal: bool,
    pub version: i64,
}

/// What the actor may do with a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    pub propose: bool,
    pub confirm: bool,
    pub decline: bool,
    /// Giving up its number, when it cannot be made.
    pub void: bool,
}

/// One certificate; revocations with their reasons only for staff, class and date are in the standing.
#[derive(Clone, Debug)]
pub struct CertificateView {
    pub line: CertificateLine,
    pub revocations: Vec<RevocationLine>,
    pub names: HashMap<PersonId, Bilingual>,
    pub allowed: Allowed,
}

/// The fellow's own certificates, the newest first.
pub async fn own(app: &App, actor: &Actor) -> Result<Vec<CertificateLine>, OperationError> {
    let fellow = actor.person.ok_or(OperationError::Forbidden)?;
    let rows = store::certificates_of(app.db(), fellow).await?;
    let rows = rows
        .into_iter()
        .filter(|row| row.state == CertificateState::Issued)
        .collect();
    lines(app, rows).await
}

/// A page of the register, for staff, the newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    before: Option<CertificateId>,
    limit: u64,
) -> Result<Vec<CertificateLine>, OperationError> {
    policy::may_read_register(actor)?;
    let seen = policy::certificates_visible_to(actor);
    let limit = limit.min(CERTIFICATES_PAGE_MAX + 1);
    lines(
        app,
        store::certificates(app.db(), &seen, before, limit).await?,
    )
    .await
}

/// Certificates whose revocation waits for the actor as second person.
pub async fn to_decide(app: &App, actor: &Actor) -> Result<Vec<CertificateLine>, OperationError> {
    let seen = policy::batches_visible_to(actor);
    let rows = store::proposed_revocations(app.db(), &seen).await?;
    let waits_for_actor = |(proposal, own): (revocations::Model, certificates::Model)| {
        let of = certificate_of(&own);
        let may = policy::may_confirm_revocation(actor, of, proposal.proposed_by);
        may.is_ok().then_some(own)
    };
    lines(app, rows.into_iter().filter_map(waits_for_actor).collect()).await
}

async fn lines(
    app: &App,
    rows: Vec<certificates::Model>,
) -> Result<Vec<CertificateLine>, OperationError> {
    let ids: Vec<CertificateId> = rows.iter().map(|row| row.id).collect();
    let revocations = store::revocations_of(app.db(), &ids).await?;
    let line = |row: certificates::Model| {
        let own: Vec<&revocations::Model> = revocations
            .iter()
            .filter(|own| own.certificate_id == row.id)
            .collect();
        Ok(CertificateLine {
            id: row.id,
            batch: row.batch_id,
            fellow: row.fellow_id,
            state: row.state,
            standing: (row.state == CertificateState::Issued)
                .then(|| standing(what_is_known(&row, &own), app.today())),
            frozen: frozen(&row)?,
            issued_at: row.issued_at,
            failure: row.failure.clone(),
            has_proposal: own.iter().any(|own| own.state == RevocationState::Proposed),
            version: row.version,
        })
    };
    rows.into_iter().map(line).collect()
}

/// What decides the standing. The code of a newer certificate is not read here: it is on the newer one's page.
pub(super) fn what_is_known(
    row: &certificates::Model,
    revocations: &[&revocations::Model],
) -> WhatIsKnown {
    let confirmed = revocations
        .iter()
        .find(|own| own.state == RevocationState::Confirmed);
    let revoked = confirmed.and_then(|own| {
        let on = own.decided_at?.with_timezone(&PROGRAMME_ZONE).date_naive();
        Some((own.class, on))
    });
    let superseded_by = row.superseded_by.map(|id| id.to_string());
    WhatIsKnown {
        revoked,
        superseded_by,
        expires_on: row.expires_on,
    }
}

pub(super) fn certificate_of(row: &certificates::Model) -> CertificateOf {
    CertificateOf {
        programme: row.programme_id,
        cohort: row.cohort_id,
        fellow: row.fellow_id,
    }
}

/// One certificate that the actor may see: the holder once it is issued, staff always.
pub async fn view(
    app: &App,
    actor: &Actor,
    id: CertificateId,
) -> Result<CertificateView, OperationError> {
    let row = seen(app, actor, id).await?;
    let of = certificate_of(&row);
    let may_revoke = policy::may_revoke(actor, of).is_ok();
    let is_issued = row.state == CertificateState::Issued;
    let may_void = policy::may_void(actor, of).is_ok();
    let has_failed = row.state == CertificateState::Planned && row.failure.is_some();
    let fellow = row.fellow_id;
    let line = lines(app, vec![row])
        .await?
        .pop()
        .ok_or(OperationError::NotFound)?;
    let known = store::revocations_of(app.db(), &[id]).await?;
    let live = known
        .iter()
        .find(|own| own.state != RevocationState::Declined);
    let proposed = live.filter(|own| own.state == RevocationState::Proposed);
    let allowed = Allowed {
        propose: may_revoke && is_issued && live.is_none(),
        confirm: proposed
            .is_some_and(|own| policy::may_confirm_revocation(actor, of, own.proposed_by).is_ok()),
        decline: may_revoke && proposed.is_some(),
        void: may_void && has_failed,
    };
    let mut people = vec![fellow];
    people.extend(
        known
            .iter()
            .flat_map(|own| [Some(own.proposed_by), own.decided_by])
            .flatten(),
    );
    let revocations = if may_revoke {
        known.into_iter().map(revocation_line).collect()
    } else {
        Vec::new()
    };
    let names = people::operations::names(app, &people).await?;
    Ok(CertificateView {
        line,
        revocations,
        names,
        allowed,
    })
}

fn revocation_line(row: revocations::Model) -> RevocationLine {
    RevocationLine {
        id: row.id,
        class: row.class,
        reason: row.reason,
        state: row.state,
        proposed_by: row.proposed_by,
        proposed_at: row.proposed_at,
        decided_by: row.decided_by,
        decided_at: row.decided_at,
        version: row.version,
    }
}

async fn seen(
    app: &App,
    actor: &Actor,
    id: CertificateId,
) -> Result<certificates::Model, OperationError> {
    let row = store::certificate(app.db(), &policy::certificates_visible_to(actor), id).await?;
    let row = row.ok_or(OperationError::NotFound)?;
    let is_holder = actor.is(row.fellow_id) && policy::may_read_register(actor).is_err();
    if is_holder && row.state != CertificateState::Issued {
        return Err(OperationError::NotFound);
    }
    Ok(row)
}

/// Which face of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Pdf,
    Credential,
}

/// One face of an issued certificate, as it was filed, for the holder and for staff.
pub async fn face(
    app: &App,
    actor: &Actor,
    id: CertificateId,
    face: Face,
) -> Result<(FileFacts, Vec<u8>), OperationError> {
    seen(app, actor, id).await?;
    let purpose = match face {
        Face::Pdf => Purpose::CertificatePdf,
        Face::Credential => Purpose::CertificateCredential,
    };
    let filed = files::operations::of_subject(app, purpose, id.0).await?;
    let file = filed.first().ok_or(OperationError::NotFound)?;
    files::operations::open(app, file.id).await
}
