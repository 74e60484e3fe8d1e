//! Attendance of one session: a line for each fellow who is expected.

use super::sessions::words;
use crate::{
    Visit,
    form::{Faults, Hidden},
    notice::Notice,
    route::PageResult,
};
use serde::Serialize;
use std::collections::HashMap;
use zamala_domain::{
    FieldError, OperationError,
    id::{ResidencyId, SessionId},
    labs::{
        MarkKind,
        attendance::{self, NewMark, Sheet, SheetRow},
    },
    text::western_digits,
};

/// Where a fault is shown that belongs to no single line.
const SHEET: &str = "sheet";
const MARK_PREFIX: &str = "mark-";
const MINUTES_PREFIX: &str = "minutes-";
/// Present with minutes: a choice of the form alone.
const LATE: &str = "late";
const CHOICES: [&str; 4] = ["present", LATE, "excused", "absent"];

/// What was typed, line by line: the choice and the minutes.
type Typed = HashMap<ResidencyId, (String, String)>;

#[derive(Serialize)]
struct SheetPage {
    title: String,
    lead: String,
    session_href: String,
    opens_text: Option<String>,
    form: Option<SheetForm>,
}

#[derive(Serialize)]
struct SheetForm {
    hidden: Hidden,
    action: String,
    cancel_href: String,
    error: Option<String>,
    is_proposed: bool,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    mark_id: String,
    minutes_id: String,
    name: String,
    options: Vec<OptionView>,
    minutes: Option<String>,
    error: Option<String>,
    credited: Option<String>,
}

#[derive(Serialize)]
struct OptionView {
    value: &'static str,
    text: String,
    is_selected: bool,
}

/// The sheet, for who may mark it.
pub async fn show(visit: &Visit) -> PageResult {
    let id: SessionId = visit.param("id")?;
    let sheet = attendance::sheet(visit.app(), &visit.actor()?, id).await?;
    page(visit, &sheet, None, &Faults::none())
}

fn page(visit: &Visit, sheet: &Sheet, typed: Option<&Typed>, faults: &Faults) -> PageResult {
    let session = &sheet.session;
    let name = session.title.in_language(visit.language()).to_owned();
    let opens = visit
        .words()
        .date_and_time_in(sheet.opens_at, words::zone_of(session));
    let zone = words::zone_name(visit, words::zone_of(session));
    let opens_text = visit.say_with(
        "attendance-opens",
        &[("when", opens.into()), ("zone", zone.into())],
    );
    let view = SheetPage {
        title: visit.say("attendance-title"),
        lead: format!("{name} · {}", words::when_sentence(visit, session)),
        session_href: visit.href(&format!("/sessions/{}", session.id)),
        opens_text: (!sheet.is_open).then_some(opens_text),
        form: (sheet.is_open && !sheet.rows.is_empty()).then(|| form(visit, sheet, typed, faults)),
    };
    let page = visit
        .page("attendance/sheet", "attendance-title")
        .faults(faults);
    page.crumb(name, &format!("/sessions/{}", session.id))
        .answer(&view)
}

fn form(visit: &Visit, sheet: &Sheet, typed: Option<&Typed>, faults: &Faults) -> SheetForm {
    let id = sheet.session.id;
    let is_first = sheet.rows.iter().all(|row| row.mark.is_none());
    SheetForm {
        hidden: visit.hidden_with(sheet.session.version),
        action: visit.href(&format!("/sessions/{id}/attendance")),
        cancel_href: visit.href(&format!("/sessions/{id}")),
        error: faults.message(SHEET),
        is_proposed: is_first && typed.is_none(),
        rows: sheet
            .rows
            .iter()
            .map(|row| row_view(visit, row, is_first, typed, faults))
            .collect(),
    }
}

fn row_view(
    visit: &Visit,
    row: &SheetRow,
    is_first: bool,
    typed: Option<&Typed>,
    faults: &Faults,
) -> RowView {
    let (mark_id, minutes_id) = names_of(row.residency);
    let (chosen, minutes) = match typed.and_then(|typed| typed.get(&row.residency)) {
        Some((choice, minutes)) => (choice.as_str(), minutes.clone()),
        None => stored_choice(row, is_first),
    };
    let options = CHOICES.iter().map(|choice| OptionView {
        value: choice,
        text: visit.say(&format!("attendance-mark-{choice}")),
        is_selected: *choice == chosen,
    });
    RowView {
        error: faults
            .message(&minutes_id)
            .or_else(|| faults.message(&mark_id)),
        name: row.name.in_language(visit.language()).to_owned(),
        options: options.collect(),
        minutes: (!minutes.is_empty()).then_some(minutes),
        credited: row
            .credited
            .map(|minutes| visit.words().figures(&minutes.to_string())),
        mark_id,
        minutes_id,
    }
}

/// What the form shows before anything is typed. Before the first mark, presence is proposed for all.
fn stored_choice(row: &SheetRow, is_first: bool) -> (&'static str, String) {
    match row.mark {
        Some(MarkKind::Present) if row.minutes_late > 0 => (LATE, row.minutes_late.to_string()),
        Some(mark) => (mark.code(), String::new()),
        None if is_first => (MarkKind::Present.code(), String::new()),
        None => ("", String::new()),
    }
}

fn names_of(residency: ResidencyId) -> (String, String) {
    (
        format!("{MARK_PREFIX}{residency}"),
        format!("{MINUTES_PREFIX}{residency}"),
    )
}

