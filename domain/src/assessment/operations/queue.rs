//! What waits for its mark, or for the release of its mark.

use super::views::{SubmissionFacts, facts};
use crate::{
    actor::Actor,
    app::App,
    assessment::{
        entity::{marks, submissions},
        policy::{self, WorkPlace},
        rules::MarkThousandths,
        state::{MarkState, SubmissionState},
        store,
    },
    bilingual::Bilingual,
    curriculum,
    error::OperationError,
    id::{CohortId, MicroCredentialId, PersonId},
    people,
    scope::Role,
};
use std::collections::HashMap;

/// Lines of the queue that are read at once.
pub const QUEUE_MAX: u64 = 500;

/// Where one piece of work stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Unmarked,
    /// Marked, not released.
    Provisional(MarkThousandths),
    Released(MarkThousandths),
    /// Released, and a correction waits for its second person.
    Correcting(MarkThousandths),
}

/// One piece of work in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueLine {
    pub submission: SubmissionFacts,
    pub fellow_name: Bilingual,
    /// The micro-credential's, for example `MC10`.
    pub code: String,
    pub title: Bilingual,
    pub stage: Stage,
}

/// How much there is to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkCounts {
    pub unmarked: usize,
    pub provisional: usize,
    pub corrections: usize,
}

impl WorkCounts {
    pub fn of<'l>(lines: impl IntoIterator<Item = &'l QueueLine>) -> Self {
        let mut counts = Self::default();
        for line in lines {
            match line.stage {
                Stage::Unmarked => counts.unmarked += 1,
                Stage::Provisional(_) => counts.provisional += 1,
                Stage::Correcting(_) => counts.corrections += 1,
                Stage::Released(_) => {}
            }
        }
        counts
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Work that the actor marks or sees marked, of one cohort or of all: what is unmarked first, the oldest first. Empty for
/// who is neither trainer nor manager.
pub async fn queue(
    app: &App,
    actor: &Actor,
    cohort: Option<CohortId>,
) -> Result<Vec<QueueLine>, OperationError> {
    let seen = policy::work_visible_to(actor);
    let taught = taught(app, actor).await?;
    let rows = store::work::queue(app.db(), &seen, &taught, cohort, QUEUE_MAX).await?;
    let rows: Vec<submissions::Model> = rows
        .into_iter()
        .filter(|row| policy::may_see_marking(actor, &place(row, &taught)).is_ok())
        .collect();
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let marks = store::marks::of_submissions(app.db(), &ids).await?;
    let fellows: Vec<PersonId> = rows.iter().map(|row| row.fellow_id).collect();
    let names = people::operations::names(app, &fellows).await?;
    let ids: Vec<MicroCredentialId> = rows.iter().map(|row| row.micro_credential_id).collect();
    let codes: HashMap<_, _> = curriculum::operations::facts_of(app, &ids)
        .await?
        .into_iter()
        .map(|facts| (facts.id, facts.code))
        .collect();
    let assignments = store::assignments(app.db(), &ids).await?;
    let line = |row: &submissions::Model| {
        let of_work = assignments
            .iter()
            .find(|own| own.micro_credential_id == row.micro_credential_id);
        QueueLine {
            submission: facts(row),
            fellow_name: names.get(&row.fellow_id).cloned().unwrap_or_default(),
            code: codes
                .get(&row.micro_credential_id)
                .cloned()
                .unwrap_or_default(),
            title: of_work.map_or_else(Bilingual::default, |own| {
                Bilingual::new(&own.title_ar, &own.title_en)
            }),
            stage: stage(row, &marks),
        }
    };
    let mut lines: Vec<QueueLine> = rows.iter().map(line).collect();
    lines.sort_by_key(|line| (order(line.stage), line.submission.received_at));
    Ok(lines)
}

fn order(stage: Stage) -> u8 {
    match stage {
        Stage::Unmarked => 0,
        Stage::Correcting(_) => 1,
        Stage::Provisional(_) => 2,
        Stage::Released(_) => 3,
    }
}

fn stage(row: &submissions::Model, marks: &[marks::Model]) -> Stage {
    let of_state = |state: MarkState| {
        let own = marks
            .iter()
            .find(|mark| mark.submission_id == row.id && mark.state == state)?;
        MarkThousandths::from_thousandths(i64::from(own.mark_thousandths))
    };
    let (provisional, released) = (
        of_state(MarkState::Provisional),
        of_state(MarkState::Released),
    );
    match (provisional, released) {
        (Some(mark), _) if row.state == SubmissionState::Closed => Stage::Correcting(mark),
        (Some(mark), _) => Stage::Provisional(mark),
        (None, Some(mark)) => Stage::Released(mark),
        (None, None) => Stage::Unmarked,
    }
}

/// The micro-credentials that the actor teaches; none for who is no trainer.
pub(super) async fn taught(
    app: &App,
    actor: &Actor,
) -> Result<Vec<MicroCredentialId>, OperationError> {
    let Some(person) = actor.person.filter(|_| actor.has_role(Role::Trainer)) else {
        return Ok(Vec::new());
    };
    let codes = people::operations::teaches(app.db(), person).await?;
    let all = curriculum::operations::micro_credentials(app, actor).await?;
    let own = all.into_iter().filter(|facts| codes.contains(&facts.code));
    Ok(own.map(|facts| facts.id).collect())
}

pub(super) fn place(row: &submissions::Model, taught: &[MicroCredentialId]) -> WorkPlace {
    WorkPlace {
        programme: row.programme_id,
        cohort: row.cohort_id,
        fellow: row.fellow_id,
        teaches: taught.contains(&row.micro_credential_id),
    }
}
