//! Marking: the queue, one piece of work with its rubric, and releases.

mod sheet;

pub use sheet::{press, release, show};

use super::{
    parts::{Row, Rows, Tag, counted, day_and_time},
    work::words,
};
use crate::{Visit, form::Hidden, notice::Notice, route::PageResult};
use serde::{Deserialize, Serialize};
use zamala_domain::{
    OperationError,
    assessment::{
        queue::{self, QueueLine, Stage, WorkCounts},
        release as releasing,
    },
    id::{CohortId, MicroCredentialId},
};

#[derive(Serialize)]
struct QueueView {
    counts: String,
    unmarked: Option<Rows>,
    corrections: Option<Rows>,
    provisional: Vec<ReleaseGroup>,
    released: Option<Rows>,
}

/// Provisional marks of one micro-credential in one cohort, with the button that releases them all.
#[derive(Serialize)]
struct ReleaseGroup {
    heading_id: String,
    title: String,
    hidden: Hidden,
    action: String,
    cohort: String,
    micro_credential: String,
    text: String,
    lines: Option<Rows>,
}

/// `/marking`.
pub async fn list(visit: &Visit) -> PageResult {
    let lines = queue::queue(visit.app(), &visit.actor()?, None).await?;
    let of = |is_in: fn(Stage) -> bool| {
        let own = lines.iter().filter(|line| is_in(line.stage));
        Rows::of(own.map(|line| row(visit, line)).collect())
    };
    let view = QueueView {
        counts: counts_text(visit, WorkCounts::of(&lines)),
        unmarked: of(|stage| stage == Stage::Unmarked),
        corrections: of(|stage| matches!(stage, Stage::Correcting(_))),
        provisional: groups(visit, &lines),
        released: of(|stage| matches!(stage, Stage::Released(_))),
    };
    visit.page("marking/queue", "marking-title").answer(&view)
}

/// `3 to mark, 1 to release`.
pub fn counts_text(visit: &Visit, counts: WorkCounts) -> String {
    let parts = [
        counted(visit, "marking-count-unmarked", counts.unmarked),
        counted(visit, "marking-count-provisional", counts.provisional),
        counted(visit, "marking-count-corrections", counts.corrections),
    ];
    super::parts::joined(visit, &parts)
}

/// A line of the queue: late work is flagged.
pub fn row(visit: &Visit, line: &QueueLine) -> Row {
    let own = &line.submission;
    let tag = match line.stage {
        Stage::Unmarked => words::late_tag(visit, own.late_days)
            .unwrap_or_else(|| Tag::new(visit, "info", "marking-stage-unmarked")),
        Stage::Provisional(_) => Tag::new(visit, "waiting", "marking-stage-provisional"),
        Stage::Correcting(_) => Tag::new(visit, "warning", "marking-stage-correcting"),
        Stage::Released(_) => Tag::new(visit, "success", "marking-stage-released"),
    };
    let title = line.title.in_language(visit.language());
    let text = match line.stage {
        Stage::Unmarked => title.to_owned(),
        Stage::Provisional(mark) | Stage::Correcting(mark) | Stage::Released(mark) => {
            let mark = visit
                .words()
                .figures(&format!("{} / 100", mark.rounded_points()));
            visit.say_with(
                "marking-title-and-mark",
                &[("title", title.to_owned().into()), ("mark", mark.into())],
            )
        }
    };
    Row {
        lead: Some(day_and_time(visit, own.received_at)),
        name: Some(line.fellow_name.in_language(visit.language()).to_owned()),
        href: Some(visit.href(&format!("/marking/{}", own.id))),
        ltr_text: Some(line.code.clone()),
        text: Some(text),
        tag: Some(tag),
        ..Row::default()
    }
}

fn groups(visit: &Visit, lines: &[QueueLine]) -> Vec<ReleaseGroup> {
    let provisional: Vec<&QueueLine> = lines
        .iter()
        .filter(|line| matches!(line.stage, Stage::Provisional(_)))
        .collect();
    let key = |line: &QueueLine| (line.submission.cohort, line.submission.micro_credential);
    let mut keys: Vec<_> = provisional.iter().map(|line| key(line)).collect();
    keys.sort_unstable();
    keys.dedup();
    let group = |(cohort, micro_credential): (CohortId, MicroCredentialId)| {
        let own: Vec<&&QueueLine> = provisional
            .iter()
            .filter(|line| key(line) == (cohort, micro_credential))
            .collect();
        let first = own.first()?;
        Some(ReleaseGroup {
            heading_id: format!("release-{cohort}-{micro_credential}"),
            title: first.title.in_language(visit.language()).to_owned(),
            hidden: visit.hidden(),
            action: visit.href("/marking/release"),
            cohort: cohort.to_string(),
            micro_credential: micro_credential.to_string(),
            text: counted(visit, "marking-release-all-button", own.len()),
            lines: Rows::of(own.iter().map(|line| row(visit, line)).collect()),
        })
    };
    keys.into_iter().filter_map(group).collect()
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ReleaseForm {
    cohort: String,
    micro_credential: String,
}

/// Releases every provisional mark of one micro-credential in one cohort.
pub async fn release_all(visit: &Visit) -> PageResult {
    let typed: ReleaseForm = visit.typed()?;
    let unknown = |_| OperationError::NotFound;
    let cohort: CohortId = typed.cohort.parse().map_err(unknown)?;
    let micro_credential: MicroCredentialId = typed.micro_credential.parse().map_err(unknown)?;
    let released =
        releasing::release_all(visit.app(), &visit.actor()?, cohort, micro_credential).await;
    match released {
        Ok(count) => {
            let notice = Notice::success("marking-released-all").with("n", count);
            visit.go_to_with("/marking", &notice)
        }
        Err(error) => visit.back_to("/marking", error),
    }
}
