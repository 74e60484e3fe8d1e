//! The JSON API: `/api/v1`, its document and the page that shows it.
//!
//! Personal tokens, but for what anybody may do with the forum. Every fault is a problem (RFC 9457) whose status the document declares; lists go by cursor; what
//! has a version is changed under `If-Match`; every change takes an `Idempotency-Key`. Unknown fields and parameters are
//! refused. The guard stands before every operation, the domain's policy inside it; what an answer holds is an allow-list
//! beside its endpoint.
//!
//! Promise: the document is what runs: addresses, methods, parameters and media types are checked by it.

mod answer;
mod attendance;
mod awards;
mod batches;
mod bookings;
mod caller;
mod certificates;
mod cohorts;
mod countries;
mod curriculum;
mod days;
mod docs;
mod document;
mod forums;
mod grants;
mod guard;
mod jobs;
mod marking;
mod materials;
mod me;
mod notices;
mod paging;
mod people;
mod problems;
mod reports;
mod residencies;
mod rooms;
mod sessions;
mod success;
mod text;
mod today;
mod tokens;
mod verifications;
mod work;

pub use document::document;

use guard::{Operations, guarded};
use poem::{EndpointExt, Response, Route, endpoint::make_sync};
use poem_openapi::{OpenApiService, Tags};
use zamala_domain::App;

/// Where operations stand in the document.
#[derive(Clone, Copy, Tags)]
enum Tag {
    /// Who the caller is, what comes next, preferences.
    Me,
    /// Cohorts with weeks, fellows and sessions.
    Cohorts,
    /// Fellows' stays: attendance and what is left.
    Residencies,
    /// What is taught.
    Curriculum,
    /// Lectures, labs, ceremonies, visits.
    Sessions,
    /// Seats in labs.
    Bookings,
    /// Sheets of sessions.
    Attendance,
    /// Files of sessions.
    Materials,
    /// What fellows earn, and the names on certificates.
    Awards,
    /// Batches, the register, revocation and verification.
    Certificates,
    /// Work that fellows hand in, receipts, and results.
    Work,
    /// Marks and their release.
    Marking,
    /// The forum: registering, tickets, and who comes.
    Forums,
    /// Rooms, equipment and clashes.
    Rooms,
    /// Countries, government entities, days off.
    Countries,
    /// The inbox and the ledger of letters.
    Notices,
    /// Cohort reports.
    Reports,
    /// Personal tokens.
    Tokens,
    /// People and their roles.
    People,
    /// Jobs and the audit log.
    Operations,
    /// What problems mean.
    Problems,
}

type Apis = (
    (
        me::MeApi,
        today::TodayApi,
        cohorts::CohortsApi,
        residencies::ResidenciesApi,
        curriculum::CurriculumApi,
    ),
    (
        sessions::SessionsApi,
        bookings::BookingsApi,
        attendance::AttendanceApi,
        materials::MaterialsApi,
    ),
    (
        awards::AwardsApi,
        batches::BatchesApi,
        certificates::CertificatesApi,
        verifications::VerificationsApi,
    ),
    (
        rooms::RoomsApi,
        countries::CountriesApi,
        notices::NoticesApi,
        reports::ReportsApi,
        tokens::TokensApi,
        forums::ForumsApi,
    ),
    (work::WorkApi, marking::MarkingApi),
    (
        people::PeopleApi,
        grants::GrantsApi,
        jobs::JobsApi,
        problems::ProblemsApi,
    ),
);

fn service() -> OpenApiService<Apis, ()> {
    let learning = (
        me::MeApi,
        today::TodayApi,
        cohorts::CohortsApi,
        residencies::ResidenciesApi,
        curriculum::CurriculumApi,
    );
    let sessions = (
        sessions::SessionsApi,
        bookings::BookingsApi,
        attendance::AttendanceApi,
        materials::MaterialsApi,
    );
    let awards = (
        awards::AwardsApi,
        batches::BatchesApi,
        certificates::CertificatesApi,
        verifications::VerificationsApi,
    );
    let around = (
        rooms::RoomsApi,
        countries::CountriesApi,
        notices::NoticesApi,
        reports::ReportsApi,
        tokens::TokensApi,
        forums::ForumsApi,
    );
    let assessment = (work::WorkApi, marking::MarkingApi);
    let people = (
        people::PeopleApi,
        grants::GrantsApi,
        jobs::JobsApi,
        problems::ProblemsApi,
    );
    OpenApiService::new(
        (learning, sessions, awards, around, assessment, people),
        "Zamala: digital fellowships",
        "1",
    )
    .description(document::DESCRIPTION)
    .server("/api")
}

/// Everything below `/api`.
pub fn routes(app: &App) -> Route {
    let service = service();
    let value = document::value(&service);
    let known = Operations::of(&value, &["/openapi.json", "/docs"]);
    let text = document::text(&value);
    let page = service.swagger_ui_html().replace(&service.spec(), &text);
    let page = page.replacen(
        "<html charset=\"UTF-8\">",
        "<!DOCTYPE html>\n<html lang=\"en\">",
        1,
    );
    let page = page.replacen("<title>Swagger UI", "<title>Zamala API", 1);
    let page = docs::DocsPage::new(page);
    let inner = Route::new()
        .at(
            "/openapi.json",
            make_sync(move |_| {
                Response::builder()
                    .content_type("application/json")
                    .body(text.clone())
            }),
        )
        .at("/docs", make_sync(move |_| page.answer()))
        .nest("/", service);
    Route::new().nest("/", guarded(known, inner.data(app.clone())))
}

#[cfg(test)]
mod tests;
