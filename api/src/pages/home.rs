//! *My work today*: one section for each role that the reader holds.

mod certificates;
mod coordinator;
mod fellow;
mod forum;
mod later;
mod reports;
mod cohorts_led;
mod trainer;

use crate::{
    Visit,
    pages::residencies::standing::{FellowsTable, Known},
    route::PageResult,
};
use serde::Serialize;
use zamala_domain::{
    Actor, Role,
    agenda::{home as agenda, home::Home, standing::Standing},
    countries::operations as countries,
};

#[derive(Serialize)]
struct HomeView {
    today: String,
    certificates: certificates::View,
    fellow: Option<fellow::View>,
    /// A fellow whose cohort is not known yet.
    fellow_without_cohort: bool,
    manager: Option<cohorts_led::View>,
    reports: Option<reports::View>,
    trainer: Option<trainer::View>,
    mentor: Option<FellowsView>,
    coordinator: Option<coordinator::View>,
    focal_point: Option<FellowsView>,
    forum: Option<forum::View>,
    later: Vec<later::View>,
    has_no_role: bool,
}

/// Own fellows of a mentor, own nationals of a focal point.
#[derive(Serialize)]
struct FellowsView {
    table: Option<FellowsTable>,
}

/// `/` of a language.
pub async fn show(visit: &Visit) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let home = agenda::home(app, &actor).await?;
    let countries = countries::all(app).await?;
    let known = Known {
        names: &home.names,
        countries: &countries,
    };
    let fellows = |standings: &[Standing], key: &str| FellowsView {
        table: FellowsTable::of(visit, &actor, visit.say(key), standings, &known),
    };
    let view = HomeView {
        today: visit.words().date(home.today),
        certificates: certificates::view(visit, &home.certificates),
        fellow: home
            .fellow
            .as_ref()
            .map(|own| fellow::view(visit, own, &home.names)),
        fellow_without_cohort: actor.has_role(Role::Fellow) && home.fellow.is_none(),
        manager: home
            .manager
            .as_deref()
            .map(|cohorts| cohorts_led::view(visit, cohorts, &known)),
        reports: home
            .reports
            .as_ref()
            .and_then(|waiting| reports::view(visit, waiting)),
        trainer: home
            .trainer
            .as_ref()
            .map(|own| trainer::view(visit, own, &home.names)),
        mentor: home
            .mentor
            .as_deref()
            .map(|own| fellows(own, "home-mentor-caption")),
        coordinator: home
            .coordinator
            .as_ref()
            .map(|own| coordinator::view(visit, own)),
        focal_point: home
            .focal_point
            .as_deref()
            .map(|own| fellows(own, "home-focal-point-caption")),
        forum: home.forums.as_deref().map(|own| forum::view(visit, own)),
        later: home
            .roles_without_work
            .iter()
            .filter_map(|role| later::view(visit, *role))
            .collect(),
        has_no_role: has_no_role(&actor, &home),
    };
    visit.page("home/show", "home-title").answer(&view)
}

fn has_no_role(actor: &Actor, home: &Home) -> bool {
    actor.grants.is_empty() && home.roles_without_work.is_empty()
}
