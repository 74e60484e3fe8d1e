//! The forum: what everybody sees of it. Behind it: registering, the ticket, the coordinator's desk.

pub mod desk;
pub mod registration;
pub mod tickets;

use super::parts::{Fact, Facts, Tag, counted};
use crate::{Visit, route::PageResult};
use chrono::NaiveDate;
use poem::http::HeaderValue;
use serde::Serialize;
use zamala_domain::{
    Role,
    forum::{
        PlaceKind,
        operations::{self as forums, Forum, Pool},
    },
};

#[derive(Serialize)]
struct ListPage {
    forums: Vec<ForumCard>,
}

#[derive(Serialize)]
struct ForumCard {
    title: String,
    href: String,
    text: String,
    tag: Tag,
    /// For coordinators.
    registrations_href: Option<String>,
}

/// Every forum.
pub async fn list(visit: &Visit) -> PageResult {
    let all = forums::forums(visit.app()).await?;
    let card = |forum: &Forum| ForumCard {
        title: forum.title.in_language(visit.language()).to_owned(),
        href: visit.href(&format!("/forums/{}", forum.code)),
        text: days(visit, &forum.days),
        tag: open_tag(visit, forum),
        registrations_href: registrations_href(visit, forum),
    };
    let view = ListPage {
        forums: all.iter().map(card).collect(),
    };
    visit.page("forums/list", "forums-title").answer(&view)
}

fn registrations_href(visit: &Visit, forum: &Forum) -> Option<String> {
    let signed_in = visit.signed_in().filter(|own| own.is_complete())?;
    let is_own = signed_in
        .actor
        .has_role_in_programme(Role::ForumCoordinator, forum.programme);
    is_own.then(|| visit.href(&format!("/forums/{}/registrations", forum.code)))
}

fn open_tag(visit: &Visit, forum: &Forum) -> Tag {
    match (forum.is_open, visit.app().now() < forum.opens_at) {
        (true, _) => Tag::new(visit, "success", "forums-open"),
        (false, true) => Tag::new(visit, "waiting", "forums-not-open-yet"),
        (false, false) => Tag::new(visit, "neutral", "forums-closed"),
    }
}

/// Days as words, each with its weekday.
pub(super) fn days(visit: &Visit, days: &[NaiveDate]) -> String {
    let each: Vec<String> = days.iter().map(|day| visit.words().date(*day)).collect();
    super::parts::joined(visit, &each)
}

#[derive(Serialize)]
struct ForumPage {
    title: String,
    tag: Tag,
    facts: Facts,
    register_href: Option<String>,
    registrations_href: Option<String>,
    sessions: Vec<String>,
    invited: Vec<String>,
}

/// One forum.
pub async fn show(visit: &Visit) -> PageResult {
    let code: String = visit.param("forum")?;
    let forum = forums::forum(visit.app(), &code).await?;
    let language = visit.language();
    let title = forum.title.in_language(language).to_owned();
    let by_invitation = forum.ticket_types.iter().filter(|own| own.needs_approval);
    let view = ForumPage {
        tag: open_tag(visit, &forum),
        facts: Facts {
            items: facts(visit, &forum),
        },
        register_href: forum
            .is_open
            .then(|| visit.href(&format!("/forums/{code}/register"))),
        registrations_href: registrations_href(visit, &forum),
        sessions: forum
            .sessions
            .iter()
            .map(|own| own.title.in_language(language).to_owned())
            .collect(),
        invited: by_invitation
            .map(|own| own.title.in_language(language).to_owned())
            .collect(),
        title: title.clone(),
    };
    visit
        .page_titled("forums/show", title)
        .crumb(visit.say("forums-title"), "/forums")
        .answer(&view)
}

fn facts(visit: &Visit, forum: &Forum) -> Vec<Fact> {
    let words = visit.words();
    let mut facts = vec![Fact::words(
        visit.say("forums-days"),
        days(visit, &forum.days),
    )];
    if let Some(host) = &forum.host {
        let host = host.in_language(visit.language()).to_owned();
        facts.push(Fact::words(visit.say("forums-host"), host));
    }
    let window = visit.say_with(
        "forums-window-text",
        &[
            (
                "opens",
                words.date_and_time_in(forum.opens_at, forum.zone).into(),
            ),
            (
                "closes",
                words.date_and_time_in(forum.closes_at, forum.zone).into(),
            ),
        ],
    );
    facts.push(Fact::words(visit.say("forums-window"), window));
    for pool in &forum.pools {
        let key = match pool.kind {
            PlaceKind::OnSite => "forums-seats-on-site",
            PlaceKind::Online => "forums-seats-online",
        };
        facts.push(Fact::words(visit.say(key), seats(visit, pool)));
    }
    facts
}

fn seats(visit: &Visit, pool: &Pool) -> String {
    if pool.free == 0 {
        return visit.say("forums-seats-none");
    }
    counted(
        visit,
        "forums-seats-free",
        usize::try_from(pool.free).unwrap_or(usize::MAX),
    )
}

/// Pages behind secrets, and what leads to them, are for no search engine.
pub(super) fn unlisted(answer: PageResult) -> PageResult {
    answer.map(|mut answer| {
        let value = HeaderValue::from_static("noindex, nofollow");
        answer.headers_mut().insert("x-robots-tag", value);
        answer
    })
}
