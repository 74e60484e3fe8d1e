//! Reports as their readers see them.

use crate::{
    actor::Actor,
    app::App,
    bilingual::Bilingual,
    error::OperationError,
    id::{CohortId, PersonId, ProgrammeId, ReportId, ReportPlanId},
    people,
    reports::{
        entity::reports,
        policy,
        rules::{content::CohortReport, csv, frozen, workbook},
        state::ReportState,
        store,
    },
    residencies::{self, CohortFacts},
};
use chrono::{DateTime, Utc};
use std::collections::{HashMap, HashSet};

/// Reports of one page of the list.
pub const REPORTS_PAGE_MAX: u64 = 100;
/// Reports of one kind shown at home.
const WAITING_SHOWN_MAX: u64 = 20;

/// A report without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFacts {
    pub id: ReportId,
    pub programme: ProgrammeId,
    pub cohort: CohortId,
    pub cohort_code: String,
    pub cohort_title: Bilingual,
    pub number: i32,
    /// The plan's title; `None` for a report that somebody asked for.
    pub plan: Option<Bilingual>,
    pub tick: Option<DateTime<Utc>>,
    pub asked_by: Option<PersonId>,
    pub asked_at: DateTime<Utc>,
    pub state: ReportState,
    pub steps_done: i32,
    pub steps_count: i32,
    pub as_of: Option<DateTime<Utc>>,
    pub sha256: Option<String>,
    pub signed_off_by: Option<PersonId>,
    pub signed_off_at: Option<DateTime<Utc>>,
    pub version: i64,
    /// Frozen, and not yet marked read by the actor.
    pub is_unread: bool,
    pub allowed: ReportAllowed,
}

/// What the actor may do with a report as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportAllowed {
    pub sign_off: bool,
}

/// A report with what it says.
#[derive(Clone, Debug)]
pub struct ReportView {
    pub facts: ReportFacts,
    /// `None` until it is made.
    pub content: Option<CohortReport>,
    /// Whether the stored text still has the digest that it was frozen with.
    pub is_intact: bool,
    pub names: HashMap<PersonId, Bilingual>,
}

/// What waits for a manager: the newest of each kind, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    pub unread: Vec<ReportFacts>,
    pub unread_count: u64,
    pub to_sign_off: Vec<ReportFacts>,
    pub to_sign_off_count: u64,
}

/// As what a report is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DownloadKind {
    Csv,
    Xlsx,
    /// The canonical JSON itself: its SHA-256 is the report's.
    Frozen,
}

/// A file to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    pub name: String,
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

impl DownloadKind {
    fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Frozen => "json",
        }
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Frozen => "application/json",
        }
    }
}

/// The reports that the actor may read, newest first: of one cohort or of all; at most [`REPORTS_PAGE_MAX`].
pub async fn reports(
    app: &App,
    actor: &Actor,
    cohort: Option<CohortId>,
    before: Option<ReportId>,
    limit: u64,
) -> Result<Vec<ReportFacts>, OperationError> {
    let limit = limit.clamp(1, REPORTS_PAGE_MAX);
    let seen = policy::visible_to(actor);
    let rows = store::newest(app.db(), &seen, cohort, before, limit).await?;
    facts_of(app, actor, rows).await
}

/// One report that the actor may read.
pub async fn report(app: &App, actor: &Actor, id: ReportId) -> Result<ReportView, OperationError> {
    let row = store::visible_report(app.db(), &policy::visible_to(actor), id).await?;
    let row = row.ok_or(OperationError::NotFound)?;
    let text = store::frozen(app.db(), id).await?;
    let digest = text.as_deref().map(frozen::digest);
    let content = text.as_deref().map(frozen::thaw).transpose()?;
    let is_intact = digest == row.sha256;
    let people: Vec<PersonId> = [row.asked_by, row.signed_off_by]
        .into_iter()
        .flatten()
        .collect();
    let names = people::operations::names(app, &people).await?;
    let facts = facts_of(app, actor, vec![row]).await?.pop();
    Ok(ReportView {
        facts: facts.ok_or(OperationError::NotFound)?,
        content,
        is_intact,
        names,
    })
}

