//! Cohort reports: the list, one report, asking for one, signing one off, saving one.

mod content;

use super::{
    paging::{ASKED_AT_ONCE, cursor, paged},
    parts::{Fact, Facts, Row, Rows, Tag},
    sessions::words::{ButtonForm, NoFields, button_form},
};
use crate::{Visit, form::Hidden, notice::Notice, route::PageResult};
use poem::{Response, http::header};
use serde::Serialize;
use zamala_domain::{
    OperationError,
    app::PROGRAMME_ZONE,
    id::{CohortId, ReportId},
    reports::{
        DownloadKind, ReportFacts, ReportState, ReportView,
        operations::{self as reports},
    },
};

#[derive(Serialize)]
struct ListPage {
    ask: Vec<AskForm>,
    reports: Option<Rows>,
    next_href: Option<String>,
    first_href: Option<String>,
}

/// The button that asks for a report of one cohort.
#[derive(Serialize)]
struct AskForm {
    form: ButtonForm,
    cohort: String,
    code: String,
}

#[derive(Serialize)]
struct ReportPage {
    lead: String,
    state: Tag,
    facts: Facts,
    digest: Option<String>,
    is_altered: bool,
    progress: Option<Progress>,
    has_failed: bool,
    was_skipped: bool,
    sign_off: Option<SignOffForm>,
    /// Why the reader cannot sign off what waits for it.
    is_own: bool,
    read: Option<ButtonForm>,
    files: Vec<File>,
    content: Option<content::View>,
}

#[derive(Serialize)]
struct Progress {
    id: &'static str,
    label: String,
    text: String,
    value: i32,
    max: i32,
    reload_href: String,
}

#[derive(Serialize)]
struct SignOffForm {
    hidden: Hidden,
    action: String,
}

#[derive(Serialize)]
struct File {
    href: String,
    text: String,
}

/// The reports that the reader may read, newest first.
pub async fn list(visit: &Visit) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let before: Option<ReportId> = cursor(visit, "before")?;
    let found = reports::reports(app, &actor, None, before, ASKED_AT_ONCE).await?;
    let found = paged(visit, "/reports", "before", found, |report| report.id);
    let cohorts = reports::askable_cohorts(app, &actor).await?;
    let ask = cohorts.iter().map(|cohort| AskForm {
        form: button_form(visit, &format!("/cohorts/{}/reports", cohort.id)),
        cohort: cohort.title.in_language(visit.language()).to_owned(),
        code: cohort.code.clone(),
    });
    let view = ListPage {
        ask: ask.collect(),
        reports: Rows::of(found.rows.iter().map(|own| row(visit, own)).collect()),
        next_href: found.next_href,
        first_href: found.first_href,
    };
    visit.page("reports/list", "reports-title").answer(&view)
}

/// A report in a list.
pub fn row(visit: &Visit, facts: &ReportFacts) -> Row {
    let words = visit.words();
    let when = facts.as_of.or(facts.tick).unwrap_or(facts.asked_at);
    Row {
        lead: Some(words.figures(&facts.number.to_string())),
        title: Some(title(visit, facts)),
        href: Some(visit.href(&format!("/reports/{}", facts.id))),
        ltr_text: Some(facts.cohort_code.clone()),
        text: Some(words.date_and_time_in(when, PROGRAMME_ZONE)),
        tag: Some(tag(visit, facts)),
        ..Row::default()
    }
}

fn title(visit: &Visit, facts: &ReportFacts) -> String {
    match &facts.plan {
        Some(plan) => plan.in_language(visit.language()).to_owned(),
        None => visit.say("reports-on-demand"),
    }
}

fn tag(visit: &Visit, facts: &ReportFacts) -> Tag {
    match facts.state {
        ReportState::Made | ReportState::SignedOff if facts.is_unread => {
            Tag::new(visit, "info", "reports-unread")
        }
        ReportState::Asked => Tag::new(visit, "now", "reports-state-asked"),
        ReportState::Made => Tag::new(visit, "waiting", "reports-state-made"),
        ReportState::SignedOff => Tag::new(visit, "success", "reports-state-signed_off"),
        ReportState::Failed => Tag::new(visit, "error", "reports-state-failed"),
        ReportState::Skipped => Tag::new(visit, "warning", "reports-state-skipped"),
    }
}

/// One report.
pub async fn show(visit: &Visit) -> PageResult {
    let id: ReportId = visit.param("report")?;
    let actor = visit.actor()?;
    let seen = reports::report(visit.app(), &actor, id).await?;
    let facts = &seen.facts;
    let path = format!("/reports/{id}");
    let is_own = facts.asked_by.is_some_and(|person| actor.is(person));
    let state = ReportFacts {
        is_unread: false,
        ..facts.clone()
    };
    let view = ReportPage {
        lead: facts.cohort_title.in_language(visit.language()).to_owned(),
        state: tag(visit, &state),
        facts: summary(visit, &seen),
        digest: facts.sha256.clone(),
        is_altered: facts.state.is_frozen() && !seen.is_intact,
        progress: (facts.state == ReportState::Asked).then(|| progress(visit, facts)),
        has_failed: facts.state == ReportState::Failed,
        was_skipped: facts.state == ReportState::Skipped,
        sign_off: facts.allowed.sign_off.then(|| SignOffForm {
            hidden: visit.hidden_with(facts.version),
            action: visit.href(&format!("{path}/sign-off")),
        }),
        is_own: is_own && facts.state == ReportState::Made,
        read: facts
            .is_unread
            .then(|| button_form(visit, &format!("{path}/read"))),
        files: files(visit, facts),
        content: seen
            .content
            .as_ref()
            .map(|content| content::view(visit, content)),
    };
    let page = visit.page_titled("reports/show", title(visit, facts));
    page.crumb(visit.say("reports-title"), "/reports")
        .answer(&view)
}

