//! HTTP only: pages and the JSON API over the operations of `zamala-domain`. This file is the table of contents: every
//! address of the service stands here.
//!
//! Promise: no rule of the programme lives here. A request is parsed once, its operation called once, and its outcome
//! shown as a page, a redirect or a document. Every answer, errors included, carries the headers of [`security`].

mod address;
mod assets;
mod cookies;
mod edge;
pub mod form;
pub mod json;
pub mod language;
pub mod limits;
pub mod notice;
mod pages;
mod probes;
pub mod problem;
pub mod proxies;
mod request;
pub mod route;
pub mod security;
mod signed_in;
pub mod view;
mod visit;

pub use edge::{Answered, Edge, Metrics, OnAnswer, Ready, Settings};
pub use limits::Limits;
pub use signed_in::SignedIn;
pub use visit::Visit;

use address::Address;
use pages::{
    account, attendance, audit, awards, batches, certificates, cohorts, curriculum, dev, forums,
    guidance, home, jobs, labs, letters, marking, notices, people, reports, residencies, rooms,
    second_factor, sessions, sign_in, start, tokens, verification, work,
};
use poem::{Endpoint, Response, Route};
use route::{
    PageRoute,
    Who::{Anyone, FirstFactor, Roles, SignedIn as Signed},
    get, post,
};
use std::{collections::BTreeMap, sync::Arc};
use zamala_domain::{App, Language, Role};

const ADMINISTRATORS: &[Role] = &[Role::Administrator];
/// Who reads the register of certificates.
const REGISTRARS: &[Role] = &[
    Role::ProgrammeManager,
    Role::CertificateOfficer,
    Role::Signatory,
];
const MARKING: &[Role] = &[Role::Trainer, Role::ProgrammeManager];
const REPORT_READERS: &[Role] = zamala_domain::reports::policy::READERS;
const LOOKING_AFTER_PEOPLE: &[Role] = &[Role::Administrator, Role::ProgrammeManager];

/// The pages, in the order in which a reader meets them. Paths stand without their language.
pub fn pages() -> Vec<PageRoute> {
    let groups = [
        arrival(),
        signing_in(),
        forum(),
        standing(),
        labs_and_sessions(),
        work_and_marks(),
        reporting(),
        awards_and_certificates(),
        verifying(),
        inbox(),
        people_and_service(),
        own_account(),
    ];
    groups.into_iter().flatten().collect()
}

/// Where everybody arrives.
#[rustfmt::skip]
fn arrival() -> Vec<PageRoute> {
    vec![
        get("/", Anyone, start::in_language).bare(),
        get("/ar", Anyone, start::with_slash).bare(),
        get("/en", Anyone, start::with_slash).bare(),
        get("/help", Anyone, guidance::help),
        get("/accessibility", Anyone, guidance::accessibility),
        get("/problems/:code", Anyone, guidance::problem_in_language).bare(),
        get("/problems/:code", Anyone, guidance::problem),
    ]
}

/// Signing in.
#[rustfmt::skip]
fn signing_in() -> Vec<PageRoute> {
    vec![
        get("/sign-in", Anyone, sign_in::show),
        post("/sign-in", Anyone, sign_in::submit),
        get("/sign-in/second-factor", FirstFactor, sign_in::second_factor),
        post("/sign-in/second-factor", FirstFactor, sign_in::give_second_factor),
        get("/sign-in/forgotten", Anyone, sign_in::forgotten),
        post("/sign-in/forgotten", Anyone, sign_in::send_reset),
        get("/sign-in/link/:secret", Anyone, sign_in::open_link),
        post("/sign-in/link/:secret", Anyone, sign_in::set_password),
        post("/sign-out", FirstFactor, sign_in::sign_out),
    ]
}

