//! Everybody of the sample programme, with one button each to sign in as.

use super::json;
use crate::{Visit, cookies::Jar, form::Hidden, route::PageResult, visit::see_other};
use secrecy::ExposeSecret;
use serde::Serialize;
use zamala_domain::{
    Bilingual, OperationError, Role,
    accounts::operations::{self as accounts, demo_token},
    people::{PersonFacts, operations::PersonLine, operations::sample_people},
};

#[derive(Serialize)]
struct PeopleView {
    groups: Vec<GroupView>,
}

#[derive(Serialize)]
struct GroupView {
    id: String,
    title: String,
    people: Vec<PersonView>,
}

#[derive(Serialize)]
struct PersonView {
    hidden: Hidden,
    action: String,
    name: String,
    code: String,
}

/// Where a person's button leads.
fn path(code: &str) -> String {
    format!("/dev/people/{code}")
}

fn code(facts: &PersonFacts) -> String {
    facts.code.clone().unwrap_or_else(|| facts.id.to_string())
}

/// One button per person, in groups by role.
pub async fn people(visit: &Visit) -> PageResult {
    let people = sample_people(visit.app()).await?;
    let person = |line: &PersonLine| PersonView {
        hidden: visit.hidden(),
        action: path(&code(&line.facts)),
        name: line.facts.name.in_language(visit.language()).to_owned(),
        code: code(&line.facts),
    };
    let group = |role: Role| GroupView {
        id: format!("role-{}", role.code()),
        title: visit.say(&format!("role-{}", role.code())),
        people: people
            .iter()
            .filter(|line| line.roles.contains(&role))
            .map(person)
            .collect(),
    };
    let groups = Role::ALL
        .into_iter()
        .map(group)
        .filter(|group| !group.people.is_empty())
        .collect();
    visit
        .page("dev/people", "dev-people-title")
        .answer(&PeopleView { groups })
}

#[derive(Serialize)]
struct PersonJson {
    id: String,
    name: Bilingual,
    roles: Vec<&'static str>,
    sign_in_url: String,
    api_token: String,
}

/// The same for programs, with a token each for the API.
pub async fn people_json(visit: &Visit) -> PageResult {
    let mut people = Vec::new();
    for line in sample_people(visit.app()).await? {
        let token = demo_token(visit.app(), line.facts.id).await?;
        people.push(PersonJson {
            id: code(&line.facts),
            sign_in_url: path(&code(&line.facts)),
            name: line.facts.name,
            roles: line.roles.iter().map(|role| role.code()).collect(),
            api_token: token.expose_secret().to_owned(),
        });
    }
    json(&people)
}

async fn found(visit: &Visit) -> Result<PersonLine, OperationError> {
    let wanted: String = visit.param("code")?;
    let people = sample_people(visit.app()).await?;
    people
        .into_iter()
        .find(|line| code(&line.facts) == wanted)
        .ok_or(OperationError::NotFound)
}

#[derive(Serialize)]
struct ConfirmView {
    person: PersonView,
    roles: String,
}

/// One person, one button: reading an address signs nobody in.
pub async fn person(visit: &Visit) -> PageResult {
    let line = found(visit).await?;
    let roles: Vec<String> = line
        .roles
        .iter()
        .map(|role| visit.say(&format!("role-{}", role.code())))
        .collect();
    let name = line.facts.name.in_language(visit.language()).to_owned();
    let code = code(&line.facts);
    let person = PersonView {
        hidden: visit.hidden(),
        action: path(&code),
        name,
        code,
    };
    let separator = if visit.language() == zamala_domain::Language::Ar {
        "، "
    } else {
        ", "
    };
    let view = ConfirmView {
        person,
        roles: roles.join(separator),
    };
    visit.page("dev/person", "dev-person-title").answer(&view)
}

/// Signs in as this person and goes to the home page in the person's language.
pub async fn sign_in_as(visit: &Visit) -> PageResult {
    let facts = found(visit).await?.facts;
    let signed_in = accounts::demo_sign_in(visit.app(), facts.id, visit.origin()).await?;
    visit.set_cookie(Jar::Session, signed_in.session_secret.expose_secret(), None);
    Ok(see_other(&format!("/{}/", facts.language)))
}
