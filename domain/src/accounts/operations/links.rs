//! Single-use links: invitations and resets. The secret is derived from the link's id when the letter is written out;
//! the database holds its digest.

use super::{
    super::{
        entity::links::Model,
        policy,
        rules::{link_life, secrets},
        state::{AccountState, LinkKind, link_is_fresh},
        store,
    },
    create_account_in, entry,
    passwords::{after_change_in, hashed_if_allowed},
    record_in,
    tries::{Door, Try},
    visitor,
};
use crate::{
    actor::{Actor, Origin},
    app::{App, PROGRAMME_ZONE, Txn},
    audit::Entry,
    bilingual::Language,
    error::OperationError,
    id::{LinkId, PersonId, ProgrammeId},
    outbox::{
        LetterKind, LinkData,
        operations::{NewLetter, write_letter_in},
    },
    people::operations as people,
    scope::Scope,
    text,
};
use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

/// Path, without language, of the page that a link opens; the secret is its last part.
pub const LINK_PAGE: &str = "/sign-in/link";

/// What a fresh link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkFacts {
    pub kind: LinkKind,
    pub person: PersonId,
    pub language: Language,
    /// Shown to whoever holds the link, so that they know whose password they set.
    pub email: String,
    pub expires_at: DateTime<Utc>,
}

/// The secret of a link, for the letter that carries it: 43 URL-safe characters.
pub fn link_secret(app: &App, link: LinkId) -> SecretString {
    secrets::as_text(&app.keyed_digest("link", link.0.as_bytes())).into()
}

/// Invites a person to set a first password: a letter with a link of 7 days. A link sent before is void.
///
/// # Errors
/// `Forbidden` but for administrators, and managers of a programme in which the person holds a role;
/// `account-exists` when there is a password; `account-suspended`.
pub async fn invite(app: &App, actor: &Actor, person: PersonId) -> Result<LinkId, OperationError> {
    let grants = people::grants_in_force(app, person, app.today()).await?;
    let programme = |scope| match scope {
        Scope::Programme(id) => Some(id),
        _ => None,
    };
    let programmes: Vec<ProgrammeId> = grants
        .into_iter()
        .filter_map(|grant| programme(grant.scope))
        .collect();
    policy::may_invite(actor, &programmes)?;
    people::person_facts(app, person)
        .await?
        .ok_or(OperationError::NotFound)?;
    app.write_once(actor, |txn| {
        let programmes = &programmes;
        async move {
            let txn = &*txn;
            invite_in(app, txn, actor, person, programmes).await
        }
    })
    .await
}

async fn invite_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    person: PersonId,
    programmes: &[ProgrammeId],
) -> Result<LinkId, OperationError> {
    policy::may_invite(actor, programmes)?;
    create_account_in(app, txn, person).await?;
    let account = store::accounts::held(txn, person)
        .await?
        .ok_or(OperationError::NotFound)?;
    if account.state == AccountState::Suspended {
        return Err(OperationError::refused("account-suspended"));
    }
    if account.password_hash.is_some() {
        return Err(OperationError::refused("account-exists"));
    }
    let link = send_in(app, txn, person, LinkKind::Invitation).await?;
    record_in(app, txn, actor, entry("accounts.invite", person)).await?;
    Ok(link)
}

/// Sends a link of 10 minutes to whoever owns the address, if an active account with a password belongs to it. The
/// answer and the work are the same when none does.
///
/// # Errors
/// `too-many-attempts`.
pub async fn request_password_reset(
    app: &App,
    email: &str,
    origin: &Origin,
) -> Result<(), OperationError> {
    let email_key = text::email_key(email);
    let tried = Try::at(app, Door::Reset, &email_key, origin);
    tried.count(app).await?;
    let person = people::sign_in_facts(app, &email_key)
        .await?
        .map(|facts| facts.id);
    let account =
        store::accounts::of_person(app.db(), person.unwrap_or(PersonId(Uuid::nil()))).await?;
    let account =
        account.filter(|row| row.state == AccountState::Active && row.password_hash.is_some());
    let actor = visitor(None, origin);
    app.write(|txn| {
        let (account, actor, tried) = (&account, &actor, &tried);
        async move {
            let txn = &*txn;
            let subject = match &account {
                Some(account) => {
                    send_in(app, txn, account.person_id, LinkKind::Reset).await?;
                    ("person", account.person_id.to_string())
                }
                None => ("sign-in", tried.account_key().to_owned()),
            };
            record_in(
                app,
                txn,
                actor,
                Entry::new("accounts.request-reset", subject.0, subject.1),
            )
            .await
        }
    })
    .await
}

