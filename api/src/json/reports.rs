//! Cohort reports: asked for, read, signed off, saved.

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, version},
    materials::{Download, attachment},
    paging::{Asked, Cursor, Limit, Page},
    success::{Created, Done, Versioned},
    text::Text,
};
use chrono::{DateTime, Utc};
use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Header, Path, Query},
    payload::{Binary, Json},
};
use uuid::Uuid;
use zamala_domain::{
    App, Bilingual,
    id::{CohortId, ReportId},
    reports::{
        DownloadKind, ReportFacts, ReportView, operations as reports,
        rules::content::{CohortReport, Figure},
    },
};

/// A report of one cohort, without what it says.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Report {
    pub id: Uuid,
    pub cohort_id: Uuid,
    /// Counts the reports of the cohort from 1.
    pub number: i32,
    /// The plan by which the clock made it; absent when somebody asked for it.
    pub plan_title: Option<Text>,
    /// The moment of the plan that it stands for.
    pub tick: Option<DateTime<Utc>>,
    /// Who asked for it.
    pub asked_by_id: Option<Uuid>,
    pub asked_at: DateTime<Utc>,
    /// `asked`, `made`, `signed_off`, `failed`, or `skipped` where the clock passed over the plan's moment.
    pub state: String,
    pub steps_done: i32,
    pub steps_count: i32,
    /// The moment of every figure; absent until it is made.
    pub as_of: Option<DateTime<Utc>>,
    /// SHA-256 of the frozen file, in hexadecimal.
    pub sha256: Option<String>,
    pub signed_off_by_id: Option<Uuid>,
    pub signed_off_at: Option<DateTime<Utc>>,
    pub is_unread: bool,
    /// Whether the caller may sign it off as it stands.
    pub may_sign_off: bool,
    pub version: i64,
}

/// A figure of the whole cohort, with its definition.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ReportFigure {
    /// For example `attendance_mean`.
    pub code: String,
    /// Absent where there was nothing to reckon from.
    pub value: Option<String>,
    /// What the cohort's report before said.
    pub previous: Option<String>,
    /// `count`, `percent` or `points`.
    pub unit: String,
    pub label: Text,
    pub definition: Text,
    pub formula: Text,
    pub source: Text,
}

/// A report with its figures. Every fellow, lab and due date stands in the files.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct ReportBody {
    pub report: Report,
    /// Whether the stored content still has the digest that it was frozen with.
    pub is_intact: bool,
    /// None until it is made.
    pub figures: Vec<ReportFigure>,
}

/// The id of a report that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct ReportAsked {
    pub id: Uuid,
}

/// As what a report is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum ReportFormat {
    /// One figure a line, with its definition; UTF-8 with a byte order mark.
    Csv,
    /// Sheets in Arabic and in English.
    Xlsx,
    /// The frozen content: canonical JSON, whose SHA-256 is the report's.
    Json,
}

impl From<ReportFormat> for DownloadKind {
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Csv => Self::Csv,
            ReportFormat::Xlsx => Self::Xlsx,
            ReportFormat::Json => Self::Frozen,
        }
    }
}

impl From<ReportFacts> for Report {
    fn from(facts: ReportFacts) -> Self {
        Self {
            id: facts.id.0,
            cohort_id: facts.cohort.0,
            number: facts.number,
            plan_title: facts.plan.map(Text::from),
            tick: facts.tick,
            asked_by_id: facts.asked_by.map(|id| id.0),
            asked_at: facts.asked_at,
            state: facts.state.code().to_owned(),
            steps_done: facts.steps_done,
            steps_count: facts.steps_count,
            as_of: facts.as_of,
            sha256: facts.sha256,
            signed_off_by_id: facts.signed_off_by.map(|id| id.0),
            signed_off_at: facts.signed_off_at,
            is_unread: facts.is_unread,
            may_sign_off: facts.allowed.sign_off,
            version: facts.version,
        }
    }
}

fn figure(content: &CohortReport, figure: &Figure) -> ReportFigure {
    let definition = content.definition(&figure.code);
    let text = |of: fn(&zamala_domain::reports::rules::content::Definition) -> &Bilingual| {
        definition
            .map(|own| of(own).clone())
            .unwrap_or_default()
            .into()
    };
    ReportFigure {
        code: figure.code.clone(),
        value: figure.value.clone(),
        previous: figure.previous.clone(),
        unit: definition.map_or("count", |own| own.unit.code()).to_owned(),
        label: text(|own| &own.label),
        definition: text(|own| &own.text),
        formula: text(|own| &own.formula),
        source: text(|own| &own.source),
    }
}

