//! People: the list with its search, one person, and what an administrator does with the account.

pub mod account;
pub mod create;
pub mod roles;

use super::{
    paging::{ASKED_AT_ONCE, cursor, paged},
    parts::{Fact, Facts, Tag},
    sessions::words::{ButtonForm, button_form},
};
use crate::{Visit, form::Faults, problem::Fault, route::PageResult};
use roles::{GrantFields, RoleFormView, RoleView};
use serde::Serialize;
use zamala_domain::{
    Actor, OperationError,
    accounts::{AccountLine, AccountState, operations as accounts, policy as accounts_policy},
    countries::operations as countries,
    id::{PersonId, ProgrammeId},
    people::{PersonLine, operations as people, policy},
    scope::{Grant, Scope},
};

/// Characters of a search.
const SEARCH_CHARACTERS_MAX: usize = 100;

#[derive(Serialize)]
struct PeoplePage {
    create_href: Option<String>,
    action: String,
    search: Option<String>,
    search_length_max: usize,
    all_href: Option<String>,
    people: Vec<PersonRow>,
    next_href: Option<String>,
    first_href: Option<String>,
}

#[derive(Serialize)]
struct PersonRow {
    href: String,
    name: String,
    roles: String,
    email: String,
    code: Option<String>,
    tag: Tag,
}

/// The people of the installation, by the words of a search.
pub async fn list(visit: &Visit) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let search = visit.query("q").unwrap_or_default().trim();
    if search.chars().count() > SEARCH_CHARACTERS_MAX {
        return Err(Fault::edge("bad-request").into());
    }
    let after: Option<PersonId> = cursor(visit, "after")?;
    let found = people::list(app, &actor, search, after, ASKED_AT_ONCE).await?;
    let query: String = url::form_urlencoded::byte_serialize(search.as_bytes()).collect();
    let path = if search.is_empty() {
        "/people".to_owned()
    } else {
        format!("/people?q={query}")
    };
    let found = paged(visit, &path, "after", found, |line| line.facts.id);
    let ids: Vec<PersonId> = found.rows.iter().map(|line| line.facts.id).collect();
    let accounts = accounts::accounts(app, &actor, &ids).await?;
    let is_own = |id: PersonId| move |line: &&AccountLine| line.person == id;
    let row = |line: &PersonLine| PersonRow {
        href: visit.href(&format!("/people/{}", line.facts.id)),
        name: line.facts.name.in_language(visit.language()).to_owned(),
        roles: roles::titles(visit, &line.roles),
        email: line.facts.email.clone(),
        code: line.facts.code.clone(),
        tag: account_tag(visit, accounts.iter().find(is_own(line.facts.id))),
    };
    let view = PeoplePage {
        create_href: policy::may_create(&actor)
            .is_ok()
            .then(|| visit.href("/people/new")),
        action: visit.href("/people"),
        search: (!search.is_empty()).then(|| search.to_owned()),
        search_length_max: SEARCH_CHARACTERS_MAX,
        all_href: (!search.is_empty()).then(|| visit.href("/people")),
        people: found.rows.iter().map(row).collect(),
        next_href: found.next_href,
        first_href: found.first_href,
    };
    visit.page("people/people", "people-title").answer(&view)
}

/// How the person can sign in.
fn account_tag(visit: &Visit, account: Option<&AccountLine>) -> Tag {
    let (kind, key) = match account {
        None => ("neutral", "people-account-none"),
        Some(line) if line.state == AccountState::Suspended => {
            ("error", "people-account-suspended")
        }
        Some(line) if line.has_password => ("success", "people-account-active"),
        Some(_) => ("waiting", "people-account-invited"),
    };
    Tag {
        kind,
        text: visit.say(key),
    }
}

#[derive(Serialize)]
struct PersonPage {
    name: String,
    lead: Option<String>,
    tag: Tag,
    facts: Facts,
    roles: Vec<RoleView>,
    give: Option<RoleFormView>,
    /// Whether anything stands beside the facts.
    has_aside: bool,
    invite: Option<ButtonForm>,
    suspend_href: Option<String>,
    reinstate: Option<ButtonForm>,
}

