//! A fellow's own work: the list, the page on which it is handed in and its result is read, and receipts.

pub mod mark;
pub mod receipt;
pub mod words;

use crate::{
    Visit,
    form::{Faults, FieldView, Hidden},
    notice::Notice,
    pages::parts::{Fact, Facts, Row, Rows, Tag, counted, day_and_time},
    route::PageResult,
};
use mark::MarkSection;
use serde::{Deserialize, Serialize};
use zamala_domain::{
    FieldError, OperationError,
    assessment::{
        hand_in::{self, TEXT_GRAPHEMES_MAX, Work},
        own::{self, AttemptView, OwnWork, OwnWorkLine},
        rules::Place,
    },
    files::{self, Purpose, Upload},
    id::MicroCredentialId,
};

#[derive(Serialize)]
struct ListView {
    work: Option<Rows>,
}

/// `/work`.
pub async fn list(visit: &Visit) -> PageResult {
    let lines = own::own_work(visit.app(), &visit.actor()?).await?;
    let view = ListView {
        work: Rows::of(lines.iter().map(|line| row(visit, line)).collect()),
    };
    visit.page("work/list", "work-title").answer(&view)
}

fn row(visit: &Visit, line: &OwnWorkLine) -> Row {
    Row {
        lead: line.due_at.map(|due_at| day_and_time(visit, due_at)),
        title: Some(line.title.in_language(visit.language()).to_owned()),
        href: Some(visit.href(&format!("/work/{}", line.micro_credential))),
        ltr_text: Some(line.code.clone()),
        text: words::state_text(visit, line),
        tag: Some(words::state_tag(visit, line)),
        ..Row::default()
    }
}

/// What was typed into the form. A file cannot be shown again.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct WorkForm {
    text: String,
}

#[derive(Serialize)]
struct ShowView {
    title: String,
    lead: String,
    tag: Tag,
    facts: Facts,
    form: Option<FormView>,
    /// Why nothing can be handed in now.
    closed: Option<String>,
    kept: Option<KeptView>,
    attempts: Vec<AttemptSection>,
    criteria: Vec<CriterionRow>,
    rubric: String,
    pass_rule: String,
}

#[derive(Serialize)]
struct FormView {
    hidden: Hidden,
    /// Below the marks: there is one already, and handing in again is the exception.
    is_last: bool,
    action: String,
    heading: String,
    hint: String,
    text: FieldView,
    text_hint: String,
    text_max: usize,
    file: FieldView,
    file_hint: String,
    accept: String,
}

/// What was typed and refused, where no form can show it any more.
#[derive(Serialize)]
pub struct KeptView {
    /// Where the error summary leads to.
    pub id: &'static str,
    pub error: Option<String>,
    pub hint: String,
    pub parts: Vec<KeptPart>,
}

#[derive(Serialize)]
pub struct KeptPart {
    pub label: String,
    pub text: String,
}

#[derive(Serialize)]
struct CriterionRow {
    title: String,
    weight: String,
}

/// One attempt: what is in, and its mark once it is released.
#[derive(Serialize)]
struct AttemptSection {
    heading_id: String,
    heading: String,
    tag: Option<Tag>,
    facts: Facts,
    receipt_href: String,
    text: Option<String>,
    file: Option<words::FileLink>,
    earlier: Option<Rows>,
    mark: Option<MarkSection>,
    replaced: Vec<MarkSection>,
}

/// `/work/:id`: state, form, results.
pub async fn show(visit: &Visit) -> PageResult {
    let id: MicroCredentialId = visit.param("id")?;
    page(visit, id, &WorkForm::default(), &Faults::none()).await
}

async fn page(
    visit: &Visit,
    id: MicroCredentialId,
    typed: &WorkForm,
    faults: &Faults,
) -> PageResult {
    let work = own::own_work_for(visit.app(), &visit.actor()?, id).await?;
    let language = visit.language();
    let title = work.line.title.in_language(language).to_owned();
    let figures = |n: i32| visit.words().figures(&n.to_string());
    let criteria = work.rubric.criteria.iter().map(|own| CriterionRow {
        title: own.title.in_language(language).to_owned(),
        weight: figures(own.weight),
    });
    let view = ShowView {
        lead: work.micro_credential_title.in_language(language).to_owned(),
        tag: words::state_tag(visit, &work.line),
        facts: facts(visit, &work),
        form: work
            .place
            .ok()
            .map(|place| form(visit, &work, place, typed, faults)),
        closed: work
            .place
            .err()
            .filter(|_| work.line.mark.is_none() || work.attempts.is_empty())
            .map(|code| visit.say(&format!("problem-{code}-help"))),
        kept: (work.place.is_err() && !faults.is_empty()).then(|| kept(visit, typed, faults)),
        attempts: work
            .attempts
            .iter()
            .map(|own| attempt(visit, &work, own))
            .collect(),
        criteria: criteria.collect(),
        rubric: work.rubric.title.in_language(language).to_owned(),
        pass_rule: words::pass_rule(visit, &work.rubric),
        title: title.clone(),
    };
    let page = visit.page_titled("work/show", title).faults(faults);
    page.crumb(visit.say("work-title"), "/work").answer(&view)
}

