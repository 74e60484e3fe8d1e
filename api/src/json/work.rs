//! A fellow's own work: handing it in, receipts, and released results.

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, once_of_upload},
    marking::MarkBody,
    materials::{Download, attachment, received},
    paging::{Asked, Cursor, Limit, Page},
    success::Created,
    text::Text,
};
use chrono::{DateTime, Utc};
use poem::{Body, Request, web::Data};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::{Binary, Json},
};
use uuid::Uuid;
use zamala_domain::{
    App,
    assessment::{
        hand_in::{self, Receipt, Work},
        own::{self, AttemptView, OwnWork, OwnWorkLine},
        views::SubmissionFacts,
    },
    files::{self, Purpose},
    id::{MicroCredentialId, SubmissionId},
};

/// One version of work.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Submission", skip_serializing_if_is_none)]
pub struct SubmissionBody {
    pub id: Uuid,
    pub micro_credential_id: Uuid,
    pub residency_id: Uuid,
    pub fellow_id: Uuid,
    /// From 1; the second is a resubmission.
    pub attempt: i32,
    /// From 1 within its attempt; a newer one supersedes the older before the deadline.
    pub edition: i32,
    /// `handed_in`, `superseded` or `closed`.
    pub state: String,
    /// `text` or `file`.
    pub kind: String,
    pub receipt: String,
    pub received_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    /// Working days begun after the due time; 0 is on time.
    pub late_days: i32,
    /// Lower-case hexadecimal, of the text's UTF-8 or of the file.
    pub sha256: String,
    pub size_bytes: u64,
    /// The text, where it is one.
    pub text: Option<String>,
    /// The file's name, where it is one.
    pub file_name: Option<String>,
}

/// What is given for work that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Receipt")]
pub struct ReceiptBody {
    pub submission_id: Uuid,
    pub number: String,
    pub attempt: i32,
    pub edition: i32,
    pub received_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub late_days: i32,
    pub sha256: String,
    pub size_bytes: u64,
}

/// Work written as text.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(deny_unknown_fields)]
pub struct WorkText {
    /// Arabic or English, at most 20,000 characters.
    #[oai(validator(min_length = 1, max_length = 20000))]
    pub text: String,
}

/// One line of the caller's own work.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WorkLine {
    pub micro_credential_id: Uuid,
    pub code: String,
    /// What is to be handed in.
    pub title: Text,
    pub due_at: Option<DateTime<Utc>>,
    /// The last version that stands.
    pub submission: Option<SubmissionBody>,
    /// Whole points of 100, once released.
    pub mark: Option<String>,
    pub has_passed: Option<bool>,
}

/// One attempt with its released mark.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WorkAttempt {
    pub submission: SubmissionBody,
    pub superseded: Vec<SubmissionBody>,
    pub mark: Option<MarkBody>,
    /// Earlier marks that a correction took the place of.
    pub replaced: Vec<MarkBody>,
    /// Whether this attempt's mark is the one that counts.
    pub counts: bool,
}

/// The caller's own work for one micro-credential.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WorkDetail {
    pub line: WorkLine,
    /// Whether something can be handed in now.
    pub is_open: bool,
    /// The due instant that holds for it.
    pub open_until: Option<DateTime<Utc>>,
    /// Why nothing can be handed in: the code of a problem.
    pub closed_because: Option<String>,
    pub late_percent_per_day: i32,
    pub late_cutoff_days: i32,
    pub resubmissions_max: i32,
    /// The last attempt first.
    pub attempts: Vec<WorkAttempt>,
}

pub fn submission(facts: SubmissionFacts) -> SubmissionBody {
    SubmissionBody {
        id: facts.id.0,
        micro_credential_id: facts.micro_credential.0,
        residency_id: facts.residency.0,
        fellow_id: facts.fellow.0,
        attempt: facts.attempt,
        edition: facts.edition,
        state: facts.state.code().to_owned(),
        kind: facts.kind.code().to_owned(),
        receipt: facts.receipt,
        received_at: facts.received_at,
        due_at: facts.due_at,
        late_days: facts.late_days,
        sha256: facts.sha256,
        size_bytes: facts.size_bytes,
        text: None,
        file_name: None,
    }
}

fn line(line: OwnWorkLine) -> WorkLine {
    WorkLine {
        micro_credential_id: line.micro_credential.0,
        code: line.code,
        title: line.title.into(),
        due_at: line.due_at,
        submission: line.submission.map(submission),
        mark: line.mark.map(|mark| mark.rounded_points().to_string()),
        has_passed: line.has_passed,
    }
}

fn attempt(own: AttemptView, counting: Option<i32>) -> WorkAttempt {
    WorkAttempt {
        counts: counting == Some(own.live.attempt),
        submission: SubmissionBody {
            text: own.text,
            file_name: own.file.map(|file| file.name),
            ..submission(own.live)
        },
        superseded: own.superseded.into_iter().map(submission).collect(),
        mark: own.released.map(MarkBody::from),
        replaced: own.replaced.into_iter().map(MarkBody::from).collect(),
    }
}

