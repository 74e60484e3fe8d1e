//! Cohorts and residencies, for readers and for the importer.

use super::{
    entity::{cohorts, moves, pinned, residencies, weeks},
    policy,
    state::{CohortState, ResidencyState},
    store,
};
use crate::{
    actor::Actor,
    app::{App, Txn},
    bilingual::Bilingual,
    error::OperationError,
    id::{CohortId, MicroCredentialId, OrganisationId, PersonId, ProgrammeId, ResidencyId},
    period::DateSpan,
    scope::{CountryCode, Visibility},
};
use chrono::NaiveDate;

/// A cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortFacts {
    pub id: CohortId,
    pub programme: ProgrammeId,
    pub code: String,
    pub title: Bilingual,
    pub state: CohortState,
    pub dates: DateSpan,
    pub closing_on: NaiveDate,
    pub seat_limit: i32,
    pub zone: String,
    pub version: i64,
}

/// One week of a cohort's plan; both days included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekFacts {
    pub number: i32,
    pub dates: DateSpan,
    pub theme: Bilingual,
    /// Codes of what is taught: micro-credentials and `CAP`.
    pub module_codes: Vec<String>,
}

/// One fellow's stay in one cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResidencyFacts {
    pub id: ResidencyId,
    pub programme: ProgrammeId,
    pub cohort: CohortId,
    pub fellow: PersonId,
    pub mentor: Option<PersonId>,
    pub sponsor: OrganisationId,
    pub country: CountryCode,
    pub state: ResidencyState,
    pub version: i64,
}

/// A cohort as its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortDraft {
    pub code: String,
    pub title: Bilingual,
    pub state: CohortState,
    pub dates: DateSpan,
    pub closing_on: NaiveDate,
    pub seat_limit: i32,
    pub zone: String,
    pub is_sample: bool,
    pub weeks: Vec<WeekFacts>,
    pub micro_credentials: Vec<MicroCredentialId>,
}

/// A fellow's stay as the file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResidencyDraft {
    pub fellow: PersonId,
    pub mentor: Option<PersonId>,
    pub sponsor: OrganisationId,
    pub country: CountryCode,
}

fn cohort_facts(row: cohorts::Model) -> CohortFacts {
    CohortFacts {
        id: row.id,
        programme: row.programme_id,
        code: row.code,
        title: Bilingual {
            ar: row.title_ar,
            en: row.title_en,
        },
        state: row.state,
        dates: DateSpan {
            from: row.starts_on,
            to: row.ends_on,
        },
        closing_on: row.closing_on,
        seat_limit: row.seat_limit,
        zone: row.zone,
        version: row.version,
    }
}

fn facts(row: residencies::Model) -> ResidencyFacts {
    ResidencyFacts {
        id: row.id,
        programme: row.programme_id,
        cohort: row.cohort_id,
        fellow: row.fellow_id,
        mentor: row.mentor_id,
        sponsor: row.sponsor_id,
        country: row.country_code,
        state: row.state,
        version: row.version,
    }
}

fn week_facts(row: weeks::Model) -> WeekFacts {
    WeekFacts {
        number: row.number,
        dates: DateSpan {
            from: row.from_on,
            to: row.to_on,
        },
        theme: Bilingual {
            ar: row.theme_ar,
            en: row.theme_en,
        },
        module_codes: row
            .module_codes
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
    }
}

/// The cohorts that the actor may see, in the order of their beginning.
pub async fn cohorts(app: &App, actor: &Actor) -> Result<Vec<CohortFacts>, OperationError> {
    let rows = store::cohorts(app.db(), &policy::cohorts_visible_to(actor)).await?;
    Ok(rows.into_iter().map(cohort_facts).collect())
}

pub async fn cohort(app: &App, actor: &Actor, id: CohortId) -> Result<CohortFacts, OperationError> {
    let found = store::cohort(app.db(), &policy::cohorts_visible_to(actor), id).await?;
    found.map(cohort_facts).ok_or(OperationError::NotFound)
}

/// A cohort, whoever asks; for other contexts, which have their own policy.
pub(crate) async fn cohort_facts_of(
    app: &App,
    id: CohortId,
) -> Result<CohortFacts, OperationError> {
    let everything = Visibility {
        everything: true,
        ..Visibility::default()
    };
    let found = store::cohort(app.db(), &everything, id).await?;
    found.map(cohort_facts).ok_or(OperationError::NotFound)
}

/// The weeks of a cohort that the actor may see.
pub async fn weeks(
    app: &App,
    actor: &Actor,
    id: CohortId,
) -> Result<Vec<WeekFacts>, OperationError> {
    cohort(app, actor, id).await?;
    Ok(store::weeks(app.db(), id)
        .await?
        .into_iter()
        .map(week_facts)
        .collect())
}

/// The editions that a cohort started with.
pub(crate) async fn pinned(
    app: &App,
    cohort: CohortId,
) -> Result<Vec<MicroCredentialId>, OperationError> {
    Ok(store::pinned(app.db(), cohort).await?)
}

/// The residencies that the actor may see, of one cohort or of all.
pub async fn residencies(
    app: &App,
    actor: &Actor,
    cohort: Option<CohortId>,
) -> Result<Vec<ResidencyFacts>, OperationError> {
    let rows = store::residencies(app.db(), &policy::residencies_visible_to(actor), cohort).await?;
    Ok(rows.into_iter().map(facts).collect())
}

