//! What whoever holds a public code is told.

use super::{
    Tag,
    answer::Problem,
    caller::Caller,
    certificates::{StandingBody, standing},
    text::Text,
};
use chrono::NaiveDate;
use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use zamala_domain::{
    App,
    credentials::verification::{self, Verified},
};

/// What a public code says: name, award, dates and status, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Verification {
    pub standing: StandingBody,
    pub name_en: String,
    pub name_ar: Option<String>,
    pub award: Text,
    pub programme: Text,
    pub issuer: Text,
    pub serial: String,
    pub awarded_on: NaiveDate,
    pub expires_on: Option<NaiveDate>,
}

fn verified(found: Verified) -> Verification {
    Verification {
        standing: standing(&found.standing),
        name_en: found.names.en,
        name_ar: found.names.ar,
        award: found.award.into(),
        programme: found.programme.into(),
        issuer: found.issuer.into(),
        serial: found.serial,
        awarded_on: found.awarded_on,
        expires_on: found.expires_on,
    }
}

pub struct VerificationsApi;

#[OpenApi(tag = "Tag::Certificates")]
impl VerificationsApi {
    /// Verify a certificate
    ///
    /// By its public code. The page `/v/<code>` says the same without a token.
    #[oai(
        path = "/v1/verifications/:code",
        method = "get",
        operation_id = "verifyCertificate"
    )]
    async fn verify(
        &self,
        app: Data<&App>,
        _caller: Caller,
        /// The public code.
        #[oai(validator(max_length = 64))]
        code: Path<String>,
    ) -> Result<Json<Verification>, Problem> {
        let found = verification::verify(&app, &code.0).await?;
        found
            .map(|found| Json(verified(found)))
            .ok_or_else(Problem::not_found)
    }
}