/// Writes the marks, all or none.
pub async fn save(visit: &Visit) -> PageResult {
    let id: SessionId = visit.param("id")?;
    let (app, actor, version) = (visit.app(), visit.actor()?, visit.form().version()?);
    let sheet = attendance::sheet(app, &actor, id).await?;
    let typed = typed(visit)?;
    let minutes_max = (sheet.session.ends_at - sheet.session.starts_at).num_minutes();
    let marks = match marks(&sheet, &typed, minutes_max) {
        Ok(marks) => marks,
        Err(faults) => {
            let faults = Faults::of_fields(&faults, visit.words());
            return page(visit, &sheet, Some(&typed), &faults);
        }
    };
    match attendance::take(app, &actor, id, version, &marks).await {
        Ok(_) => {
            let notice = Notice::success("attendance-saved").with("count", marks.len());
            visit.go_to_with(&format!("/sessions/{id}"), &notice)
        }
        Err(error @ OperationError::Stale) => {
            visit.back_to(&format!("/sessions/{id}/attendance"), error)
        }
        Err(error) => {
            let faults = Faults::of(in_form_names(error, &marks), SHEET, visit.words())?;
            page(visit, &sheet, Some(&typed), &faults)
        }
    }
}

/// The fields `mark-<residency>` and `minutes-<residency>`; no others.
fn typed(visit: &Visit) -> Result<Typed, OperationError> {
    let mut typed = Typed::new();
    for (name, value) in visit.form().fields() {
        let unknown = || OperationError::invalid(SHEET, "fellow-not-expected");
        let (is_mark, id) = match (
            name.strip_prefix(MARK_PREFIX),
            name.strip_prefix(MINUTES_PREFIX),
        ) {
            (Some(id), _) => (true, id),
            (None, Some(id)) => (false, id),
            (None, None) => return Err(unknown()),
        };
        let line = typed.entry(id.parse().map_err(|_| unknown())?).or_default();
        let place = if is_mark { &mut line.0 } else { &mut line.1 };
        value.clone_into(place);
    }
    Ok(typed)
}

/// The marks that were typed, in the order of the sheet, or every faulty field. Lines without a choice keep what they have.
fn marks(sheet: &Sheet, typed: &Typed, minutes_max: i64) -> Result<Vec<NewMark>, Vec<FieldError>> {
    let (mut marks, mut faults) = (Vec::new(), Vec::new());
    let is_expected = |id: &ResidencyId| sheet.rows.iter().any(|row| row.residency == *id);
    if !typed.keys().all(is_expected) {
        faults.push(FieldError::new(SHEET, "fellow-not-expected"));
    }
    for row in &sheet.rows {
        let Some((choice, minutes)) = typed.get(&row.residency) else {
            continue;
        };
        let (mark_id, minutes_id) = names_of(row.residency);
        let mark = match choice.as_str() {
            "" => continue,
            LATE => Some(MarkKind::Present),
            other => MarkKind::from_code(other),
        };
        let Some(mark) = mark else {
            faults.push(FieldError::new(mark_id, "required"));
            continue;
        };
        // Minutes beside `present` were meant: they are read too.
        let minutes_late = match (mark, minutes_of(minutes)) {
            (MarkKind::Present, Some(minutes))
                if (minutes > 0 || choice != LATE) && i64::from(minutes) <= minutes_max =>
            {
                minutes
            }
            (MarkKind::Present, _) => {
                let fault = FieldError::new(minutes_id, "minutes-late-range");
                faults.push(fault.with("max", minutes_max));
                continue;
            }
            _ => 0,
        };
        marks.push(NewMark {
            residency: row.residency,
            mark,
            minutes_late,
        });
    }
    if faults.is_empty() {
        Ok(marks)
    } else {
        Err(faults)
    }
}

/// Whole minutes in Western, Arabic-Indic or Persian digits; nothing typed is none late.
fn minutes_of(typed: &str) -> Option<i32> {
    let digits = western_digits(typed.trim());
    let is_plain = digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    match (digits.is_empty(), is_plain) {
        (true, _) => Some(0),
        (false, true) => digits.parse().ok(),
        (false, false) => None,
    }
}

/// The operation names marks by their place in the list, the form by residency.
fn in_form_names(error: OperationError, marks: &[NewMark]) -> OperationError {
    let OperationError::Invalid(faults) = error else {
        return error;
    };
    let renamed = faults.into_iter().map(|fault| {
        let mut parts = fault.field.split('/').skip(1);
        let mark = parts
            .next()
            .and_then(|place| place.parse::<usize>().ok())
            .and_then(|place| marks.get(place));
        let field = match (mark, parts.next()) {
            (Some(mark), Some("minutes_late")) => names_of(mark.residency).1,
            (Some(mark), _) => names_of(mark.residency).0,
            (None, _) => SHEET.to_owned(),
        };
        FieldError { field, ..fault }
    });
    OperationError::Invalid(renamed.collect())
}

#[cfg(test)]
mod tests {
    use super::minutes_of;

    #[test]
    fn minutes_are_read_in_any_of_three_scripts() {
        for (typed, minutes) in [
            ("", Some(0)),
            (" 30 ", Some(30)),
            ("٣٠", Some(30)),
            ("۳۰", Some(30)),
            ("-1", None),
            ("1.5", None),
            ("30 min", None),
            ("99999", None),
        ] {
            assert_eq!(minutes_of(typed), minutes, "{typed}");
        }
    }
}
