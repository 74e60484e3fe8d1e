//! The names that stand on certificates, confirmed by whose they are (rule 57).

use crate::{
    actor::Actor,
    app::App,
    audit,
    bilingual::Bilingual,
    credentials::{entity::names, policy, rules::NamesOnCertificate, store},
    error::OperationError,
    id::PersonId,
    people,
};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::collections::HashMap;

/// What a fellow is shown before confirming.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnNames {
    /// As the register of people has them now: Latin as in the passport, Arabic as staff propose.
    pub now: Bilingual,
    pub confirmed: Option<(NamesOnCertificate, DateTime<Utc>)>,
    /// Confirmed, and nothing has changed since.
    pub is_confirmed: bool,
    /// A prepared batch waits for it.
    pub is_waited_for: bool,
    pub version: i64,
}

/// The actor's own names.
pub async fn own(app: &App, actor: &Actor) -> Result<OwnNames, OperationError> {
    let person = policy::may_confirm_names(actor)?;
    let facts = people::operations::person_facts(app, person).await?;
    let now = facts.ok_or(OperationError::NotFound)?.name;
    let row = store::confirmed_names(app.db(), &[person]).await?.pop();
    let version = row.as_ref().map_or(0, |row| row.version);
    let confirmed = row.map(|row| (on_certificate(&row), row.confirmed_at));
    let is_confirmed = confirmed
        .as_ref()
        .is_some_and(|(names, _)| still_holds(names, &now));
    let waiting = store::prepared_with(app.db(), person).await?;
    Ok(OwnNames {
        now,
        confirmed,
        is_confirmed,
        is_waited_for: !is_confirmed && !waiting.is_empty(),
        version,
    })
}

/// Confirms the names as they were shown; `with_arabic` is false for who wants the Latin one alone.
///
/// # Errors
/// Stale when a name or the confirmation changed since it was shown.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    shown: &Bilingual,
    with_arabic: bool,
    version: i64,
) -> Result<i64, OperationError> {
    let person = policy::may_confirm_names(actor)?;
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let facts = people::operations::person_facts(app, person).await?;
        let now = facts.ok_or(OperationError::NotFound)?.name;
        let seen = store::confirmed_names(txn, &[person]).await?.pop();
        if now != *shown || seen.as_ref().map_or(0, |row| row.version) != version {
            return Err(OperationError::Stale);
        }
        let wanted = names::Model {
            person_id: person,
            name_en: now.en,
            name_ar: with_arabic.then_some(now.ar),
            confirmed_at: app.now(),
            version: version + 1,
        };
        let after = json!({ "name_en": wanted.name_en, "name_ar": wanted.name_ar });
        if !store::put_names(txn, seen.as_ref(), wanted).await? {
            return Err(OperationError::Stale);
        }
        let entry = audit::Entry::new("credentials.confirm-names", "person", person).after(after);
        audit::operations::record_in(app, txn, actor, entry).await?;
        Ok(version + 1)
    })
    .await
}

/// The names that hold for certificates now; who has not confirmed, or whose name changed since, is absent.
pub(super) async fn confirmed_from(
    app: &App,
    db: &impl ConnectionTrait,
    people: &[PersonId],
) -> Result<HashMap<PersonId, NamesOnCertificate>, OperationError> {
    let now = people::operations::names(app, people).await?;
    let rows = store::confirmed_names(db, people).await?;
    let held = rows.iter().map(|row| (row.person_id, on_certificate(row)));
    Ok(held
        .filter(|(person, names)| now.get(person).is_some_and(|now| still_holds(names, now)))
        .collect())
}

fn on_certificate(row: &names::Model) -> NamesOnCertificate {
    NamesOnCertificate {
        en: row.name_en.clone(),
        ar: row.name_ar.clone(),
    }
}

fn still_holds(names: &NamesOnCertificate, now: &Bilingual) -> bool {
    names.en == now.en && names.ar.as_ref().is_none_or(|ar| *ar == now.ar)
}