fn facts(visit: &Visit, work: &OwnWork) -> Facts {
    let declared = &work.declared;
    let figures = |n: i32| visit.words().figures(&n.to_string());
    let due = work.place.ok().map(|place| place.due_at);
    let due = due.or(work.line.due_at).map_or_else(
        || visit.say("work-undated"),
        |at| visit.words().date_and_time(at),
    );
    let late = visit.say_with(
        "work-late-rule",
        &[
            ("points", figures(declared.late_percent_per_day).into()),
            ("days", figures(declared.late_cutoff_days).into()),
        ],
    );
    let again = counted(
        visit,
        "work-resubmission-rule",
        usize::try_from(declared.resubmissions_max).unwrap_or_default(),
    );
    let mut items = vec![
        Fact::ltr(visit.say("work-code"), work.line.code.clone()),
        Fact::words(visit.say("work-due"), due),
        Fact::words(visit.say("work-late"), late),
        Fact::words(visit.say("work-resubmission"), again),
    ];
    if let Some(mark) = work.line.mark {
        let mark = visit
            .words()
            .figures(&format!("{} / 100", mark.rounded_points()));
        items.insert(0, Fact::ltr(visit.say("work-mark"), mark));
    }
    Facts { items }
}

fn form(
    visit: &Visit,
    work: &OwnWork,
    place: Place,
    typed: &WorkForm,
    faults: &Faults,
) -> FormView {
    let (heading, hint) = match (place.attempt, place.edition) {
        (_, edition) if edition > 1 => ("work-newer-title", "work-newer-hint"),
        (1, _) => ("work-hand-in-title", "work-hand-in-hint"),
        _ => ("work-again-title", "work-again-hint"),
    };
    let is_late = place.due_at < visit.app().now();
    let hint = if is_late {
        "work-hand-in-late-hint"
    } else {
        hint
    };
    let due = visit.words().date_and_time(place.due_at);
    let text_max = visit.words().figures(&TEXT_GRAPHEMES_MAX.to_string());
    FormView {
        hidden: visit.hidden(),
        is_last: place.attempt > 1,
        action: visit.href(&format!("/work/{}", work.line.micro_credential)),
        heading: visit.say(heading),
        hint: visit.say_with(hint, &[("due", due.into())]),
        text: faults.field("text", &typed.text),
        text_hint: visit.say_with("work-text-hint", &[("max", text_max.into())]),
        text_max: TEXT_GRAPHEMES_MAX,
        file: faults.field("file", ""),
        file_hint: visit.say_with("work-file-hint", &[("size", words::size_max(visit).into())]),
        accept: words::accepted(),
    }
}

fn kept(visit: &Visit, typed: &WorkForm, faults: &Faults) -> KeptView {
    let text = (!typed.text.is_empty()).then(|| KeptPart {
        label: visit.say("work-text"),
        text: typed.text.clone(),
    });
    KeptView {
        id: "text",
        error: faults.message("text"),
        hint: visit.say("work-kept-hint"),
        parts: text.into_iter().collect(),
    }
}

fn attempt(visit: &Visit, work: &OwnWork, own: &AttemptView) -> AttemptSection {
    let live = &own.live;
    let figures = |n: i32| visit.words().figures(&n.to_string());
    let counts = work.counting_attempt == Some(live.attempt) && work.attempts.len() > 1;
    let earlier = own.superseded.iter().map(|old| Row {
        lead: Some(visit.words().date_and_time(old.received_at)),
        title: Some(visit.say_with("work-edition", &[("n", figures(old.edition).into())])),
        href: Some(visit.href(&format!("/submissions/{}", old.id))),
        ltr_text: Some(old.receipt.clone()),
        ..Row::default()
    });
    AttemptSection {
        heading_id: format!("attempt-{}", live.attempt),
        heading: visit.say_with("work-attempt", &[("n", figures(live.attempt).into())]),
        tag: counts.then(|| Tag::new(visit, "success", "work-counts")),
        facts: words::submission_facts(visit, live),
        receipt_href: visit.href(&format!("/submissions/{}", live.id)),
        text: own.text.clone(),
        file: own
            .file
            .as_ref()
            .map(|file| words::file_link(visit, live.id, file)),
        earlier: Rows::of(earlier.collect()),
        mark: own
            .released
            .as_ref()
            .map(|mark| mark::section(visit, mark, &work.marker_names)),
        replaced: own
            .replaced
            .iter()
            .map(|mark| mark::section(visit, mark, &work.marker_names))
            .collect(),
    }
}

/// Hands in a text or a file.
pub async fn hand_in(visit: &Visit) -> PageResult {
    let id: MicroCredentialId = visit.param("id")?;
    let typed: WorkForm = visit.typed()?;
    match handed_in(visit, id, &typed).await {
        Ok(receipt) => {
            let notice = Notice::success("work-handed-in").with("receipt", receipt.number);
            visit.go_to_with(&format!("/submissions/{}", receipt.submission), &notice)
        }
        Err(error @ OperationError::Refused("file-too-large" | "file-type-refused")) => {
            let faults = Faults::of(error, "file", visit.words())?;
            page(visit, id, &typed, &faults).await
        }
        Err(error) => {
            let faults = Faults::of(error, "text", visit.words())?;
            page(visit, id, &typed, &faults).await
        }
    }
}

async fn handed_in(
    visit: &Visit,
    id: MicroCredentialId,
    typed: &WorkForm,
) -> Result<hand_in::Receipt, OperationError> {
    let (app, actor) = (visit.app(), visit.actor()?);
    let work = match (visit.form().file("file"), typed.text.trim().is_empty()) {
        (Some(_), false) => {
            return Err(OperationError::Invalid(vec![FieldError::new(
                "file",
                "work-both",
            )]));
        }
        (Some(file), true) => {
            // Asked before the object is written; the operation asks again.
            own::own_work_for(app, &actor, id).await?;
            let mut upload = Upload::new(Purpose::Submission.rules());
            upload.feed(&file.bytes)?;
            Work::File {
                name: file.name.clone(),
                content: files::operations::receive(app, upload).await?,
            }
        }
        (None, _) => Work::Text(typed.text.clone()),
    };
    hand_in::hand_in(app, &actor, id, work).await
}
