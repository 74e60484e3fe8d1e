//! Giving roles, inviting, suspending and reinstating people.

use super::{Tag, answer::Problem, caller::Caller, people::known_person, success::Done};
use chrono::NaiveDate;
use poem::web::Data;
use poem_openapi::{Enum, Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;
use zamala_domain::{
    Actor, App, FieldError, Grant, OperationError, Role, Scope, accounts, countries, curriculum,
    id::{CohortId, ProgrammeId},
    people::{operations as people, policy},
    residencies,
    scope::CountryCode,
    text,
};

/// Characters of a decision's name.
const DECISION_CHARACTERS_MAX: usize = 200;

/// What a person does in the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename = "Role", rename_all = "snake_case")]
pub enum RoleChoice {
    Fellow,
    Trainer,
    Mentor,
    Expert,
    ProgrammeManager,
    CertificateOfficer,
    Signatory,
    LabCoordinator,
    FocalPoint,
    IndicatorSteward,
    ForumCoordinator,
    Administrator,
}

/// How far a role reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename = "ScopeKind", rename_all = "snake_case")]
pub enum ScopeKind {
    /// For administrators only.
    Installation,
    Programme,
    Cohort,
    Country,
}

/// A role within a scope.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "NewGrant", deny_unknown_fields)]
pub struct GrantBody {
    pub role: RoleChoice,
    pub scope: ScopeKind,
    /// The programme or cohort, when the scope is one.
    pub scope_id: Option<Uuid>,
    /// The country's ISO 3166-1 alpha-3 code, when the scope is one.
    #[oai(validator(pattern = "^[A-Z]{3}$"))]
    pub country: Option<String>,
    pub starts_on: Option<NaiveDate>,
    /// Not before `starts_on`.
    pub ends_on: Option<NaiveDate>,
    /// The decision by which an acting holder (قائم بالأعمال) acts.
    #[oai(validator(min_length = 1, max_length = 200))]
    pub acting_by_decision: Option<String>,
}

/// What giving a role did.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct RoleGiven {
    /// False when the person held the role within that scope already.
    pub is_new: bool,
}

impl From<RoleChoice> for Role {
    fn from(role: RoleChoice) -> Self {
        match role {
            RoleChoice::Fellow => Self::Fellow,
            RoleChoice::Trainer => Self::Trainer,
            RoleChoice::Mentor => Self::Mentor,
            RoleChoice::Expert => Self::Expert,
            RoleChoice::ProgrammeManager => Self::ProgrammeManager,
            RoleChoice::CertificateOfficer => Self::CertificateOfficer,
            RoleChoice::Signatory => Self::Signatory,
            RoleChoice::LabCoordinator => Self::LabCoordinator,
            RoleChoice::FocalPoint => Self::FocalPoint,
            RoleChoice::IndicatorSteward => Self::IndicatorSteward,
            RoleChoice::ForumCoordinator => Self::ForumCoordinator,
            RoleChoice::Administrator => Self::Administrator,
        }
    }
}

