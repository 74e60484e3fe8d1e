//! What is taught: micro-credentials with outcomes, units and hours; for a fellow also the own work and its due date.

use crate::{
    Visit,
    pages::{
        parts::{self, Fact, Facts, Row, Rows, Stat, Tag},
        residencies::left,
    },
    route::PageResult,
};
use fluent_bundle::FluentValue;
use serde::Serialize;
use zamala_domain::{
    Actor, OperationError, Role,
    agenda::standing::{self as agenda, MicroCredentialStanding},
    assessment::rules::MarkStatus,
    curriculum::{MicroCredentialFacts, operations as curriculum},
    id::MicroCredentialId,
    labs::rooms,
    residencies::operations as residencies,
};

#[derive(Serialize)]
struct ListView {
    micro_credentials: Option<Rows>,
}

/// `/micro-credentials`.
pub async fn list(visit: &Visit) -> PageResult {
    let actor = visit.actor()?;
    let all = curriculum::micro_credentials(visit.app(), &actor).await?;
    let own = own_standings(visit, &actor).await?;
    let row = |facts: &MicroCredentialFacts| Row {
        lead: Some(facts.code.clone()),
        title: Some(facts.title.in_language(visit.language()).to_owned()),
        href: Some(visit.href(&format!("/micro-credentials/{}", facts.id))),
        text: Some(summary(visit, facts)),
        tag: standing_of(&own, facts.id).map(|own| left::complete_tag(visit, own.is_complete)),
        ..Row::default()
    };
    let rows = Rows::of(all.iter().map(row).collect());
    visit
        .page("curriculum/list", "curriculum-title")
        .answer(&ListView {
            micro_credentials: rows,
        })
}

/// What is left of the reader's own residencies, the first that has begun; empty for everybody but fellows.
async fn own_standings(
    visit: &Visit,
    actor: &Actor,
) -> Result<Vec<MicroCredentialStanding>, OperationError> {
    if !actor.has_role(Role::Fellow) {
        return Ok(Vec::new());
    }
    let mut own = residencies::residencies(visit.app(), actor, None).await?;
    own.retain(|residency| actor.is(residency.fellow));
    own.sort_by_key(|residency| !residency.state.is_in_residence());
    match own.first() {
        Some(residency) => Ok(agenda::residency(visit.app(), actor, residency.id).await?.1),
        None => Ok(Vec::new()),
    }
}

fn standing_of(
    own: &[MicroCredentialStanding],
    id: MicroCredentialId,
) -> Option<&MicroCredentialStanding> {
    own.iter().find(|standing| standing.facts.id == id)
}

/// `30 learning hours, core, level 5 (EQF)`.
fn summary(visit: &Visit, facts: &MicroCredentialFacts) -> String {
    let arguments = [
        (
            "hours",
            FluentValue::from(hours_text(visit, facts.effort_minutes)),
        ),
        ("kind", FluentValue::from(kind(visit, facts))),
        ("level", FluentValue::from(level(visit, facts))),
    ];
    visit.say_with("curriculum-summary", &arguments)
}

fn kind(visit: &Visit, facts: &MicroCredentialFacts) -> String {
    visit.say(if facts.is_core {
        "curriculum-core"
    } else {
        "curriculum-elective"
    })
}

fn level(visit: &Visit, facts: &MicroCredentialFacts) -> String {
    let framework = FluentValue::from(facts.level_framework.clone());
    visit.say_with(
        "curriculum-level-value",
        &[
            ("framework", framework),
            ("level", facts.level_value.into()),
        ],
    )
}

/// `30 hours`, `2.5 hours`: to a tenth.
fn hours_text(visit: &Visit, minutes: i32) -> String {
    visit.say_with(
        "curriculum-hours",
        &[("n", FluentValue::from(hours(minutes)))],
    )
}

fn hours(minutes: i32) -> f64 {
    (f64::from(minutes) / 6.0).round() / 10.0
}

