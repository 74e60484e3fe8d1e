//! Sealing a batch: the second person, eligibility once more, and a number for each who is ready. The worker does the rest.

use super::{
    batches::{Assessed, batch_facts},
    freeze::{Common, Numbers},
    names,
};
use crate::{
    actor::Actor,
    app::{App, Txn},
    assessment, audit,
    bilingual::Bilingual,
    chance,
    credentials::{
        entity::{batches, certificates, members},
        policy,
        rules::{AwardFacts, Frozen, NamesOnCertificate},
        state::{CertificateState, HeldOut},
        store,
    },
    error::{OperationError, breaks},
    holds::{self, HoldSubject, operations::NewHold},
    id::{BatchId, CertificateId, MicroCredentialId, PersonId, ResidencyId},
    jobs::{self, Job},
    residencies,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use zamala_seal::status::{ENTRIES, index_from};

/// A list is left for the next one when this many of its places are taken, so that a drawn place is rarely taken.
const STATUS_LIST_FULL_AT: usize = ENTRIES as usize / 2;

/// What sealing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    pub batch: BatchId,
    pub sealed: usize,
    pub held_out: usize,
}

/// Seals a batch as a whole. Who is not ready is held out with the reason, and the batch goes on.
///
/// # Errors
/// Stale; refused `batch-not-prepared`, `batch-sealed-by-preparer`, `batch-sealed-by-marker`, `certification-of-self`,
/// `batch-nobody-ready`.
pub async fn seal(
    app: &App,
    actor: &Actor,
    id: BatchId,
    version: i64,
) -> Result<Sealed, OperationError> {
    app.write_once(actor, |txn| async move {
        seal_in(app, &txn, actor, id, version).await
    })
    .await
}

async fn seal_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    id: BatchId,
    version: i64,
) -> Result<Sealed, OperationError> {
    let seen = policy::batches_visible_to(actor);
    let row = store::lock_batch(txn, &seen, id)
        .await?
        .ok_or(OperationError::NotFound)?;
    let sealer = actor.person.ok_or(OperationError::Forbidden)?;
    let rows = store::members(txn, &[id]).await?;
    let inside: Vec<&members::Model> = rows.iter().filter(|row| row.held_out.is_none()).collect();
    let fellows: Vec<PersonId> = inside.iter().map(|row| row.fellow_id).collect();
    policy::may_seal(actor, &batch_facts(&row), &fellows, &[])?;
    row.state.seal()?;
    let concerned: Vec<ResidencyId> = inside.iter().map(|row| row.residency_id).collect();
    assessment::operations::keep_still_in(txn, &concerned, row.micro_credential_id).await?;
    let residents = residencies::operations::all_of_cohort(app, row.cohort_id).await?;
    let on = (row.programme_id, row.cohort_id, row.micro_credential_id);
    let assessed = Assessed::of(app, on, &residents).await?;
    let confirmed = names::confirmed_from(app, txn, &fellows).await?;
    let (ready, held_out) = judged(inside, &assessed, &confirmed);
    let markers = markers_of(&assessed, &ready, row.micro_credential_id);
    policy::may_seal(actor, &batch_facts(&row), &fellows, &markers)?;
    if ready.is_empty() {
        return Err(OperationError::refused("batch-nobody-ready"));
    }
    close_in(app, txn, (&row, version), sealer, &held_out).await?;
    number_in(app, txn, &row, sealer, &ready).await?;
    hold_marks_in(app, txn, actor, &row, (&assessed, &ready)).await?;
    let sealed = Sealed {
        batch: id,
        sealed: ready.len(),
        held_out: held_out.len(),
    };
    let entry =
        audit::Entry::new("credentials.seal", "award_batch", id).programme(row.programme_id);
    let entry = entry.after(json!({ "sealed": sealed.sealed, "held_out": sealed.held_out }));
    audit::operations::record_in(app, txn, actor, entry).await?;
    Ok(sealed)
}

/// A mark on which a certificate rests is not changed without more ado (rules 43 and 63).
async fn hold_marks_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    row: &batches::Model,
    (assessed, ready): (&Assessed, &[Ready<'_>]),
) -> Result<(), OperationError> {
    for own in ready {
        let of = (own.member.residency_id, row.micro_credential_id);
        let Some(mark) = assessed.cohort.marks.get(&of) else {
            continue;
        };
        let live = holds::operations::live_hold_from(txn, HoldSubject::Mark, mark.0).await?;
        if live.is_some() {
            continue;
        }
        let hold = NewHold {
            programme: row.programme_id,
            subject_kind: HoldSubject::Mark,
            subject: mark.0,
            reason: Bilingual::new("تستند إليها شهادة", "A certificate rests on it"),
        };
        holds::operations::place_in(app, txn, actor, hold).await?;
    }
    Ok(())
}

/// A fellow for whom nothing is missing.
struct Ready<'a> {
    member: &'a members::Model,
    names: &'a NamesOnCertificate,
    facts: &'a AwardFacts,
}

