//! From the facts of one moment to what the report says.

use super::{
    content::{
        CohortName, CohortReport, DueLine, Earlier, FellowLine, Figure, LabLine, LabState,
        PlanName, SCHEMA, WorkLine, WorkStatus,
    },
    definitions::{HEADLINE, definitions},
};
use crate::{
    assessment::rules::{DueMark, MarkStatus, past_due_unmarked},
    bilingual::Bilingual,
    labs::rules::{AttendanceFigure, MinuteThousandths, Share},
};
use chrono::{DateTime, Utc};

/// What a report is made of.
#[derive(Clone, Debug)]
pub struct Facts {
    pub number: i32,
    pub plan: Option<PlanName>,
    pub cohort: CohortName,
    pub as_of: DateTime<Utc>,
    pub zone: String,
    pub attendance_percent_min: i32,
    pub fellows: Vec<FellowFacts>,
    pub labs: Vec<LabFacts>,
    pub previous: Option<(Earlier, Vec<Figure>)>,
}

#[derive(Clone, Debug)]
pub struct FellowFacts {
    pub name: Bilingual,
    pub country: String,
    pub country_name: Option<Bilingual>,
    pub attendance: AttendanceFigure,
    pub labs_attended: usize,
    pub work: Vec<WorkFacts>,
}

#[derive(Clone, Debug)]
pub struct WorkFacts {
    pub code: String,
    pub title: Bilingual,
    pub due_at: Option<DateTime<Utc>>,
    pub status: MarkStatus,
}

#[derive(Clone, Debug)]
pub struct LabFacts {
    pub code: String,
    pub title: Bilingual,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub is_in_register: bool,
    pub seats: i32,
    pub seats_taken: i32,
    pub waiting: usize,
    pub attended: usize,
}

/// The report of these facts.
pub fn compose(facts: &Facts) -> CohortReport {
    let as_of = facts.as_of;
    let percent_min = i64::from(facts.attendance_percent_min);
    let fellows = facts.fellows.iter();
    let fellows: Vec<FellowLine> = fellows
        .map(|own| fellow_line(own, as_of, percent_min))
        .collect();
    let labs: Vec<LabLine> = facts.labs.iter().map(|lab| lab_line(lab, as_of)).collect();
    let previous = |code: &str| {
        let (_, figures) = facts.previous.as_ref()?;
        let figure = figures.iter().find(|figure| figure.code == code)?;
        figure.value.clone()
    };
    let values = values(facts, &fellows, &labs);
    let figures = HEADLINE.iter().map(|code| Figure {
        code: (*code).to_owned(),
        value: values
            .iter()
            .find(|(own, _)| own == code)
            .and_then(|(_, value)| value.clone()),
        previous: previous(code),
    });
    CohortReport {
        schema: SCHEMA.to_owned(),
        number: facts.number,
        plan: facts.plan.clone(),
        cohort: facts.cohort.clone(),
        as_of,
        zone: facts.zone.clone(),
        attendance_percent_min: facts.attendance_percent_min,
        figures: figures.collect(),
        due: due_lines(&facts.fellows, as_of),
        fellows,
        labs,
        definitions: definitions(),
        previous: facts.previous.as_ref().map(|(earlier, _)| earlier.clone()),
    }
}

/// The figures of the whole cohort, each a sum over the lines below it.
fn values(
    facts: &Facts,
    fellows: &[FellowLine],
    labs: &[LabLine],
) -> Vec<(&'static str, Option<String>)> {
    let count = |n: usize| Some(n.to_string());
    let held = || labs.iter().filter(|lab| lab.state == LabState::Held);
    let seats = |of: fn(&LabLine) -> i64| Some(held().map(of).sum::<i64>().to_string());
    let held_count = labs
        .iter()
        .filter(|lab| lab.state != LabState::Coming)
        .count();
    let marks = facts.fellows.iter().flat_map(|own| &own.work);
    vec![
        ("fellows", count(fellows.len())),
        ("attendance_mean", attendance_mean(&facts.fellows)),
        (
            "attendance_below",
            count(fellows.iter().filter(|own| own.is_attendance_below).count()),
        ),
        (
            "behind",
            count(fellows.iter().filter(|own| own.is_behind()).count()),
        ),
        (
            "work_count",
            count(fellows.iter().map(|own| own.work_count).sum()),
        ),
        (
            "work_marked",
            count(fellows.iter().map(|own| own.work_marked).sum()),
        ),
        (
            "work_past_due",
            count(fellows.iter().map(|own| own.work_past_due).sum()),
        ),
        ("mark_mean", mark_mean(marks.map(|work| work.status))),
        ("labs_planned", count(labs.len())),
        ("labs_held", count(held_count)),
        ("seats_offered", seats(|lab| i64::from(lab.seats))),
        ("seats_used", seats(|lab| i64::from(lab.seats_taken))),
        (
            "seats_attended",
            count(held().map(|lab| lab.attended).sum()),
        ),
    ]
}

