//! Signing in with name and password; and, in a demo, with a button.

use super::{
    super::{
        entity::accounts::Model,
        state::{AccountState, SessionLevel},
        store,
    },
    create_account_in, entry,
    passwords::{Judged, judge, note_refusal},
    record_in,
    sessions::{SignedIn, start_in},
    tries::{Door, Try},
    visitor,
};
use crate::{
    actor::{Actor, Origin},
    app::{App, Txn},
    error::OperationError,
    id::PersonId,
    people::operations as people,
    text,
};
use secrecy::SecretString;
use serde_json::json;
use uuid::Uuid;

/// Signs in. Where a second factor is on, the session stays on [`SessionLevel::FirstFactor`] until the code is given.
///
/// # Errors
/// `credentials-wrong` alike for an unknown name, a wrong password, an account without one and a suspended one, in
/// equal time; `too-many-attempts` after five failures of the account or fifty of the address within 15 minutes.
pub async fn sign_in(
    app: &App,
    email: &str,
    password: &SecretString,
    origin: &Origin,
) -> Result<SignedIn, OperationError> {
    let email_key = text::email_key(email);
    let tried = Try::at(app, Door::SignIn, &email_key, origin);
    tried.count(app).await?;
    let person = people::sign_in_facts(app, &email_key)
        .await?
        .map(|facts| facts.id);
    // Nobody's id: an unknown name asks the same questions of the database.
    let account =
        store::accounts::of_person(app.db(), person.unwrap_or(PersonId(Uuid::nil()))).await?;
    let judged = judge(
        password,
        account
            .as_ref()
            .and_then(|account| account.password_hash.clone()),
    )
    .await?;
    match account {
        Some(account) if may_enter(&account, &judged) => {
            enter(app, &account, judged, &tried, origin).await
        }
        _ => {
            note_refusal(app, &visitor(None, origin), person, &tried, "password").await?;
            Err(OperationError::refused("credentials-wrong"))
        }
    }
}

fn may_enter(account: &Model, judged: &Judged) -> bool {
    judged.is_right && account.password_hash.is_some() && account.state == AccountState::Active
}

async fn enter(
    app: &App,
    seen: &Model,
    judged: Judged,
    tried: &Try,
    origin: &Origin,
) -> Result<SignedIn, OperationError> {
    let actor = visitor(Some(seen.person_id), origin);
    app.write(|txn| {
        let (actor, judged) = (&actor, &judged);
        async move {
            let txn = &*txn;
            let account = store::accounts::held(txn, seen.person_id).await?;
            let unchanged =
                |now: &Model| now.state == seen.state && now.password_hash == seen.password_hash;
            let account = account
                .filter(unchanged)
                .ok_or_else(|| OperationError::refused("credentials-wrong"))?;
            if let (Some(old), Some(new)) = (&account.password_hash, &judged.rehashed) {
                store::accounts::replace_password(txn, account.id, old, new).await?;
            }
            tried.forgive_in(app, txn).await?;
            match account.totp_confirmed_at {
                Some(_) => open_in(app, txn, actor, &account, SessionLevel::FirstFactor).await,
                None => open_in(app, txn, actor, &account, SessionLevel::Full).await,
            }
        }
    })
    .await
}

/// Starts a session at the level and records it; on the full one the person has signed in.
pub(super) async fn open_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    account: &Model,
    level: SessionLevel,
) -> Result<SignedIn, OperationError> {
    let action = match level {
        SessionLevel::FirstFactor => "accounts.pass-first-factor",
        SessionLevel::Full => {
            store::accounts::note_sign_in(txn, account.id, app.real_now()).await?;
            "accounts.sign-in"
        }
    };
    let signed_in = start_in(app, txn, account.person_id, level).await?;
    record_in(app, txn, actor, entry(action, account.person_id)).await?;
    Ok(signed_in)
}

/// Signs in as anybody, without a password: only in a database that is marked as a demo.
///
/// # Errors
/// `NotFound` everywhere else, and for an unknown person.
pub async fn demo_sign_in(
    app: &App,
    person: PersonId,
    origin: &Origin,
) -> Result<SignedIn, OperationError> {
    if !app.is_demo().await? {
        return Err(OperationError::NotFound);
    }
    people::person_facts(app, person)
        .await?
        .ok_or(OperationError::NotFound)?;
    let actor = visitor(Some(person), origin);
    app.write(|txn| {
        let actor = &actor;
        async move {
            let txn = &*txn;
            create_account_in(app, txn, person).await?;
            let signed_in = start_in(app, txn, person, SessionLevel::Full).await?;
            let entry = entry("accounts.sign-in", person).after(json!({ "demo": true }));
            record_in(app, txn, actor, entry).await?;
            Ok(signed_in)
        }
    })
    .await
}
