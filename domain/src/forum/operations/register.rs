//! Registering, by somebody without an account.

use super::{letters, secret_hash, visitor};
use crate::{
    accounts::operations::Try,
    actor::{Actor, Origin},
    app::{App, Txn},
    audit,
    countries::operations as countries,
    error::{FieldError, OperationError, breaks},
    forum::{
        entity::{forums, pools, registrations, ticket_types},
        rules::{self, CleanRegistration, LETTER_AGAIN_AFTER, RegistrationDraft},
        state::RegistrationState,
        store,
    },
    id::{LinkId, RegistrationId},
    outbox::operations::{NewAddressee, add_addressee_in, change_addressee_in, link_secret},
    scope::CountryCode,
};
use serde_json::json;

/// Keeps a registration until the link of the letter confirms it. An address that is registered already gets the
/// letter again, at most every ten minutes, and the answer is the same; until somebody has confirmed, the newest
/// registration of an address takes the place of the one before. A repeated request is answered as it was, and not
/// counted.
///
/// # Errors
/// `NotFound`; `forum-registration-closed`; `too-many-registrations`; every faulty field.
pub async fn register(
    app: &App,
    code: &str,
    draft: &RegistrationDraft,
    origin: &Origin,
) -> Result<(), OperationError> {
    let actor = visitor(origin);
    if let Some(answer) = app.answered_before(&actor).await? {
        return Ok(answer);
    }
    let forum = store::forums::by_code(app.db(), code).await?;
    let forum = forum.ok_or(OperationError::NotFound)?;
    let now = app.now();
    if now < forum.opens_at || forum.closes_at <= now {
        return Err(OperationError::refused("forum-registration-closed"));
    }
    let (clean, ticket_type) = checked(app, &forum, draft).await?;
    let pool = store::forums::pool_of_kind(app.db(), forum.id, ticket_type.kind).await?;
    let pool = pool.ok_or_else(|| OperationError::Unexpected("a forum without places".into()))?;
    Try::at_forum(app, &forum.code, &clean.email_key, origin)
        .count(app)
        .await?;
    let wanted = Wanted {
        forum: &forum,
        pool: &pool,
        clean: &clean,
        country: &draft.country,
        ticket_type: &ticket_type.code,
    };
    // Who registers the same address at the same moment is found the second time.
    match attempt(app, &actor, &wanted).await {
        Err(OperationError::Stale) => attempt(app, &actor, &wanted).await,
        outcome => outcome,
    }
}

async fn attempt(app: &App, actor: &Actor, wanted: &Wanted<'_>) -> Result<(), OperationError> {
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        register_in(app, txn, actor, wanted).await
    })
    .await
}

struct Wanted<'a> {
    forum: &'a forums::Model,
    pool: &'a pools::Model,
    clean: &'a CleanRegistration,
    country: &'a Option<CountryCode>,
    ticket_type: &'a str,
}

impl Wanted<'_> {
    fn addressee(&self) -> NewAddressee {
        NewAddressee {
            email: self.clean.email.clone(),
            name: self.clean.name.clone(),
            language: self.clean.language,
            is_sample: self.forum.is_sample,
        }
    }
}

/// The draft, clean, and its kind of ticket; one that needs approval is not to be had here.
async fn checked(
    app: &App,
    forum: &forums::Model,
    draft: &RegistrationDraft,
) -> Result<(CleanRegistration, ticket_types::Model), OperationError> {
    let types = store::forums::ticket_types(app.db(), forum.id).await?;
    let chosen = types
        .into_iter()
        .find(|own| own.code == draft.ticket_type && !own.needs_approval);
    let mut faults = Vec::new();
    if chosen.is_none() && !draft.ticket_type.is_empty() {
        faults.push(FieldError::new("ticket_type", "unknown"));
    }
    if let Some(country) = &draft.country {
        let known = countries::all(app).await?;
        if !known.iter().any(|own| own.code == *country) {
            faults.push(FieldError::new("country", "unknown"));
        }
    }
    match (rules::clean(draft), chosen) {
        (Ok(clean), Some(chosen)) if faults.is_empty() => Ok((clean, chosen)),
        (Err(own), _) => {
            faults.extend(own);
            Err(OperationError::Invalid(faults))
        }
        _ => Err(OperationError::Invalid(faults)),
    }
}

