//! What requests and answers of marking hold.

use super::super::{
    success::Versioned,
    text::Text,
    work::{SubmissionBody, submission},
};
use chrono::{DateTime, Utc};
use poem_openapi::Object;
use uuid::Uuid;
use zamala_domain::assessment::{
    marking::MarkingView,
    queue::{QueueLine, Stage, WorkCounts},
    rules::{Calculation, MarkThousandths},
    views::MarkView,
};

/// The level of one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "CriterionLevel", deny_unknown_fields)]
pub struct LevelBody {
    /// The criterion's code in the rubric, for example `c1`.
    #[oai(validator(min_length = 1, max_length = 40))]
    pub criterion: String,
    #[oai(validator(minimum(value = "0"), maximum(value = "100")))]
    pub level: i32,
    /// Arabic or English; it may be empty.
    #[oai(default, validator(max_length = 4000))]
    pub comment: String,
}

/// A mark as its marker gives it: one level for each criterion of the rubric.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(deny_unknown_fields)]
pub struct MarkLevels {
    #[oai(validator(min_items = 1, max_items = 50))]
    pub levels: Vec<LevelBody>,
    /// On the whole work, in Arabic or English.
    #[oai(default, validator(max_length = 4000))]
    pub comment: String,
}

/// A correction of a released mark.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(deny_unknown_fields)]
pub struct Correction {
    pub mark: MarkLevels,
    /// The fellow reads it.
    #[oai(validator(min_length = 1, max_length = 4000))]
    pub reason: String,
}

/// How a mark is made: exact until the one rounding at its end.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "MarkCalculation", skip_serializing_if_is_none)]
pub struct CalculationBody {
    /// Sum of level × weight.
    pub weighted_sum: i64,
    /// Highest level × sum of weights.
    pub weighted_max: i64,
    /// 100 × sum ÷ highest possible, exact: `66 2/3`.
    pub real: String,
    pub late_days: i32,
    /// Points taken off for lateness.
    pub late_points: i64,
    /// Too late to count.
    pub is_past_cutoff: bool,
    /// The cap of a resubmission, where it lowered the result.
    pub capped_at: Option<i32>,
    /// After late points and cap, exact.
    pub exact: String,
    /// Rounded once, half up to a whole point.
    pub points: i32,
    pub pass_percent: i32,
    /// Criteria below the least level.
    pub criteria_below: Vec<String>,
    pub has_passed: bool,
}

/// A mark with its calculation and comments.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Mark", skip_serializing_if_is_none)]
pub struct MarkBody {
    pub id: Uuid,
    /// `provisional`, `released` or `replaced`.
    pub state: String,
    pub marker_id: Uuid,
    pub marked_at: DateTime<Utc>,
    pub released_at: Option<DateTime<Utc>>,
    /// The pinned edition of the rubric.
    pub rubric_id: Uuid,
    pub rubric_edition: i32,
    pub levels: Vec<LevelBody>,
    pub calculation: CalculationBody,
    pub comment: String,
    /// The mark that it corrects.
    pub corrects_id: Option<Uuid>,
    pub reason: Option<String>,
}

/// One piece of work in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct QueueEntry {
    pub submission: SubmissionBody,
    pub fellow_name: Text,
    pub code: String,
    pub title: Text,
    /// `unmarked`, `provisional`, `released` or `correcting`.
    pub stage: String,
    pub points: Option<i32>,
}

/// How much there is to do.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "WorkCounts")]
pub struct WorkCountsBody {
    pub unmarked: u32,
    /// Marked, not released.
    pub provisional: u32,
    /// Corrections that wait for their second person.
    pub corrections: u32,
}

impl From<WorkCounts> for WorkCountsBody {
    fn from(counts: WorkCounts) -> Self {
        let count = |things: usize| u32::try_from(things).unwrap_or(u32::MAX);
        Self {
            unmarked: count(counts.unmarked),
            provisional: count(counts.provisional),
            corrections: count(counts.corrections),
        }
    }
}

/// A criterion of a rubric.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct RubricCriterion {
    pub code: String,
    pub weight: i32,
    pub title: Text,
}