/// The forum: for everybody, behind the secrets of letters, and for its coordinators.
#[rustfmt::skip]
fn forum() -> Vec<PageRoute> {
    vec![
        get("/forums", Anyone, forums::list),
        get("/forums/:forum", Anyone, forums::show),
        get("/forums/:forum/register", Anyone, forums::registration::show),
        post("/forums/:forum/register", Anyone, forums::registration::submit),
        get("/forums/:forum/registered", Anyone, forums::registration::registered),
        get("/registrations/:secret", Anyone, forums::tickets::review),
        post("/registrations/:secret", Anyone, forums::tickets::confirm),
        get("/tickets/:secret", Anyone, forums::tickets::show),
        get("/tickets/:secret/forum.ics", Anyone, forums::tickets::calendar),
        get("/tickets/:secret/cancel", Anyone, forums::tickets::review_cancelling),
        post("/tickets/:secret/cancel", Anyone, forums::tickets::cancel),
        get("/forums/:forum/registrations", Roles(&[Role::ForumCoordinator]), forums::desk::list),
    ]
}

/// What comes next, and where everybody stands.
#[rustfmt::skip]
fn standing() -> Vec<PageRoute> {
    vec![
        get("/", Signed, home::show),
        get("/cohorts", Signed, cohorts::list),
        get("/cohorts/:cohort", Signed, cohorts::show),
        get("/residencies/:residency", Signed, residencies::show),
        get("/micro-credentials", Signed, curriculum::list),
        get("/micro-credentials/:id", Signed, curriculum::show),
    ]
}

/// Labs, sessions and rooms.
#[rustfmt::skip]
fn labs_and_sessions() -> Vec<PageRoute> {
    vec![
        get("/labs", Roles(&[Role::Fellow]), labs::list),
        get("/sessions/:id", Signed, sessions::show),
        post("/sessions/:id/bookings", Signed, sessions::seats::book),
        post("/bookings/:id/give-back", Signed, sessions::seats::give_back),
        get("/sessions/:id/attendance", Signed, attendance::show),
        post("/sessions/:id/attendance", Signed, attendance::save),
        post("/sessions/:id/materials", Signed, sessions::material::add),
        get("/sessions/:id/materials/:file", Signed, sessions::material::download),
        post("/sessions/:id/hold", Signed, sessions::holds::place),
        post("/sessions/:id/hold/lift", Signed, sessions::holds::lift),
        get("/rooms", Roles(&[Role::LabCoordinator, Role::ProgrammeManager]), rooms::show),
    ]
}

/// What fellows earn, batches of it, and the register.
#[rustfmt::skip]
fn awards_and_certificates() -> Vec<PageRoute> {
    vec![
        get("/awards", Roles(&[Role::Fellow]), awards::own),
        get("/awards/names", Roles(&[Role::Fellow]), awards::own_names),
        post("/awards/names", Roles(&[Role::Fellow]), awards::confirm_names),
        get("/residencies/:residency/awards", Signed, awards::residency),
        get("/batches", Roles(REGISTRARS), batches::list),
        post("/batches", Roles(&[Role::ProgrammeManager]), batches::prepare_batch),
        get("/batches/:id", Roles(REGISTRARS), batches::show),
        post("/batches/:id/seal", Roles(&[Role::CertificateOfficer]), batches::seal_batch),
        post("/batches/:id/withdraw", Roles(&[Role::ProgrammeManager]), batches::withdraw_batch),
        get("/certificates", Roles(REGISTRARS), certificates::list),
        get("/certificates/:id", Signed, certificates::show),
        get("/certificates/:id/pdf", Signed, certificates::pdf),
        get("/certificates/:id/credential", Signed, certificates::credential),
        post("/certificates/:id/void", Roles(&[Role::CertificateOfficer]), certificates::void_number),
        post("/certificates/:id/revocation", Roles(REGISTRARS), certificates::propose),
        post("/certificates/:id/revocation/confirm", Roles(REGISTRARS), certificates::confirm),
        post("/certificates/:id/revocation/decline", Roles(REGISTRARS), certificates::decline),
    ]
}