/// Who is ready, and who is held out and why.
fn judged<'a>(
    inside: Vec<&'a members::Model>,
    assessed: &'a Assessed,
    confirmed: &'a HashMap<PersonId, NamesOnCertificate>,
) -> (Vec<Ready<'a>>, Vec<(ResidencyId, HeldOut)>) {
    let (mut ready, mut held_out) = (Vec::new(), Vec::new());
    for member in inside {
        let residency = member.residency_id;
        let unmet = assessed.reasons.get(&residency).copied();
        let unmet = unmet.unwrap_or(Some(HeldOut::NotInResidence));
        let names = confirmed.get(&member.fellow_id);
        let facts = assessed.cohort.facts.get(&residency);
        if let (None, Some(names), Some(facts)) = (unmet, names, facts) {
            ready.push(Ready {
                member,
                names,
                facts,
            });
        } else {
            held_out.push((residency, unmet.unwrap_or(HeldOut::NamesNotConfirmed)));
        }
    }
    (ready, held_out)
}

/// Who marked the work on which these certificates rest.
fn markers_of(
    assessed: &Assessed,
    ready: &[Ready<'_>],
    module: MicroCredentialId,
) -> Vec<PersonId> {
    let marker = |own: &Ready<'_>| {
        let of = (own.member.residency_id, module);
        assessed.cohort.markers.get(&of).copied()
    };
    ready.iter().filter_map(marker).collect()
}

async fn close_in(
    app: &App,
    txn: &Txn,
    (row, version): (&batches::Model, i64),
    sealer: PersonId,
    held_out: &[(ResidencyId, HeldOut)],
) -> Result<(), OperationError> {
    match store::seal_batch(txn, (row.id, version), sealer, app.now()).await {
        Ok(true) => {}
        Ok(false) => return Err(OperationError::Stale),
        Err(error) if breaks(&error, store::TWO_PEOPLE) => {
            return Err(OperationError::refused("batch-sealed-by-preparer"));
        }
        Err(error) => return Err(error.into()),
    }
    for (residency, reason) in held_out {
        store::hold_out(txn, row.id, *residency, *reason).await?;
    }
    Ok(())
}

/// Serial, public code and place in the status list stand before anything is rendered; the worker is promised each row.
async fn number_in(
    app: &App,
    txn: &Txn,
    row: &batches::Model,
    sealer: PersonId,
    ready: &[Ready<'_>],
) -> Result<(), OperationError> {
    let common = Common::of(app, row, sealer).await?;
    let mut serials = Vec::new();
    for _ in ready {
        serials.push(store::next_serial(txn, row.programme_id, common.year()).await?);
    }
    let mut places = Places::open(app, txn).await?;
    for (own, serial_number) in ready.iter().zip(serials) {
        let numbers = Numbers {
            id: app.new_id(),
            serial_number,
            random: chance::random_bytes(),
            status_list: places.list,
            status_index: places.draw(),
        };
        let frozen = common.freeze(app, &numbers, own.names.clone(), own.facts)?;
        let wanted = planned(row, sealer, own.member, &numbers, &frozen)?;
        store::insert_certificate(txn, wanted).await?;
        let job = Job::SealCertificate {
            certificate: numbers.id,
        };
        let key = format!("seal-certificate:{}", numbers.id);
        jobs::operations::promise_unique_in(app, txn, &job, app.now(), &key).await?;
    }
    Ok(())
}

fn planned(
    batch: &batches::Model,
    sealed_by: PersonId,
    member: &members::Model,
    numbers: &Numbers,
    frozen: &Frozen,
) -> Result<certificates::Model, OperationError> {
    let text =
        serde_json::to_string(frozen).map_err(|e| OperationError::Unexpected(e.to_string()))?;
    let id: CertificateId = numbers.id;
    Ok(certificates::Model {
        id,
        programme_id: batch.programme_id,
        cohort_id: batch.cohort_id,
        batch_id: batch.id,
        residency_id: member.residency_id,
        fellow_id: member.fellow_id,
        micro_credential_id: batch.micro_credential_id,
        state: CertificateState::Planned,
        serial: frozen.serial.clone(),
        serial_year: chrono::Datelike::year(&frozen.awarded_on),
        serial_number: numbers.serial_number,
        public_code: frozen.public_code.clone(),
        status_list: numbers.status_list,
        status_index: numbers.status_index,
        prepared_by: batch.prepared_by,
        sealed_by,
        awarded_on: frozen.awarded_on,
        expires_on: frozen.expires_on,
        frozen: text,
        sealed_at: frozen.sealed_at,
        issued_at: None,
        credential_sha256: None,
        pdf_sha256: None,
        failure: None,
        superseded_by: None,
        stands: true,
        version: 1,
    })
}

/// Places of the newest status list, drawn at random.
struct Places {
    list: i32,
    taken: HashSet<i32>,
}

impl Places {
    /// Reads what is taken. The programme's serial is locked by then, so that no other batch of it draws at the same time;
    /// should another programme's draw the same place, the constraint refuses the later one and nothing is sealed.
    async fn open(app: &App, txn: &Txn) -> Result<Self, OperationError> {
        let newest = store::newest_status_list(txn)
            .await?
            .map_or(0, |row| row.number);
        let taken: HashSet<i32> = store::taken_indices(txn, newest)
            .await?
            .into_iter()
            .collect();
        if newest > 0 && taken.len() < STATUS_LIST_FULL_AT {
            return Ok(Self {
                list: newest,
                taken,
            });
        }
        store::insert_status_list(txn, newest + 1, app.now()).await?;
        Ok(Self {
            list: newest + 1,
            taken: HashSet::new(),
        })
    }

    fn draw(&mut self) -> i32 {
        loop {
            let place = i32::try_from(index_from(chance::random_bytes())).unwrap_or_default();
            if self.taken.insert(place) {
                return place;
            }
        }
    }
}
