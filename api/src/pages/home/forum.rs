//! A forum coordinator's home: how many registered, and where to see who.

use crate::{
    Visit,
    pages::forums::desk::{PoolView, pool_view},
};
use serde::Serialize;
use zamala_domain::{app::PROGRAMME_ZONE, forum::operations::DeskForum};

#[derive(Serialize)]
pub struct View {
    forums: Vec<ForumView>,
}

#[derive(Serialize)]
struct ForumView {
    title: String,
    href: String,
    text: String,
    pools: Vec<PoolView>,
    registrations_href: String,
}

pub fn view(visit: &Visit, own: &[DeskForum]) -> View {
    let one = |forum: &DeskForum| {
        let closes = visit
            .words()
            .date_and_time_in(forum.closes_at, PROGRAMME_ZONE);
        let path = format!("/forums/{}", forum.code);
        ForumView {
            title: forum.title.in_language(visit.language()).to_owned(),
            href: visit.href(&path),
            text: visit.say_with("home-forum-closes", &[("closes", closes.into())]),
            pools: forum
                .pools
                .iter()
                .map(|pool| pool_view(visit, pool))
                .collect(),
            registrations_href: visit.href(&format!("{path}/registrations")),
        }
    };
    View {
        forums: own.iter().map(one).collect(),
    }
}