#[derive(Serialize)]
struct ShowView {
    title: String,
    stats: Vec<Stat>,
    outcomes: Vec<String>,
    units: Option<Rows>,
    facts: Facts,
    own: Option<OwnView>,
}

/// How the fellow who reads stands.
#[derive(Serialize)]
struct OwnView {
    work: left::WorkCell,
    lab: left::LabCell,
    tag: Tag,
    work_href: Option<String>,
    hand_in: bool,
}

/// `/micro-credentials/:id`.
pub async fn show(visit: &Visit) -> PageResult {
    let (actor, language) = (visit.actor()?, visit.language());
    let id: MicroCredentialId = visit.param("id")?;
    let content = curriculum::content(visit.app(), &actor, id).await?;
    let own = own_standings(visit, &actor).await?;
    let labs = rooms::labs_of(visit.app(), &[id]).await?;
    let facts = &content.facts;
    let title = facts.title.in_language(language).to_owned();
    let unit = |unit: &zamala_domain::curriculum::UnitFacts| Row {
        title: Some(unit.title.in_language(language).to_owned()),
        ltr_text: Some(unit.code.clone()),
        ..Row::default()
    };
    let view = ShowView {
        title: title.clone(),
        stats: stats(visit, facts),
        outcomes: content
            .outcomes
            .iter()
            .map(|text| parts::content(visit, text))
            .collect(),
        units: Rows::of(content.units.iter().map(unit).collect()),
        facts: facts_list(visit, facts, &labs),
        own: standing_of(&own, id).map(|own| own_view(visit, own)),
    };
    let page = visit.page_titled("curriculum/show", title);
    page.crumb(visit.say("curriculum-title"), "/micro-credentials")
        .answer(&view)
}

fn own_view(visit: &Visit, own: &MicroCredentialStanding) -> OwnView {
    OwnView {
        work: left::work(visit, own),
        lab: left::lab(visit, own, true),
        tag: left::complete_tag(visit, own.is_complete),
        work_href: own
            .work_title
            .as_ref()
            .map(|_| visit.href(&format!("/work/{}", own.facts.id))),
        hand_in: own.waiting.is_none() && own.work.is_some_and(MarkStatus::is_open),
    }
}

fn stats(visit: &Visit, facts: &MicroCredentialFacts) -> Vec<Stat> {
    let parts = [
        ("curriculum-stat-effort", facts.effort_minutes),
        ("curriculum-stat-contact", facts.contact_minutes),
        ("curriculum-stat-lab", facts.lab_minutes),
        ("curriculum-stat-self-study", facts.self_study_minutes),
    ];
    let stat = |(key, minutes): (&str, i32)| Stat {
        label: visit.say(key),
        value: visit.words().figures(&hours(minutes).to_string()),
        hint: None,
        kind: None,
    };
    parts.into_iter().map(stat).collect()
}

fn facts_list(visit: &Visit, facts: &MicroCredentialFacts, labs: &[rooms::LabFacts]) -> Facts {
    let language = visit.language();
    let fact = |key: &str, value: String| Fact {
        label: visit.say(key),
        value: Some(value),
        ..Fact::default()
    };
    let participation = match facts.participation.as_str() {
        "on_site" => "curriculum-on-site",
        "virtual" => "curriculum-virtual",
        _ => "curriculum-hybrid",
    };
    let mut items = vec![
        fact("curriculum-kind", kind(visit, facts)),
        fact("curriculum-level", level(visit, facts)),
        fact("curriculum-participation", visit.say(participation)),
        fact(
            "curriculum-quality",
            parts::content(visit, &facts.quality_assurance),
        ),
    ];
    items.extend(
        labs.iter()
            .map(|lab| fact("curriculum-lab", lab.title.in_language(language).to_owned())),
    );
    let code = |key: &str, code: &str| Fact {
        label: visit.say(key),
        ltr: Some(code.to_owned()),
        ..Fact::default()
    };
    items.push(code("curriculum-code", &facts.code));
    items.push(code("curriculum-edition", &facts.edition));
    Facts { items }
}