fn summary(visit: &Visit, seen: &ReportView) -> Facts {
    let (words, facts) = (visit.words(), &seen.facts);
    let moment = |at| words.date_and_time_in(at, PROGRAMME_ZONE);
    let name = |person| {
        let name = seen.names.get(&person);
        name.map(|name| name.in_language(visit.language()).to_owned())
            .unwrap_or_default()
    };
    let cohort = Fact {
        href: Some(visit.href(&format!("/cohorts/{}", facts.cohort))),
        ..Fact::ltr(visit.say("reports-cohort"), facts.cohort_code.clone())
    };
    let number = words.figures(&facts.number.to_string());
    let lines = [
        Some(cohort),
        Some(Fact::ltr(visit.say("reports-number"), number)),
        facts
            .tick
            .map(|tick| Fact::words(visit.say("reports-tick"), moment(tick))),
        facts
            .asked_by
            .map(|person| Fact::name(visit.say("reports-asked-by"), name(person))),
        facts
            .as_of
            .map(|at| Fact::words(visit.say("reports-as-of"), moment(at))),
        facts
            .signed_off_by
            .map(|person| Fact::name(visit.say("reports-signed-off-by"), name(person))),
        facts
            .signed_off_at
            .map(|at| Fact::words(visit.say("reports-signed-off-at"), moment(at))),
    ];
    Facts {
        items: lines.into_iter().flatten().collect(),
    }
}

fn progress(visit: &Visit, facts: &ReportFacts) -> Progress {
    let words = visit.words();
    let text = format!("{} / {}", facts.steps_done, facts.steps_count);
    Progress {
        id: "report-steps",
        label: visit.say("reports-steps"),
        text: words.figures(&text),
        value: facts.steps_done,
        max: facts.steps_count,
        reload_href: visit.href(&format!("/reports/{}", facts.id)),
    }
}

fn files(visit: &Visit, facts: &ReportFacts) -> Vec<File> {
    if !facts.state.is_frozen() {
        return Vec::new();
    }
    let file = |name: &str, key: &str| File {
        href: visit.href(&format!("/reports/{}/{name}", facts.id)),
        text: visit.say(key),
    };
    vec![
        file("report.xlsx", "reports-file-xlsx"),
        file("report.csv", "reports-file-csv"),
        file("report.json", "reports-file-json"),
    ]
}

/// Asks for a report of the cohort.
pub async fn ask(visit: &Visit) -> PageResult {
    let cohort: CohortId = visit.param("cohort")?;
    let NoFields {} = visit.typed()?;
    match reports::ask(visit.app(), &visit.actor()?, cohort).await {
        Ok(id) => visit.go_to_with(&format!("/reports/{id}"), &Notice::success("reports-asked")),
        Err(error) => visit.back_to("/reports", error),
    }
}

/// Signs a report off.
pub async fn sign_off(visit: &Visit) -> PageResult {
    let id: ReportId = visit.param("report")?;
    let NoFields {} = visit.typed()?;
    let version = visit.form().version()?;
    let path = format!("/reports/{id}");
    match reports::sign_off(visit.app(), &visit.actor()?, id, version).await {
        Ok(_) => visit.go_to_with(&path, &Notice::success("reports-signed-off")),
        Err(error) => visit.back_to(&path, error),
    }
}

/// Marks a report read.
pub async fn mark_read(visit: &Visit) -> PageResult {
    let id: ReportId = visit.param("report")?;
    let NoFields {} = visit.typed()?;
    let path = format!("/reports/{id}");
    match reports::mark_read(visit.app(), &visit.actor()?, id).await {
        Ok(()) => visit.go_to_with(&path, &Notice::success("reports-read")),
        Err(error) => visit.back_to(&path, error),
    }
}

/// The report as CSV.
pub async fn csv(visit: &Visit) -> PageResult {
    saved(visit, DownloadKind::Csv).await
}

/// The report as an Excel workbook.
pub async fn xlsx(visit: &Visit) -> PageResult {
    saved(visit, DownloadKind::Xlsx).await
}

/// The frozen content itself.
pub async fn frozen(visit: &Visit) -> PageResult {
    saved(visit, DownloadKind::Frozen).await
}

async fn saved(visit: &Visit, kind: DownloadKind) -> PageResult {
    let id: ReportId = visit.param("report")?;
    let file = reports::download(visit.app(), &visit.actor()?, id, kind).await?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    if !file.name.bytes().all(is_plain) {
        return Err(OperationError::Unexpected("a cohort's code is no file name".into()).into());
    }
    let disposition = format!("attachment; filename=\"{}\"", file.name);
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, file.content_type)
        .header(header::CONTENT_DISPOSITION, disposition)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(file.bytes))
}
