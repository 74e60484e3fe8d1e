//! The second factor: turning it on and off, and giving it when signing in.

use super::{
    super::{
        entity::accounts::Model,
        policy,
        rules::{
            second_factor::{self, RECOVERY_CODES, SECRET_BYTES, TypedCode},
            secrets,
        },
        state::{AccountState, SessionLevel},
        store,
    },
    entry,
    passwords::{OwnPassword, note_refusal},
    record_in,
    sessions::{SignedIn, live},
    sign_in::open_in,
    tries::{Door, Try},
    visitor,
};
use crate::{
    access_code,
    actor::{Actor, Origin},
    app::{App, Txn},
    chance,
    error::OperationError,
    id::AccountId,
    people::operations::person_facts,
};
use secrecy::SecretString;
use serde_json::json;
use uuid::Uuid;

/// What an authenticator app is given.
#[derive(Clone, Debug)]
pub struct Provisioning {
    pub secret_base32: SecretString,
    /// `otpauth://…`, for a QR code.
    pub otpauth_url: SecretString,
}

fn wrong() -> OperationError {
    OperationError::refused("second-factor-wrong")
}

/// Completes a sign-in with a code of the authenticator or a recovery code. The session gets a new secret at this
/// moment; the old one is void.
///
/// # Errors
/// `credentials-wrong` when no sign-in waits for a code; `second-factor-wrong`, also for a code used before;
/// `too-many-attempts`.
pub async fn confirm_second_factor(
    app: &App,
    session_secret: &str,
    code: &str,
    origin: &Origin,
) -> Result<SignedIn, OperationError> {
    let nobody_waits = || OperationError::refused("credentials-wrong");
    let session = live(app, session_secret)
        .await?
        .filter(|row| row.level == SessionLevel::FirstFactor);
    let session = session.ok_or_else(nobody_waits)?;
    let person = session.person_id;
    let tried = Try::at(app, Door::SecondFactor, &person.to_string(), origin);
    tried.count(app).await?;
    let actor = visitor(Some(person), origin);
    let code = TypedCode::read(code);
    let outcome = app.write(|txn| {
        let (actor, code, session, tried) = (&actor, &code, &session, &tried);
        async move {
            let txn = &*txn;
            let account = store::accounts::held(txn, person)
                .await?
                .ok_or_else(nobody_waits)?;
            spend_in(app, txn, &account, code.as_ref()).await?;
            if !store::sessions::delete_at_level(txn, &session.id_hash, SessionLevel::FirstFactor)
                .await?
            {
                return Err(nobody_waits());
            }
            tried.forgive_in(app, txn).await?;
            open_in(app, txn, actor, &account, SessionLevel::Full).await
        }
    });
    let outcome = outcome.await;
    if let Err(OperationError::Refused(_)) = &outcome {
        note_refusal(
            app,
            &visitor(None, origin),
            Some(person),
            &tried,
            "second-factor",
        )
        .await?;
    }
    outcome
}

/// Accepts the code and uses it up.
async fn spend_in(
    app: &App,
    txn: &Txn,
    account: &Model,
    code: Option<&TypedCode>,
) -> Result<(), OperationError> {
    if account.state != AccountState::Active || account.totp_confirmed_at.is_none() {
        return Err(wrong());
    }
    let is_accepted = match code {
        None => false,
        Some(TypedCode::OneTime(code)) => {
            let secret = opened(app, account)?;
            match second_factor::accepted_step(
                &secret,
                code,
                app.real_now(),
                account.totp_last_step,
            ) {
                Some(step) => store::accounts::spend_step(txn, account.id, step).await?,
                None => false,
            }
        }
        Some(TypedCode::Recovery(code)) => {
            let hash = recovery_hash(app, account.id, code);
            store::accounts::spend_recovery_code(txn, account.id, &hash, app.real_now()).await?
        }
    };
    if is_accepted { Ok(()) } else { Err(wrong()) }
}

/// Offers a new secret to the actor's authenticator app. Nothing is on until a code of it was given.
///
/// # Errors
/// `second-factor-already-on`.
pub async fn begin_second_factor(app: &App, actor: &Actor) -> Result<Provisioning, OperationError> {
    let person = policy::may_change_own_sign_in(actor)?;
    let facts = person_facts(app, person)
        .await?
        .ok_or(OperationError::NotFound)?;
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let account = store::accounts::held(txn, person)
            .await?
            .ok_or(OperationError::NotFound)?;
        let secret = chance::random_bytes::<SECRET_BYTES>();
        let sealed = secrets::sealed(
            &key(app),
            chance::random_bytes(),
            account.id.0.as_bytes(),
            &secret,
        );
        if !store::accounts::offer_second_factor(txn, account.id, sealed).await? {
            return Err(OperationError::refused("second-factor-already-on"));
        }
        record_in(
            app,
            txn,
            actor,
            entry("accounts.offer-second-factor", person),
        )
        .await
    })
    .await?;
    // Read back: a repeated request is shown the secret of the first.
    let account = store::accounts::of_person(app.db(), person)
        .await?
        .ok_or(OperationError::NotFound)?;
    if account.totp_confirmed_at.is_some() {
        return Err(OperationError::refused("second-factor-already-on"));
    }
    let shown = second_factor::provisioning(&opened(app, &account)?, &facts.email);
    let (secret, url) =
        shown.ok_or_else(|| OperationError::Unexpected("the address names no account".into()))?;
    Ok(Provisioning {
        secret_base32: secret.into(),
        otpauth_url: url.into(),
    })
}

