//! The route table for tests: every page, who may see it, and addresses to try it with.

use super::json;
use crate::{Visit, pages::guidance::problem_codes, route::PageResult};
use chrono::Days;
use serde::Serialize;
use zamala_domain::{
    Actor, OperationError,
    curriculum::operations as curriculum,
    id::SessionId,
    labs::{SessionKind, sessions},
    people::operations::sample_people,
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

/// `[{path, method, who, samples}]`, both languages.
pub async fn routes_json(visit: &Visit) -> PageResult {
    let mut routes = Vec::new();
    for route in &visit.edge().routes {
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

/// Addresses of a pattern with parameters, without language.
async fn samples(visit: &Visit, pattern: &str) -> Result<Vec<String>, OperationError> {
    let filled = |values: Vec<String>| {
        let place = pattern
            .split('/')
            .find(|part| part.starts_with(':'))
            .unwrap_or_default();
        values
            .into_iter()
            .map(|value| pattern.replacen(place, &value, 1))
            .collect()
    };
    match pattern {
        "/problems/:code" => Ok(filled(problem_codes().map(str::to_owned).collect())),
        "/dev/people/:code" => {
            let people = sample_people(visit.app()).await?;
            Ok(filled(
                people
                    .into_iter()
                    .filter_map(|line| line.facts.code)
                    .collect(),
            ))
        }
        "/cohorts/:cohort" => {
            let cohorts = residencies::cohorts(visit.app(), &Actor::system()).await?;
            Ok(filled(
                cohorts
                    .into_iter()
                    .map(|cohort| cohort.id.to_string())
                    .collect(),
            ))
        }
        "/residencies/:residency" => {
            let mut all = residencies::residencies(visit.app(), &Actor::system(), None).await?;
            all.sort_by_key(|own| (own.cohort, own.id));
            all.dedup_by_key(|own| own.cohort);
            Ok(filled(
                all.into_iter().map(|own| own.id.to_string()).collect(),
            ))
        }
        "/micro-credentials/:id" => {
            let all = curriculum::micro_credentials(visit.app(), &Actor::system()).await?;
            Ok(filled(
                all.into_iter()
                    .take(2)
                    .map(|facts| facts.id.to_string())
                    .collect(),
            ))
        }
        "/people/:id" | "/people/:id/suspend" => {
            let people = sample_people(visit.app()).await?;
            Ok(filled(
                people
                    .into_iter()
                    .take(2)
                    .map(|line| line.facts.id.to_string())
                    .collect(),
            ))
        }
        "/sessions/:id" | "/sessions/:id/attendance" => Ok(filled(
            session_samples(visit)
                .await?
                .into_iter()
                .map(|id| id.to_string())
                .collect(),
        )),
        _ => Ok(Vec::new()),
    }
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