/// What everybody may check without an account.
#[rustfmt::skip]
fn verifying() -> Vec<PageRoute> {
    vec![
        get("/v", Anyone, verification::ask),
        get("/v/:id", Anyone, verification::show).bare(),
        get("/v/:id", Anyone, verification::show),
        get("/.well-known/did.json", Anyone, verification::did_json).bare(),
        get("/status/:list", Anyone, verification::status_list).bare(),
    ]
}

/// Work that fellows hand in, and its marks.
#[rustfmt::skip]
fn work_and_marks() -> Vec<PageRoute> {
    vec![
        get("/work", Roles(&[Role::Fellow]), work::list),
        get("/work/:id", Roles(&[Role::Fellow]), work::show),
        post("/work/:id", Roles(&[Role::Fellow]), work::hand_in),
        get("/submissions/:id", Signed, work::receipt::show),
        get("/submissions/:id/file", Signed, work::receipt::download),
        get("/marking", Roles(MARKING), marking::list),
        post("/marking/release", Roles(MARKING), marking::release_all),
        get("/marking/:id", Roles(MARKING), marking::show),
        post("/marking/:id", Roles(MARKING), marking::press),
        post("/marking/:id/release", Roles(MARKING), marking::release),
    ]
}

/// Cohort reports.
#[rustfmt::skip]
fn reporting() -> Vec<PageRoute> {
    vec![
        get("/reports", Roles(REPORT_READERS), reports::list),
        get("/reports/:report", Roles(REPORT_READERS), reports::show),
        get("/reports/:report/report.csv", Roles(REPORT_READERS), reports::csv),
        get("/reports/:report/report.xlsx", Roles(REPORT_READERS), reports::xlsx),
        get("/reports/:report/report.json", Roles(REPORT_READERS), reports::frozen),
        post("/cohorts/:cohort/reports", Roles(REPORT_READERS), reports::ask),
        post("/reports/:report/sign-off", Roles(REPORT_READERS), reports::sign_off),
        post("/reports/:report/read", Roles(REPORT_READERS), reports::mark_read),
    ]
}

/// The inbox.
#[rustfmt::skip]
fn inbox() -> Vec<PageRoute> {
    vec![
        get("/notices", Signed, notices::inbox),
        post("/notices/read", Signed, notices::mark_all_read),
        post("/notices/:id/read", Signed, notices::mark_read),
    ]
}

/// People and what the service does for them.
#[rustfmt::skip]
fn people_and_service() -> Vec<PageRoute> {
    vec![
        get("/people", Roles(LOOKING_AFTER_PEOPLE), people::list),
        get("/people/new", Roles(ADMINISTRATORS), people::create::show),
        post("/people/new", Roles(ADMINISTRATORS), people::create::submit),
        get("/people/:id", Roles(LOOKING_AFTER_PEOPLE), people::show),
        post("/people/:id/roles", Roles(ADMINISTRATORS), people::roles::give),
        post("/people/:id/invite", Roles(LOOKING_AFTER_PEOPLE), people::account::invite),
        get("/people/:id/suspend", Roles(ADMINISTRATORS), people::account::review_suspension),
        post("/people/:id/suspend", Roles(ADMINISTRATORS), people::account::suspend),
        post("/people/:id/reinstate", Roles(ADMINISTRATORS), people::account::reinstate),
        get("/letters", Roles(LOOKING_AFTER_PEOPLE), letters::ledger),
        get("/jobs", Roles(ADMINISTRATORS), jobs::board),
        post("/jobs/:id/revive", Roles(ADMINISTRATORS), jobs::revive),
        get("/audit", Roles(ADMINISTRATORS), audit::log),
    ]
}

