//! Cohorts with their weeks, fellows and sessions.

use super::{
    Tag,
    answer::Problem,
    caller::Caller,
    days::span,
    paging::{Asked, Cursor, Limit, Page},
    residencies::{StandingBody, standing},
    sessions::SessionBody,
    text::Text,
};
use chrono::NaiveDate;
use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;
use zamala_domain::{
    App,
    agenda::cohort,
    id::CohortId,
    labs::sessions,
    people::operations as people,
    residencies::{CohortFacts, WeekFacts, operations as residencies},
};

/// A cohort.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct Cohort {
    pub id: Uuid,
    pub programme_id: Uuid,
    /// For example `DTF-2026-A`.
    pub code: String,
    pub title: Text,
    /// `planned`, `admissions_open`, `running` or `closed`.
    pub state: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub closing_on: NaiveDate,
    /// Fellows at most.
    pub seat_limit: i32,
    /// The IANA zone of its times.
    pub zone: String,
    pub version: i64,
}

/// One week of a cohort's plan; both days included.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct Week {
    /// From 1.
    pub number: i32,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub theme: Text,
    /// Codes of what is taught: micro-credentials and `CAP`.
    pub module_codes: Vec<String>,
}

impl From<CohortFacts> for Cohort {
    fn from(facts: CohortFacts) -> Self {
        Self {
            id: facts.id.0,
            programme_id: facts.programme.0,
            code: facts.code,
            title: facts.title.into(),
            state: facts.state.code().to_owned(),
            starts_on: facts.dates.from,
            ends_on: facts.dates.to,
            closing_on: facts.closing_on,
            seat_limit: facts.seat_limit,
            zone: facts.zone,
            version: facts.version,
        }
    }
}

impl From<WeekFacts> for Week {
    fn from(facts: WeekFacts) -> Self {
        let WeekFacts {
            number,
            dates,
            theme,
            module_codes,
        } = facts;
        Self {
            number,
            from: dates.from,
            to: dates.to,
            theme: theme.into(),
            module_codes,
        }
    }
}

pub struct CohortsApi;

#[OpenApi(tag = "Tag::Cohorts")]
impl CohortsApi {
    /// The cohorts
    ///
    /// Those that the caller may see, in the order of their beginning.
    #[oai(path = "/v1/cohorts", method = "get", operation_id = "listCohorts")]
    async fn cohorts(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many cohorts.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<Cohort>>, Problem> {
        let asked = Asked::new("cohorts", limit.0, &cursor.0)?;
        let rows = residencies::cohorts(&app, &caller.0).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.id.to_string(),
            Cohort::from,
        )?))
    }

    /// One cohort
    ///
    /// Dates, state and number of seats.
    #[oai(path = "/v1/cohorts/:id", method = "get", operation_id = "getCohort")]
    async fn cohort(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The cohort.
        id: Path<Uuid>,
    ) -> Result<Json<Cohort>, Problem> {
        Ok(Json(
            residencies::cohort(&app, &caller.0, CohortId(id.0))
                .await?
                .into(),
        ))
    }

    /// The weeks of a cohort
    ///
    /// The plan of the residence, week by week, with what is taught.
    #[oai(
        path = "/v1/cohorts/:id/weeks",
        method = "get",
        operation_id = "listWeeks"
    )]
    async fn weeks(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The cohort.
        id: Path<Uuid>,
        /// How many weeks.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<Week>>, Problem> {
        let asked = Asked::new("weeks", limit.0, &cursor.0)?;
        let rows = residencies::weeks(&app, &caller.0, CohortId(id.0)).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.number.to_string(),
            Week::from,
        )?))
    }

    /// The fellows of a cohort
    ///
    /// Those whom the caller may see, each with the attendance figure (rule 31) and the reasons for being behind.
    #[oai(
        path = "/v1/cohorts/:id/fellows",
        method = "get",
        operation_id = "listFellows"
    )]
    async fn fellows(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The cohort.
        id: Path<Uuid>,
        /// How many fellows.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<StandingBody>>, Problem> {
        let asked = Asked::new("fellows", limit.0, &cursor.0)?;
        let rows = cohort::fellows(&app, &caller.0, CohortId(id.0)).await?;
        let fellows: Vec<_> = rows.iter().map(|row| row.residency.fellow).collect();
        let names = people::names(&app, &fellows).await?;
        let body = |row| standing(row, &caller.0, &names);
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.residency.id.to_string(),
            body,
        )?))
    }

    /// The sessions of a cohort
    ///
    /// Scheduled sessions from one day to another, both included, in order of time; by default the whole cohort's.
    #[oai(
        path = "/v1/cohorts/:id/sessions",
        method = "get",
        operation_id = "listSessions"
    )]
    async fn sessions(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The cohort.
        id: Path<Uuid>,
        /// The first day; the cohort's first unless given.
        from: Query<Option<NaiveDate>>,
        /// The last day; the cohort's last unless given.
        to: Query<Option<NaiveDate>>,
        /// How many sessions.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<SessionBody>>, Problem> {
        let asked = Asked::new("sessions", limit.0, &cursor.0)?;
        let cohort = residencies::cohort(&app, &caller.0, CohortId(id.0)).await?;
        let days = span(
            from.0.unwrap_or(cohort.dates.from),
            to.0.unwrap_or(cohort.dates.to),
        )?;
        let rows = sessions::between(&app, &caller.0, Some(cohort.id), days.from, days.to).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.id.to_string(),
            SessionBody::from,
        )?))
    }
}
