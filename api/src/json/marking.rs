//! Marks: the queue, marking criterion by criterion, corrections, releases.

mod bodies;

pub use bodies::{MarkBody, QueueEntry, WorkCountsBody, entry};

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, version},
    paging::{Asked, Cursor, Limit, Page},
    success::Versioned,
};
use bodies::{
    CalculationBody, Correction, MarkLevels, MarkingBody, ReleaseAll, ReleasedCount, body,
};
use poem::web::Data;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};
use uuid::Uuid;
use zamala_domain::{
    Actor, App, FieldError, OperationError,
    assessment::{
        marking::{self, LevelDraft, MarkDraft},
        queue, release as releasing,
    },
    id::{CohortId, MicroCredentialId, SubmissionId},
};

async fn now(
    app: &App,
    actor: &Actor,
    id: SubmissionId,
) -> Result<Versioned<MarkingBody>, Problem> {
    Ok(body(marking::marking(app, actor, id).await?))
}

fn draft(mark: MarkLevels) -> MarkDraft {
    let levels = mark.levels.into_iter().map(|own| LevelDraft {
        criterion: own.criterion,
        level: own.level,
        comment: own.comment,
    });
    MarkDraft {
        levels: levels.collect(),
        comment: mark.comment,
    }
}

/// The operation names fields by criterion, the body by place.
fn in_body_names(error: OperationError, draft: &MarkDraft) -> Problem {
    let OperationError::Invalid(faults) = error else {
        return error.into();
    };
    let place = |criterion: &str| {
        draft
            .levels
            .iter()
            .position(|own| own.criterion == criterion)
    };
    let renamed = faults.into_iter().map(|fault| {
        let level = fault.field.strip_prefix("level-").and_then(place);
        let comment = fault.field.strip_prefix("comment-").and_then(place);
        let field = match (level, comment) {
            (Some(place), _) => format!("levels/{place}/level"),
            (None, Some(place)) => format!("levels/{place}/comment"),
            (None, None) if fault.field.starts_with("level-") => "levels".to_owned(),
            (None, None) => fault.field.clone(),
        };
        FieldError { field, ..fault }
    });
    OperationError::Invalid(renamed.collect()).into()
}

pub struct MarkingApi;

#[OpenApi(tag = "Tag::Marking")]
impl MarkingApi {
    /// Work to mark
    ///
    /// What the caller marks as a trainer of the micro-credential, or sees as the manager of the cohort: what is unmarked
    /// first, the oldest first.
    #[oai(path = "/v1/marking", method = "get", operation_id = "listMarking")]
    async fn queue(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many pieces.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<QueueEntry>>, Problem> {
        let asked = Asked::new("marking", limit.0, &cursor.0)?;
        let rows = queue::queue(&app, &caller.0, None).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.submission.id.to_string(),
            entry,
        )?))
    }

    /// One piece of work to mark
    ///
    /// The `ETag` is the version that marking, correcting and releasing name in `If-Match`.
    #[oai(path = "/v1/marking/:id", method = "get", operation_id = "getMarking")]
    async fn marking(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The submission.
        id: Path<Uuid>,
    ) -> Result<Versioned<MarkingBody>, Problem> {
        now(&app, &caller.0, SubmissionId(id.0)).await
    }

    /// Calculate a mark
    ///
    /// What the levels would make; nothing is written.
    #[oai(
        path = "/v1/marking/:id/calculation",
        method = "post",
        operation_id = "calculateMark"
    )]
    async fn calculate(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The submission.
        id: Path<Uuid>,
        body: Json<MarkLevels>,
    ) -> Result<Json<CalculationBody>, Problem> {
        let draft = draft(body.0);
        let made = marking::preview(&app, &caller.0, SubmissionId(id.0), &draft).await;
        made.map(|own| Json(own.into()))
            .map_err(|error| in_body_names(error, &draft))
    }

    /// Mark
    ///
    /// A provisional mark, told to nobody but markers and managers until it is released. Put again, it takes the place of
    /// the one that stands.
    #[oai(
        path = "/v1/marking/:id/mark",
        method = "put",
        operation_id = "putMark"
    )]
    async fn mark(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The submission.
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        body: Json<MarkLevels>,
    ) -> Result<Versioned<MarkingBody>, Problem> {
        let (id, version) = (SubmissionId(id.0), version(if_match.0.as_deref())?);
        let draft = draft(body.0);
        let saved = marking::save(&app, &caller.0, id, version, &draft).await;
        saved.map_err(|error| in_body_names(error, &draft))?;
        now(&app, &caller.0, id).await
    }

    /// Correct a released mark
    ///
    /// The released mark stays; another person than the caller releases the correction in its place. 409 `mark-on-hold`
    /// while a certificate rests on it.
    #[oai(
        path = "/v1/marking/:id/correction",
        method = "put",
        operation_id = "putCorrection"
    )]
    async fn correct(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The submission.
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        body: Json<Correction>,
    ) -> Result<Versioned<MarkingBody>, Problem> {
        let (id, version) = (SubmissionId(id.0), version(if_match.0.as_deref())?);
        let Correction { mark, reason } = body.0;
        let draft = draft(mark);
        let saved = marking::correct(&app, &caller.0, id, version, &draft, &reason).await;
        saved.map_err(|error| in_body_names(error, &draft))?;
        now(&app, &caller.0, id).await
    }

    /// Release a mark
    ///
    /// From then on the fellow sees it, and is told by letter and notice.
    #[oai(
        path = "/v1/marking/:id/release",
        method = "post",
        operation_id = "releaseMark"
    )]
    async fn release(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The submission.
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Versioned<MarkingBody>, Problem> {
        let (id, version) = (SubmissionId(id.0), version(if_match.0.as_deref())?);
        releasing::release(&app, &caller.0, id, version).await?;
        now(&app, &caller.0, id).await
    }

    /// Release every first mark
    ///
    /// Of one micro-credential in one cohort. Corrections are released one by one.
    #[oai(
        path = "/v1/mark-releases",
        method = "post",
        operation_id = "releaseMarks"
    )]
    async fn release_all(
        &self,
        app: Data<&App>,
        caller: Caller,
        body: Json<ReleaseAll>,
    ) -> Result<Json<ReleasedCount>, Problem> {
        let cohort = CohortId(body.cohort_id);
        let micro_credential = MicroCredentialId(body.micro_credential_id);
        let released = releasing::release_all(&app, &caller.0, cohort, micro_credential).await?;
        Ok(Json(ReleasedCount {
            released: u32::try_from(released).unwrap_or(u32::MAX),
        }))
    }
}
