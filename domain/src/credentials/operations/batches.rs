//! Batches as their readers see them, and how fellows stand for one.

use super::{
    eligibility::{CohortFacts, facts_of_cohort},
    import::rules_of,
    names,
};
use crate::{
    actor::Actor,
    app::App,
    assessment,
    bilingual::Bilingual,
    credentials::{
        entity::{batches, certificates, members},
        policy::{self, BatchFacts},
        rules::{AwardRule, conditions, is_met},
        state::{Award, BatchState, CertificateState, HeldOut},
        store,
    },
    curriculum,
    error::OperationError,
    id::{BatchId, CertificateId, CohortId, MicroCredentialId, PersonId, ProgrammeId, ResidencyId},
    people,
    residencies::{self, ResidencyFacts},
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// Batches listed at once.
const BATCHES_MAX: u64 = 100;

/// A batch in a list.
#[derive(Clone, Debug)]
pub struct BatchLine {
    pub id: BatchId,
    pub programme: ProgrammeId,
    pub cohort: CohortId,
    pub cohort_title: Bilingual,
    pub micro_credential: MicroCredentialId,
    pub code: String,
    pub title: Bilingual,
    pub state: BatchState,
    pub prepared_by: PersonId,
    pub prepared_at: DateTime<Utc>,
    pub sealed_by: Option<PersonId>,
    pub sealed_at: Option<DateTime<Utc>>,
    pub in_count: usize,
    pub held_out_count: usize,
    pub version: i64,
}

/// A batch that is not sealed yet, and what it waits for.
#[derive(Clone, Debug)]
pub struct PreparedLine {
    pub line: BatchLine,
    /// Fellows in it who have not confirmed their names.
    pub names_open_count: usize,
}

/// One fellow of a batch.
#[derive(Clone, Debug)]
pub struct Member {
    pub residency: ResidencyId,
    pub fellow: PersonId,
    /// Why not in; while the batch is prepared this is how it stands now.
    pub held_out: Option<HeldOut>,
    pub has_confirmed_names: bool,
    pub certificate: Option<MemberCertificate>,
}

/// What became of a fellow's row after sealing.
#[derive(Clone, Debug)]
pub struct MemberCertificate {
    pub id: CertificateId,
    pub serial: String,
    pub state: CertificateState,
    pub failure: Option<String>,
}

/// What the actor may do with a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    pub seal: bool,
    pub withdraw: bool,
}

/// A batch with its fellows and its progress.
#[derive(Clone, Debug)]
pub struct BatchView {
    pub line: BatchLine,
    pub members: Vec<Member>,
    pub issued_count: usize,
    pub names: HashMap<PersonId, Bilingual>,
    pub allowed: Allowed,
}

/// The newest batches that the actor may see.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<BatchLine>, OperationError> {
    policy::may_read_register(actor)?;
    let rows = store::batches(app.db(), &policy::batches_visible_to(actor), BATCHES_MAX).await?;
    lines(app, actor, rows).await
}

/// The batches that the actor could seal: prepared by others, the oldest first.
pub async fn unsealed(app: &App, actor: &Actor) -> Result<Vec<BatchLine>, OperationError> {
    let rows = store::prepared_batches(app.db(), &policy::batches_visible_to(actor)).await?;
    let rows = rows
        .into_iter()
        .filter(|row| !actor.is(row.prepared_by))
        .collect();
    lines(app, actor, rows).await
}

/// The batches of the cohorts that the actor manages and that nobody has sealed, the oldest first.
pub async fn prepared(app: &App, actor: &Actor) -> Result<Vec<PreparedLine>, OperationError> {
    let rows = store::prepared_batches(app.db(), &policy::batches_managed_by(actor)).await?;
    let ids: Vec<BatchId> = rows.iter().map(|row| row.id).collect();
    let members = store::members(app.db(), &ids).await?;
    let fellows: Vec<PersonId> = members.iter().map(|row| row.fellow_id).collect();
    let confirmed = names::confirmed_from(app, app.db(), &fellows).await?;
    let names_are_open =
        |row: &&members::Model| row.held_out.is_none() && !confirmed.contains_key(&row.fellow_id);
    let prepared = |line: BatchLine| {
        let own = members.iter().filter(|row| row.batch_id == line.id);
        PreparedLine {
            names_open_count: own.filter(names_are_open).count(),
            line,
        }
    };
    let lines = lines(app, actor, rows).await?;
    Ok(lines.into_iter().map(prepared).collect())
}

