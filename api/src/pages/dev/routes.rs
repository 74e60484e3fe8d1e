//! The route table for tests: every page, who may see it, and addresses to try it with.

use super::json;
use crate::{
    Visit,
    pages::guidance::problem_codes,
    route::{PageResult, PageRoute},
};
use chrono::Days;
use serde::Serialize;
use zamala_domain::{
    Actor, Grant, OperationError, Role, Scope,
    assessment::queue,
    credentials::{batches, register},
    curriculum::operations as curriculum,
    forum::operations as forums,
    id::{SessionId, SubmissionId},
    labs::{SessionKind, sessions},
    people::operations::sample_people,
    reports::operations as reports,
    residencies::operations as residencies,
};

#[derive(Serialize)]
struct RouteJson {
    path: String,
    method: String,
    who: Vec<&'static str>,
    /// Addresses that exist; empty when the path has no parameter, or the sample data nothing to show there.
    samples: Vec<String>,
}

/// Well made, and of no certificate.
const UNKNOWN_CODE: &str = "7ZZZZZZZZZZZZZZZZZZZZZZZZZZ";

/// `[{path, method, who, samples}]`, both languages.
pub async fn routes_json(visit: &Visit) -> PageResult {
    let mut routes = Vec::new();
    for route in visit
        .edge()
        .routes
        .iter()
        .filter(|route| is_page(route.path) && !only_leads_on(route))
    {
        let samples = samples(visit, route.path).await?;
        for path in route.patterns() {
            let folder = path.strip_suffix(route.path).unwrap_or_default().to_owned();
            routes.push(RouteJson {
                method: route.method.to_string(),
                who: route.who.codes(),
                samples: samples
                    .iter()
                    .map(|sample| format!("{folder}{sample}"))
                    .collect(),
                path,
            });
        }
    }
    json(&routes)
}

/// Addresses without language, or without their last slash, only lead to the page.
fn only_leads_on(route: &PageRoute) -> bool {
    !route.is_localised && !route.path.starts_with("/dev/")
}

/// Files and JSON are no pages: nothing is to be seen there.
fn is_page(pattern: &str) -> bool {
    let has_ending = pattern
        .rsplit_once('.')
        .is_some_and(|(_, end)| matches!(end, "json" | "csv" | "xlsx" | "ics"));
    let is_file = matches!(
        pattern,
        "/sessions/:id/materials/:file"
            | "/submissions/:id/file"
            | "/certificates/:id/pdf"
            | "/certificates/:id/credential"
            | "/status/:list"
    );
    !is_file && !has_ending
}

/// Addresses of a pattern with parameters, without language.
async fn samples(visit: &Visit, pattern: &str) -> Result<Vec<String>, OperationError> {
    let place = pattern.split('/').find(|part| part.starts_with(':'));
    let Some(place) = place else {
        return Ok(Vec::new());
    };
    let values = values(visit, pattern).await?;
    Ok(values
        .into_iter()
        .map(|value| pattern.replacen(place, &value, 1))
        .collect())
}

