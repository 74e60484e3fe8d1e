//! Who acts: a person with the grants in force, and where the request came from.

use crate::{
    bilingual::Language,
    id::{CohortId, PersonId, ProgrammeId},
    scope::{CountryCode, Grant, Role, Scope, Visibility},
};

/// Makes a repeated request safe: the outcome is stored under this key with the change itself, for 24 h.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// Method and route pattern, for example `POST /sessions/:id/bookings`.
    pub route: String,
    /// The client's key: 1 to 128 visible ASCII characters.
    pub key: String,
    /// SHA-256 of path and body: the same key with another body is refused.
    pub body_sha256: [u8; 32],
}

/// Where a request came from; written into the audit log, never into other logs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub request_id: Option<String>,
    /// The client's network address.
    pub address: Option<String>,
    pub once: Option<Once>,
}

/// A person (or the system itself) who acts, with the grants in force today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// `None` is the system: the worker and the command line.
    pub person: Option<PersonId>,
    pub grants: Vec<Grant>,
    pub language: Language,
    pub origin: Origin,
    /// The scope of the personal token that the request carries; `None` for a session: all that the person may do.
    pub token: Option<TokenScope>,
}

/// What a personal token may do. It never widens what its owner may do.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    sea_orm::EnumIter,
    sea_orm::DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    Read,
    ReadWrite,
}

impl Actor {
    /// The system itself: the worker, the command line.
    pub fn system() -> Self {
        Self {
            person: None,
            grants: vec![Grant::standing(Role::Administrator, Scope::Installation)],
            language: Language::Ar,
            origin: Origin::default(),
            token: None,
        }
    }

    pub fn of(person: PersonId, grants: Vec<Grant>, language: Language) -> Self {
        Self {
            person: Some(person),
            grants,
            language,
            origin: Origin::default(),
            token: None,
        }
    }

    pub fn is_system(&self) -> bool {
        self.person.is_none()
    }

    pub fn is(&self, person: PersonId) -> bool {
        self.person == Some(person)
    }

    pub fn has_role(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Whether the actor holds the role for the whole programme.
    pub fn has_role_in_programme(&self, role: Role, programme: ProgrammeId) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.role == role && grant.scope == Scope::Programme(programme))
    }

    /// Whether the actor holds the role for the cohort, or for its whole programme.
    pub fn has_role_in_cohort(&self, role: Role, programme: ProgrammeId, cohort: CohortId) -> bool {
        self.has_role_in_programme(role, programme)
            || self
                .grants
                .iter()
                .any(|grant| grant.role == role && grant.scope == Scope::Cohort(cohort))
    }

    /// Whether the actor holds the role for the country.
    pub fn has_role_in_country(&self, role: Role, country: &CountryCode) -> bool {
        self.grants.iter().any(|grant| {
            grant.role == role && matches!(&grant.scope, Scope::Country(own) if own == country)
        })
    }

    pub fn is_administrator(&self) -> bool {
        self.grants
            .iter()
            .any(|g| g.role == Role::Administrator && g.scope == Scope::Installation)
    }

    /// What the given roles let the actor find, plus rows about the actor.
    pub fn visibility(&self, roles: &[Role]) -> Visibility {
        let mut seen = Visibility {
            own: self.person,
            everything: self.is_system(),
            ..Visibility::default()
        };
        for grant in self
            .grants
            .iter()
            .filter(|grant| roles.contains(&grant.role))
        {
            match &grant.scope {
                Scope::Installation => {}
                Scope::Programme(id) => seen.programmes.push(*id),
                Scope::Cohort(id) => seen.cohorts.push(*id),
                Scope::Country(code) => seen.countries.push(code.clone()),
            }
        }
        seen
    }
}
