//! Roles whose work comes later: what will stand here, and what is there already.

use crate::{
    Visit,
    pages::parts::{Link, link_to},
};
use serde::Serialize;
use zamala_domain::Role;

#[derive(Serialize)]
pub struct View {
    title: String,
    text: String,
    links: Vec<Link>,
}

/// `None` for roles that have a section of their own.
pub fn view(visit: &Visit, role: Role) -> Option<View> {
    let (title, text) = match role {
        Role::Expert => ("home-expert-title", "home-expert-text"),
        Role::Signatory => ("home-signatory-title", "home-signatory-text"),
        Role::IndicatorSteward => (
            "home-indicator-steward-title",
            "home-indicator-steward-text",
        ),
        Role::Administrator => ("home-administrator-title", "home-administrator-text"),
        Role::Fellow
        | Role::Trainer
        | Role::Mentor
        | Role::ProgrammeManager
        | Role::LabCoordinator
        | Role::ForumCoordinator
        | Role::CertificateOfficer
        | Role::FocalPoint => return None,
    };
    let links = match role {
        Role::Administrator => {
            vec![
                link_to(visit, "/people", "home-people-link"),
                link_to(visit, "/jobs", "home-jobs-link"),
                link_to(visit, "/audit", "home-audit-link"),
            ]
        }
        Role::Signatory => {
            vec![link_to(visit, "/cohorts", "home-cohorts-link")]
        }
        _ => vec![link_to(visit, "/micro-credentials", "home-curriculum-link")],
    };
    Some(View {
        title: visit.say(title),
        text: visit.say(text),
        links: links.into_iter().flatten().collect(),
    })
}
