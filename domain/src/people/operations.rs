//! Finding people, and giving them roles.

mod import;

pub(crate) use import::put_in;

use super::{
    entity::{grants, people},
    policy, store,
};
use crate::{
    actor::Actor,
    app::{App, Txn},
    audit,
    bilingual::{Bilingual, Language},
    error::{FieldError, OperationError, breaks},
    id::{OrganisationId, PersonId},
    scope::{Grant, Role, Scope},
    text,
};
use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::collections::HashMap;

/// People read at once by lists.
pub const PEOPLE_PAGE_MAX: u64 = 100;

/// What others need to know of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonFacts {
    pub id: PersonId,
    /// The id in the programme file, for example `fe.a10`.
    pub code: Option<String>,
    pub name: Bilingual,
    pub email: String,
    pub language: Language,
    pub organisation: Option<OrganisationId>,
    pub is_sample: bool,
}

/// A person as a programme file or an administrator gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonDraft {
    pub code: Option<String>,
    pub name: Bilingual,
    pub email: String,
    pub language: Language,
    pub organisation: Option<OrganisationId>,
    pub is_external: bool,
    pub is_sample: bool,
}

/// A person in a list, with the roles in force.
#[derive(Clone, Debug)]
pub struct PersonLine {
    pub facts: PersonFacts,
    pub roles: Vec<Role>,
}

fn facts(row: people::Model) -> PersonFacts {
    let people::Model {
        id,
        code,
        name_ar,
        name_en,
        email,
        language,
        organisation_id,
        is_sample,
        ..
    } = row;
    let name = Bilingual {
        ar: name_ar,
        en: name_en,
    };
    PersonFacts {
        id,
        code,
        name,
        email,
        language,
        organisation: organisation_id,
        is_sample,
    }
}

pub async fn person_facts(app: &App, id: PersonId) -> Result<Option<PersonFacts>, OperationError> {
    Ok(store::find(app.db(), id).await?.map(facts))
}

/// The person who signs in with this address.
pub async fn sign_in_facts(
    app: &App,
    email_key: &str,
) -> Result<Option<PersonFacts>, OperationError> {
    Ok(store::by_email_key(app.db(), email_key).await?.map(facts))
}

/// The names of these people; ids without a person are absent.
pub async fn names(
    app: &App,
    ids: &[PersonId],
) -> Result<HashMap<PersonId, Bilingual>, OperationError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = store::by_ids(app.db(), ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            (
                row.id,
                Bilingual {
                    ar: row.name_ar,
                    en: row.name_en,
                },
            )
        })
        .collect())
}

