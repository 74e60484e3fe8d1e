//! A report as lines: one for each figure of each thing, with its definition beside it. Both files are written from them.

use super::content::{CohortReport, DueLine, FellowLine, LabLine, Unit};
use crate::bilingual::Bilingual;
use chrono::{DateTime, SecondsFormat, Utc};

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Cohort,
    Fellow,
    Lab,
    Due,
}

impl Part {
    pub fn code(self) -> &'static str {
        match self {
            Self::Cohort => "cohort",
            Self::Fellow => "fellow",
            Self::Lab => "lab",
            Self::Due => "due",
        }
    }
}

/// One figure of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub part: Part,
    /// The cohort's, lab session's or micro-credential's code; a fellow's country.
    pub subject: String,
    pub name: Bilingual,
    /// The definition's code.
    pub figure: &'static str,
    /// The micro-credential, where the figure is a mark.
    pub of: Option<String>,
    pub value: String,
}

/// Every figure of the report, in the order of the page.
pub fn lines(report: &CohortReport) -> Vec<Line> {
    let headline = super::definitions::HEADLINE.iter().map(|code| Line {
        part: Part::Cohort,
        subject: report.cohort.code.clone(),
        name: report.cohort.title.clone(),
        figure: code,
        of: None,
        value: report
            .figure(code)
            .and_then(|own| own.value.clone())
            .unwrap_or_default(),
    });
    headline
        .chain(report.fellows.iter().flat_map(of_fellow))
        .chain(report.labs.iter().flat_map(of_lab))
        .chain(report.due.iter().flat_map(of_due))
        .collect()
}

/// The figures of a fellow, in the order of their columns.
pub fn fellow_values(fellow: &FellowLine) -> [(&'static str, String); 8] {
    let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        ("attendance", or_empty(&fellow.attendance)),
        ("attendance_maximum", or_empty(&fellow.attendance_maximum)),
        ("fellow_work_count", fellow.work_count.to_string()),
        ("fellow_work_marked", fellow.work_marked.to_string()),
        ("fellow_work_past_due", fellow.work_past_due.to_string()),
        ("fellow_mark_mean", or_empty(&fellow.mark_mean)),
        ("fellow_labs", fellow.labs_attended.to_string()),
        ("fellow_behind", u8::from(fellow.is_behind()).to_string()),
    ]
}

fn of_fellow(fellow: &FellowLine) -> Vec<Line> {
    let line = |figure, of, value| Line {
        part: Part::Fellow,
        subject: fellow.country.clone(),
        name: fellow.name.clone(),
        figure,
        of,
        value,
    };
    let figures = fellow_values(fellow).into_iter();
    let figures = figures.map(|(code, value)| line(code, None, value));
    let marks = fellow.work.iter().map(|work| {
        let value = work.mark.clone();
        let value = value.unwrap_or_else(|| work.status.code().to_owned());
        line("mark", Some(work.code.clone()), value)
    });
    figures.chain(marks).collect()
}

/// The figures of a lab session, in the order of their columns.
pub fn lab_values(lab: &LabLine) -> [(&'static str, String); 5] {
    [
        ("lab_state", lab.state.code().to_owned()),
        ("lab_seats", lab.seats.to_string()),
        ("lab_seats_taken", lab.seats_taken.to_string()),
        ("lab_waiting", lab.waiting.to_string()),
        ("lab_attended", lab.attended.to_string()),
    ]
}

fn of_lab(lab: &LabLine) -> Vec<Line> {
    let figures = lab_values(lab).into_iter();
    let line = |(figure, value)| Line {
        part: Part::Lab,
        subject: lab.code.clone(),
        name: lab.title.clone(),
        figure,
        of: Some(instant(lab.starts_at)),
        value,
    };
    figures.map(line).collect()
}

fn of_due(due: &DueLine) -> Vec<Line> {
    vec![Line {
        part: Part::Due,
        subject: due.code.clone(),
        name: due.title.clone(),
        figure: "due_open",
        of: Some(instant(due.due_at)),
        value: due.open_count.to_string(),
    }]
}

/// RFC 3339 in UTC, whole seconds.
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The unit of a figure, as its definition says.
pub fn unit(report: &CohortReport, figure: &str) -> Option<Unit> {
    report.definition(figure).map(|own| own.unit)
}