/// What the parameter of a pattern may be.
async fn values(visit: &Visit, pattern: &str) -> Result<Vec<String>, OperationError> {
    let (app, system) = (visit.app(), Actor::system());
    Ok(match pattern {
        "/problems/:code" => problem_codes().take(1).map(str::to_owned).collect(),
        "/dev/people/:code" => {
            let people = sample_people(app).await?.into_iter();
            people.filter_map(|line| line.facts.code).take(1).collect()
        }
        "/people/:id" | "/people/:id/suspend" => {
            // Administrators neither suspend themselves nor give themselves roles.
            let people = sample_people(app).await?.into_iter();
            let others = people.filter(|line| !line.roles.contains(&Role::Administrator));
            texts(others.map(|line| line.facts.id).take(2))
        }
        "/forums/:forum"
        | "/forums/:forum/register"
        | "/forums/:forum/registered"
        | "/forums/:forum/registrations" => {
            let forums = forums::forums(app).await?.into_iter();
            forums.map(|forum| forum.code).take(1).collect()
        }
        "/registrations/:secret" => forums::sample_secrets(app).await?.0,
        "/tickets/:secret" | "/tickets/:secret/cancel" => forums::sample_secrets(app).await?.1,
        "/cohorts/:cohort" => {
            let cohorts = residencies::cohorts(app, &system).await?.into_iter();
            texts(cohorts.map(|cohort| cohort.id))
        }
        "/residencies/:residency" | "/residencies/:residency/awards" => {
            let mut all = residencies::residencies(app, &system, None).await?;
            all.sort_by_key(|own| (own.cohort, own.id));
            all.dedup_by_key(|own| own.cohort);
            texts(all.into_iter().map(|own| own.id))
        }
        "/micro-credentials/:id" => {
            let all = curriculum::micro_credentials(app, &system)
                .await?
                .into_iter();
            texts(all.map(|facts| facts.id).take(2))
        }
        "/reports/:report" => {
            // The demo begins on a Sunday; its first report is of the Thursday after.
            let all = reports::reports(app, &system, None, None, 2).await?;
            texts(all.into_iter().map(|report| report.id))
        }
        "/sessions/:id" | "/sessions/:id/attendance" => {
            texts(session_samples(visit).await?.into_iter())
        }
        _ => values_of_work(visit, pattern).await?,
    })
}

/// The same of work and of what is awarded for it.
async fn values_of_work(visit: &Visit, pattern: &str) -> Result<Vec<String>, OperationError> {
    let (app, system) = (visit.app(), Actor::system());
    Ok(match pattern {
        "/v/:id" => {
            // An unknown code has a page too.
            let all = register::list(app, &system, None, 1).await?.into_iter();
            let codes = all.map(|line| line.frozen.public_code);
            codes.chain([UNKNOWN_CODE.to_owned()]).collect()
        }
        "/batches/:id" => {
            let all = batches::list(app, &system).await?.into_iter();
            texts(all.map(|line| line.id).take(2))
        }
        "/certificates/:id" => {
            let all = register::list(app, &system, None, 2).await?.into_iter();
            texts(all.map(|line| line.id).take(2))
        }
        "/work/:id" => {
            // What is still to be handed in, and what the opening register marks.
            let all = curriculum::micro_credentials(app, &system)
                .await?
                .into_iter();
            let shown = all.filter(|facts| matches!(facts.code.as_str(), "MC01" | "MC10"));
            texts(shown.map(|facts| facts.id))
        }
        "/submissions/:id" | "/marking/:id" | "/marking/:id/release" => {
            texts(submission_samples(visit).await?.into_iter())
        }
        _ => Vec::new(),
    })
}

fn texts(ids: impl Iterator<Item = impl ToString>) -> Vec<String> {
    ids.map(|id| id.to_string()).collect()
}

/// The work that came first, where some was handed in.
async fn submission_samples(visit: &Visit) -> Result<Vec<SubmissionId>, OperationError> {
    let mut reader = Actor::system();
    for programme in curriculum::programmes(visit.app()).await? {
        let scope = Scope::Programme(programme.id);
        reader
            .grants
            .push(Grant::standing(Role::ProgrammeManager, scope));
    }
    let lines = queue::queue(visit.app(), &reader, None).await?;
    Ok(lines
        .into_iter()
        .map(|line| line.submission.id)
        .take(2)
        .collect())
}

/// Of the weeks around today: the last session before it, the first lesson and the first two labs from it on.
async fn session_samples(visit: &Visit) -> Result<Vec<SessionId>, OperationError> {
    let today = visit.app().today();
    let (from, to) = (today - Days::new(14), today + Days::new(14));
    let all = sessions::between(visit.app(), &Actor::system(), None, from, to).await?;
    let before = all.iter().rev().find(|session| session.held_on < today);
    let coming = || all.iter().filter(|session| session.held_on >= today);
    let lesson = coming().find(|session| session.kind != SessionKind::Lab);
    let labs = coming()
        .filter(|session| session.kind == SessionKind::Lab)
        .take(2);
    Ok(before
        .into_iter()
        .chain(lesson)
        .chain(labs)
        .map(|session| session.id)
        .collect())
}