fn detail(work: OwnWork) -> WorkDetail {
    let counting = work.counting_attempt;
    WorkDetail {
        is_open: work.place.is_ok(),
        open_until: work.place.ok().map(|place| place.due_at),
        closed_because: work.place.err().map(str::to_owned),
        late_percent_per_day: work.declared.late_percent_per_day,
        late_cutoff_days: work.declared.late_cutoff_days,
        resubmissions_max: work.declared.resubmissions_max,
        line: line(work.line),
        attempts: work
            .attempts
            .into_iter()
            .map(|own| attempt(own, counting))
            .collect(),
    }
}

fn created(receipt: Receipt) -> Created<ReceiptBody> {
    let Receipt {
        submission,
        number,
        attempt,
        edition,
        received_at,
        due_at,
        late_days,
        sha256,
        size_bytes,
    } = receipt;
    let body = ReceiptBody {
        submission_id: submission.0,
        number,
        attempt,
        edition,
        received_at,
        due_at,
        late_days,
        sha256,
        size_bytes,
    };
    Created::at(&format!("/v1/submissions/{submission}"), body)
}

pub struct WorkApi;

#[OpenApi(tag = "Tag::Work")]
impl WorkApi {
    /// My work
    ///
    /// What the caller's own residency asks for, with what is in and the marks that were released.
    #[oai(path = "/v1/work", method = "get", operation_id = "listMyWork")]
    async fn list(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many lines.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<WorkLine>>, Problem> {
        let asked = Asked::new("work", limit.0, &cursor.0)?;
        let rows = own::own_work(&app, &caller.0).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.micro_credential.to_string(),
            line,
        )?))
    }

    /// My work for one micro-credential
    ///
    /// Attempts with receipts and, once released, marks with calculation and comments. Provisional marks are never told.
    #[oai(path = "/v1/work/:id", method = "get", operation_id = "getMyWork")]
    async fn work(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The micro-credential.
        id: Path<Uuid>,
    ) -> Result<Json<WorkDetail>, Problem> {
        let work = own::own_work_for(&app, &caller.0, MicroCredentialId(id.0)).await?;
        Ok(Json(detail(work)))
    }

    /// Hand in a text
    ///
    /// Once for each `Idempotency-Key`. Before the deadline a newer version supersedes the older (409 `work-already-in`
    /// afterwards); late work is taken once, with its late days.
    #[oai(
        path = "/v1/work/:id/text",
        method = "post",
        operation_id = "handInText"
    )]
    async fn hand_in_text(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The micro-credential.
        id: Path<Uuid>,
        body: Json<WorkText>,
    ) -> Result<Created<ReceiptBody>, Problem> {
        let work = Work::Text(body.0.text);
        let receipt = hand_in::hand_in(&app, &caller.0, MicroCredentialId(id.0), work).await?;
        Ok(created(receipt))
    }

    /// Hand in a file
    ///
    /// At most 10 MiB; the type is decided by content: PDF, PNG, JPEG, Word, Excel, PowerPoint and plain text are taken.
    #[oai(
        path = "/v1/work/:id/file",
        method = "post",
        operation_id = "handInFile"
    )]
    async fn hand_in_file(
        &self,
        app: Data<&App>,
        request: &Request,
        caller: Caller,
        /// The micro-credential.
        id: Path<Uuid>,
        /// The file's name; cleaned before it is kept.
        #[oai(validator(min_length = 1, max_length = 200))]
        name: Query<String>,
        body: Binary<Body>,
    ) -> Result<Created<ReceiptBody>, Problem> {
        let id = MicroCredentialId(id.0);
        let mut actor = caller.0;
        // Asked before the body is read: nobody fills the store who is not asked for work.
        hand_in::asked(&app, &actor, id).await?;
        let (upload, digest) = received(body.0, Purpose::Submission).await?;
        actor.origin.once = once_of_upload(request, digest)?;
        let content = files::operations::receive(&app, upload).await?;
        let work = Work::File {
            name: name.0,
            content,
        };
        Ok(created(hand_in::hand_in(&app, &actor, id, work).await?))
    }

    /// One version of work
    ///
    /// For its fellow, and for those who mark it or manage its cohort.
    #[oai(
        path = "/v1/submissions/:id",
        method = "get",
        operation_id = "getSubmission"
    )]
    async fn submission(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The submission.
        id: Path<Uuid>,
    ) -> Result<Json<SubmissionBody>, Problem> {
        let seen = own::submission(&app, &caller.0, SubmissionId(id.0)).await?;
        Ok(Json(SubmissionBody {
            text: seen.text,
            file_name: seen.file.map(|file| file.name),
            ..submission(seen.submission)
        }))
    }

    /// The file of one version of work
    ///
    /// Always as an attachment, never shown in place.
    #[oai(
        path = "/v1/submissions/:id/file",
        method = "get",
        operation_id = "getSubmissionFile"
    )]
    async fn file(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The submission.
        id: Path<Uuid>,
    ) -> Result<Download, Problem> {
        let (facts, bytes) = own::submitted_file(&app, &caller.0, SubmissionId(id.0)).await?;
        Ok(Download::File(
            Binary(bytes),
            attachment(&facts.name),
            "nosniff".to_owned(),
        ))
    }
}