async fn lines(
    app: &App,
    actor: &Actor,
    rows: Vec<batches::Model>,
) -> Result<Vec<BatchLine>, OperationError> {
    let ids: Vec<BatchId> = rows.iter().map(|row| row.id).collect();
    let modules: Vec<MicroCredentialId> = rows.iter().map(|row| row.micro_credential_id).collect();
    let modules = curriculum::operations::facts_of(app, &modules).await?;
    let cohorts = residencies::operations::cohorts(app, actor).await?;
    let members = store::members(app.db(), &ids).await?;
    let line = |row: batches::Model| {
        let module = modules
            .iter()
            .find(|own| own.id == row.micro_credential_id)?;
        let cohort = cohorts.iter().find(|own| own.id == row.cohort_id)?;
        let own = members.iter().filter(|member| member.batch_id == row.id);
        let (held_out, inside): (Vec<_>, Vec<_>) = own.partition(|own| own.held_out.is_some());
        Some(BatchLine {
            id: row.id,
            programme: row.programme_id,
            cohort: row.cohort_id,
            cohort_title: cohort.title.clone(),
            micro_credential: row.micro_credential_id,
            code: module.code.clone(),
            title: module.title.clone(),
            state: row.state,
            prepared_by: row.prepared_by,
            prepared_at: row.prepared_at,
            sealed_by: row.sealed_by,
            sealed_at: row.sealed_at,
            in_count: inside.len(),
            held_out_count: held_out.len(),
            version: row.version,
        })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// One batch with its fellows as they stand.
pub async fn view(app: &App, actor: &Actor, id: BatchId) -> Result<BatchView, OperationError> {
    let row = store::batch(app.db(), &policy::batches_visible_to(actor), id).await?;
    let row = row.ok_or(OperationError::NotFound)?;
    let facts = batch_facts(&row);
    let rows = store::members(app.db(), &[id]).await?;
    let fellows: Vec<PersonId> = rows.iter().map(|row| row.fellow_id).collect();
    let certificates = store::of_batch(app.db(), &[id]).await?;
    let confirmed = names::confirmed_from(app, app.db(), &fellows).await?;
    let is_prepared = row.state == BatchState::Prepared;
    let (standing, markers) = if is_prepared {
        let (reasons, markers) = stand(app, &row).await?;
        (Some(reasons), markers)
    } else {
        (None, Vec::new())
    };
    let member = |row: &members::Model| Member {
        residency: row.residency_id,
        fellow: row.fellow_id,
        held_out: row
            .held_out
            .or_else(|| standing.as_ref()?.get(&row.residency_id).copied()?),
        has_confirmed_names: confirmed.contains_key(&row.fellow_id),
        certificate: certificates
            .iter()
            .find(|own| own.residency_id == row.residency_id)
            .map(member_certificate),
    };
    let members: Vec<Member> = rows.iter().map(member).collect();
    let issued = certificates
        .iter()
        .filter(|own| own.state == CertificateState::Issued)
        .count();
    let mut people = fellows.clone();
    people.extend([Some(row.prepared_by), row.sealed_by].into_iter().flatten());
    let allowed = Allowed {
        seal: is_prepared && policy::may_seal(actor, &facts, &fellows, &markers).is_ok(),
        withdraw: is_prepared && policy::may_withdraw(actor, &facts).is_ok(),
    };
    let line = lines(app, actor, vec![row])
        .await?
        .pop()
        .ok_or(OperationError::NotFound)?;
    let names = people::operations::names(app, &people).await?;
    Ok(BatchView {
        line,
        members,
        issued_count: issued,
        names,
        allowed,
    })
}

fn member_certificate(row: &certificates::Model) -> MemberCertificate {
    MemberCertificate {
        id: row.id,
        serial: row.serial.clone(),
        state: row.state,
        failure: row.failure.clone(),
    }
}

pub(super) fn batch_facts(row: &batches::Model) -> BatchFacts {
    BatchFacts {
        programme: row.programme_id,
        cohort: row.cohort_id,
        state: row.state,
        prepared_by: row.prepared_by,
    }
}

/// How every fellow of the cohort stands for the batch's award now (`None`: nothing speaks against it; names are apart), and
/// who marked the work of those who stand well.
async fn stand(
    app: &App,
    row: &batches::Model,
) -> Result<(HashMap<ResidencyId, Option<HeldOut>>, Vec<PersonId>), OperationError> {
    let on = (row.programme_id, row.cohort_id, row.micro_credential_id);
    let residents = residencies::operations::all_of_cohort(app, row.cohort_id).await?;
    let assessed = Assessed::of(app, on, &residents).await?;
    let inside = assessed.reasons.iter().filter(|(_, own)| own.is_none());
    let marker = |(residency, _): (&ResidencyId, _)| {
        let of = (*residency, row.micro_credential_id);
        assessed.cohort.markers.get(&of).copied()
    };
    let markers = inside.filter_map(marker).collect();
    Ok((assessed.reasons, markers))
}

/// The fellows of a cohort judged for one micro-credential.
pub(super) struct Assessed {
    pub reasons: HashMap<ResidencyId, Option<HeldOut>>,
    pub cohort: CohortFacts,
}

impl Assessed {
    /// # Errors
    /// Refused `award-not-offered` when the programme has no rule for micro-credentials or the cohort does not teach it.
    pub async fn of(
        app: &App,
        (programme, cohort, module): (ProgrammeId, CohortId, MicroCredentialId),
        residents: &[ResidencyFacts],
    ) -> Result<Self, OperationError> {
        let rules = rules_of(app, programme).await?;
        let rule = rules
            .iter()
            .find(|rule| rule.award == Award::MicroCredential);
        let rule = rule.ok_or_else(|| OperationError::refused("award-not-offered"))?;
        if !residencies::operations::pinned(app, cohort)
            .await?
            .contains(&module)
        {
            return Err(OperationError::refused("award-not-offered"));
        }
        let ids: Vec<ResidencyId> = residents.iter().map(|own| own.id).collect();
        let known = facts_of_cohort(app, cohort, &ids).await?;
        let live = store::live_for(app.db(), cohort, module).await?;
        let open = assessment::operations::open_work(app, &ids, module).await?;
        let reason = |own: &ResidencyFacts| {
            if !own.state.is_in_residence() {
                return Some(HeldOut::NotInResidence);
            }
            if live.iter().any(|row| row.residency_id == own.id) {
                return Some(HeldOut::AlreadyCertified);
            }
            if !meets(rule, &known, own.id, module) {
                return Some(HeldOut::ConditionsUnmet);
            }
            open.contains(&own.id).then_some(HeldOut::WorkOpen)
        };
        let reasons = residents.iter().map(|own| (own.id, reason(own))).collect();
        Ok(Self {
            reasons,
            cohort: known,
        })
    }

    /// Why a batch would be empty: work under way holds somebody out who meets the conditions, or nobody meets them.
    pub fn nobody(&self) -> OperationError {
        let is_open = self
            .reasons
            .values()
            .any(|reason| *reason == Some(HeldOut::WorkOpen));
        OperationError::refused(if is_open {
            "batch-work-open"
        } else {
            "batch-nobody-eligible"
        })
    }
}

fn meets(
    rule: &AwardRule,
    known: &CohortFacts,
    residency: ResidencyId,
    module: MicroCredentialId,
) -> bool {
    let facts = known.facts.get(&residency);
    facts.is_some_and(|facts| is_met(&conditions(rule, facts, Some(module), Some(rule))))
}