/// Turns the second factor on with a first code.
///
/// # Returns
/// Ten recovery codes, shown once.
///
/// # Errors
/// `second-factor-wrong`, `second-factor-not-on` (nothing was offered), `second-factor-already-on`,
/// `too-many-attempts`.
pub async fn confirm_second_factor_setup(
    app: &App,
    actor: &Actor,
    code: &str,
) -> Result<Vec<SecretString>, OperationError> {
    let person = policy::may_change_own_sign_in(actor)?;
    let tried = Try::at(app, Door::SecondFactor, &person.to_string(), &actor.origin);
    tried.count(app).await?;
    let code = TypedCode::read(code);
    let batch = app.write_once(actor, |txn| {
        let (code, tried) = (&code, &tried);
        async move {
            let txn = &*txn;
            let account = store::accounts::held(txn, person)
                .await?
                .ok_or(OperationError::NotFound)?;
            if account.totp_confirmed_at.is_some() {
                return Err(OperationError::refused("second-factor-already-on"));
            }
            let sealed = account.totp_secret.as_deref();
            let sealed = sealed.ok_or_else(|| OperationError::refused("second-factor-not-on"))?;
            let Some(TypedCode::OneTime(code)) = &code else {
                return Err(wrong());
            };
            let now = app.real_now();
            let step = second_factor::accepted_step(&opened(app, &account)?, code, now, None)
                .ok_or_else(wrong)?;
            if !store::accounts::confirm_second_factor(txn, account.id, sealed, step, now).await? {
                return Err(OperationError::Stale);
            }
            tried.forgive_in(app, txn).await?;
            let batch = renew_codes_in(app, txn, account.id).await?;
            record_in(
                app,
                txn,
                actor,
                entry("accounts.turn-on-second-factor", person),
            )
            .await?;
            Ok(batch)
        }
    });
    Ok(recovery_codes(app, batch.await?))
}

/// Turns the second factor off; the password is asked for again.
///
/// # Errors
/// `credentials-wrong`, `second-factor-not-on`, `too-many-attempts`.
pub async fn turn_off_second_factor(
    app: &App,
    actor: &Actor,
    password: &SecretString,
) -> Result<(), OperationError> {
    let person = policy::may_change_own_sign_in(actor)?;
    let asked = OwnPassword::asked(app, actor, person, password).await?;
    app.write_once(actor, |txn| {
        let asked = &asked;
        async move {
            let txn = &*txn;
            asked.expect_right_in(app, txn).await?;
            if !store::accounts::clear_second_factor(txn, asked.account.id).await? {
                return Err(OperationError::refused("second-factor-not-on"));
            }
            record_in(
                app,
                txn,
                actor,
                entry("accounts.turn-off-second-factor", person),
            )
            .await
        }
    })
    .await
}

/// Ten new recovery codes; the old ones are void. The password is asked for again.
pub async fn new_recovery_codes(
    app: &App,
    actor: &Actor,
    password: &SecretString,
) -> Result<Vec<SecretString>, OperationError> {
    let person = policy::may_change_own_sign_in(actor)?;
    let asked = OwnPassword::asked(app, actor, person, password).await?;
    let batch = app.write_once(actor, |txn| {
        let asked = &asked;
        async move {
            let txn = &*txn;
            asked.expect_right_in(app, txn).await?;
            let account = store::accounts::held(txn, person)
                .await?
                .ok_or(OperationError::NotFound)?;
            if account.totp_confirmed_at.is_none() {
                return Err(OperationError::refused("second-factor-not-on"));
            }
            let batch = renew_codes_in(app, txn, account.id).await?;
            let entry = entry("accounts.renew-recovery-codes", person)
                .after(json!({ "codes": RECOVERY_CODES }));
            record_in(app, txn, actor, entry).await?;
            Ok(batch)
        }
    });
    Ok(recovery_codes(app, batch.await?))
}

/// Stores a new batch of codes as digests.
///
/// # Returns
/// The batch, from which the codes are derived: it alone is kept with the request's outcome.
async fn renew_codes_in(app: &App, txn: &Txn, account: AccountId) -> Result<Uuid, OperationError> {
    let batch: Uuid = app.new_id();
    let hashes: Vec<String> = (0..RECOVERY_CODES)
        .map(|number| recovery_hash(app, account, &recovery_code(app, batch, number)))
        .collect();
    store::accounts::replace_recovery_codes(txn, account, &hashes).await?;
    Ok(batch)
}

fn recovery_codes(app: &App, batch: Uuid) -> Vec<SecretString> {
    let shown = |number| access_code::grouped(&recovery_code(app, batch, number)).into();
    (0..RECOVERY_CODES).map(shown).collect()
}

fn recovery_code(app: &App, batch: Uuid, number: u32) -> String {
    let message = [batch.as_bytes().as_slice(), &number.to_be_bytes()].concat();
    second_factor::recovery_code(&app.keyed_digest("recovery-code", &message))
}

fn recovery_hash(app: &App, account: AccountId, code: &str) -> String {
    let message = [account.0.as_bytes().as_slice(), code.as_bytes()].concat();
    hex::encode(app.keyed_digest("recovery-code-hash", &message))
}

fn key(app: &App) -> [u8; 32] {
    app.keyed_digest("totp-secret", b"aes-256-gcm")
}

fn opened(app: &App, account: &Model) -> Result<Vec<u8>, OperationError> {
    let sealed = account.totp_secret.as_deref().ok_or_else(wrong)?;
    let secret = secrets::opened(&key(app), account.id.0.as_bytes(), sealed);
    secret
        .ok_or_else(|| OperationError::Unexpected("a second factor's secret does not open".into()))
}
