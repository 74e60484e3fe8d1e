//! One piece of work: what was handed in, a level for each criterion, comments, the calculation, and the release.

use crate::{
    Visit,
    form::{Faults, FieldView, Hidden},
    notice::Notice,
    pages::{
        parts::{Facts, Tag},
        sessions::words::{ButtonForm, NoFields},
        work::{
            KeptPart, KeptView,
            mark::{self, CalculationView, MarkSection},
            words,
        },
    },
    route::PageResult,
};
use serde::Serialize;
use std::collections::HashMap;
use zamala_domain::{
    OperationError,
    assessment::{
        marking::{self, COMMENT_GRAPHEMES_MAX, LevelDraft, MarkDraft, MarkingView},
        release as releasing,
        rules::Calculation,
        views::{CriterionView, MarkView},
    },
    id::SubmissionId,
};

const LEVEL_PREFIX: &str = "level-";
const COMMENT_PREFIX: &str = "comment-";
const COMMENT: &str = "comment";
const REASON: &str = "reason";
const PRESS: &str = "press";
/// The press that calculates and writes nothing.
const CALCULATE: &str = "calculate";
/// Where a fault is shown that belongs to no single field.
const LEVELS: &str = "levels";

#[derive(Serialize)]
struct SheetView {
    title: String,
    lead: String,
    late: Option<Tag>,
    facts: Facts,
    text: Option<String>,
    file: Option<words::FileLink>,
    note: Option<String>,
    pass_rule: String,
    form: Option<FormView>,
    kept: Option<KeptView>,
    preview: Option<PreviewView>,
    release: Option<ButtonForm>,
    marks: Vec<MarkSection>,
}

#[derive(Serialize)]
struct PreviewView {
    mark: String,
    verdict: Tag,
    calculation: CalculationView,
}

#[derive(Serialize)]
struct FormView {
    hidden: Hidden,
    action: String,
    error: Option<String>,
    criteria: Vec<CriterionField>,
    comment: FieldView,
    reason: Option<FieldView>,
    length_max: usize,
    save_text: String,
}

#[derive(Serialize)]
struct CriterionField {
    id: String,
    label: String,
    hint: String,
    options: Vec<LevelOption>,
    error: Option<String>,
    comment_id: String,
    comment_label: String,
    comment: FieldView,
}

#[derive(Serialize)]
struct LevelOption {
    value: String,
    text: String,
    hint: Option<String>,
    is_checked: bool,
}

/// What was typed, by field.
type Typed = HashMap<String, String>;

/// `/marking/:id`.
pub async fn show(visit: &Visit) -> PageResult {
    let id: SubmissionId = visit.param("id")?;
    let seen = marking::marking(visit.app(), &visit.actor()?, id).await?;
    page(visit, &seen, &typed_of(&seen), &Faults::none(), None)
}

/// What the form shows first: the provisional mark, or for a correction the released one.
fn typed_of(seen: &MarkingView) -> Typed {
    let Some(mark) = seen.provisional.as_ref().or(seen.released.as_ref()) else {
        return Typed::new();
    };
    let parts = mark
        .calculation
        .criteria
        .iter()
        .zip(&mark.criterion_comments);
    let mut typed: Typed = parts
        .flat_map(|(own, comment)| {
            [
                (format!("{LEVEL_PREFIX}{}", own.code), own.level.to_string()),
                (format!("{COMMENT_PREFIX}{}", own.code), comment.clone()),
            ]
        })
        .collect();
    typed.insert(COMMENT.to_owned(), mark.comment.clone());
    typed.insert(REASON.to_owned(), mark.reason.clone().unwrap_or_default());
    typed
}

