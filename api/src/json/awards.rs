//! What fellows earn: conditions met and unmet, and the names on certificates.

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, version},
    success::Versioned,
    text::Text,
};
use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path},
    payload::Json,
};
use uuid::Uuid;
use zamala_domain::{
    App, Bilingual,
    credentials::{
        eligibility::{self, AwardLine, Eligibility},
        names::{self, OwnNames},
        rules::{Asks, Condition, Mend},
    },
    id::ResidencyId,
};

/// One condition of an award, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "AwardCondition", skip_serializing_if_is_none)]
pub struct ConditionBody {
    /// `work_passed`, `lab_attended`, `every_core`, `electives`, `capstone`, `attendance`, `mandatory_sessions` or
    /// `consultations`.
    pub asks: String,
    /// Of a micro-credential or a lab.
    pub code: Option<String>,
    /// What there is: a count, whole points, or a percentage with two decimals.
    pub have: Option<String>,
    pub need: Option<String>,
    /// Codes of the micro-credentials that do not count yet.
    pub missing: Option<Vec<String>>,
    pub is_met: bool,
    /// What the fellow can do: `hand_in`, `book_lab`, `see_attendance` or `see_micro_credentials`.
    pub mend: Option<String>,
}

/// One award with its conditions.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Award", skip_serializing_if_is_none)]
pub struct AwardBody {
    /// `micro_credential`, `fellowship_certificate` or `attendance_statement`.
    pub award: String,
    pub title: Text,
    pub micro_credential_id: Option<Uuid>,
    pub micro_credential_code: Option<String>,
    pub is_met: bool,
    pub conditions: Vec<ConditionBody>,
}

/// What one residency can earn.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ResidencyAwards {
    pub residency_id: Uuid,
    /// The document that the whole residency earns as it stands.
    pub reached: Option<String>,
    pub awards: Vec<AwardBody>,
}

/// The caller's awards, residency by residency.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct OwnAwards {
    pub residencies: Vec<ResidencyAwards>,
}

/// The names on the caller's certificates.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CertificateNames {
    /// As the register of people has them now.
    pub names: Text,
    /// Whether exactly these are confirmed.
    pub is_confirmed: bool,
    /// Whether the Arabic name was chosen too; absent until confirmed once.
    pub with_arabic: Option<bool>,
    /// For `If-Match`; 0 before the first confirmation.
    pub version: i64,
}

/// The names as the caller read them, and the choice.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(deny_unknown_fields)]
pub struct NamesConfirmation {
    pub names: Text,
    /// Whether the Arabic name stands on certificates too.
    pub with_arabic: bool,
}

fn condition(own: Condition) -> ConditionBody {
    let (asks, code, have, need, missing) = asked(&own.asks);
    let mend = own.mend.map(|mend| match mend {
        Mend::HandIn { .. } => "hand_in",
        Mend::BookLab { .. } => "book_lab",
        Mend::SeeAttendance => "see_attendance",
        Mend::SeeMicroCredentials => "see_micro_credentials",
    });
    ConditionBody {
        asks: asks.to_owned(),
        code,
        have,
        need,
        missing,
        is_met: own.is_met,
        mend: mend.map(str::to_owned),
    }
}

type Asked = (
    &'static str,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<Vec<String>>,
);

fn asked(asks: &Asks) -> Asked {
    let text = |figure: &dyn ToString| Some(figure.to_string());
    match asks {
        Asks::WorkPassed {
            code,
            pass_percent,
            result,
            ..
        } => {
            let have = result.map(|result| result.mark.rounded_points().to_string());
            (
                "work_passed",
                Some(code.clone()),
                have,
                text(pass_percent),
                None,
            )
        }
        Asks::LabAttended { code, .. } => ("lab_attended", Some(code.clone()), None, None, None),
        Asks::EveryCore {
            have,
            need,
            missing,
        } => (
            "every_core",
            None,
            text(have),
            text(need),
            Some(missing.clone()),
        ),
        Asks::Electives {
            have,
            need,
            missing,
        } => (
            "electives",
            None,
            text(have),
            text(need),
            Some(missing.clone()),
        ),
        Asks::Capstone { .. } => ("capstone", None, None, None, None),
        Asks::Attendance {
            share,
            need_percent,
        } => {
            let have = share.map(zamala_domain::labs::rules::Share::percent_text);
            ("attendance", None, have, text(need_percent), None)
        }
        Asks::MandatorySessions { missed } => {
            ("mandatory_sessions", None, text(missed), text(&0), None)
        }
        Asks::Consultations { have, need } => ("consultations", None, text(have), text(need), None),
    }
}

