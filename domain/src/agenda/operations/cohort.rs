//! A cohort as its manager, trainers, mentors and focal points see it.

use super::standing::{self, Standing};
use crate::{
    actor::Actor,
    app::App,
    bilingual::Bilingual,
    countries::{self, CountryFacts},
    error::OperationError,
    id::{CohortId, PersonId},
    labs::sessions::{self, SessionFacts},
    people,
    residencies::{self, CohortFacts, WeekFacts},
};
use std::collections::HashMap;

/// A cohort with its plan and the fellows whom the actor may see.
#[derive(Clone, Debug)]
pub struct CohortView {
    pub cohort: CohortFacts,
    pub weeks: Vec<WeekFacts>,
    /// The number of the week that today lies in.
    pub current_week: Option<i32>,
    pub fellows: Vec<Standing>,
    /// The sessions of the week shown.
    pub sessions: Vec<SessionFacts>,
    pub shown_week: Option<i32>,
    pub names: HashMap<PersonId, Bilingual>,
    pub countries: Vec<CountryFacts>,
}

/// The cohort; `week` chooses whose sessions are listed, by default the current week's, or the first's.
pub async fn view(
    app: &App,
    actor: &Actor,
    id: CohortId,
    week: Option<i32>,
) -> Result<CohortView, OperationError> {
    let cohort = residencies::operations::cohort(app, actor, id).await?;
    let weeks = residencies::operations::weeks(app, actor, id).await?;
    let current_week = weeks
        .iter()
        .rev()
        .find(|week| week.dates.from <= app.today())
        .map(|week| week.number);
    let current_week = current_week.filter(|_| cohort.dates.contains(app.today()));
    let wanted = week.or(current_week).unwrap_or(1);
    let shown = weeks.iter().find(|week| week.number == wanted);
    let sessions = match shown {
        Some(week) => {
            sessions::between(app, actor, Some(id), week.dates.from, week.dates.to).await?
        }
        None => Vec::new(),
    };
    let shown_week = shown.map(|week| week.number);
    let fellows = fellows(app, actor, id).await?;
    let mut people: Vec<PersonId> = fellows.iter().map(|own| own.residency.fellow).collect();
    people.extend(fellows.iter().filter_map(|own| own.residency.mentor));
    people.extend(sessions.iter().filter_map(|session| session.lead));
    let names = people::operations::names(app, &people).await?;
    let countries = countries::operations::all(app).await?;
    Ok(CohortView {
        cohort,
        weeks,
        current_week,
        fellows,
        sessions,
        shown_week,
        names,
        countries,
    })
}

/// The fellows of a cohort whom the actor may see, each with the figures.
pub async fn fellows(
    app: &App,
    actor: &Actor,
    id: CohortId,
) -> Result<Vec<Standing>, OperationError> {
    residencies::operations::cohort(app, actor, id).await?;
    let rows = residencies::operations::residencies(app, actor, Some(id)).await?;
    standing::of_cohort(app, id, rows).await
}
