//! Personal tokens for the API. A token's secret is derived from its id, so that a repeated request shows the same one
//! and none is stored.

use super::{
    super::{
        entity::tokens::Model,
        policy, rules,
        rules::secrets::{self, TOKEN_PREFIX},
        store,
    },
    create_account_in, entry, record_in,
    sessions::actor_of,
    visitor,
};
use crate::{
    actor::{Actor, Origin, TokenScope},
    app::{App, Txn},
    error::OperationError,
    id::{PersonId, TokenId},
    people::operations as people,
};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

/// The name of the token that the demo shows for each person.
const DEMO_TOKEN_NAME: &str = "demo";

/// What a person asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// 1 to 100 characters; only the owner sees it.
    pub name: String,
    pub scope: TokenScope,
    /// 1 to 365.
    pub days: i64,
}

/// A live token in its owner's list; the secret is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenLine {
    pub id: TokenId,
    pub name: String,
    pub scope: TokenScope,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// The secret of a token: `zml_` and 43 URL-safe characters. Shown once, by the page that answers the creation.
pub fn token_secret(app: &App, token: TokenId) -> SecretString {
    let digest = app.keyed_digest("api-token", token.0.as_bytes());
    format!("{TOKEN_PREFIX}{}", secrets::as_text(&digest)).into()
}

/// Creates a personal token.
///
/// # Returns
/// Its id; [`token_secret`] gives what is shown once.
///
/// # Errors
/// `Forbidden` for whoever acts by a token; `token-limit-reached` at 20 live ones; fields `name`: `required`,
/// `too-long`; `days`: `out-of-range`.
pub async fn create_token(
    app: &App,
    actor: &Actor,
    new: NewToken,
) -> Result<TokenId, OperationError> {
    let person = policy::may_change_own_sign_in(actor)?;
    let name = rules::checked_token(&new.name, new.days).map_err(OperationError::Invalid)?;
    let new = NewToken { name, ..new };
    app.write_once(actor, |txn| {
        let new = &new;
        async move {
            let txn = &*txn;
            // Held, so that two requests at once do not both find room for the last one.
            store::accounts::held(txn, person)
                .await?
                .ok_or(OperationError::NotFound)?;
            if store::tokens::count_live(txn, person, app.real_now()).await?
                >= rules::LIVE_TOKENS_MAX
            {
                return Err(OperationError::refused("token-limit-reached"));
            }
            create_in(app, txn, actor, person, new).await
        }
    })
    .await
}

async fn create_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    person: PersonId,
    new: &NewToken,
) -> Result<TokenId, OperationError> {
    let (id, now): (TokenId, _) = (app.new_id(), app.real_now());
    let token = Model {
        id,
        person_id: person,
        name: new.name.clone(),
        secret_hash: secrets::secret_hash(token_secret(app, id).expose_secret()),
        token_scope: new.scope,
        created_at: now,
        expires_at: now + TimeDelta::days(new.days),
        last_used_at: None,
        revoked_at: None,
    };
    store::tokens::insert(txn, token).await?;
    let after = json!({ "token": id, "scope": new.scope, "days": new.days });
    record_in(
        app,
        txn,
        actor,
        entry("accounts.create-token", person).after(after),
    )
    .await?;
    Ok(id)
}

/// The actor's own live tokens, newest first.
pub async fn tokens(app: &App, actor: &Actor) -> Result<Vec<TokenLine>, OperationError> {
    let person = policy::may_change_own_sign_in(actor)?;
    let rows = store::tokens::live_of(app.db(), person, app.real_now()).await?;
    let line = |row: Model| {
        let Model {
            id,
            name,
            token_scope: scope,
            created_at,
            expires_at,
            last_used_at,
            ..
        } = row;
        TokenLine {
            id,
            name,
            scope,
            created_at,
            expires_at,
            last_used_at,
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Revokes an own token, at once.
///
/// # Errors
/// `NotFound` for another's token, and for one revoked already.
pub async fn revoke_token(app: &App, actor: &Actor, token: TokenId) -> Result<(), OperationError> {
    let person = policy::may_change_own_sign_in(actor)?;
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        if !store::tokens::revoke(txn, token, person, app.real_now()).await? {
            return Err(OperationError::NotFound);
        }
        record_in(
            app,
            txn,
            actor,
            entry("accounts.revoke-token", person).after(json!({ "token": token })),
        )
        .await
    })
    .await
}

/// Who acts by this token: the owner with today's grants, narrowed by the token's scope. `None` when the token is
/// unknown, expired or revoked, or its owner suspended. Its last use is written at most once a minute.
pub async fn actor_by_token(
    app: &App,
    secret: &str,
    origin: &Origin,
) -> Result<Option<Actor>, OperationError> {
    if !secret.starts_with(TOKEN_PREFIX) {
        return Ok(None);
    }
    let now = app.real_now();
    let hash = secrets::secret_hash(secret);
    let Some(token) = store::tokens::live_of_active_account(app.db(), &hash, now).await? else {
        return Ok(None);
    };
    let Some(mut actor) = actor_of(app, token.person_id).await? else {
        return Ok(None);
    };
    if token
        .last_used_at
        .is_none_or(|last| now - last >= rules::SEEN_EVERY)
    {
        app.write(|txn| async move { Ok(store::tokens::note_use(&txn, token.id, now).await?) })
            .await?;
    }
    actor.origin = origin.clone();
    actor.token = Some(token.token_scope);
    Ok(Some(actor))
}

/// The token that the demo shows beside each person: the same one each time. Only in a database marked as a demo.
///
/// # Errors
/// `NotFound` everywhere else, and for an unknown person.
pub async fn demo_token(app: &App, person: PersonId) -> Result<SecretString, OperationError> {
    if !app.is_demo().await? {
        return Err(OperationError::NotFound);
    }
    people::person_facts(app, person)
        .await?
        .ok_or(OperationError::NotFound)?;
    let found =
        store::tokens::live_by_name(app.db(), person, DEMO_TOKEN_NAME, app.real_now()).await?;
    if let Some(token) = found {
        return Ok(token_secret(app, token.id));
    }
    let actor = visitor(Some(person), &Origin::default());
    let name = DEMO_TOKEN_NAME.to_owned();
    let new = NewToken {
        name,
        scope: TokenScope::ReadWrite,
        days: rules::TOKEN_DAYS_MAX,
    };
    let id = app.write(|txn| {
        let (actor, new) = (&actor, &new);
        async move {
            let txn = &*txn;
            create_account_in(app, txn, person).await?;
            create_in(app, txn, actor, person, new).await
        }
    });
    Ok(token_secret(app, id.await?))
}