fn page(
    visit: &Visit,
    seen: &MarkingView,
    typed: &Typed,
    faults: &Faults,
    calculated: Option<&Calculation>,
) -> PageResult {
    let own = &seen.submission;
    let name = seen.fellow_name.in_language(visit.language()).to_owned();
    let title = seen.title.in_language(visit.language()).to_owned();
    let section = |mark: &MarkView| mark::section(visit, mark, &seen.marker_names);
    let marks = seen.provisional.iter().chain(&seen.released);
    let has_form = seen.allowed.mark || seen.allowed.correct;
    let view = SheetView {
        lead: format!("{title} · {}", seen.code),
        late: words::late_tag(visit, own.late_days),
        facts: words::submission_facts(visit, own),
        text: seen.text.clone(),
        file: seen
            .file
            .as_ref()
            .map(|file| words::file_link(visit, own.id, file)),
        note: note(visit, seen),
        pass_rule: words::pass_rule(visit, &seen.rubric),
        form: has_form.then(|| form(visit, seen, typed, faults)),
        kept: (!has_form && !faults.is_empty()).then(|| kept(visit, seen, typed, faults)),
        preview: calculated.map(|own| PreviewView {
            mark: mark::points(visit, own),
            verdict: mark::verdict(visit, own),
            calculation: mark::calculation(visit, own, &seen.rubric, &[]),
        }),
        release: seen.allowed.release.then(|| ButtonForm {
            hidden: visit.hidden_with(own.version),
            action: visit.href(&format!("/marking/{}/release", own.id)),
        }),
        marks: marks.chain(&seen.replaced).map(section).collect(),
        title: name.clone(),
    };
    let page = visit.page_titled("marking/sheet", name).faults(faults);
    page.crumb(visit.say("marking-title"), "/marking")
        .answer(&view)
}

fn note(visit: &Visit, seen: &MarkingView) -> Option<String> {
    if seen.is_on_hold {
        return Some(visit.say("marking-on-hold"));
    }
    let due = visit.words().date_and_time(seen.submission.due_at);
    seen.may_be_superseded
        .then(|| visit.say_with("marking-may-be-superseded", &[("due", due.into())]))
}

fn form(visit: &Visit, seen: &MarkingView, typed: &Typed, faults: &Faults) -> FormView {
    let value = |name: &str| typed.get(name).map_or("", String::as_str);
    let criteria = seen.rubric.criteria.iter();
    let save = if seen.allowed.correct {
        "marking-correct-button"
    } else {
        "marking-save-button"
    };
    FormView {
        hidden: visit.hidden_with(seen.submission.version),
        action: visit.href(&format!("/marking/{}", seen.submission.id)),
        error: faults.message(LEVELS),
        criteria: criteria
            .map(|own| criterion(visit, seen, own, typed, faults))
            .collect(),
        comment: faults.field(COMMENT, value(COMMENT)),
        reason: seen
            .allowed
            .correct
            .then(|| faults.field(REASON, value(REASON))),
        length_max: COMMENT_GRAPHEMES_MAX,
        save_text: visit.say(save),
    }
}

/// The comments that were typed, where the work can be marked no more.
fn kept(visit: &Visit, seen: &MarkingView, typed: &Typed, faults: &Faults) -> KeptView {
    let part = |name: &str, label: String| {
        let text = typed.get(name).filter(|text| !text.trim().is_empty())?;
        Some(KeptPart {
            label,
            text: text.clone(),
        })
    };
    let of_criterion = |own: &CriterionView| {
        let label = own.title.in_language(visit.language()).to_owned();
        part(&format!("{COMMENT_PREFIX}{}", own.code), label)
    };
    let criteria = seen.rubric.criteria.iter().filter_map(of_criterion);
    let whole = [
        part(COMMENT, visit.say("marking-comment")),
        part(REASON, visit.say("marking-reason")),
    ];
    KeptView {
        id: LEVELS,
        error: faults.message(LEVELS),
        hint: visit.say("marking-kept-hint"),
        parts: criteria.chain(whole.into_iter().flatten()).collect(),
    }
}

