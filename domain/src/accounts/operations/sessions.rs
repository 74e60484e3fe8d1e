//! Sessions: starting, asking and ending them, and the tokens that bind a form to one.

use super::{
    super::{
        entity::sessions::Model,
        policy, rules,
        rules::secrets,
        state::{AccountState, SessionLevel},
        store,
    },
    entry, record_in, visitor,
};
use crate::{
    actor::{Actor, Origin},
    app::{App, Txn},
    chance,
    error::OperationError,
    id::PersonId,
    people::operations as people,
};
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde_json::json;

/// A session just begun. Its secret goes into the cookie and nowhere else.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub person: PersonId,
    pub level: SessionLevel,
    /// 43 URL-safe characters: 256 random bits.
    pub session_secret: SecretString,
    pub expires_at: DateTime<Utc>,
}

/// A session that stands at this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub person: PersonId,
    pub level: SessionLevel,
    /// What every form of this session carries.
    pub csrf_token: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// Begins a session with a secret of its own: none is ever taken over from before.
pub(super) async fn start_in(
    app: &App,
    txn: &Txn,
    person: PersonId,
    level: SessionLevel,
) -> Result<SignedIn, OperationError> {
    let (secret, now) = (chance::random_secret(), app.real_now());
    let life = match level {
        SessionLevel::FirstFactor => rules::FIRST_FACTOR_LIFE,
        SessionLevel::Full => rules::SESSION_LIFE,
    };
    let expires_at = now + life;
    let id_hash = secrets::secret_hash(&secret);
    let row = Model {
        id_hash,
        person_id: person,
        level,
        created_at: now,
        last_seen_at: now,
        expires_at,
    };
    store::sessions::insert(txn, row).await?;
    Ok(SignedIn {
        person,
        level,
        session_secret: secret.into(),
        expires_at,
    })
}

/// The session behind a cookie, asked of the database each time. `None` when it is unknown, over (12 hours without use,
/// 7 days in all), or its account is suspended. Its last use is written at most once a minute.
pub async fn session(app: &App, session_secret: &str) -> Result<Option<Session>, OperationError> {
    let Some(row) = live(app, session_secret).await? else {
        return Ok(None);
    };
    let now = app.real_now();
    if now - row.last_seen_at >= rules::SEEN_EVERY {
        app.write(|txn| {
            let row = &row;
            async move { Ok(store::sessions::note_use(&txn, &row.id_hash, now).await?) }
        })
        .await?;
    }
    let Model {
        person_id: person,
        level,
        created_at,
        expires_at,
        ..
    } = row;
    Ok(Some(Session {
        person,
        level,
        csrf_token: csrf_token(app, session_secret),
        created_at,
        expires_at,
    }))
}

pub(super) async fn live(app: &App, session_secret: &str) -> Result<Option<Model>, OperationError> {
    let row =
        store::sessions::of_active_account(app.db(), &secrets::secret_hash(session_secret)).await?;
    let now = app.real_now();
    Ok(row.filter(|row| !rules::session_has_ended(row.last_seen_at, row.expires_at, now)))
}

/// The person as an actor with the grants in force today; `None` when there is no such person or the account is
/// suspended. The caller adds the origin.
pub async fn actor_of(app: &App, person: PersonId) -> Result<Option<Actor>, OperationError> {
    let account = store::accounts::of_person(app.db(), person).await?;
    if account.is_some_and(|account| account.state == AccountState::Suspended) {
        return Ok(None);
    }
    let Some(facts) = people::person_facts(app, person).await? else {
        return Ok(None);
    };
    let grants = people::grants_in_force(app, person, app.today()).await?;
    Ok(Some(Actor::of(person, grants, facts.language)))
}

/// Ends a session. One that is over already is no error.
pub async fn sign_out(
    app: &App,
    session_secret: &str,
    origin: &Origin,
) -> Result<(), OperationError> {
    let Some(row) = live(app, session_secret).await? else {
        return Ok(());
    };
    let actor = visitor(Some(row.person_id), origin);
    app.write(|txn| {
        let (actor, row) = (&actor, &row);
        async move {
            let txn = &*txn;
            if store::sessions::delete(txn, &row.id_hash).await? {
                record_in(app, txn, actor, entry("accounts.sign-out", row.person_id)).await?;
            }
            Ok(())
        }
    })
    .await
}

/// Ends every session of the person, this one too. Personal tokens stay: they are revoked one by one.
///
/// # Returns
/// How many sessions ended.
pub async fn sign_out_everywhere(app: &App, actor: &Actor) -> Result<u64, OperationError> {
    let person = policy::may_change_own_sign_in(actor)?;
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let ended = store::sessions::delete_all(txn, person).await?;
        let entry =
            entry("accounts.sign-out-everywhere", person).after(json!({ "sessions": ended }));
        record_in(app, txn, actor, entry).await?;
        Ok(ended)
    })
    .await
}

/// The token that a form carries, bound to the secret of the session's cookie, or of the cookie that a visitor has
/// before signing in.
pub fn csrf_token(app: &App, cookie_secret: &str) -> String {
    secrets::as_text(&app.keyed_digest("csrf", cookie_secret.as_bytes()))
}

/// Whether a form's token belongs to the cookie; compared in constant time.
pub fn csrf_is_right(app: &App, cookie_secret: &str, given: &str) -> bool {
    secrets::is_same(&csrf_token(app, cookie_secret), given)
}