/// The own account.
#[rustfmt::skip]
fn own_account() -> Vec<PageRoute> {
    vec![
        get("/account", Signed, account::show),
        get("/account/password", Signed, account::password),
        post("/account/password", Signed, account::change_password),
        get("/account/preferences", Signed, account::preferences),
        post("/account/preferences", Signed, account::save_preferences),
        post("/account/sign-out-everywhere", Signed, account::sign_out_everywhere),
        get("/account/tokens", Signed, tokens::list),
        post("/account/tokens", Signed, tokens::create),
        post("/account/tokens/:id/revoke", Signed, tokens::revoke),
        get("/account/second-factor", Signed, second_factor::show),
        post("/account/second-factor/begin", Signed, second_factor::begin),
        post("/account/second-factor/confirm", Signed, second_factor::confirm),
        post("/account/second-factor/codes", Signed, second_factor::new_codes),
        post("/account/second-factor/off", Signed, second_factor::turn_off),
    ]
}

/// Pages of the demo, which exist nowhere else.
pub fn demo_pages() -> Vec<PageRoute> {
    vec![
        get("/dev/people", Anyone, dev::people).bare(),
        get("/dev/people.json", Anyone, dev::people_json).bare(),
        get("/dev/people/:code", Anyone, dev::person).bare(),
        post("/dev/people/:code", Anyone, dev::sign_in_as).bare(),
        get("/dev/letters", Anyone, dev::letters).bare(),
        get("/dev/letters.json", Anyone, dev::letters_json).bare(),
        get("/dev/letters/:id", Anyone, dev::letter_html).bare(),
        get("/dev/clock", Anyone, dev::clock).bare(),
        post("/dev/clock", Anyone, dev::move_clock).or_json().bare(),
        get("/dev/routes.json", Anyone, dev::routes_json).bare(),
    ]
}

/// The whole service: `/` and the pages, `/api/…`, `/assets/…`, `/healthz`, `/readyz`, `/metrics`.
pub fn service(app: App, settings: Settings) -> impl Endpoint<Output = Response> {
    let mut table = pages();
    if settings.demo {
        table.extend(demo_pages());
    }
    let edge = Arc::new(Edge::new(app, settings, table));
    let api = Route::new().nest("/api", json::routes(&edge.app));
    request::Front::new(page_routes(&edge), api, edge)
}

/// The pages as a router. What no line of the table names is a page that says so.
fn page_routes(edge: &Arc<Edge>) -> Route {
    let mut addresses: BTreeMap<(Option<Language>, &'static str), Vec<PageRoute>> = BTreeMap::new();
    for line in &edge.routes {
        let languages = if line.is_localised {
            Language::ALL.map(Some).to_vec()
        } else {
            vec![None]
        };
        for language in languages {
            addresses
                .entry((language, line.path))
                .or_default()
                .push(line.clone());
        }
    }
    let address = |language, pattern, routes| Address {
        edge: edge.clone(),
        language,
        pattern,
        routes,
    };
    let mut route = Route::new();
    // Two patterns, because `/*path` alone would also take what ends before it: `/` and `/ar/`.
    for language in [None, Some(Language::Ar), Some(Language::En)] {
        let folder = language
            .map(|language| format!("/{language}"))
            .unwrap_or_default();
        for unknown in ["/:page", "/:page/*path"] {
            route = route.at(
                format!("{folder}{unknown}"),
                address(language, "", Vec::new()),
            );
        }
    }
    for ((language, pattern), routes) in addresses {
        let folder = language
            .map(|language| format!("/{language}"))
            .unwrap_or_default();
        route = route.at(
            format!("{folder}{pattern}"),
            address(language, pattern, routes),
        );
    }
    route
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_one_address_and_method() {
        let mut lines: Vec<_> = pages().into_iter().chain(demo_pages()).collect();
        let address = |line: &PageRoute| (line.path, line.method.to_string(), line.is_localised);
        lines.sort_by_key(address);
        for pair in lines.windows(2) {
            assert_ne!(address(&pair[0]), address(&pair[1]));
        }
        assert!(lines.iter().all(|line| line.path.starts_with('/')));
    }

    #[test]
    fn pages_of_the_demo_are_in_no_other_table() {
        assert!(
            demo_pages()
                .iter()
                .all(|line| line.path.starts_with("/dev/"))
        );
        assert!(!pages().iter().any(|line| line.path.starts_with("/dev")));
    }
}
