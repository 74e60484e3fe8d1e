//! How work is written: its state, its receipt, its file, and what the rubric asks.

use crate::{
    Visit,
    pages::parts::{Fact, Facts, Tag, counted, day_and_time},
};
use serde::Serialize;
use zamala_domain::{
    assessment::{
        SubmissionState,
        own::OwnWorkLine,
        views::{RubricView, SubmissionFacts},
    },
    files::{FileFacts, Purpose},
    id::SubmissionId,
};

const KILOBYTE: u64 = 1024;

/// A file of handed-in work, to be saved.
#[derive(Serialize)]
pub struct FileLink {
    pub href: String,
    pub name: String,
    pub size: String,
}

/// Passed, not passed, waiting, late, to hand in.
pub fn state_tag(visit: &Visit, line: &OwnWorkLine) -> Tag {
    let is_waiting = line
        .submission
        .as_ref()
        .is_some_and(|own| own.state == SubmissionState::HandedIn);
    let is_past = line.due_at.is_some_and(|at| at < visit.app().now());
    let (kind, key) = match (line.has_passed, is_waiting) {
        (_, true) => ("waiting", "work-state-waiting"),
        (Some(true), false) => ("success", "work-state-passed"),
        (Some(false), false) => ("warning", "work-state-not-passed"),
        (None, false) if is_past => ("error", "work-state-past-due"),
        (None, false) if line.due_at.is_none() => ("neutral", "work-state-undated"),
        (None, false) => ("info", "work-state-open"),
    };
    Tag::new(visit, kind, key)
}

/// The mark, or when the work came in.
pub fn state_text(visit: &Visit, line: &OwnWorkLine) -> Option<String> {
    let waiting = line
        .submission
        .as_ref()
        .filter(|own| own.state == SubmissionState::HandedIn);
    if let Some(own) = waiting {
        let time = day_and_time(visit, own.received_at);
        return Some(visit.say_with("work-received-at", &[("time", time.into())]));
    }
    let mark = line.mark?;
    let figure = visit
        .words()
        .figures(&format!("{} / 100", mark.rounded_points()));
    Some(visit.say_with("work-mark-is", &[("mark", figure.into())]))
}

pub fn late_tag(visit: &Visit, late_days: i32) -> Option<Tag> {
    let days = usize::try_from(late_days).ok().filter(|days| *days > 0)?;
    Some(Tag {
        kind: "warning",
        text: counted(visit, "work-late-days", days),
    })
}

/// Number, time, digest and size of a receipt.
pub fn submission_facts(visit: &Visit, own: &SubmissionFacts) -> Facts {
    let words = visit.words();
    let late = match usize::try_from(own.late_days) {
        Ok(days) if days > 0 => counted(visit, "work-late-days", days),
        _ => visit.say("work-on-time"),
    };
    Facts {
        items: vec![
            Fact::ltr(visit.say("work-receipt-number"), own.receipt.clone()),
            Fact::words(
                visit.say("work-received"),
                words.date_and_time(own.received_at),
            ),
            Fact::words(visit.say("work-due"), words.date_and_time(own.due_at)),
            Fact::words(visit.say("work-lateness"), late),
            Fact::ltr(visit.say("work-sha256"), own.sha256.clone()),
            Fact::words(visit.say("work-size"), size(visit, own.size_bytes)),
        ],
    }
}

pub fn file_link(visit: &Visit, id: SubmissionId, file: &FileFacts) -> FileLink {
    FileLink {
        href: visit.href(&format!("/submissions/{id}/file")),
        name: file.name.clone(),
        size: size(visit, file.size_bytes),
    }
}

/// `340 bytes`, `340 KB`.
fn size(visit: &Visit, bytes: u64) -> String {
    let (key, figure) = if bytes < KILOBYTE {
        ("work-size-bytes", bytes)
    } else {
        ("work-size-kilobytes", bytes.div_ceil(KILOBYTE))
    };
    let figure = visit.words().figures(&figure.to_string());
    visit.say_with(key, &[("figure", figure.into())])
}

/// What both the form and the purpose of the file let pass, in megabytes.
pub fn size_max(visit: &Visit) -> String {
    let of_forms = visit.edge().settings.limits.upload_bytes_max as u64;
    let megabytes = of_forms.min(Purpose::Submission.rules().size_max_bytes) / KILOBYTE / KILOBYTE;
    visit.words().figures(&megabytes.to_string())
}

pub fn accepted() -> String {
    let types = Purpose::Submission.rules().media_types.iter();
    let endings: Vec<String> = types
        .flat_map(|kind| kind.extensions())
        .map(|ending| format!(".{ending}"))
        .collect();
    endings.join(",")
}

/// What a pass asks for.
pub fn pass_rule(visit: &Visit, rubric: &RubricView) -> String {
    let least = rubric
        .levels
        .iter()
        .find(|(level, _)| *level == rubric.criterion_level_min);
    let least = least.map_or_else(String::new, |(_, title)| {
        title.in_language(visit.language()).to_owned()
    });
    let points = visit.words().figures(&rubric.pass_percent.to_string());
    visit.say_with(
        "work-pass-rule",
        &[("points", points.into()), ("level", least.into())],
    )
}