/// Codes of the micro-credentials that the person teaches; for other contexts, which have their own policy.
pub(crate) async fn teaches(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<String>, OperationError> {
    Ok(store::topics_of(db, person, "teaches").await?)
}

/// The grants in force on a day, none of them revoked.
pub async fn grants_in_force(
    app: &App,
    person: PersonId,
    on: NaiveDate,
) -> Result<Vec<Grant>, OperationError> {
    let rows = store::live_grants(app.db(), &[person]).await?;
    Ok(rows
        .iter()
        .filter_map(store::grant_of)
        .filter(|grant| grant.is_in_force(on))
        .collect())
}

/// The people who hold a role today within exactly this scope.
pub async fn holders_of(
    app: &App,
    role: Role,
    scope: &Scope,
) -> Result<Vec<PersonId>, OperationError> {
    let rows = store::holders(app.db(), role).await?;
    let held = |row: &&grants::Model| {
        store::grant_of(row)
            .is_some_and(|grant| grant.is_in_force(app.today()) && grant.scope == *scope)
    };
    Ok(rows.iter().filter(held).map(|row| row.person_id).collect())
}

/// A page of people, for administrators and programme managers.
///
/// # Errors
/// Forbidden for everybody else.
pub async fn list(
    app: &App,
    actor: &Actor,
    search: &str,
    after: Option<PersonId>,
    limit: u64,
) -> Result<Vec<PersonLine>, OperationError> {
    policy::may_list(actor)?;
    let words: Vec<String> = text::search_key(search)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let rows = store::page(app.db(), &words, after, limit.min(PEOPLE_PAGE_MAX + 1)).await?;
    with_roles(app, rows).await
}

/// One person, for administrators and programme managers; anybody may see themselves.
pub async fn person(app: &App, actor: &Actor, id: PersonId) -> Result<PersonLine, OperationError> {
    if !actor.is(id) {
        policy::may_list(actor).map_err(|_| OperationError::NotFound)?;
    }
    let row = store::find(app.db(), id)
        .await?
        .ok_or(OperationError::NotFound)?;
    with_roles(app, vec![row])
        .await?
        .pop()
        .ok_or(OperationError::NotFound)
}

/// The people of the sample programme, for the demo's own pages.
pub async fn sample_people(app: &App) -> Result<Vec<PersonLine>, OperationError> {
    if !app.is_demo().await? {
        return Err(OperationError::NotFound);
    }
    let rows = store::samples(app.db()).await?;
    with_roles(app, rows).await
}

async fn with_roles(
    app: &App,
    rows: Vec<people::Model>,
) -> Result<Vec<PersonLine>, OperationError> {
    let ids: Vec<PersonId> = rows.iter().map(|row| row.id).collect();
    let mut roles: HashMap<PersonId, Vec<Role>> = HashMap::new();
    for row in store::live_grants(app.db(), &ids).await? {
        let held = roles.entry(row.person_id).or_default();
        let is_in_force = store::grant_of(&row).is_some_and(|grant| grant.is_in_force(app.today()));
        if is_in_force && !held.contains(&row.role) {
            held.push(row.role);
        }
    }
    let line = |row: people::Model| PersonLine {
        roles: roles.remove(&row.id).unwrap_or_default(),
        facts: facts(row),
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Creates a person with one role, by an administrator.
pub async fn create(
    app: &App,
    actor: &Actor,
    draft: PersonDraft,
    grant: Grant,
) -> Result<PersonId, OperationError> {
    policy::may_create(actor)?;
    let draft = cleaned(draft)?;
    app.write_once(actor, |txn| {
        let (draft, grant) = (&draft, &grant);
        async move {
            let txn = &*txn;
            let id = app.new_id::<PersonId>();
            let inserted = store::insert(txn, row(app, id, draft)).await;
            if let Err(error) = inserted {
                let is_taken = ["people_email_key", "people.email_key"]
                    .iter()
                    .any(|name| breaks(&error, name));
                return Err(if is_taken {
                    OperationError::invalid("email", "email-taken")
                } else {
                    error.into()
                });
            }
            let entry = audit::Entry::new("people.create", "person", id)
                .after(json!({ "role": grant.role.code() }));
            audit::operations::record_in(app, txn, actor, entry).await?;
            grant_in(app, txn, actor, id, grant).await?;
            Ok(id)
        }
    })
    .await
}

/// Gives a person one more role.
pub async fn give_role(
    app: &App,
    actor: &Actor,
    person: PersonId,
    grant: Grant,
) -> Result<bool, OperationError> {
    policy::may_grant(actor, person)?;
    app.write_once(actor, |txn| {
        let grant = &grant;
        async move {
            let txn = &*txn;
            store::find(txn, person)
                .await?
                .ok_or(OperationError::NotFound)?;
            let is_new = grant_in(app, txn, actor, person, grant).await?;
            Ok(is_new)
        }
    })
    .await
}

/// Grants a role unless the person holds it within that scope already.
///
/// # Returns
/// Whether a grant was added.
pub(crate) async fn grant_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    person: PersonId,
    grant: &Grant,
) -> Result<bool, OperationError> {
    let held = store::live_grants(txn, &[person]).await?;
    let is_same = |row: &grants::Model| {
        store::grant_of(row).is_some_and(|own| own.role == grant.role && own.scope == grant.scope)
    };
    if held.iter().any(is_same) {
        return Ok(false);
    }
    store::insert_grant(txn, grant_row(app, person, grant)).await?;
    let after = json!({ "role": grant.role.code(), "scope": grant.scope, "decision": grant.acting_by_decision });
    let entry = audit::Entry::new("people.grant", "person", person).after(after);
    audit::operations::record_in(app, txn, actor, entry).await?;
    Ok(true)
}

fn grant_row(app: &App, person: PersonId, grant: &Grant) -> grants::Model {
    let (scope_kind, programme_id, cohort_id, country_code) = match &grant.scope {
        Scope::Installation => ("installation", None, None, None),
        Scope::Programme(id) => ("programme", Some(*id), None, None),
        Scope::Cohort(id) => ("cohort", None, Some(*id), None),
        Scope::Country(code) => ("country", None, None, Some(code.clone())),
    };
    grants::Model {
        id: app.new_id(),
        person_id: person,
        role: grant.role,
        scope_kind: scope_kind.to_owned(),
        programme_id,
        cohort_id,
        country_code,
        starts_on: grant.starts_on,
        ends_on: grant.ends_on,
        acting_by_decision: grant.acting_by_decision.clone(),
        created_at: app.now(),
        revoked_at: None,
    }
}

fn row(app: &App, id: PersonId, draft: &PersonDraft) -> people::Model {
    let PersonDraft {
        code,
        name,
        email,
        language,
        organisation,
        is_external,
        is_sample,
    } = draft.clone();
    let search_key = text::search_key(&format!(
        "{} {} {}",
        name.ar,
        name.en,
        code.as_deref().unwrap_or("")
    ));
    people::Model {
        id,
        code,
        name_ar: name.ar,
        name_en: name.en,
        name_ar_revision: 1,
        name_en_revision: 1,
        search_key,
        email_key: text::email_key(&email),
        email,
        language,
        organisation_id: organisation,
        is_external,
        is_sample,
        created_at: app.now(),
        version: 1,
    }
}

fn cleaned(draft: PersonDraft) -> Result<PersonDraft, OperationError> {
    let mut faults = Vec::new();
    let mut keep = |field: &str, cleaned: Result<String, &'static str>| {
        cleaned.unwrap_or_else(|code| {
            faults.push(FieldError::new(field, code));
            String::new()
        })
    };
    let ar = keep(
        "name_ar",
        text::clean_name(&draft.name.ar).map_err(|fault| fault.code()),
    );
    let en = keep(
        "name_en",
        text::clean_name(&draft.name.en).map_err(|fault| fault.code()),
    );
    let email = keep(
        "email",
        text::clean_email(&draft.email).map_err(text::EmailFault::code),
    );
    if !faults.is_empty() {
        return Err(OperationError::Invalid(faults));
    }
    Ok(PersonDraft {
        name: Bilingual { ar, en },
        email,
        ..draft
    })
}
