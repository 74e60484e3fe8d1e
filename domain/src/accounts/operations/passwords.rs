//! Judging and changing passwords. Argon2 runs on blocking threads, few at a time.

use super::{
    super::{
        entity::accounts::Model,
        policy,
        rules::{hashing, passwords},
        store,
    },
    entry, record_in,
    tries::{Door, Try},
    visitor,
};
use crate::{
    actor::Actor,
    app::{App, Txn},
    chance,
    error::OperationError,
    id::PersonId,
    outbox::{
        LetterKind, PasswordChangedData,
        operations::{NewLetter, write_letter_in},
    },
    people::{PersonFacts, operations::person_facts},
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use tokio::sync::Semaphore;

/// Hashes computed at once; each takes 19 MiB.
const HASHES_AT_ONCE: usize = 4;
static HASHES: Semaphore = Semaphore::const_new(HASHES_AT_ONCE);

/// Where somebody whose password was changed by another asks for a reset.
const RESET_PAGE: &str = "/sign-in/forgotten";

/// What came of comparing a password with a hash.
pub struct Judged {
    pub is_right: bool,
    /// The same password hashed with today's parameters, when the stored hash is older.
    pub rehashed: Option<String>,
}

/// Compares; takes the same time where there is no hash.
pub async fn judge(
    password: &SecretString,
    hash: Option<String>,
) -> Result<Judged, OperationError> {
    let (password, salt) = (password.clone(), chance::random_bytes());
    in_turn(move || {
        let password = passwords::normalised(password.expose_secret());
        let is_right =
            hashing::is_right(&password, hash.as_deref().unwrap_or(hashing::NOBODYS_HASH));
        let outdated = hash.filter(|hash| is_right && hashing::is_outdated(hash));
        Judged {
            is_right,
            rehashed: outdated.map(|_| hashing::hashed(&password, &salt)),
        }
    })
    .await
}

/// Checks a new password against the rules and hashes it.
pub async fn hashed_if_allowed(
    person: &PersonFacts,
    password: &SecretString,
    field: &'static str,
) -> Result<String, OperationError> {
    let familiar = passwords::familiar_words(&[&person.name.ar, &person.name.en], &person.email);
    let (password, salt) = (password.clone(), chance::random_bytes());
    let hash = in_turn(move || {
        let password = passwords::normalised(password.expose_secret());
        passwords::checked(&password, &familiar, field).map(|()| hashing::hashed(&password, &salt))
    });
    hash.await?
        .map_err(|fault| OperationError::Invalid(vec![fault]))
}

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, OperationError> {
    let turn = HASHES
        .acquire()
        .await
        .map_err(|_| OperationError::Unavailable)?;
    // The turn moves along: a caller who goes away does not make room before the work is done.
    let job = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    job.await
        .map_err(|error| OperationError::Unexpected(error.to_string()))
}

/// The password asked again before something weighty.
pub struct OwnPassword {
    pub account: Model,
    tried: Try,
    is_right: bool,
}

impl OwnPassword {
    /// Counts the try and judges the password of the signed-in person.
    pub async fn asked(
        app: &App,
        actor: &Actor,
        person: PersonId,
        password: &SecretString,
    ) -> Result<Self, OperationError> {
        let account = store::accounts::of_person(app.db(), person)
            .await?
            .ok_or(OperationError::NotFound)?;
        let tried = Try::at(app, Door::OwnPassword, &person.to_string(), &actor.origin);
        tried.count(app).await?;
        let Judged { is_right, .. } = judge(password, account.password_hash.clone()).await?;
        Ok(Self {
            account,
            tried,
            is_right,
        })
    }

    /// Lets the change go on. Asked inside the transaction, so that a repeated request gets its stored answer although
    /// the password has changed since.
    pub async fn expect_right_in(&self, app: &App, txn: &Txn) -> Result<(), OperationError> {
        if !self.is_right {
            return Err(OperationError::refused("credentials-wrong"));
        }
        self.tried.forgive_in(app, txn).await
    }
}

/// Changes the own password, asked for again. All sessions of the person end, this one too; personal tokens stay.
///
/// # Errors
/// `credentials-wrong`, `too-many-attempts`; field `new_password`: `password-too-short`, `password-too-long`,
/// `password-common`.
pub async fn change_password(
    app: &App,
    actor: &Actor,
    current: &SecretString,
    new: &SecretString,
) -> Result<(), OperationError> {
    let person = policy::may_change_own_sign_in(actor)?;
    let facts = person_facts(app, person)
        .await?
        .ok_or(OperationError::NotFound)?;
    let hash = hashed_if_allowed(&facts, new, "new_password").await?;
    let asked = OwnPassword::asked(app, actor, person, current).await?;
    app.write_once(actor, |txn| {
        let (asked, hash) = (&asked, &hash);
        async move {
            let txn = &*txn;
            asked.expect_right_in(app, txn).await?;
            let seen = asked
                .account
                .password_hash
                .as_deref()
                .ok_or(OperationError::Stale)?;
            if !store::accounts::replace_password(txn, asked.account.id, seen, hash).await? {
                return Err(OperationError::Stale);
            }
            after_change_in(app, txn, person).await?;
            record_in(app, txn, actor, entry("accounts.change-password", person)).await
        }
    })
    .await
}

/// What follows every new password: sessions and links end, and the person is told.
pub async fn after_change_in(app: &App, txn: &Txn, person: PersonId) -> Result<(), OperationError> {
    let changed_at = app.real_now();
    store::sessions::delete_all(txn, person).await?;
    store::links::spend_all(txn, person, changed_at).await?;
    let zone = crate::app::PROGRAMME_ZONE.name().to_owned();
    let data = PasswordChangedData {
        changed_at,
        zone,
        link: RESET_PAGE.to_owned(),
    };
    let letter = NewLetter {
        kind: LetterKind::PasswordChanged,
        programme: None,
        recipient: person.into(),
        occasion: format!("password-changed {}", changed_at.timestamp_micros()),
        data: data.into_json(),
        send_at: app.now(),
    };
    write_letter_in(app, txn, letter).await.map(drop)
}

/// Records a refused sign-in: about the person where one is known, else about the address tried, as its digest. Both
/// cost one insert.
pub async fn note_refusal(
    app: &App,
    actor: &Actor,
    person: Option<PersonId>,
    tried: &Try,
    door: &'static str,
) -> Result<(), OperationError> {
    let subject = person.map_or_else(
        || tried.account_key().to_owned(),
        |person| person.to_string(),
    );
    let kind = if person.is_some() {
        "person"
    } else {
        "sign-in"
    };
    let who = visitor(actor.person, &actor.origin);
    app.write(|txn| {
        let (subject, who) = (&subject, &who);
        async move {
            let txn = &*txn;
            let entry = crate::audit::Entry::new("accounts.refuse-sign-in", kind, subject)
                .after(json!({ "at": door }));
            record_in(app, txn, who, entry).await
        }
    })
    .await
}
