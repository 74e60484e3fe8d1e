//! What is taught.

use super::{
    Tag,
    answer::Problem,
    caller::Caller,
    paging::{Asked, Cursor, Limit, Page},
    text::Text,
};
use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;
use zamala_domain::{
    App,
    curriculum::operations::{self as curriculum, MicroCredentialContent, MicroCredentialFacts},
    id::MicroCredentialId,
};

/// A micro-credential: what it is and how much effort it asks.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct MicroCredential {
    pub id: Uuid,
    pub programme_id: Uuid,
    /// For example `MC10`.
    pub code: String,
    pub edition: String,
    pub title: Text,
    pub is_core: bool,
    pub effort_minutes: i32,
    pub contact_minutes: i32,
    pub lab_minutes: i32,
    pub self_study_minutes: i32,
    pub participation: String,
    pub quality_assurance: Text,
    /// For example `EQF`.
    pub level_framework: String,
    pub level_value: i32,
}

/// A unit (lesson).
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct Unit {
    pub code: String,
    pub title: Text,
}

/// A micro-credential with what is inside.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct MicroCredentialDetail {
    pub micro_credential: MicroCredential,
    /// Learning outcomes, in order.
    pub outcomes: Vec<Text>,
    pub units: Vec<Unit>,
}

impl From<MicroCredentialFacts> for MicroCredential {
    fn from(facts: MicroCredentialFacts) -> Self {
        Self {
            id: facts.id.0,
            programme_id: facts.programme.0,
            code: facts.code,
            edition: facts.edition,
            title: facts.title.into(),
            is_core: facts.is_core,
            effort_minutes: facts.effort_minutes,
            contact_minutes: facts.contact_minutes,
            lab_minutes: facts.lab_minutes,
            self_study_minutes: facts.self_study_minutes,
            participation: facts.participation,
            quality_assurance: facts.quality_assurance.into(),
            level_framework: facts.level_framework,
            level_value: facts.level_value,
        }
    }
}

pub struct CurriculumApi;

#[OpenApi(tag = "Tag::Curriculum")]
impl CurriculumApi {
    /// The micro-credentials
    ///
    /// In the order of the curriculum. Whoever is signed in may read what is taught.
    #[oai(
        path = "/v1/micro-credentials",
        method = "get",
        operation_id = "listMicroCredentials"
    )]
    async fn micro_credentials(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many micro-credentials.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<MicroCredential>>, Problem> {
        let asked = Asked::new("micro-credentials", limit.0, &cursor.0)?;
        let rows = curriculum::micro_credentials(&app, &caller.0).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.id.to_string(),
            MicroCredential::from,
        )?))
    }

    /// One micro-credential
    ///
    /// With its learning outcomes and units.
    #[oai(
        path = "/v1/micro-credentials/:id",
        method = "get",
        operation_id = "getMicroCredential"
    )]
    async fn micro_credential(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The micro-credential.
        id: Path<Uuid>,
    ) -> Result<Json<MicroCredentialDetail>, Problem> {
        let content = curriculum::content(&app, &caller.0, MicroCredentialId(id.0)).await?;
        let MicroCredentialContent {
            facts,
            outcomes,
            units,
        } = content;
        Ok(Json(MicroCredentialDetail {
            micro_credential: facts.into(),
            outcomes: outcomes.into_iter().map(Text::from).collect(),
            units: units
                .into_iter()
                .map(|unit| Unit {
                    code: unit.code,
                    title: unit.title.into(),
                })
                .collect(),
        }))
    }
}
