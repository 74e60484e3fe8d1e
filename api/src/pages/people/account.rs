//! Inviting a person, suspending and reinstating the account. Suspension ends sessions and tokens: it is reviewed first.

use crate::{
    Visit, form::Hidden, notice::Notice, pages::sessions::words::NoFields, route::PageResult,
};
use serde::Serialize;
use zamala_domain::{
    OperationError,
    accounts::{operations as accounts, policy},
    id::PersonId,
    people::operations as people,
};

#[derive(Serialize)]
struct ReviewPage {
    title: String,
    name: String,
    hidden: Hidden,
    action: String,
    cancel_href: String,
}

fn path_of(id: PersonId) -> String {
    format!("/people/{id}")
}

/// Sends an invitation.
pub async fn invite(visit: &Visit) -> PageResult {
    let id: PersonId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    match accounts::invite(visit.app(), &visit.actor()?, id).await {
        Ok(_) => visit.go_to_with(&path_of(id), &Notice::success("people-invited")),
        Err(error) => visit.back_to(&path_of(id), error),
    }
}

/// Says what suspension ends, before it does.
pub async fn review_suspension(visit: &Visit) -> PageResult {
    let id: PersonId = visit.param("id")?;
    let (app, actor) = (visit.app(), visit.actor()?);
    let person = people::person(app, &actor, id).await?;
    policy::may_suspend(&actor, id)?;
    // Nobody is suspended who has no account.
    accounts::accounts(app, &actor, &[id])
        .await?
        .pop()
        .ok_or(OperationError::NotFound)?;
    let name = person.facts.name.in_language(visit.language()).to_owned();
    let title = visit.say("people-suspend-title");
    let view = ReviewPage {
        title: title.clone(),
        name: name.clone(),
        hidden: visit.hidden(),
        action: visit.href(&format!("/people/{id}/suspend")),
        cancel_href: visit.href(&path_of(id)),
    };
    let page = visit.page_titled("people/suspend", title);
    page.crumb(visit.say("people-title"), "/people")
        .crumb(name, &path_of(id))
        .answer(&view)
}

pub async fn suspend(visit: &Visit) -> PageResult {
    let id: PersonId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    match accounts::suspend(visit.app(), &visit.actor()?, id).await {
        Ok(()) => visit.go_to_with(&path_of(id), &Notice::success("people-suspended")),
        Err(error) => visit.back_to(&path_of(id), error),
    }
}

pub async fn reinstate(visit: &Visit) -> PageResult {
    let id: PersonId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    match accounts::reinstate(visit.app(), &visit.actor()?, id).await {
        Ok(()) => visit.go_to_with(&path_of(id), &Notice::success("people-reinstated")),
        Err(error) => visit.back_to(&path_of(id), error),
    }
}