fn criterion(
    visit: &Visit,
    seen: &MarkingView,
    own: &CriterionView,
    typed: &Typed,
    faults: &Faults,
) -> CriterionField {
    let (id, comment_id) = (
        format!("{LEVEL_PREFIX}{}", own.code),
        format!("{COMMENT_PREFIX}{}", own.code),
    );
    let language = visit.language();
    let value = |name: &str| typed.get(name).map_or("", String::as_str);
    let option = |(level, title): &(i32, zamala_domain::Bilingual)| LevelOption {
        value: level.to_string(),
        text: visit.say_with(
            "marking-level",
            &[
                ("level", visit.words().figures(&level.to_string()).into()),
                ("title", title.in_language(language).to_owned().into()),
            ],
        ),
        hint: None,
        is_checked: value(&id) == level.to_string(),
    };
    let label = own.title.in_language(language).to_owned();
    let weight = visit.words().figures(&own.weight.to_string());
    CriterionField {
        hint: visit.say_with("marking-weight", &[("weight", weight.into())]),
        options: seen.rubric.levels.iter().map(option).collect(),
        error: faults.message(&id),
        comment_label: visit.say_with("marking-comment-of", &[("criterion", label.clone().into())]),
        comment: faults.field(&comment_id, value(&comment_id)),
        id,
        label,
        comment_id,
    }
}

/// Calculates, or saves the provisional mark or the correction.
pub async fn press(visit: &Visit) -> PageResult {
    let id: SubmissionId = visit.param("id")?;
    let (app, actor, version) = (visit.app(), visit.actor()?, visit.form().version()?);
    let typed: Typed = visit
        .form()
        .fields()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let seen = marking::marking(app, &actor, id).await?;
    let draft = match draft(&typed) {
        Ok(draft) => draft,
        Err(error) => return again(visit, &seen, &typed, error),
    };
    if typed.get(PRESS).is_some_and(|press| press == CALCULATE) {
        return match marking::preview(app, &actor, id, &draft).await {
            Ok(calculated) => page(visit, &seen, &typed, &Faults::none(), Some(&calculated)),
            Err(error) => again(visit, &seen, &typed, error),
        };
    }
    let reason = typed.get(REASON).map_or("", String::as_str);
    let saved = if seen.allowed.correct {
        marking::correct(app, &actor, id, version, &draft, reason).await
    } else {
        marking::save(app, &actor, id, version, &draft).await
    };
    let path = format!("/marking/{id}");
    match saved {
        Ok(_) => visit.go_to_with(&path, &Notice::success("marking-saved")),
        Err(error @ OperationError::Invalid(_)) => again(visit, &seen, &typed, error),
        Err(error) => {
            // Somebody else came first: shown with what stands now, and with its version.
            let seen = marking::marking(app, &actor, id).await?;
            again(visit, &seen, &typed, error)
        }
    }
}

fn again(visit: &Visit, seen: &MarkingView, typed: &Typed, error: OperationError) -> PageResult {
    let faults = Faults::of(error, LEVELS, visit.words())?;
    page(visit, seen, typed, &faults, None)
}

/// The fields `level-<criterion>` and `comment-<criterion>`, the whole comment and the reason; no others.
fn draft(typed: &Typed) -> Result<MarkDraft, OperationError> {
    let mut draft = MarkDraft::default();
    for (name, value) in typed {
        if let Some(criterion) = name.strip_prefix(LEVEL_PREFIX) {
            let level = value
                .parse()
                .map_err(|_| OperationError::invalid(name, "level-unknown"))?;
            let comment = typed
                .get(&format!("{COMMENT_PREFIX}{criterion}"))
                .cloned()
                .unwrap_or_default();
            draft.levels.push(LevelDraft {
                criterion: criterion.to_owned(),
                level,
                comment,
            });
        } else if name == COMMENT {
            draft.comment.clone_from(value);
        } else if !(name.starts_with(COMMENT_PREFIX) || name == REASON || name == PRESS) {
            return Err(OperationError::invalid(LEVELS, "criterion-unknown"));
        }
    }
    Ok(draft)
}

/// Releases the provisional mark.
pub async fn release(visit: &Visit) -> PageResult {
    let id: SubmissionId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    let path = format!("/marking/{id}");
    let version = visit.form().version()?;
    match releasing::release(visit.app(), &visit.actor()?, id, version).await {
        Ok(_) => visit.go_to_with(&path, &Notice::success("marking-released")),
        Err(error) => visit.back_to(&path, error),
    }
}