fn award(line: AwardLine) -> AwardBody {
    let (id, code) = line.module.unzip();
    AwardBody {
        award: line.award.code().to_owned(),
        title: line.title.into(),
        micro_credential_id: id.map(|id| id.0),
        micro_credential_code: code,
        is_met: line.is_met,
        conditions: line.conditions.into_iter().map(condition).collect(),
    }
}

fn of_residency(list: Eligibility) -> ResidencyAwards {
    ResidencyAwards {
        residency_id: list.residency.id.0,
        reached: list.reached.map(|award| award.code().to_owned()),
        awards: list.lines.into_iter().map(award).collect(),
    }
}

fn names_body(own: OwnNames) -> CertificateNames {
    CertificateNames {
        names: own.now.into(),
        is_confirmed: own.is_confirmed,
        with_arabic: own.confirmed.map(|(names, _)| names.ar.is_some()),
        version: own.version,
    }
}

pub struct AwardsApi;

#[OpenApi(tag = "Tag::Awards")]
impl AwardsApi {
    /// My awards
    ///
    /// What each of the caller's residencies can earn: conditions met and unmet with their figures.
    #[oai(path = "/v1/me/awards", method = "get", operation_id = "getMyAwards")]
    async fn own(&self, app: Data<&App>, caller: Caller) -> Result<Json<OwnAwards>, Problem> {
        let lists = eligibility::own(&app, &caller.0).await?;
        Ok(Json(OwnAwards {
            residencies: lists.into_iter().map(of_residency).collect(),
        }))
    }

    /// A residency's awards
    ///
    /// For who may see the marks of the residency.
    #[oai(
        path = "/v1/residencies/:id/awards",
        method = "get",
        operation_id = "getResidencyAwards"
    )]
    async fn residency(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The residency.
        id: Path<Uuid>,
    ) -> Result<Json<ResidencyAwards>, Problem> {
        let list = eligibility::residency(&app, &caller.0, ResidencyId(id.0)).await?;
        Ok(Json(of_residency(list)))
    }

    /// Names on my certificates
    ///
    /// The `ETag` is the version that a confirmation names in `If-Match`.
    #[oai(
        path = "/v1/me/certificate-names",
        method = "get",
        operation_id = "getCertificateNames"
    )]
    async fn names(
        &self,
        app: Data<&App>,
        caller: Caller,
    ) -> Result<Versioned<CertificateNames>, Problem> {
        let own = names::own(&app, &caller.0).await?;
        let version = own.version;
        Ok(Versioned::new(names_body(own), version))
    }

    /// Confirm the names on my certificates
    ///
    /// Exactly as they were read: 409 `stale` when one has changed since. Nothing is sealed before.
    #[oai(
        path = "/v1/me/certificate-names",
        method = "put",
        operation_id = "confirmCertificateNames"
    )]
    async fn confirm(
        &self,
        app: Data<&App>,
        caller: Caller,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        body: Json<NamesConfirmation>,
    ) -> Result<Versioned<CertificateNames>, Problem> {
        let version = version(if_match.0.as_deref())?;
        let NamesConfirmation {
            names: shown,
            with_arabic,
        } = body.0;
        let shown = Bilingual::from(shown);
        names::confirm(&app, &caller.0, &shown, with_arabic, version).await?;
        let own = names::own(&app, &caller.0).await?;
        let version = own.version;
        Ok(Versioned::new(names_body(own), version))
    }
}
