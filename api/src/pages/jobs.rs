//! The worker's board: what waits, what runs, what was given up.

use super::{
    parts::Stat,
    sessions::words::{ButtonForm, NoFields, button_form},
};
use crate::{Visit, notice::Notice, route::PageResult};
use chrono::TimeDelta;
use serde::Serialize;
use zamala_domain::{
    id::JobId,
    jobs::{Board, DeadJob, JobState, operations as jobs},
};

const STATES: [(JobState, &str); 4] = [
    (JobState::Waiting, "waiting"),
    (JobState::Running, "running"),
    (JobState::Done, "done"),
    (JobState::Dead, "dead"),
];

#[derive(Serialize)]
struct BoardPage {
    stats: Vec<Stat>,
    kinds: Vec<KindRow>,
    dead: Vec<DeadRow>,
}

#[derive(Serialize)]
struct KindRow {
    text: String,
    waiting: String,
    running: String,
    done: String,
    dead: String,
}

#[derive(Serialize)]
struct DeadRow {
    text: String,
    died: String,
    attempts: String,
    error: Option<String>,
    revive: ButtonForm,
}

/// The board, for administrators.
pub async fn board(visit: &Visit) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let board = jobs::board(app, &actor).await?;
    let dead = jobs::dead(app, &actor).await?;
    let view = BoardPage {
        stats: stats(visit, &board),
        kinds: kinds(visit, &board),
        dead: dead.iter().map(|job| dead_row(visit, job)).collect(),
    };
    visit.page("jobs/board", "jobs-title").answer(&view)
}

fn stats(visit: &Visit, board: &Board) -> Vec<Stat> {
    let words = visit.words();
    let counts = STATES.iter().map(|(state, code)| {
        let count = total(board, *state, None);
        let is_fault = *state == JobState::Dead && count > 0;
        Stat {
            label: visit.say(&format!("jobs-state-{code}")),
            value: words.figures(&count.to_string()),
            hint: is_fault.then(|| visit.say("jobs-dead-hint")),
            kind: is_fault.then_some("error"),
        }
    });
    let age = board.oldest_due.filter(|age| *age > TimeDelta::zero());
    let minutes = age.map_or(0, |age| age.num_minutes());
    let age = Stat {
        label: visit.say("jobs-age"),
        value: words.figures(&format!("{}:{:02}", minutes / 60, minutes % 60)),
        hint: Some(visit.say("jobs-age-hint")),
        kind: None,
    };
    counts.chain([age]).collect()
}

fn total(board: &Board, state: JobState, kind: Option<&str>) -> i64 {
    let counted = board.kinds.iter().filter(|own| own.state == state);
    counted
        .filter(|own| kind.is_none_or(|kind| own.kind == kind))
        .map(|own| own.count)
        .sum()
}

fn kinds(visit: &Visit, board: &Board) -> Vec<KindRow> {
    let mut kinds: Vec<&str> = board.kinds.iter().map(|own| own.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let figure = |kind: &str, state| {
        visit
            .words()
            .figures(&total(board, state, Some(kind)).to_string())
    };
    let row = |kind: &str| KindRow {
        text: kind_text(visit, kind),
        waiting: figure(kind, JobState::Waiting),
        running: figure(kind, JobState::Running),
        done: figure(kind, JobState::Done),
        dead: figure(kind, JobState::Dead),
    };
    kinds.into_iter().map(row).collect()
}

/// A kind of job in words; a job of a newer release by its code.
fn kind_text(visit: &Visit, kind: &str) -> String {
    let key = format!("jobs-kind-{kind}");
    if visit.words().knows(&key) {
        return visit.say(&key);
    }
    visit.say_with("jobs-kind-unknown", &[("code", kind.to_owned().into())])
}

fn dead_row(visit: &Visit, job: &DeadJob) -> DeadRow {
    DeadRow {
        text: kind_text(visit, &job.kind),
        died: visit.words().date_and_time(job.died_at),
        attempts: visit.words().figures(&job.attempts.to_string()),
        error: job.last_error.clone(),
        revive: button_form(visit, &format!("/jobs/{}/revive", job.id)),
    }
}

/// Gives a dead job another chance.
pub async fn revive(visit: &Visit) -> PageResult {
    let id: JobId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    match jobs::revive(visit.app(), &visit.actor()?, id).await {
        Ok(()) => visit.go_to_with("/jobs", &Notice::success("jobs-revived")),
        Err(error) => visit.back_to("/jobs", error),
    }
}
