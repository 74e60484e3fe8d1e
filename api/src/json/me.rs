//! Who the caller is, and the caller's own preferences.

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, version},
    success::Versioned,
    text::Text,
};
use chrono::NaiveDate;
use poem::web::Data;
use poem_openapi::{Enum, Object, OpenApi, param::Header, payload::Json};
use uuid::Uuid;
use zamala_domain::notifications::operations::PreferencesDraft;
use zamala_domain::{
    Actor, App, Grant, OperationError, Scope,
    actor::TokenScope,
    notifications::{Digits, operations as notifications},
    people::operations as people,
};

/// The caller.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Me {
    pub id: Uuid,
    pub name: Text,
    pub email: String,
    /// The language of letters: `ar` or `en`.
    pub language: String,
    /// Each role once, named as in the programme file.
    pub roles: Vec<String>,
    /// The roles with the scope within which they are held today.
    pub grants: Vec<GrantLine>,
    /// What the token may do: `read` or `read_write`.
    pub token_scope: Option<String>,
}

/// A role within a scope.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Grant", skip_serializing_if_is_none)]
pub struct GrantLine {
    pub role: String,
    /// `installation`, `programme`, `cohort` or `country`.
    pub scope: String,
    /// The programme or cohort.
    pub scope_id: Option<Uuid>,
    /// The country, by its ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    /// The decision by which an acting holder acts.
    pub acting_by_decision: Option<String>,
}

/// The digits in which figures are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename = "Digits", rename_all = "snake_case")]
pub enum DigitsChoice {
    Latin,
    ArabicIndic,
}

/// How the caller likes to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Preferences", deny_unknown_fields)]
pub struct PreferencesBody {
    pub digits: DigitsChoice,
}

pub fn grant_line(grant: &Grant) -> GrantLine {
    let (scope, scope_id, country) = match &grant.scope {
        Scope::Installation => ("installation", None, None),
        Scope::Programme(id) => ("programme", Some(id.0), None),
        Scope::Cohort(id) => ("cohort", Some(id.0), None),
        Scope::Country(code) => ("country", None, Some(code.to_string())),
    };
    GrantLine {
        role: grant.role.code().to_owned(),
        scope: scope.to_owned(),
        scope_id,
        country,
        starts_on: grant.starts_on,
        ends_on: grant.ends_on,
        acting_by_decision: grant.acting_by_decision.clone(),
    }
}

fn choice(digits: Digits) -> DigitsChoice {
    match digits {
        Digits::Latin => DigitsChoice::Latin,
        Digits::ArabicIndic => DigitsChoice::ArabicIndic,
    }
}

fn roles_once(actor: &Actor) -> Vec<String> {
    let mut roles: Vec<_> = actor.grants.iter().map(|grant| grant.role).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
        .into_iter()
        .map(|role| role.code().to_owned())
        .collect()
}

pub struct MeApi;

#[OpenApi(tag = "Tag::Me")]
impl MeApi {
    /// Who am I
    ///
    /// The caller with roles, grants in force today, and the language of letters.
    #[oai(path = "/v1/me", method = "get", operation_id = "getMe")]
    async fn me(&self, app: Data<&App>, caller: Caller) -> Result<Json<Me>, Problem> {
        let person = caller.0.person.ok_or(OperationError::Forbidden)?;
        let facts = people::person_facts(&app, person)
            .await?
            .ok_or(OperationError::NotFound)?;
        Ok(Json(Me {
            id: person.0,
            name: facts.name.into(),
            email: facts.email,
            language: facts.language.code().to_owned(),
            roles: roles_once(&caller.0),
            grants: caller.0.grants.iter().map(grant_line).collect(),
            token_scope: caller.0.token.map(|scope| scope_code(scope).to_owned()),
        }))
    }

    /// My preferences
    ///
    /// How the caller likes to read. The `ETag` is the version that a change names in `If-Match`.
    #[oai(
        path = "/v1/preferences",
        method = "get",
        operation_id = "getPreferences"
    )]
    async fn preferences(
        &self,
        app: Data<&App>,
        caller: Caller,
    ) -> Result<Versioned<PreferencesBody>, Problem> {
        let own = notifications::preferences(&app, &caller.0).await?;
        Ok(Versioned::new(
            PreferencesBody {
                digits: choice(own.digits),
            },
            own.version,
        ))
    }

    /// Save my preferences
    ///
    /// Replaces the caller's preferences, provided that nobody saved others meanwhile (409 `stale`).
    #[oai(
        path = "/v1/preferences",
        method = "put",
        operation_id = "putPreferences"
    )]
    async fn save_preferences(
        &self,
        app: Data<&App>,
        caller: Caller,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        body: Json<PreferencesBody>,
    ) -> Result<Versioned<PreferencesBody>, Problem> {
        let digits = match body.digits {
            DigitsChoice::Latin => Digits::Latin,
            DigitsChoice::ArabicIndic => Digits::ArabicIndic,
        };
        let draft = PreferencesDraft {
            digits,
            version: version(if_match.0.as_deref())?,
        };
        let version = notifications::save_preferences(&app, &caller.0, draft).await?;
        Ok(Versioned::new(body.0, version))
    }
}

/// The word for what a token may do.
pub fn scope_code(scope: TokenScope) -> &'static str {
    match scope {
        TokenScope::Read => "read",
        TokenScope::ReadWrite => "read_write",
    }
}
