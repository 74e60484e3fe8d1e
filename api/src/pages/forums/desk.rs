//! The coordinator's desk: figures, and who registered.

use super::{
    tickets::{name_in, state_tag},
    unlisted,
};
use crate::{
    Visit,
    pages::{
        paging::{ASKED_AT_ONCE, cursor, paged},
        parts::{Stat, Tag, joined},
    },
    problem::Fault,
    route::PageResult,
};
use serde::Serialize;
use zamala_domain::{
    OperationError,
    countries::operations as countries,
    forum::{
        PlaceKind, RegistrationState,
        operations::{self as forums, DeskForum, PoolCounts, RegistrationLine},
    },
    id::RegistrationId,
};

/// Characters of a search.
const SEARCH_CHARACTERS_MAX: usize = 100;

#[derive(Serialize)]
struct DeskPage {
    lead: String,
    pools: Vec<PoolView>,
    action: String,
    search: Option<String>,
    states: Vec<StateChoice>,
    search_length_max: usize,
    all_href: Option<String>,
    registrations: Vec<Row>,
    next_href: Option<String>,
    first_href: Option<String>,
}

#[derive(Serialize)]
struct StateChoice {
    value: &'static str,
    text: String,
    is_selected: bool,
}

/// The places of one kind in figures.
#[derive(Serialize)]
pub struct PoolView {
    title: String,
    stats: Vec<Stat>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    email: String,
    organisation: Option<String>,
    country: Option<String>,
    ticket: String,
    tag: Tag,
    /// The place in line of who waits.
    place: Option<String>,
    needs: Option<String>,
}

/// What is registered for the places of one kind.
pub fn pool_view(visit: &Visit, pool: &PoolCounts) -> PoolView {
    let title = match pool.kind {
        PlaceKind::OnSite => "forums-on-site",
        PlaceKind::Online => "forums-online",
    };
    let words = visit.words();
    let stat = |key: &str, count: i64, kind| Stat {
        label: visit.say(&format!("forums-state-{key}")),
        value: words.figures(&count.to_string()),
        hint: None,
        kind,
    };
    let of_all = format!("{} / {}", pool.confirmed, pool.capacity);
    PoolView {
        title: visit.say(title),
        stats: vec![
            Stat {
                value: words.figures(&of_all),
                ..stat("confirmed", pool.confirmed, Some("success"))
            },
            stat("waiting", pool.waiting, None),
            stat("unconfirmed", pool.unconfirmed, None),
            stat("cancelled", pool.cancelled, None),
        ],
    }
}

/// The state that the list is narrowed to; an empty choice is all of them.
fn wanted_state(visit: &Visit) -> Result<Option<RegistrationState>, Fault> {
    let code = visit.query("state").unwrap_or_default();
    match RegistrationState::from_code(code) {
        None if !code.is_empty() => Err(Fault::edge("bad-request")),
        state => Ok(state),
    }
}

fn state_choices(visit: &Visit, chosen: Option<RegistrationState>) -> Vec<StateChoice> {
    RegistrationState::ALL
        .map(|state| StateChoice {
            value: state.code(),
            text: visit.say(&format!("forums-state-{}", state.code())),
            is_selected: chosen == Some(state),
        })
        .into()
}

/// The address of the list so narrowed.
fn narrowed(base: &str, search: &str, state: Option<RegistrationState>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if !search.is_empty() {
        query.append_pair("q", search);
    }
    if let Some(state) = state {
        query.append_pair("state", state.code());
    }
    match query.finish() {
        query if query.is_empty() => base.to_owned(),
        query => format!("{base}?{query}"),
    }
}

/// Who registered, by the words of a search and by state.
pub async fn list(visit: &Visit) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let code: String = visit.param("forum")?;
    let search = visit.query("q").unwrap_or_default().trim();
    if search.chars().count() > SEARCH_CHARACTERS_MAX {
        return Err(Fault::edge("bad-request").into());
    }
    let after: Option<RegistrationId> = cursor(visit, "after")?;
    let (page, state) = ((after, ASKED_AT_ONCE), wanted_state(visit)?);
    let found = forums::registrations(app, &actor, &code, (search, state), page).await?;
    let own = forums::forums_of(app, &actor).await?;
    let own: Option<DeskForum> = own.into_iter().find(|own| own.code == code);
    let forum = own.ok_or(OperationError::NotFound)?;
    let base = format!("/forums/{code}/registrations");
    let path = narrowed(&base, search, state);
    let is_narrowed = path != base;
    let found = paged(visit, &path, "after", found, |line| line.id);
    let countries = countries::all(app).await?;
    let country = |line: &RegistrationLine| {
        let own = line.country.as_ref()?;
        let known = countries.iter().find(|known| known.code == *own)?;
        Some(known.name.in_language(visit.language()).to_owned())
    };
    let view = DeskPage {
        lead: forum.title.in_language(visit.language()).to_owned(),
        pools: forum
            .pools
            .iter()
            .map(|pool| pool_view(visit, pool))
            .collect(),
        action: visit.href(&base),
        search: (!search.is_empty()).then(|| search.to_owned()),
        search_length_max: SEARCH_CHARACTERS_MAX,
        states: state_choices(visit, state),
        all_href: is_narrowed.then(|| visit.href(&base)),
        registrations: found
            .rows
            .iter()
            .map(|line| row(visit, line, country(line)))
            .collect(),
        next_href: found.next_href,
        first_href: found.first_href,
    };
    unlisted(
        visit
            .page("forums/registrations", "forums-registrations-title")
            .crumb(visit.say("forums-title"), "/forums")
            .crumb(
                forum.title.in_language(visit.language()),
                &format!("/forums/{code}"),
            )
            .answer(&view),
    )
}

fn row(visit: &Visit, line: &RegistrationLine, country: Option<String>) -> Row {
    let needs: Vec<String> = line
        .needs
        .iter()
        .map(|need| visit.say(&format!("forums-need-{}", need.code())))
        .collect();
    Row {
        name: name_in(&line.name, visit.language()),
        email: line.email.clone(),
        organisation: Some(line.organisation.clone()).filter(|text| !text.is_empty()),
        country,
        ticket: line.ticket_title.in_language(visit.language()).to_owned(),
        tag: state_tag(visit, line.state),
        place: line.place.map(|place| {
            let place = visit.words().figures(&place.to_string());
            visit.say_with("forums-place-in-line", &[("place", place.into())])
        }),
        needs: (!needs.is_empty()).then(|| joined(visit, &needs)),
    }
}