/// The unread reports, and those that wait for the actor's signature.
pub async fn waiting(app: &App, actor: &Actor) -> Result<Waiting, OperationError> {
    let Some(person) = actor.person else {
        return Ok(Waiting::default());
    };
    let (db, seen, max) = (app.db(), policy::visible_to(actor), WAITING_SHOWN_MAX);
    let (unread, unread_count) = store::unread(db, &seen, person, max).await?;
    let (to_sign_off, to_sign_off_count) = store::to_sign_off(db, &seen, person, max).await?;
    Ok(Waiting {
        unread: facts_of(app, actor, unread).await?,
        unread_count,
        to_sign_off: facts_of(app, actor, to_sign_off).await?,
        to_sign_off_count,
    })
}

/// The cohorts of which the actor may ask for a report.
pub async fn askable_cohorts(app: &App, actor: &Actor) -> Result<Vec<CohortFacts>, OperationError> {
    let cohorts = residencies::operations::cohorts(app, actor).await?;
    let may_ask = |own: &CohortFacts| policy::may_ask(actor, own.programme, own.id).is_ok();
    Ok(cohorts.into_iter().filter(may_ask).collect())
}

/// The report as a file, written from its frozen content; not found until it is made.
pub async fn download(
    app: &App,
    actor: &Actor,
    id: ReportId,
    kind: DownloadKind,
) -> Result<Download, OperationError> {
    let row = store::visible_report(app.db(), &policy::visible_to(actor), id).await?;
    let row = row.ok_or(OperationError::NotFound)?;
    let text = store::frozen(app.db(), id).await?;
    let (Some(text), Some(sha256)) = (text, row.sha256) else {
        return Err(OperationError::NotFound);
    };
    let content = frozen::thaw(&text)?;
    let name = format!(
        "{}-report-{}.{}",
        content.cohort.code,
        content.number,
        kind.extension()
    );
    let bytes = match kind {
        DownloadKind::Csv => csv::csv(&content)?,
        DownloadKind::Xlsx => workbook::workbook(&content, &sha256)?,
        DownloadKind::Frozen => text.into_bytes(),
    };
    Ok(Download {
        name,
        content_type: kind.content_type(),
        bytes,
    })
}

/// Rows with the names of their cohorts and plans: a constant number of queries, however many.
async fn facts_of(
    app: &App,
    actor: &Actor,
    rows: Vec<reports::Model>,
) -> Result<Vec<ReportFacts>, OperationError> {
    let cohorts = residencies::operations::cohorts(app, &Actor::system()).await?;
    let cohorts: HashMap<CohortId, CohortFacts> =
        cohorts.into_iter().map(|own| (own.id, own)).collect();
    let plans = store::plans(app.db()).await?.into_iter();
    let plans: HashMap<ReportPlanId, Bilingual> = plans
        .map(|row| (row.id, Bilingual::new(row.title_ar, row.title_en)))
        .collect();
    let ids: Vec<ReportId> = rows.iter().map(|row| row.id).collect();
    let read: HashSet<ReportId> = match actor.person {
        Some(person) => store::read_by(app.db(), person, &ids)
            .await?
            .into_iter()
            .collect(),
        None => HashSet::new(),
    };
    let facts = |row: reports::Model| {
        let cohort = cohorts.get(&row.cohort_id);
        let cohort = cohort.ok_or(OperationError::NotFound)?;
        let may_sign =
            policy::may_sign_off(actor, row.programme_id, row.cohort_id, row.asked_by).is_ok();
        Ok(ReportFacts {
            id: row.id,
            programme: row.programme_id,
            cohort: row.cohort_id,
            cohort_code: cohort.code.clone(),
            cohort_title: cohort.title.clone(),
            number: row.number,
            plan: row.plan_id.and_then(|plan| plans.get(&plan).cloned()),
            tick: row.tick,
            asked_by: row.asked_by,
            asked_at: row.asked_at,
            state: row.state,
            steps_done: row.steps_done,
            steps_count: row.steps_count,
            as_of: row.as_of,
            sha256: row.sha256,
            signed_off_by: row.signed_off_by,
            signed_off_at: row.signed_off_at,
            version: row.version,
            is_unread: row.state.is_frozen() && !read.contains(&row.id),
            allowed: ReportAllowed {
                sign_off: may_sign && row.state.sign_off().is_ok(),
            },
        })
    };
    rows.into_iter().map(facts).collect()
}