/// The grant that the body means: its scope exists, its days are in order. `prefix` is where it stands in the body.
pub async fn checked_grant(app: &App, body: GrantBody, prefix: &str) -> Result<Grant, Problem> {
    let refused = |field: &str, code: &'static str| {
        Problem::invalid(&[FieldError::new(format!("{prefix}{field}"), code)])
    };
    let role = Role::from(body.role);
    let scope = match (body.scope, body.scope_id, body.country) {
        (ScopeKind::Installation, None, None) => Scope::Installation,
        (ScopeKind::Programme, Some(id), None) => Scope::Programme(ProgrammeId(id)),
        (ScopeKind::Cohort, Some(id), None) => Scope::Cohort(CohortId(id)),
        (ScopeKind::Country, None, Some(code)) => Scope::Country(CountryCode(code)),
        (ScopeKind::Country, None, None) => return Err(refused("country", "required")),
        (ScopeKind::Programme | ScopeKind::Cohort, None, None) => {
            return Err(refused("scope_id", "required"));
        }
        _ => return Err(refused("scope", "scope-contradictory")),
    };
    if (role == Role::Administrator) != (scope == Scope::Installation) {
        return Err(refused("scope", "scope-contradictory"));
    }
    if !scope_exists(app, &scope).await? {
        return Err(refused(
            if matches!(scope, Scope::Country(_)) {
                "country"
            } else {
                "scope_id"
            },
            "unknown",
        ));
    }
    let is_backwards = body
        .starts_on
        .zip(body.ends_on)
        .is_some_and(|(from, to)| to < from);
    if is_backwards {
        return Err(refused("ends_on", "out-of-order"));
    }
    let decision = body
        .acting_by_decision
        .map(|typed| text::clean_text(&typed, DECISION_CHARACTERS_MAX))
        .transpose();
    let decision = decision.map_err(|fault| refused("acting_by_decision", fault.code()))?;
    let (starts_on, ends_on) = (body.starts_on, body.ends_on);
    Ok(Grant {
        role,
        scope,
        starts_on,
        ends_on,
        acting_by_decision: decision.filter(|text| !text.is_empty()),
    })
}

async fn scope_exists(app: &App, scope: &Scope) -> Result<bool, Problem> {
    let found = match scope {
        Scope::Installation => return Ok(true),
        Scope::Country(code) => {
            return Ok(countries::operations::all(app)
                .await?
                .iter()
                .any(|own| own.code == *code));
        }
        Scope::Programme(id) => curriculum::operations::programme(app, *id).await.map(drop),
        // Administrators give roles in cohorts whose work they do not see: the service itself looks.
        Scope::Cohort(id) => residencies::operations::cohort(app, &Actor::system(), *id)
            .await
            .map(drop),
    };
    match found {
        Ok(()) => Ok(true),
        Err(OperationError::NotFound) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

pub struct GrantsApi;

#[OpenApi(tag = "Tag::People")]
impl GrantsApi {
    /// Give a role
    ///
    /// One more role within a scope; for administrators, never to oneself (rule 79).
    #[oai(
        path = "/v1/people/:id/roles",
        method = "post",
        operation_id = "giveRole"
    )]
    async fn give_role(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The person.
        id: Path<Uuid>,
        body: Json<GrantBody>,
    ) -> Result<Json<RoleGiven>, Problem> {
        policy::may_grant(&caller.0, id.0.into())?;
        let person = known_person(&app, id.0).await?;
        let grant = checked_grant(&app, body.0, "").await?;
        Ok(Json(RoleGiven {
            is_new: people::give_role(&app, &caller.0, person, grant).await?,
        }))
    }

    /// Invite
    ///
    /// Sends a letter with a link by which the person sets a first password; it works for 7 days, and voids earlier ones.
    #[oai(
        path = "/v1/people/:id/invitation",
        method = "post",
        operation_id = "invitePerson"
    )]
    async fn invite(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The person.
        id: Path<Uuid>,
    ) -> Result<Done, Problem> {
        accounts::operations::invite(&app, &caller.0, id.0.into()).await?;
        Ok(Done::Done)
    }

    /// Suspend
    ///
    /// Ends the person's sessions, links and tokens at once; for administrators, never of oneself.
    #[oai(
        path = "/v1/people/:id/suspension",
        method = "post",
        operation_id = "suspendPerson"
    )]
    async fn suspend(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The person.
        id: Path<Uuid>,
    ) -> Result<Done, Problem> {
        accounts::operations::suspend(&app, &caller.0, id.0.into()).await?;
        Ok(Done::Done)
    }

    /// Reinstate
    ///
    /// Lets a suspended person sign in again. What suspension ended stays ended.
    #[oai(
        path = "/v1/people/:id/suspension",
        method = "delete",
        operation_id = "reinstatePerson"
    )]
    async fn reinstate(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The person.
        id: Path<Uuid>,
    ) -> Result<Done, Problem> {
        accounts::operations::reinstate(&app, &caller.0, id.0.into()).await?;
        Ok(Done::Done)
    }
}