fn body(view: ReportView) -> Versioned<ReportBody> {
    let figures = view.content.iter().flat_map(|content| {
        let figures = content.figures.iter();
        figures.map(move |own| figure(content, own))
    });
    let figures = figures.collect();
    let version = view.facts.version;
    let body = ReportBody {
        report: view.facts.into(),
        is_intact: view.is_intact,
        figures,
    };
    Versioned::new(body, version)
}

pub struct ReportsApi;

#[OpenApi(tag = "Tag::Reports")]
impl ReportsApi {
    /// The reports
    ///
    /// Those of which the caller is the audience, newest first, of one cohort or of all.
    #[oai(path = "/v1/reports", method = "get", operation_id = "listReports")]
    async fn reports(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The cohort.
        cohort_id: Query<Option<Uuid>>,
        /// How many reports.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<Report>>, Problem> {
        let asked = Asked::new("reports", limit.0, &cursor.0)?;
        let cohort = cohort_id.0.map(CohortId);
        let rows = reports::reports(&app, &caller.0, cohort, asked.after()?, asked.limit()).await?;
        Ok(Json(asked.page(
            rows,
            |row| row.id.to_string(),
            Report::from,
        )))
    }

    /// Ask for a report
    ///
    /// A job makes it; its steps show how far it is. 409 `report-already-asked` while an earlier one is being made.
    #[oai(
        path = "/v1/cohorts/:id/reports",
        method = "post",
        operation_id = "askReport"
    )]
    async fn ask(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The cohort.
        id: Path<Uuid>,
    ) -> Result<Created<ReportAsked>, Problem> {
        let report = reports::ask(&app, &caller.0, CohortId(id.0)).await?;
        Ok(Created::at(
            &format!("/v1/reports/{report}"),
            ReportAsked { id: report.0 },
        ))
    }

    /// One report
    ///
    /// With its figures and their definitions, as frozen. The `ETag` is the version that signing off names in `If-Match`.
    #[oai(path = "/v1/reports/:id", method = "get", operation_id = "getReport")]
    async fn report(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The report.
        id: Path<Uuid>,
    ) -> Result<Versioned<ReportBody>, Problem> {
        Ok(body(
            reports::report(&app, &caller.0, ReportId(id.0)).await?,
        ))
    }

    /// Sign a report off
    ///
    /// By a second person: 409 `report-own-sign-off` for whoever asked for it; 409 `report-not-made` unless it is made.
    #[oai(
        path = "/v1/reports/:id/sign-off",
        method = "post",
        operation_id = "signOffReport"
    )]
    async fn sign_off(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The report.
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Versioned<ReportBody>, Problem> {
        let version = version(if_match.0.as_deref())?;
        let id = ReportId(id.0);
        reports::sign_off(&app, &caller.0, id, version).await?;
        Ok(body(reports::report(&app, &caller.0, id).await?))
    }

    /// Mark a report read
    ///
    /// One that is read already stays as it is; 409 `report-not-made` until it is made.
    #[oai(
        path = "/v1/reports/:id/read",
        method = "post",
        operation_id = "readReport"
    )]
    async fn read(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The report.
        id: Path<Uuid>,
    ) -> Result<Done, Problem> {
        reports::mark_read(&app, &caller.0, ReportId(id.0)).await?;
        Ok(Done::Done)
    }

    /// A report as a file
    ///
    /// Written from its frozen content: the same report is the same bytes. Always as an attachment, never shown in place;
    /// not found until the report is made.
    #[oai(
        path = "/v1/reports/:id/files/:format",
        method = "get",
        operation_id = "getReportFile"
    )]
    async fn file(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The report.
        id: Path<Uuid>,
        /// `csv`, `xlsx` or `json`.
        format: Path<ReportFormat>,
    ) -> Result<Download, Problem> {
        let kind = DownloadKind::from(format.0);
        let file = reports::download(&app, &caller.0, ReportId(id.0), kind).await?;
        Ok(Download::File(
            Binary(file.bytes),
            attachment(&file.name),
            "nosniff".to_owned(),
        ))
    }
}
