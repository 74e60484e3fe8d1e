//! Storing a programme file: all of it or nothing.

mod cohorts;
mod forum;
mod opening;
mod people;
mod programme;
mod sessions;

use super::{
    policy,
    reader::{self, Fault, ProgrammeFile},
};
use crate::{
    actor::Actor,
    app::{App, Txn},
    audit,
    error::OperationError,
    id::{
        CohortId, EquipmentId, LabId, MicroCredentialId, OrganisationId, PersonId, ProgrammeId,
        ResidencyId, RubricId, VenueId,
    },
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{collections::HashMap, sync::Mutex};

/// How many entries of a section were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionCount {
    pub section: &'static str,
    pub entries: usize,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    /// Whether anything in the database changed (with `--dry-run`: would have).
    pub has_changed: bool,
    pub stored: Vec<SectionCount>,
    /// Sections that no context owns yet: typed and checked, not stored.
    pub read_not_stored: Vec<SectionCount>,
    pub warnings: Vec<Fault>,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Every fault of the file, in the order of its lines.
    #[error("{} faults", .0.len())]
    Faults(Vec<Fault>),
    #[error(transparent)]
    Operation(#[from] OperationError),
}

/// Ids of what the file names, by its codes.
#[derive(Default)]
struct Known {
    organisations: HashMap<String, (OrganisationId, String)>,
    programmes: HashMap<String, ProgrammeId>,
    people: HashMap<String, PersonId>,
    venues: HashMap<String, VenueId>,
    equipment: HashMap<String, EquipmentId>,
    rubrics: HashMap<String, RubricId>,
    micro_credentials: HashMap<String, MicroCredentialId>,
    labs: HashMap<String, LabId>,
    cohorts: HashMap<String, CohortId>,
    residencies: HashMap<String, ResidencyId>,
    has_changed: bool,
}

impl Known {
    fn note<Id>(&mut self, (id, has_changed): (Id, bool)) -> Id {
        self.has_changed |= has_changed;
        id
    }
}

/// The id of a code that the reader has checked to exist.
fn known<Id: Copy>(ids: &HashMap<String, Id>, code: &str) -> Result<Id, OperationError> {
    ids.get(code).copied().ok_or_else(|| {
        OperationError::Unexpected(format!("the file names {code} before it tells of it"))
    })
}

/// Imports a programme file. With `is_dry_run` everything is tried and nothing kept.
///
/// # Errors
/// Every fault of the file; or what the database refused. Nothing is written then.
pub async fn import(
    app: &App,
    actor: &Actor,
    text: &str,
    is_dry_run: bool,
) -> Result<ImportReport, ImportError> {
    policy::may_import(actor)?;
    let file = reader::read(text).map_err(ImportError::Faults)?;
    let digest = hex::encode(Sha256::digest(text.as_bytes()));
    let outcome = Mutex::new(false);
    let written = app
        .write(|txn| {
            let (digest, file, outcome) = (&digest, &file, &outcome);
            async move {
                let txn = &*txn;
                let has_changed = store(app, txn, actor, file, digest).await?;
                *outcome.lock().map_err(|_| OperationError::Unavailable)? = has_changed;
                // A refusal rolls back what was tried.
                if is_dry_run {
                    Err(OperationError::Stale)
                } else {
                    Ok(())
                }
            }
        })
        .await;
    match written {
        Err(OperationError::Stale) if is_dry_run => {}
        other => other?,
    }
    let has_changed = *outcome.lock().map_err(|_| OperationError::Unavailable)?;
    Ok(report(&file, has_changed))
}

async fn store(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    file: &ProgrammeFile,
    digest: &str,
) -> Result<bool, OperationError> {
    let mut known = Known::default();
    people::put_countries(app, txn, file, &mut known).await?;
    programme::put_programmes(app, txn, file, &mut known).await?;
    people::put_people(app, txn, file, &mut known).await?;
    for programme in taught_programmes(file) {
        let id = self::known(&known.programmes, programme)?;
        programme::put_curriculum(app, txn, id, file, &mut known).await?;
        programme::put_report_plans(app, txn, id, file, &mut known).await?;
    }
    cohorts::put_cohorts(app, txn, file, &mut known).await?;
    people::put_grants(app, txn, actor, file, &mut known).await?;
    opening::put_opening_records(txn, file, &mut known).await?;
    forum::put_forum(app, txn, file, &mut known).await?;
    if known.has_changed {
        let entry = audit::Entry::new("imports.import", "programme_file", digest);
        audit::operations::record_in(
            app,
            txn,
            actor,
            entry.after(json!({ "people": file.people.len() })),
        )
        .await?;
    }
    Ok(known.has_changed)
}

/// Programmes that have cohorts: the curriculum is theirs.
fn taught_programmes(file: &ProgrammeFile) -> Vec<&str> {
    let mut codes: Vec<&str> = file
        .cohorts
        .iter()
        .map(|cohort| cohort.programme.as_str())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn report(file: &ProgrammeFile, has_changed: bool) -> ImportReport {
    let count = |section, entries| SectionCount { section, entries };
    ImportReport {
        has_changed,
        stored: vec![
            count("meta", 1),
            count("programmes", file.programmes.len()),
            count("countries", file.countries.len()),
            count("organisations", file.organisations.len()),
            count("people", file.people.len()),
            count("venues", file.venues.len()),
            count("equipment", file.equipment.len()),
            count("rubrics", file.rubrics.len()),
            count("micro_credentials", file.micro_credentials.len()),
            count("labs", file.labs.len()),
            count("award_rules", file.award_rules.len()),
            count("cohorts", file.cohorts.len()),
            count(
                "grades_cohort_a_week11",
                file.grades_cohort_a_week11.rows.len(),
            ),
            count("opening_records", 1),
            count("forum", 1),
            count("notification_plan", file.notification_plan.len()),
            count("report_plan", file.report_plan.len()),
        ],
        read_not_stored: vec![
            count("capstone", 1),
            count("consultation_types", file.consultation_types.len()),
            count("scenarios", file.scenarios.len()),
            count("indicators", file.indicators.len()),
            count("readiness_observations", file.readiness_observations.len()),
            count("readiness_targets", file.readiness_targets.len()),
            count("pilots", file.pilots.len()),
            count("knowledge_items", file.knowledge_items.len()),
            count("toolkit", file.toolkit.len()),
            count("feedback_categories", file.feedback_categories.len()),
            count("totals", 1),
        ],
        warnings: file.warnings.clone(),
    }
}
