//! One fellow's stay: attendance with its working, and what is left of each micro-credential.

pub mod left;
pub mod standing;

use crate::{
    Visit,
    pages::parts::{Fact, Facts, Stat, of_all, percent},
    route::PageResult,
};
use left::LeftTable;
use serde::Serialize;
use standing::{Known, reasons, state_tag};
use zamala_domain::{
    Actor, OperationError,
    agenda::standing::{self as agenda, AttendanceLine, MicroCredentialStanding, Standing},
    countries::operations as countries,
    id::ResidencyId,
    people::operations as people,
    residencies::{CohortFacts, ResidencyState, operations as residencies, policy::may_see_marks},
};

#[derive(Serialize)]
struct ResidencyView {
    name: String,
    lead: String,
    state: crate::pages::parts::Tag,
    reasons: Option<String>,
    stats: Vec<Stat>,
    working: Option<Working>,
    facts: Facts,
    left: Option<LeftTable>,
}

/// How the attendance figure came about.
#[derive(Serialize)]
struct Working {
    credited: String,
    planned: String,
    percent: String,
}

/// `/residencies/:residency`.
pub async fn show(visit: &Visit) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let id: ResidencyId = visit.param("residency")?;
    let (own, left) = agenda::residency(app, &actor, id).await?;
    let mut persons = vec![own.residency.fellow];
    persons.extend(own.residency.mentor);
    let names = people::names(app, &persons).await?;
    let countries = countries::all(app).await?;
    let known = Known {
        names: &names,
        countries: &countries,
    };
    let cohort = match residencies::cohort(app, &actor, own.residency.cohort).await {
        Ok(cohort) => Some(cohort),
        Err(OperationError::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let organisations = countries::organisations(app).await?;
    let sponsor = organisations
        .iter()
        .find(|organisation| organisation.id == own.residency.sponsor);
    let sponsor = sponsor.map(|sponsor| sponsor.title.in_language(visit.language()).to_owned());
    let name = known.name(visit, own.residency.fellow);
    let caption = visit.say("residencies-left-caption");
    let view = ResidencyView {
        lead: known.country(visit, &own.residency.country),
        state: state_tag(visit, own.attendance.percent.is_some(), &own.behind),
        reasons: reasons(visit, &own),
        stats: stats(visit, &actor, &own, &left),
        working: working(visit, &own.attendance),
        facts: facts(visit, &own, &known, cohort.as_ref(), sponsor),
        left: LeftTable::of(visit, caption, &left, actor.is(own.residency.fellow)),
        name: name.clone(),
    };
    let mut page = visit.page_titled("residencies/show", name);
    if let Some(cohort) = cohort {
        page = page.crumb(visit.say("cohorts-title"), "/cohorts");
        let title = cohort.title.in_language(visit.language());
        page = page.crumb(title, &format!("/cohorts/{}", cohort.id));
    }
    page.answer(&view)
}

fn stats(
    visit: &Visit,
    actor: &Actor,
    own: &Standing,
    left: &[MicroCredentialStanding],
) -> Vec<Stat> {
    let words = visit.words();
    let complete = left.iter().filter(|standing| standing.is_complete).count();
    let mut stats = attendance_stats(visit, &own.attendance);
    stats.push(Stat {
        label: visit.say("residencies-stat-complete"),
        value: of_all(words, complete, left.len()),
        hint: None,
        kind: None,
    });
    if may_see_marks(actor, &own.residency) {
        stats.push(Stat {
            label: visit.say("residencies-stat-work"),
            value: of_all(words, own.marked_count, own.work_count),
            hint: None,
            kind: None,
        });
    }
    stats
}

/// Attendance so far and what can still be reached; empty before anything was held.
pub fn attendance_stats(visit: &Visit, line: &AttendanceLine) -> Vec<Stat> {
    let words = visit.words();
    let required = percent(words, &line.required_percent.to_string());
    let hint_key = if line.is_below {
        "residencies-stat-below"
    } else {
        "residencies-stat-required"
    };
    let now = line.percent.as_deref().map(|figure| Stat {
        label: visit.say("residencies-stat-attendance"),
        value: percent(words, figure),
        hint: Some(visit.say_with(hint_key, &[("percent", required.into())])),
        kind: line.is_below.then_some("warning"),
    });
    let maximum = line
        .maximum_percent
        .as_deref()
        .filter(|_| now.is_some())
        .map(|figure| Stat {
            label: visit.say("residencies-stat-maximum"),
            value: percent(words, figure),
            hint: Some(visit.say("residencies-stat-maximum-hint")),
            kind: None,
        });
    now.into_iter().chain(maximum).collect()
}

fn working(visit: &Visit, line: &AttendanceLine) -> Option<Working> {
    let words = visit.words();
    line.percent.as_deref().map(|figure| Working {
        credited: words.figures(&line.credited_minutes),
        planned: words.figures(&line.planned_minutes),
        percent: percent(words, figure),
    })
}

fn facts(
    visit: &Visit,
    own: &Standing,
    known: &Known<'_>,
    cohort: Option<&CohortFacts>,
    sponsor: Option<String>,
) -> Facts {
    let state = match own.residency.state {
        ResidencyState::Accepted => "residencies-state-accepted",
        ResidencyState::Active => "residencies-state-active",
    };
    let mut items = Vec::new();
    items.extend(cohort.map(|cohort| Fact {
        label: visit.say("residencies-cohort"),
        value: Some(cohort.title.in_language(visit.language()).to_owned()),
        href: Some(visit.href(&format!("/cohorts/{}", cohort.id))),
        ..Fact::default()
    }));
    items.push(Fact {
        label: visit.say("residencies-state"),
        value: Some(visit.say(state)),
        ..Fact::default()
    });
    items.push(Fact {
        label: visit.say("residencies-sponsor"),
        value: sponsor,
        ..Fact::default()
    });
    items.retain(|fact| fact.value.is_some());
    items.extend(own.residency.mentor.map(|mentor| Fact {
        label: visit.say("residencies-mentor"),
        name: Some(known.name(visit, mentor)),
        ..Fact::default()
    }));
    Facts { items }
}
