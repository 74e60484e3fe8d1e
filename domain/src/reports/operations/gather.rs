//! What a report is made of, read from the other contexts at one moment.

use super::make::step_done;
use crate::{
    actor::Actor,
    app::App,
    assessment,
    bilingual::Bilingual,
    countries::{self, CountryFacts},
    curriculum,
    error::OperationError,
    id::{MicroCredentialId, PersonId, ResidencyId},
    labs::figures,
    people,
    reports::{
        entity::reports,
        rules::{
            compose::{Facts, FellowFacts, LabFacts, WorkFacts},
            content::{CohortName, Earlier, Figure, PlanName},
            frozen,
        },
        store,
    },
    residencies::{self, CohortFacts, ResidencyFacts},
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// Reads everything, step by step; each step done is shown to those who wait.
pub async fn gather(app: &App, row: &reports::Model) -> Result<Facts, OperationError> {
    step_done(app, row, 0).await?;
    let as_of = app.now();
    let cohort = residencies::operations::cohort(app, &Actor::system(), row.cohort_id).await?;
    let programme = curriculum::operations::programme(app, cohort.programme).await?;
    let rows = residencies::operations::all_of_cohort(app, cohort.id).await?;
    let people: Vec<PersonId> = rows.iter().map(|own| own.fellow).collect();
    let names = people::operations::names(app, &people).await?;
    let countries = countries::operations::all(app).await?;
    step_done(app, row, 1).await?;

    let ids: Vec<ResidencyId> = rows.iter().map(|own| own.id).collect();
    let attendance = figures::of_cohort(app, cohort.id, &ids).await?;
    step_done(app, row, 2).await?;

    let work = work_of(app, &cohort, &ids).await?;
    step_done(app, row, 3).await?;

    let labs = figures::lab_sessions(app, cohort.id).await?;
    let labs = labs.into_iter().map(lab_facts).collect();
    step_done(app, row, 4).await?;

    Ok(Facts {
        number: row.number,
        plan: plan_name(app, row).await?,
        cohort: cohort_name(app, &cohort, as_of).await?,
        as_of,
        zone: cohort.zone.clone(),
        attendance_percent_min: programme.attendance_percent_min,
        fellows: fellows(rows, (&names, &countries), attendance, work)?,
        labs,
        previous: previous(app, row).await?,
    })
}

type Work = HashMap<ResidencyId, Vec<WorkFacts>>;

async fn work_of(
    app: &App,
    cohort: &CohortFacts,
    ids: &[ResidencyId],
) -> Result<Work, OperationError> {
    let pinned = residencies::operations::pinned(app, cohort.id).await?;
    let facts = curriculum::operations::facts_of(app, &pinned).await?;
    let code_of: HashMap<MicroCredentialId, String> =
        facts.into_iter().map(|own| (own.id, own.code)).collect();
    let all = assessment::operations::work_of_cohort(app, cohort.id, ids).await?;
    let named = |own: assessment::WorkFacts| WorkFacts {
        code: code_of
            .get(&own.micro_credential)
            .cloned()
            .unwrap_or_default(),
        title: own.title,
        due_at: own.due_at,
        status: own.status,
    };
    let of_fellow = |work: Vec<assessment::WorkFacts>| {
        let mut work: Vec<WorkFacts> = work.into_iter().map(named).collect();
        work.sort_by(|one, other| one.code.cmp(&other.code));
        work
    };
    let all = all.into_iter().map(|(id, work)| (id, of_fellow(work)));
    Ok(all.collect())
}

/// In the order of their names, as the same cohort has it in every report.
fn fellows(
    rows: Vec<ResidencyFacts>,
    (names, countries): (&HashMap<PersonId, Bilingual>, &[CountryFacts]),
    mut attendance: HashMap<ResidencyId, figures::ResidencyAttendance>,
    mut work: Work,
) -> Result<Vec<FellowFacts>, OperationError> {
    let fellow = |own: ResidencyFacts| {
        let attendance = attendance.remove(&own.id).ok_or(OperationError::NotFound)?;
        Ok(FellowFacts {
            name: names.get(&own.fellow).cloned().unwrap_or_default(),
            country_name: countries
                .iter()
                .find(|known| known.code == own.country)
                .map(|known| known.name.clone()),
            country: own.country.0,
            attendance: attendance.figure,
            labs_attended: attendance.labs_attended.len(),
            work: work.remove(&own.id).unwrap_or_default(),
        })
    };
    let fellows: Result<Vec<FellowFacts>, OperationError> = rows.into_iter().map(fellow).collect();
    let mut fellows = fellows?;
    fellows
        .sort_by(|one, other| (&one.name.en, &one.name.ar).cmp(&(&other.name.en, &other.name.ar)));
    Ok(fellows)
}

fn lab_facts(own: figures::LabSessionFigures) -> LabFacts {
    LabFacts {
        code: own.code,
        title: own.title,
        starts_at: own.starts_at,
        ends_at: own.ends_at,
        is_in_register: own.is_in_register,
        seats: own.seats,
        seats_taken: own.seats_taken,
        waiting: own.waiting_count,
        attended: own.attended_count,
    }
}

async fn plan_name(app: &App, row: &reports::Model) -> Result<Option<PlanName>, OperationError> {
    let (Some(plan), Some(tick)) = (row.plan_id, row.tick) else {
        return Ok(None);
    };
    let plan = store::plan(app.db(), plan).await?;
    let plan = plan.ok_or(OperationError::NotFound)?;
    Ok(Some(PlanName {
        code: plan.code,
        title: Bilingual::new(plan.title_ar, plan.title_en),
        tick,
    }))
}

async fn cohort_name(
    app: &App,
    cohort: &CohortFacts,
    as_of: DateTime<Utc>,
) -> Result<CohortName, OperationError> {
    let weeks = residencies::operations::weeks(app, &Actor::system(), cohort.id).await?;
    let day = as_of
        .with_timezone(&crate::app::PROGRAMME_ZONE)
        .date_naive();
    let week = weeks
        .iter()
        .rev()
        .find(|week| week.dates.from <= day)
        .map(|week| week.number);
    Ok(CohortName {
        code: cohort.code.clone(),
        title: cohort.title.clone(),
        starts_on: cohort.dates.from,
        ends_on: cohort.dates.to,
        week: week.filter(|_| cohort.dates.contains(day)),
        weeks_count: i32::try_from(weeks.len()).unwrap_or(i32::MAX),
    })
}

/// The cohort's report before this one, with what it said.
async fn previous(
    app: &App,
    row: &reports::Model,
) -> Result<Option<(Earlier, Vec<Figure>)>, OperationError> {
    let Some(before) = store::newest_frozen(app.db(), row.cohort_id).await? else {
        return Ok(None);
    };
    let text = store::frozen(app.db(), before.id).await?;
    let (Some(text), Some(as_of), Some(sha256)) = (text, before.as_of, before.sha256) else {
        return Ok(None);
    };
    let said = frozen::thaw(&text)?;
    let earlier = Earlier {
        number: before.number,
        as_of,
        sha256,
    };
    Ok(Some((earlier, said.figures)))
}
