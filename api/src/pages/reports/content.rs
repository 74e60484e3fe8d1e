//! What a report says, as tables. Names of figures and their meanings are those frozen with it.

use crate::{
    Visit,
    pages::parts::{Tag, content, of_all, percent},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use zamala_domain::{
    Language,
    app::PROGRAMME_ZONE,
    reports::rules::content::{
        CohortReport, DueLine, FellowLine, Figure, LabLine, LabState, Unit, WorkStatus,
    },
};

#[derive(Serialize)]
pub struct View {
    /// How the figures that stand beside were got.
    compared: Option<String>,
    figures: Vec<FigureRow>,
    chart_hint: String,
    heads: Heads,
    fellows: Vec<FellowRow>,
    labs: Vec<LabRow>,
    due: Vec<DueRow>,
    definitions: Vec<DefinitionRow>,
}

/// Headings of the tables, as frozen.
#[derive(Serialize)]
struct Heads {
    attendance: String,
    attendance_maximum: String,
    work: String,
    past_due: String,
    mark_mean: String,
    labs: String,
    marks: String,
    seats: String,
    waiting: String,
    present: String,
    open: String,
}

#[derive(Serialize)]
struct FigureRow {
    label: String,
    text: String,
    value: String,
    previous: String,
}

#[derive(Serialize)]
struct FellowRow {
    name: String,
    country: String,
    bar: Option<Bar>,
    attendance: String,
    attendance_maximum: String,
    behind: Option<Tag>,
    work: String,
    past_due: String,
    mark_mean: String,
    labs: String,
    marks: Vec<MarkItem>,
}

#[derive(Serialize)]
struct MarkItem {
    code: String,
    text: String,
}

/// A bar of the chart, in hundredths of a percent from the side where reading begins.
#[derive(Serialize)]
struct Bar {
    x: i32,
    width: i32,
    /// The line of what the programme asks.
    line: i32,
    is_below: bool,
}

#[derive(Serialize)]
struct LabRow {
    title: String,
    code: String,
    when: String,
    state: Tag,
    seats: String,
    waiting: String,
    present: String,
}

#[derive(Serialize)]
struct DueRow {
    title: String,
    code: String,
    when: String,
    open: String,
}

#[derive(Serialize)]
struct DefinitionRow {
    label: String,
    text: String,
    formula: String,
    source: String,
}

/// The whole of a bar.
const WHOLE: i32 = 10_000;

pub fn view(visit: &Visit, report: &CohortReport) -> View {
    let words = visit.words();
    let asked = report.attendance_percent_min.to_string();
    let asked = percent(words, &asked);
    let compared = report.previous.as_ref().map(|earlier| {
        let number = words.figures(&earlier.number.to_string());
        let when = moment(visit, earlier.as_of);
        visit.say_with(
            "reports-compared",
            &[("number", number.into()), ("when", when.into())],
        )
    });
    let definitions = report.definitions.iter().map(|own| DefinitionRow {
        label: content(visit, &own.label),
        text: content(visit, &own.text),
        formula: content(visit, &own.formula),
        source: content(visit, &own.source),
    });
    View {
        compared,
        figures: report
            .figures
            .iter()
            .map(|own| figure_row(visit, report, own))
            .collect(),
        chart_hint: visit.say_with("reports-chart-hint", &[("asked", asked.into())]),
        heads: heads(visit, report),
        fellows: report
            .fellows
            .iter()
            .map(|own| fellow_row(visit, report, own))
            .collect(),
        labs: report.labs.iter().map(|own| lab_row(visit, own)).collect(),
        due: report.due.iter().map(|own| due_row(visit, own)).collect(),
        definitions: definitions.collect(),
    }
}

fn heads(visit: &Visit, report: &CohortReport) -> Heads {
    let label = |code: &str| {
        let label = report.definition(code).map(|own| &own.label);
        label.map(|label| content(visit, label)).unwrap_or_default()
    };
    Heads {
        attendance: label("attendance"),
        attendance_maximum: label("attendance_maximum"),
        work: label("fellow_work_marked"),
        past_due: label("fellow_work_past_due"),
        mark_mean: label("fellow_mark_mean"),
        labs: label("fellow_labs"),
        marks: label("mark"),
        seats: label("lab_seats_taken"),
        waiting: label("lab_waiting"),
        present: label("lab_attended"),
        open: label("due_open"),
    }
}

fn moment(visit: &Visit, at: DateTime<Utc>) -> String {
    visit.words().date_and_time_in(at, PROGRAMME_ZONE)
}

/// A dash where there was nothing to reckon from.
fn shown(visit: &Visit, value: Option<&String>, unit: Unit) -> String {
    let words = visit.words();
    match (value, unit) {
        (None, _) => "–".to_owned(),
        (Some(value), Unit::Percent) => percent(words, value),
        (Some(value), Unit::Count | Unit::Points) => words.figures(value),
    }
}

fn figure_row(visit: &Visit, report: &CohortReport, figure: &Figure) -> FigureRow {
    let definition = report.definition(&figure.code);
    let unit = definition.map_or(Unit::Count, |own| own.unit);
    FigureRow {
        label: definition.map_or_else(String::new, |own| content(visit, &own.label)),
        text: definition.map_or_else(String::new, |own| content(visit, &own.text)),
        value: shown(visit, figure.value.as_ref(), unit),
        previous: shown(visit, figure.previous.as_ref(), unit),
    }
}

fn fellow_row(visit: &Visit, report: &CohortReport, own: &FellowLine) -> FellowRow {
    let words = visit.words();
    let behind = own
        .is_behind()
        .then(|| Tag::new(visit, "warning", "reports-behind"));
    let marks = own.work.iter().map(|work| MarkItem {
        code: work.code.clone(),
        text: match (&work.mark, work.status) {
            (Some(mark), _) => words.figures(mark),
            (None, WorkStatus::Excused) => visit.say("reports-work-excused"),
            (None, WorkStatus::Missing) => visit.say("reports-work-missing"),
            (None, WorkStatus::NotYetMarked | WorkStatus::Marked) => visit.say("reports-work-open"),
        },
    });
    FellowRow {
        name: own.name.in_language(visit.language()).to_owned(),
        country: own.country.clone(),
        bar: bar(visit, report, own),
        attendance: shown(visit, own.attendance.as_ref(), Unit::Percent),
        attendance_maximum: shown(visit, own.attendance_maximum.as_ref(), Unit::Percent),
        behind,
        work: of_all(words, own.work_marked, own.work_count),
        past_due: words.figures(&own.work_past_due.to_string()),
        mark_mean: shown(visit, own.mark_mean.as_ref(), Unit::Points),
        labs: words.figures(&own.labs_attended.to_string()),
        marks: marks.collect(),
    }
}

fn bar(visit: &Visit, report: &CohortReport, own: &FellowLine) -> Option<Bar> {
    let width: i32 = own.attendance.as_ref()?.replace('.', "").parse().ok()?;
    let width = width.clamp(0, WHOLE);
    let asked = (report.attendance_percent_min * 100).clamp(0, WHOLE);
    let (x, line) = match visit.language() {
        Language::Ar => (WHOLE - width, WHOLE - asked),
        Language::En => (0, asked),
    };
    Some(Bar {
        x,
        width,
        line,
        is_below: own.is_attendance_below,
    })
}

fn lab_row(visit: &Visit, lab: &LabLine) -> LabRow {
    let words = visit.words();
    let (kind, key) = match lab.state {
        LabState::InRegister => ("neutral", "reports-lab-in_register"),
        LabState::Held => ("success", "reports-lab-held"),
        LabState::Coming => ("waiting", "reports-lab-coming"),
    };
    LabRow {
        title: content(visit, &lab.title),
        code: lab.code.clone(),
        when: moment(visit, lab.starts_at),
        state: Tag::new(visit, kind, key),
        seats: words.figures(&format!("{} / {}", lab.seats_taken, lab.seats)),
        waiting: words.figures(&lab.waiting.to_string()),
        present: words.figures(&lab.attended.to_string()),
    }
}

fn due_row(visit: &Visit, due: &DueLine) -> DueRow {
    DueRow {
        title: content(visit, &due.title),
        code: due.code.clone(),
        when: moment(visit, due.due_at),
        open: visit.words().figures(&due.open_count.to_string()),
    }
}
