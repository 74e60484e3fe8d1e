//! Batches of certificates: prepared by one person, sealed by another.

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, version},
    paging::{Asked, Cursor, Limit, Page},
    success::{Created, Done, Versioned},
    text::{NamedPerson, Text},
};
use chrono::{DateTime, Utc};
use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};
use uuid::Uuid;
use zamala_domain::{
    App,
    credentials::{
        batches::{self, BatchLine, BatchView},
        prepare, seal,
    },
    id::{BatchId, CohortId, MicroCredentialId},
};

/// A batch of one cohort's certificates for one micro-credential.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Batch", skip_serializing_if_is_none)]
pub struct BatchBody {
    pub id: Uuid,
    pub cohort_id: Uuid,
    pub cohort: Text,
    pub micro_credential_id: Uuid,
    pub code: String,
    pub title: Text,
    /// `prepared`, `sealed` or `withdrawn`.
    pub state: String,
    pub prepared_by: Uuid,
    pub prepared_at: DateTime<Utc>,
    pub sealed_by: Option<Uuid>,
    pub sealed_at: Option<DateTime<Utc>>,
    pub in_count: u32,
    pub held_out_count: u32,
    pub version: i64,
}

/// One fellow of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "BatchMember", skip_serializing_if_is_none)]
pub struct MemberBody {
    pub residency_id: Uuid,
    pub fellow: NamedPerson,
    /// Why not in: `conditions_unmet`, `work_open`, `names_not_confirmed`, `already_certified` or `not_in_residence`.
    pub held_out: Option<String>,
    pub has_confirmed_names: bool,
    pub certificate_id: Option<Uuid>,
    pub serial: Option<String>,
    /// `planned`, `issued` or `void`.
    pub certificate_state: Option<String>,
    /// Why it could not be made, when it could not.
    pub failure: Option<String>,
}

/// A batch with its fellows and its progress.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct BatchDetail {
    pub batch: BatchBody,
    pub members: Vec<MemberBody>,
    pub issued_count: u32,
    pub can_seal: bool,
    pub can_withdraw: bool,
}

/// What to prepare.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(deny_unknown_fields)]
pub struct NewBatch {
    pub cohort_id: Uuid,
    pub micro_credential_id: Uuid,
}

/// The id of a batch that was prepared.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct PreparedBatch {
    pub id: Uuid,
}

/// What sealing did.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct SealedBatch {
    pub id: Uuid,
    /// Certificates that the worker now makes.
    pub sealed: u32,
    /// Fellows who were not ready.
    pub held_out: u32,
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

pub fn batch(line: BatchLine) -> BatchBody {
    BatchBody {
        id: line.id.0,
        cohort_id: line.cohort.0,
        cohort: line.cohort_title.into(),
        micro_credential_id: line.micro_credential.0,
        code: line.code,
        title: line.title.into(),
        state: line.state.code().to_owned(),
        prepared_by: line.prepared_by.0,
        prepared_at: line.prepared_at,
        sealed_by: line.sealed_by.map(|id| id.0),
        sealed_at: line.sealed_at,
        in_count: count(line.in_count),
        held_out_count: count(line.held_out_count),
        version: line.version,
    }
}

fn detail(view: BatchView) -> BatchDetail {
    let names = view.names;
    let member = |own: batches::Member| MemberBody {
        residency_id: own.residency.0,
        fellow: NamedPerson::of(own.fellow, &names),
        held_out: own.held_out.map(|reason| reason.code().to_owned()),
        has_confirmed_names: own.has_confirmed_names,
        certificate_id: own.certificate.as_ref().map(|own| own.id.0),
        serial: own.certificate.as_ref().map(|own| own.serial.clone()),
        certificate_state: own
            .certificate
            .as_ref()
            .map(|own| own.state.code().to_owned()),
        failure: own.certificate.and_then(|own| own.failure),
    };
    BatchDetail {
        batch: batch(view.line),
        members: view.members.into_iter().map(member).collect(),
        issued_count: count(view.issued_count),
        can_seal: view.allowed.seal,
        can_withdraw: view.allowed.withdraw,
    }
}

pub struct BatchesApi;

#[OpenApi(tag = "Tag::Certificates")]
impl BatchesApi {
    /// Batches
    ///
    /// The newest hundred that the caller may see, newest first. For managers, certificate officers and signatories.
    #[oai(path = "/v1/batches", method = "get", operation_id = "listBatches")]
    async fn batches(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many batches.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<BatchBody>>, Problem> {
        let asked = Asked::new("batches", limit.0, &cursor.0)?;
        let rows = batches::list(&app, &caller.0).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.id.to_string(),
            batch,
        )?))
    }

    /// Prepare a batch
    ///
    /// Who meets the conditions is in; the others are held out with the reason. 409 `batch-already-prepared` while
    /// another one for the same cohort and micro-credential awaits sealing.
    #[oai(path = "/v1/batches", method = "post", operation_id = "prepareBatch")]
    async fn prepare(
        &self,
        app: Data<&App>,
        caller: Caller,
        body: Json<NewBatch>,
    ) -> Result<Created<PreparedBatch>, Problem> {
        let NewBatch {
            cohort_id,
            micro_credential_id,
        } = body.0;
        let (cohort, module) = (CohortId(cohort_id), MicroCredentialId(micro_credential_id));
        let id = prepare::prepare(&app, &caller.0, cohort, module).await?;
        Ok(Created::at(
            &format!("/v1/batches/{id}"),
            PreparedBatch { id: id.0 },
        ))
    }

    /// A batch
    ///
    /// With its fellows and how far the making of certificates is.
    #[oai(path = "/v1/batches/:id", method = "get", operation_id = "getBatch")]
    async fn batch(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The batch.
        id: Path<Uuid>,
    ) -> Result<Versioned<BatchDetail>, Problem> {
        let view = batches::view(&app, &caller.0, BatchId(id.0)).await?;
        let version = view.line.version;
        Ok(Versioned::new(detail(view), version))
    }

    /// Seal a batch
    ///
    /// By another person than who prepared it. Conditions are checked once more; who is not ready is held out.
    #[oai(
        path = "/v1/batches/:id/seal",
        method = "post",
        operation_id = "sealBatch"
    )]
    async fn seal(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The batch.
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Json<SealedBatch>, Problem> {
        let version = version(if_match.0.as_deref())?;
        let done = seal::seal(&app, &caller.0, BatchId(id.0), version).await?;
        Ok(Json(SealedBatch {
            id: done.batch.0,
            sealed: count(done.sealed),
            held_out: count(done.held_out),
        }))
    }

    /// Withdraw a batch
    ///
    /// Before it is sealed, for example to prepare it anew.
    #[oai(
        path = "/v1/batches/:id/withdraw",
        method = "post",
        operation_id = "withdrawBatch"
    )]
    async fn withdraw(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The batch.
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Problem> {
        let version = version(if_match.0.as_deref())?;
        prepare::withdraw(&app, &caller.0, BatchId(id.0), version).await?;
        Ok(Done::Done)
    }
}