/// One person.
pub async fn show(visit: &Visit) -> PageResult {
    let id: PersonId = visit.param("id")?;
    page(visit, id, &Faults::none(), &GrantFields::default()).await
}

/// The page again, with the faults of its form.
async fn page(visit: &Visit, id: PersonId, faults: &Faults, typed: &GrantFields) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let line = people::person(app, &actor, id).await?;
    let account = accounts::accounts(app, &actor, &[id]).await?.pop();
    let grants = people::grants_in_force(app, id, app.today()).await?;
    let scopes = roles::scopes(visit).await?;
    let name = line.facts.name.in_language(visit.language()).to_owned();
    let give = match policy::may_grant(&actor, id) {
        Ok(()) => Some(roles::form(
            visit,
            &format!("/people/{id}/roles"),
            &scopes,
            faults,
            typed,
        )),
        Err(_) => None,
    };
    let may_suspend = accounts_policy::may_suspend(&actor, id).is_ok();
    let is_suspended = account
        .as_ref()
        .is_some_and(|own| own.state == AccountState::Suspended);
    let path = format!("/people/{id}");
    let invite = may_invite(&actor, account.as_ref(), &grants)
        .then(|| button_form(visit, &format!("{path}/invite")));
    let view = PersonPage {
        lead: (!line.roles.is_empty()).then(|| roles::titles(visit, &line.roles)),
        tag: account_tag(visit, account.as_ref()),
        facts: Facts {
            items: facts(visit, &line, account.as_ref()).await?,
        },
        roles: grants
            .iter()
            .map(|grant| roles::view(visit, grant, &scopes))
            .collect(),
        give,
        has_aside: invite.is_some() || may_suspend && account.is_some(),
        invite,
        suspend_href: (may_suspend && account.is_some() && !is_suspended)
            .then(|| visit.href(&format!("{path}/suspend"))),
        reinstate: (may_suspend && is_suspended)
            .then(|| button_form(visit, &format!("{path}/reinstate"))),
        name: name.clone(),
    };
    let page = visit.page_titled("people/person", name).faults(faults);
    page.crumb(visit.say("people-title"), "/people")
        .answer(&view)
}

/// An invitation is for who has no password yet and is not suspended.
fn may_invite(actor: &Actor, account: Option<&AccountLine>, grants: &[Grant]) -> bool {
    let is_open = account.is_none_or(|own| !own.has_password && own.state == AccountState::Active);
    let programmes: Vec<ProgrammeId> = grants
        .iter()
        .filter_map(|grant| match grant.scope {
            Scope::Programme(id) => Some(id),
            _ => None,
        })
        .collect();
    is_open && accounts_policy::may_invite(actor, &programmes).is_ok()
}

async fn facts(
    visit: &Visit,
    line: &PersonLine,
    account: Option<&AccountLine>,
) -> Result<Vec<Fact>, OperationError> {
    let person = &line.facts;
    let language = visit.say(&format!("people-language-{}", person.language));
    let mut facts = vec![
        Fact::ltr(visit.say("people-email"), person.email.clone()),
        Fact::words(visit.say("people-language"), language),
    ];
    if let Some(id) = person.organisation {
        let all = countries::organisations(visit.app()).await?;
        if let Some(own) = all.into_iter().find(|own| own.id == id) {
            let title = own.title.in_language(visit.language()).to_owned();
            facts.push(Fact::words(visit.say("people-organisation"), title));
        }
    }
    if let Some(code) = &person.code {
        facts.push(Fact::ltr(visit.say("people-code"), code.clone()));
    }
    if let Some(account) = account {
        let factor = if account.second_factor_is_on {
            "people-factor-on"
        } else {
            "people-factor-off"
        };
        facts.push(Fact::words(visit.say("people-factor"), visit.say(factor)));
        let last = account
            .last_signed_in_at
            .map(|at| visit.words().date_and_time(at));
        let last = last.unwrap_or_else(|| visit.say("people-never-signed-in"));
        facts.push(Fact::words(visit.say("people-last-signed-in"), last));
    }
    Ok(facts)
}
