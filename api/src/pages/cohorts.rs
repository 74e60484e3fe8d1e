//! Cohorts: the list, and one with its plan, its fellows and who is behind.

pub mod sessions;

use crate::{
    Visit,
    pages::{
        parts::{Row, Rows, Stat, Tag, counted, of_all},
        residencies::standing::{FellowsTable, Known, behind_rows},
    },
    route::PageResult,
};
use fluent_bundle::FluentValue;
use serde::Serialize;
use sessions::Day;
use zamala_domain::{
    OperationError,
    agenda::{cohort as agenda, cohort::CohortView},
    id::CohortId,
    period::DateSpan,
    residencies::{CohortFacts, CohortState, WeekFacts, operations as residencies},
};

#[derive(Serialize)]
struct ListView {
    cohorts: Option<Rows>,
}

/// `/cohorts`: the cohorts that concern the reader.
pub async fn list(visit: &Visit) -> PageResult {
    let cohorts = residencies::cohorts(visit.app(), &visit.actor()?).await?;
    let rows = cohorts
        .iter()
        .map(|cohort| list_row(visit, cohort))
        .collect();
    visit
        .page("cohorts/list", "cohorts-title")
        .answer(&ListView {
            cohorts: Rows::of(rows),
        })
}

fn list_row(visit: &Visit, cohort: &CohortFacts) -> Row {
    Row {
        title: Some(cohort.title.in_language(visit.language()).to_owned()),
        href: Some(visit.href(&format!("/cohorts/{}", cohort.id))),
        ltr_text: Some(cohort.code.clone()),
        text: Some(dates(visit, cohort.dates)),
        tag: Some(cohort_tag(visit, cohort.state)),
        ..Row::default()
    }
}

/// `6 September to 5 December 2026`.
pub fn dates(visit: &Visit, dates: DateSpan) -> String {
    let words = visit.words();
    let (from, to) = (
        words.day_and_month(dates.from),
        words.date_without_weekday(dates.to),
    );
    visit.say_with("cohorts-dates", &[("from", from.into()), ("to", to.into())])
}

pub fn cohort_tag(visit: &Visit, state: CohortState) -> Tag {
    let (kind, key) = match state {
        CohortState::Planned => ("neutral", "cohorts-state-planned"),
        CohortState::AdmissionsOpen => ("waiting", "cohorts-state-admissions-open"),
        CohortState::Running => ("now", "cohorts-state-running"),
        CohortState::Completed => ("success", "cohorts-state-completed"),
        CohortState::Cancelled => ("error", "cohorts-state-cancelled"),
    };
    Tag::new(visit, kind, key)
}

#[derive(Serialize)]
struct ShowView {
    title: String,
    code: String,
    dates: String,
    state: Tag,
    stats: Vec<Stat>,
    has_fellows: bool,
    behind: Option<Rows>,
    fellows: Option<FellowsTable>,
    weeks: Option<Rows>,
    shown: Option<ShownWeek>,
}

/// The week whose sessions are listed.
#[derive(Serialize)]
struct ShownWeek {
    title: String,
    theme: String,
    dates: String,
    days: Vec<Day>,
    previous_href: Option<String>,
    next_href: Option<String>,
}

/// `/cohorts/:cohort?week=N`.
pub async fn show(visit: &Visit) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let id: CohortId = visit.param("cohort")?;
    let week = visit.query("week").map(str::parse::<i32>).transpose();
    let week = week.map_err(|_| OperationError::NotFound)?;
    let cohort = agenda::view(app, &actor, id, week).await?;
    if week.is_some() && cohort.shown_week.is_none() {
        return Err(OperationError::NotFound.into());
    }
    let known = Known {
        names: &cohort.names,
        countries: &cohort.countries,
    };
    let caption = visit.say("cohorts-fellows-caption");
    let title = cohort.cohort.title.in_language(visit.language()).to_owned();
    let view = ShowView {
        title: title.clone(),
        code: cohort.cohort.code.clone(),
        dates: dates(visit, cohort.cohort.dates),
        state: cohort_tag(visit, cohort.cohort.state),
        stats: stats(visit, &cohort),
        has_fellows: !cohort.fellows.is_empty(),
        behind: Rows::of(behind_rows(visit, &cohort.fellows, &known)),
        fellows: FellowsTable::of(visit, &actor, caption, &cohort.fellows, &known),
        weeks: Rows::of(
            cohort
                .weeks
                .iter()
                .map(|week| week_row(visit, &cohort, week))
                .collect(),
        ),
        shown: shown_week(visit, &cohort),
    };
    visit
        .page_titled("cohorts/show", title)
        .crumb(visit.say("cohorts-title"), "/cohorts")
        .answer(&view)
}

fn stats(visit: &Visit, view: &CohortView) -> Vec<Stat> {
    let words = visit.words();
    let stat = |key: &str, value: String, kind: Option<&'static str>, hint: Option<String>| Stat {
        label: visit.say(key),
        value,
        hint,
        kind,
    };
    let mut stats = Vec::new();
    if let Some(week) = view.current_week {
        let number = usize::try_from(week).unwrap_or_default();
        let theme = view.weeks.iter().find(|own| own.number == week);
        let theme = theme.map(|week| week.theme.in_language(visit.language()).to_owned());
        stats.push(stat(
            "cohorts-stat-week",
            of_all(words, number, view.weeks.len()),
            None,
            theme,
        ));
    }
    if !view.fellows.is_empty() {
        let behind = view
            .fellows
            .iter()
            .filter(|own| !own.behind.is_empty())
            .count();
        let hint = counted(
            visit,
            "cohorts-seats",
            usize::try_from(view.cohort.seat_limit).unwrap_or_default(),
        );
        stats.push(stat(
            "cohorts-stat-fellows",
            words.figures(&view.fellows.len().to_string()),
            None,
            Some(hint),
        ));
        let kind = (behind > 0).then_some("warning");
        stats.push(stat(
            "cohorts-stat-behind",
            words.figures(&behind.to_string()),
            kind,
            None,
        ));
    }
    stats
}

fn week_href(visit: &Visit, view: &CohortView, number: i32) -> String {
    visit.href(&format!("/cohorts/{}?week={number}#week", view.cohort.id))
}

fn week_row(visit: &Visit, view: &CohortView, week: &WeekFacts) -> Row {
    let is_current = view.current_week == Some(week.number);
    Row {
        lead: Some(week_title(visit, week.number)),
        title: Some(week.theme.in_language(visit.language()).to_owned()),
        href: Some(week_href(visit, view, week.number)),
        text: Some(dates(visit, week.dates)),
        is_now: is_current,
        tag: is_current.then(|| Tag::new(visit, "now", "cohorts-week-current")),
        ..Row::default()
    }
}

/// `Week 11`.
pub fn week_title(visit: &Visit, number: i32) -> String {
    visit.say_with("cohorts-week", &[("number", FluentValue::from(number))])
}

fn shown_week(visit: &Visit, view: &CohortView) -> Option<ShownWeek> {
    let number = view.shown_week?;
    let week = view.weeks.iter().find(|week| week.number == number)?;
    let beside = |number: i32| view.weeks.iter().any(|week| week.number == number);
    let href = |number: i32| beside(number).then(|| week_href(visit, view, number));
    Some(ShownWeek {
        title: week_title(visit, number),
        theme: week.theme.in_language(visit.language()).to_owned(),
        dates: dates(visit, week.dates),
        days: sessions::days(visit, &view.sessions, &view.names),
        previous_href: href(number - 1),
        next_href: href(number + 1),
    })
}
