//! Fellows with their figures, as tables and lists show them: the same everywhere.

use crate::{
    Visit,
    pages::parts::{Row, Tag, counted, joined, of_all, percent},
};
use serde::Serialize;
use std::collections::HashMap;
use zamala_domain::{
    Actor, Bilingual,
    agenda::standing::{AttendanceLine, Behind, Standing},
    countries::CountryFacts,
    id::PersonId,
    residencies::policy::may_see_marks,
    scope::CountryCode,
};

/// Names that the rows are written with.
pub struct Known<'a> {
    pub names: &'a HashMap<PersonId, Bilingual>,
    pub countries: &'a [CountryFacts],
}

/// A table of fellows.
#[derive(Debug, Serialize)]
pub struct FellowsTable {
    caption: String,
    shows_work: bool,
    shows_mentor: bool,
    fellows: Vec<FellowRow>,
}

#[derive(Debug, Serialize)]
struct FellowRow {
    name: String,
    href: String,
    country: String,
    mentor: Option<String>,
    attendance: Option<String>,
    maximum: Option<String>,
    /// Marked pieces of all; only where the actor may see marks.
    work: Option<String>,
    tag: Tag,
    reasons: Option<String>,
}

impl Known<'_> {
    pub fn name(&self, visit: &Visit, person: PersonId) -> String {
        let name = self.names.get(&person);
        name.map(|name| name.in_language(visit.language()).to_owned())
            .unwrap_or_default()
    }

    pub fn country(&self, visit: &Visit, code: &CountryCode) -> String {
        let found = self.countries.iter().find(|country| country.code == *code);
        found.map_or_else(
            || code.0.clone(),
            |country| country.name.in_language(visit.language()).to_owned(),
        )
    }
}

impl FellowsTable {
    /// `None` without fellows.
    pub fn of(
        visit: &Visit,
        actor: &Actor,
        caption: String,
        standings: &[Standing],
        known: &Known<'_>,
    ) -> Option<Self> {
        let mut fellows: Vec<FellowRow> = standings
            .iter()
            .map(|standing| fellow_row(visit, actor, standing, known))
            .collect();
        fellows.sort_by(|a, b| a.name.cmp(&b.name));
        let shows_work = fellows.iter().any(|row| row.work.is_some());
        let shows_mentor = fellows.iter().any(|row| row.mentor.is_some());
        (!fellows.is_empty()).then_some(Self {
            caption,
            shows_work,
            shows_mentor,
            fellows,
        })
    }
}

fn fellow_row(visit: &Visit, actor: &Actor, standing: &Standing, known: &Known<'_>) -> FellowRow {
    let (words, own) = (visit.words(), &standing.residency);
    let figure = |text: &Option<String>| text.as_deref().map(|text| percent(words, text));
    let has_begun = standing.attendance.percent.is_some();
    let other_mentor = own.mentor.filter(|mentor| !actor.is(*mentor));
    FellowRow {
        name: known.name(visit, own.fellow),
        href: residency_href(visit, standing),
        country: known.country(visit, &own.country),
        mentor: other_mentor
            .map(|mentor| known.name(visit, mentor))
            .filter(|name| !name.is_empty()),
        attendance: figure(&standing.attendance.percent),
        maximum: figure(&standing.attendance.maximum_percent),
        work: may_see_marks(actor, own)
            .then(|| of_all(words, standing.marked_count, standing.work_count)),
        tag: state_tag(visit, has_begun, &standing.behind),
        reasons: reasons(visit, standing),
    }
}

/// Behind, on track, or not begun.
pub fn state_tag(visit: &Visit, has_begun: bool, behind: &[Behind]) -> Tag {
    match (behind.is_empty(), has_begun) {
        (false, _) => Tag::new(visit, "warning", "residencies-behind"),
        (true, true) => Tag::new(visit, "success", "residencies-on-track"),
        (true, false) => Tag::new(visit, "neutral", "residencies-not-begun"),
    }
}

/// Why the fellow is behind, in words; `None` when that is not so.
pub fn reasons(visit: &Visit, standing: &Standing) -> Option<String> {
    reasons_of(visit, &standing.behind, &standing.attendance)
}

/// The same from the parts of a standing.
pub fn reasons_of(visit: &Visit, behind: &[Behind], attendance: &AttendanceLine) -> Option<String> {
    let required = percent(visit.words(), &attendance.required_percent.to_string());
    let reason = |behind: &Behind| match behind {
        Behind::Attendance => visit.say_with(
            "residencies-behind-attendance",
            &[("percent", required.clone().into())],
        ),
        Behind::Work { pieces } => counted(visit, "residencies-behind-work", *pieces),
    };
    let reasons: Vec<String> = behind.iter().map(reason).collect();
    (!reasons.is_empty()).then(|| joined(visit, &reasons))
}

/// The fellows who are behind, for a list: name, attendance, reasons.
pub fn behind_rows<'s>(
    visit: &Visit,
    standings: impl IntoIterator<Item = &'s Standing>,
    known: &Known<'_>,
) -> Vec<Row> {
    let behind = standings
        .into_iter()
        .filter(|standing| !standing.behind.is_empty());
    let row = |standing: &Standing| Row {
        lead: Some(known.country(visit, &standing.residency.country)),
        name: Some(known.name(visit, standing.residency.fellow)),
        href: Some(residency_href(visit, standing)),
        ltr_text: standing
            .attendance
            .percent
            .as_deref()
            .map(|text| percent(visit.words(), text)),
        text: reasons(visit, standing),
        tag: Some(state_tag(visit, true, &standing.behind)),
        ..Row::default()
    };
    behind.map(row).collect()
}

fn residency_href(visit: &Visit, standing: &Standing) -> String {
    visit.href(&format!("/residencies/{}", standing.residency.id))
}