pub async fn residency(
    app: &App,
    actor: &Actor,
    id: ResidencyId,
) -> Result<ResidencyFacts, OperationError> {
    let found = store::residency(app.db(), &policy::residencies_visible_to(actor), id).await?;
    found.map(facts).ok_or(OperationError::NotFound)
}

/// Every residency of a cohort, whoever asks; for other contexts, which have their own policy.
pub(crate) async fn all_of_cohort(
    app: &App,
    cohort: CohortId,
) -> Result<Vec<ResidencyFacts>, OperationError> {
    let everything = Visibility {
        everything: true,
        ..Visibility::default()
    };
    Ok(store::residencies(app.db(), &everything, Some(cohort))
        .await?
        .into_iter()
        .map(facts)
        .collect())
}

pub(crate) async fn by_ids(
    app: &App,
    ids: &[ResidencyId],
) -> Result<Vec<ResidencyFacts>, OperationError> {
    Ok(store::by_ids(app.db(), ids)
        .await?
        .into_iter()
        .map(facts)
        .collect())
}

/// The fellow's own residencies.
pub(crate) async fn of_fellow(
    app: &App,
    fellow: PersonId,
) -> Result<Vec<ResidencyFacts>, OperationError> {
    Ok(store::of_fellow(app.db(), fellow)
        .await?
        .into_iter()
        .map(facts)
        .collect())
}

pub(crate) async fn in_cohort_in(
    txn: &Txn,
    cohort: CohortId,
    fellow: PersonId,
) -> Result<Option<ResidencyFacts>, OperationError> {
    Ok(store::in_cohort(txn, cohort, fellow).await?.map(facts))
}

/// Writes a cohort with weeks and pinned editions as its file says; found by code.
pub(crate) async fn put_cohort_in(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    draft: &CohortDraft,
) -> Result<(CohortId, bool), OperationError> {
    let found = store::cohort_by_code(txn, programme, &draft.code).await?;
    let id = found.as_ref().map_or_else(|| app.new_id(), |row| row.id);
    let CohortDraft {
        code, title, zone, ..
    } = draft.clone();
    let mut wanted = cohorts::Model {
        id,
        programme_id: programme,
        code,
        title_ar: title.ar,
        title_en: title.en,
        state: draft.state,
        starts_on: draft.dates.from,
        ends_on: draft.dates.to,
        closing_on: draft.closing_on,
        seat_limit: draft.seat_limit,
        zone,
        is_sample: draft.is_sample,
        version: found.as_ref().map_or(1, |row| row.version),
    };
    wanted.version += i64::from(found.as_ref().is_some_and(|found| *found != wanted));
    let mut has_changed = store::put_cohort(txn, found, wanted).await?.has_changed();
    let known = store::weeks(txn, id).await?;
    for week in &draft.weeks {
        let found = known.iter().find(|row| row.number == week.number).cloned();
        let wanted = week_row(app, id, found.as_ref(), week);
        has_changed |= store::put_week(txn, found, wanted).await?.has_changed();
    }
    for micro_credential in &draft.micro_credentials {
        let wanted = pinned::Model {
            cohort_id: id,
            micro_credential_id: *micro_credential,
        };
        has_changed |= store::put_pinned(txn, wanted).await?.has_changed();
    }
    Ok((id, has_changed))
}

fn week_row(
    app: &App,
    cohort: CohortId,
    found: Option<&weeks::Model>,
    week: &WeekFacts,
) -> weeks::Model {
    weeks::Model {
        id: found.map_or_else(|| app.new_id(), |row| row.id),
        cohort_id: cohort,
        number: week.number,
        from_on: week.dates.from,
        to_on: week.dates.to,
        theme_ar: week.theme.ar.clone(),
        theme_en: week.theme.en.clone(),
        module_codes: week.module_codes.join(" "),
    }
}

/// Writes a fellow's stay as the file says. A new one begins in the state that the cohort's gives.
pub(crate) async fn put_residency_in(
    app: &App,
    txn: &Txn,
    cohort: (ProgrammeId, CohortId),
    cohort_draft: &CohortDraft,
    draft: &ResidencyDraft,
) -> Result<(ResidencyId, bool), OperationError> {
    let (programme_id, cohort_id) = cohort;
    let found = store::in_cohort(txn, cohort_id, draft.fellow).await?;
    let id = found.as_ref().map_or_else(|| app.new_id(), |row| row.id);
    let state = found
        .as_ref()
        .map_or_else(|| cohort_draft.state.residency_state(), |row| row.state);
    let mut wanted = residencies::Model {
        id,
        programme_id,
        cohort_id,
        fellow_id: draft.fellow,
        mentor_id: draft.mentor,
        sponsor_id: draft.sponsor,
        country_code: draft.country.clone(),
        state,
        is_sample: cohort_draft.is_sample,
        version: found.as_ref().map_or(1, |row| row.version),
    };
    wanted.version += i64::from(found.as_ref().is_some_and(|found| *found != wanted));
    let is_new = found.is_none();
    let has_changed = store::put_residency(txn, found, wanted)
        .await?
        .has_changed();
    if is_new {
        let first = moves::Model {
            id: app.new_id(),
            residency_id: id,
            from_state: None,
            to_state: state,
            effective_on: cohort_draft.dates.from,
            recorded_at: app.now(),
            actor_id: None,
            reason: "programme file".to_owned(),
        };
        store::insert_move(txn, first).await?;
    }
    Ok((id, has_changed))
}