/// One read and the same writes whether the address is known or not: neither the answer nor its time tells.
async fn register_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    wanted: &Wanted<'_>,
) -> Result<(), OperationError> {
    let (forum, clean) = (wanted.forum, wanted.clean);
    let known = store::registrations::live_of_address(txn, forum.id, &clean.email_key).await?;
    let real_now = app.real_now();
    let is_due = known.as_ref().is_none_or(|known| {
        known.letter_at + LETTER_AGAIN_AFTER <= real_now
            || known.state == RegistrationState::Unconfirmed
                && known.confirmation_expires_at <= real_now
    });
    let registration = match known {
        Some(known) if known.state == RegistrationState::Unconfirmed => {
            replace_in(app, txn, wanted, (known, is_due)).await?
        }
        Some(known) => {
            if is_due {
                store::registrations::note_letter(txn, known.id, real_now).await?;
            }
            known
        }
        None => insert_in(app, txn, wanted).await?,
    };
    if is_due {
        letters::write_again_in(app, txn, forum, &registration).await?;
    }
    let after = json!({ "registration": registration.id, "letter": is_due });
    let entry = audit::Entry::new("forum.register", "forum", forum.id)
        .programme(forum.programme_id)
        .after(after);
    audit::operations::record_in(app, txn, actor, entry).await
}

async fn insert_in(
    app: &App,
    txn: &Txn,
    wanted: &Wanted<'_>,
) -> Result<registrations::Model, OperationError> {
    let (forum, clean) = (wanted.forum, wanted.clean);
    let (id, real_now): (RegistrationId, _) = (app.new_id(), app.real_now());
    let (confirmation_id, ticket_id): (LinkId, LinkId) = (app.new_id(), app.new_id());
    let row = registrations::Model {
        id,
        programme_id: forum.programme_id,
        forum_id: forum.id,
        pool_id: wanted.pool.id,
        ticket_type: wanted.ticket_type.to_owned(),
        addressee_id: add_addressee_in(app, txn, wanted.addressee()).await?,
        email_key: clean.email_key.clone(),
        search_key: clean.search_key.clone(),
        organisation: clean.organisation.clone(),
        country_code: wanted.country.clone(),
        state: RegistrationState::Unconfirmed,
        seat_number: None,
        confirmation_id,
        confirmation_hash: secret_hash(&link_secret(app, confirmation_id)),
        confirmation_expires_at: real_now + rules::CONFIRMATION_LIFE,
        letter_at: real_now,
        ticket_id,
        ticket_hash: secret_hash(&link_secret(app, ticket_id)),
        waiting_since: None,
        consented_at: app.now(),
        created_at: app.now(),
        confirmed_at: None,
        ended_at: None,
        version: 1,
    };
    match store::registrations::insert(txn, row.clone()).await {
        Ok(()) => {}
        // SQLite names the columns of a partial unique index, PostgreSQL the index.
        Err(error)
            if breaks(&error, "forum_registrations_one_live")
                || breaks(&error, "forum_registrations.forum_id") =>
        {
            return Err(OperationError::Stale);
        }
        Err(error) => return Err(error.into()),
    }
    insert_needs_in(txn, id, clean).await?;
    Ok(row)
}

async fn insert_needs_in(
    txn: &Txn,
    id: RegistrationId,
    clean: &CleanRegistration,
) -> Result<(), OperationError> {
    for need in &clean.needs {
        store::registrations::insert_need(txn, id, *need).await?;
    }
    Ok(())
}

/// What nobody has confirmed yet becomes what was typed now. With a letter it gets new links, and those of earlier
/// letters confirm nothing any more; without one, the link that is on its way confirms what was typed last.
async fn replace_in(
    app: &App,
    txn: &Txn,
    wanted: &Wanted<'_>,
    (known, has_letter): (registrations::Model, bool),
) -> Result<registrations::Model, OperationError> {
    let (clean, real_now) = (wanted.clean, app.real_now());
    let mut row = registrations::Model {
        pool_id: wanted.pool.id,
        ticket_type: wanted.ticket_type.to_owned(),
        search_key: clean.search_key.clone(),
        organisation: clean.organisation.clone(),
        country_code: wanted.country.clone(),
        consented_at: app.now(),
        version: known.version + 1,
        ..known
    };
    if has_letter {
        let (confirmation_id, ticket_id): (LinkId, LinkId) = (app.new_id(), app.new_id());
        row.confirmation_id = confirmation_id;
        row.confirmation_hash = secret_hash(&link_secret(app, confirmation_id));
        row.confirmation_expires_at = real_now + rules::CONFIRMATION_LIFE;
        row.letter_at = real_now;
        row.ticket_id = ticket_id;
        row.ticket_hash = secret_hash(&link_secret(app, ticket_id));
    }
    if !store::registrations::replace(txn, known.version, row.clone()).await? {
        return Err(OperationError::Stale);
    }
    change_addressee_in(txn, row.addressee_id, wanted.addressee()).await?;
    store::registrations::erase_needs(txn, &[row.id]).await?;
    insert_needs_in(txn, row.id, clean).await?;
    Ok(row)
}