/// Voids older links, writes the new one and its letter.
async fn send_in(
    app: &App,
    txn: &Txn,
    person: PersonId,
    kind: LinkKind,
) -> Result<LinkId, OperationError> {
    let (id, now): (LinkId, _) = (app.new_id(), app.real_now());
    let expires_at = now + link_life(kind);
    let secret_hash = secrets::secret_hash(link_secret(app, id).expose_secret());
    store::links::spend_all(txn, person, now).await?;
    let row = Model {
        id,
        person_id: person,
        kind,
        secret_hash,
        expires_at,
        used_at: None,
        created_at: now,
    };
    store::links::insert(txn, row).await?;
    let zone = PROGRAMME_ZONE.name().to_owned();
    let data = LinkData {
        link_id: id,
        expires_at,
        zone,
        link: LINK_PAGE.to_owned(),
    };
    let kind = match kind {
        LinkKind::Invitation => LetterKind::Invitation,
        LinkKind::Reset => LetterKind::PasswordReset,
    };
    let letter = NewLetter {
        kind,
        programme: None,
        recipient: person.into(),
        occasion: id.to_string(),
        data: data.into_json(),
        // At once: quiet hours hold reminders, never this.
        send_at: app.now(),
    };
    write_letter_in(app, txn, letter).await?;
    Ok(id)
}

/// What the holder of a link may do with it. Looking does not use it up.
///
/// # Errors
/// `link-used-or-expired` alike for a link that is unknown, used, expired, void, or of a suspended account.
pub async fn open_link(app: &App, secret: &str) -> Result<LinkFacts, OperationError> {
    let gone = || OperationError::refused("link-used-or-expired");
    let link = store::links::by_hash(app.db(), &secrets::secret_hash(secret))
        .await?
        .ok_or_else(gone)?;
    if !link_is_fresh(link.used_at, link.expires_at, app.real_now()) {
        return Err(gone());
    }
    let account = store::accounts::of_person(app.db(), link.person_id)
        .await?
        .ok_or_else(gone)?;
    if account.state == AccountState::Suspended {
        return Err(gone());
    }
    let facts = people::person_facts(app, link.person_id)
        .await?
        .ok_or_else(gone)?;
    let Model {
        kind,
        person_id: person,
        expires_at,
        ..
    } = link;
    Ok(LinkFacts {
        kind,
        person,
        language: facts.language,
        email: facts.email,
        expires_at,
    })
}

/// Sets the password of the link's person and uses the link up, once. All sessions of the person end; a second factor
/// stays on, so that a mailbox alone opens nothing.
///
/// # Errors
/// `link-used-or-expired`; field `password`: `password-too-short`, `password-too-long`, `password-common`.
pub async fn set_password_by_link(
    app: &App,
    secret: &str,
    password: &SecretString,
    origin: &Origin,
) -> Result<PersonId, OperationError> {
    let gone = || OperationError::refused("link-used-or-expired");
    let link = store::links::by_hash(app.db(), &secrets::secret_hash(secret))
        .await?
        .ok_or_else(gone)?;
    let facts = people::person_facts(app, link.person_id)
        .await?
        .ok_or_else(gone)?;
    let hash = hashed_if_allowed(&facts, password, "password").await?;
    let actor = visitor(Some(link.person_id), origin);
    app.write_once(&actor, |txn| {
        let (actor, hash) = (&actor, &hash);
        async move {
            let txn = &*txn;
            if !store::links::spend(txn, link.id, app.real_now()).await? {
                return Err(gone());
            }
            let account = store::accounts::held(txn, link.person_id)
                .await?
                .ok_or_else(gone)?;
            if !store::accounts::set_password(txn, account.id, hash).await? {
                return Err(gone());
            }
            after_change_in(app, txn, link.person_id).await?;
            record_in(
                app,
                txn,
                actor,
                entry("accounts.set-password", link.person_id),
            )
            .await?;
            Ok(link.person_id)
        }
    })
    .await
}