/// Minutes of all fellows together, so that nobody's percentage is rounded before.
fn attendance_mean(fellows: &[FellowFacts]) -> Option<String> {
    let shares = fellows.iter().filter_map(|own| own.attendance.share());
    let sums = shares.fold(
        (MinuteThousandths::ZERO, MinuteThousandths::ZERO),
        |(part, whole), share| (part + share.part(), whole + share.whole()),
    );
    Share::new(sums.0, sums.1).map(Share::percent_text)
}

/// The mean of the marks that stand, two decimals, rounded once and half up.
fn mark_mean(statuses: impl Iterator<Item = MarkStatus>) -> Option<String> {
    let mark = |status| match status {
        MarkStatus::Marked(mark) => Some(i64::from(mark.thousandths())),
        _ => None,
    };
    let (sum, count) = statuses
        .filter_map(mark)
        .fold((0, 0), |(sum, count), mark| (sum + mark, count + 1));
    if count == 0 {
        return None;
    }
    let hundredths = (2 * sum + 10 * count) / (20 * count);
    Some(format!("{}.{:02}", hundredths / 100, hundredths % 100))
}

fn fellow_line(own: &FellowFacts, as_of: DateTime<Utc>, percent_min: i64) -> FellowLine {
    let due = own.work.iter().filter_map(|work| {
        work.due_at.map(|due_at| DueMark {
            due_at,
            status: work.status,
        })
    });
    let due: Vec<DueMark> = due.collect();
    let figure = &own.attendance;
    FellowLine {
        name: own.name.clone(),
        country: own.country.clone(),
        country_name: own.country_name.clone(),
        attendance: figure.share().map(Share::percent_text),
        attendance_maximum: figure.maximum_achievable().map(Share::percent_text),
        is_attendance_below: figure.is_below(percent_min),
        work_count: own.work.len(),
        work_marked: own
            .work
            .iter()
            .filter(|work| !work.status.is_open())
            .count(),
        work_past_due: past_due_unmarked(&due, as_of),
        mark_mean: mark_mean(own.work.iter().map(|work| work.status)),
        labs_attended: own.labs_attended,
        work: own.work.iter().map(work_line).collect(),
    }
}

fn work_line(work: &WorkFacts) -> WorkLine {
    let (status, mark) = match work.status {
        MarkStatus::Missing => (WorkStatus::Missing, None),
        MarkStatus::Excused => (WorkStatus::Excused, None),
        MarkStatus::NotYetMarked => (WorkStatus::NotYetMarked, None),
        MarkStatus::Marked(mark) => (WorkStatus::Marked, Some(mark.to_string())),
    };
    WorkLine {
        code: work.code.clone(),
        status,
        mark,
    }
}

fn lab_line(lab: &LabFacts, as_of: DateTime<Utc>) -> LabLine {
    let state = if lab.is_in_register {
        LabState::InRegister
    } else if lab.ends_at <= as_of {
        LabState::Held
    } else {
        LabState::Coming
    };
    LabLine {
        code: lab.code.clone(),
        title: lab.title.clone(),
        starts_at: lab.starts_at,
        ends_at: lab.ends_at,
        state,
        seats: lab.seats,
        seats_taken: lab.seats_taken,
        waiting: lab.waiting,
        attended: lab.attended,
    }
}

/// What falls due from `as_of` on, the soonest first; the due instant itself is still to come.
fn due_lines(fellows: &[FellowFacts], as_of: DateTime<Utc>) -> Vec<DueLine> {
    let mut lines: Vec<DueLine> = Vec::new();
    for work in fellows.iter().flat_map(|own| &own.work) {
        let Some(due_at) = work.due_at.filter(|due_at| *due_at >= as_of) else {
            continue;
        };
        let is_open = usize::from(work.status.is_open());
        let same = |line: &&mut DueLine| line.code == work.code && line.due_at == due_at;
        if let Some(line) = lines.iter_mut().find(same) {
            line.open_count += is_open;
        } else {
            lines.push(DueLine {
                code: work.code.clone(),
                title: work.title.clone(),
                due_at,
                open_count: is_open,
            });
        }
    }
    lines.sort_by(|one, other| (one.due_at, &one.code).cmp(&(other.due_at, &other.code)));
    lines
}

#[cfg(test)]
pub(crate) mod tests;