/// A level of a rubric.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct RubricLevel {
    pub level: i32,
    pub title: Text,
}

/// Work with its rubric and marks, for who marks it or manages its cohort.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct MarkingBody {
    pub submission: SubmissionBody,
    pub fellow_name: Text,
    pub criteria: Vec<RubricCriterion>,
    pub levels: Vec<RubricLevel>,
    pub provisional: Option<MarkBody>,
    pub released: Option<MarkBody>,
    pub replaced: Vec<MarkBody>,
    pub is_on_hold: bool,
    pub may_mark: bool,
    pub may_correct: bool,
    pub may_release: bool,
}

/// What is to be released at once.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(deny_unknown_fields)]
pub struct ReleaseAll {
    pub cohort_id: Uuid,
    pub micro_credential_id: Uuid,
}

/// How many marks were released.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct ReleasedCount {
    pub released: u32,
}

impl From<Calculation> for CalculationBody {
    fn from(own: Calculation) -> Self {
        Self {
            weighted_sum: own.weighted_sum,
            weighted_max: own.weighted_max,
            real: own.real.to_string(),
            late_days: own.late_days,
            late_points: own.late_points,
            is_past_cutoff: own.is_past_cutoff,
            capped_at: own.capped_at,
            exact: own.exact.to_string(),
            points: own.mark.rounded_points(),
            pass_percent: own.pass_percent,
            criteria_below: own.criteria_below,
            has_passed: own.has_passed,
        }
    }
}

impl From<MarkView> for MarkBody {
    fn from(own: MarkView) -> Self {
        let parts = own
            .calculation
            .criteria
            .iter()
            .zip(&own.criterion_comments)
            .map(|(part, comment)| LevelBody {
                criterion: part.code.clone(),
                level: part.level,
                comment: comment.clone(),
            });
        Self {
            levels: parts.collect(),
            id: own.id.0,
            state: own.state.code().to_owned(),
            marker_id: own.marker.0,
            marked_at: own.marked_at,
            released_at: own.released_at,
            rubric_id: own.rubric.id.0,
            rubric_edition: own.rubric.edition,
            calculation: own.calculation.into(),
            comment: own.comment,
            corrects_id: own.corrects.map(|id| id.0),
            reason: own.reason,
        }
    }
}

pub fn entry(line: QueueLine) -> QueueEntry {
    let (stage, mark) = match line.stage {
        Stage::Unmarked => ("unmarked", None),
        Stage::Provisional(mark) => ("provisional", Some(mark)),
        Stage::Released(mark) => ("released", Some(mark)),
        Stage::Correcting(mark) => ("correcting", Some(mark)),
    };
    QueueEntry {
        submission: submission(line.submission),
        fellow_name: line.fellow_name.into(),
        code: line.code,
        title: line.title.into(),
        stage: stage.to_owned(),
        points: mark.map(MarkThousandths::rounded_points),
    }
}

pub fn body(seen: MarkingView) -> Versioned<MarkingBody> {
    let version = seen.submission.version;
    let criteria = seen.rubric.criteria.into_iter();
    let levels = seen.rubric.levels.into_iter();
    let body = MarkingBody {
        submission: SubmissionBody {
            text: seen.text,
            file_name: seen.file.map(|file| file.name),
            ..submission(seen.submission)
        },
        fellow_name: seen.fellow_name.into(),
        criteria: criteria
            .map(|own| RubricCriterion {
                code: own.code,
                weight: own.weight,
                title: own.title.into(),
            })
            .collect(),
        levels: levels
            .map(|(level, title)| RubricLevel {
                level,
                title: title.into(),
            })
            .collect(),
        provisional: seen.provisional.map(MarkBody::from),
        released: seen.released.map(MarkBody::from),
        replaced: seen.replaced.into_iter().map(MarkBody::from).collect(),
        is_on_hold: seen.is_on_hold,
        may_mark: seen.allowed.mark,
        may_correct: seen.allowed.correct,
        may_release: seen.allowed.release,
    };
    Versioned::new(body, version)
}
