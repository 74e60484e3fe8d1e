//! Writing a letter into the transaction that causes it.

use crate::{
    app::{App, Txn},
    bilingual::{Bilingual, Language},
    error::OperationError,
    id::{AddresseeId, LetterId, LinkId, PersonId, ProgrammeId},
    jobs::{self, Job},
    outbox::{
        entity::{addressees, letters},
        rules,
        state::{LetterKind, LetterState, Recipient},
        store,
    },
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::collections::HashMap;

/// A letter to be written. Address, name and language are read when it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLetter {
    pub kind: LetterKind,
    pub programme: Option<ProgrammeId>,
    pub recipient: Recipient,
    /// What gives cause, unique for kind and recipient: a booking's, link's or reminder's id.
    pub occasion: String,
    /// Made by [`crate::outbox::SessionData`] and its like.
    pub data: Value,
    /// The programme's clock.
    pub send_at: DateTime<Utc>,
}

/// Writes the letter and promises its sending.
///
/// # Returns
/// `None` when the occasion has its letter: nothing was written.
pub(crate) async fn write_letter_in(
    app: &App,
    txn: &Txn,
    letter: NewLetter,
) -> Result<Option<LetterId>, OperationError> {
    let NewLetter {
        kind,
        programme,
        recipient,
        occasion,
        data,
        send_at,
    } = letter;
    let id: LetterId = app.new_id();
    let digest = app.keyed_digest("message-id", id.0.as_bytes());
    let (recipient_id, addressee_id) = match recipient {
        Recipient::Person(person) => (Some(person), None),
        Recipient::Addressee(addressee) => (None, Some(addressee)),
    };
    let row = letters::Model {
        id,
        programme_id: programme,
        kind,
        recipient_id,
        occasion,
        data: data.to_string(),
        send_at,
        state: LetterState::Waiting,
        message_id: rules::message_id(id, &digest, app.public_url()),
        attempts: 0,
        ambiguous_at: None,
        last_error: None,
        created_at: app.now(),
        sent_at: None,
        addressee_id,
    };
    if !store::letters::insert(txn, row).await? {
        return Ok(None);
    }
    jobs::operations::promise_in(app, txn, &Job::SendLetter { letter: id }, send_at).await?;
    Ok(Some(id))
}

/// The secret of a single-use link, derived so that it is stored nowhere; the link's row keeps its SHA-256.
pub fn link_secret(app: &App, link: LinkId) -> String {
    URL_SAFE_NO_PAD.encode(app.keyed_digest("link", link.0.as_bytes()))
}

/// Whether letters reach the person now: neither suspended nor erased.
pub async fn is_reachable(app: &App, person: PersonId) -> Result<bool, OperationError> {
    let found = store::letters::recipient(app.db(), person).await?;
    Ok(found.is_some_and(|found| !found.is_suspended && !found.address.is_empty()))
}

/// Somebody without an account: the name in one script or both, and the language in which they want to be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAddressee {
    pub email: String,
    pub name: Bilingual,
    pub language: Language,
    pub is_sample: bool,
}

/// Keeps an address to write to.
pub(crate) async fn add_addressee_in(
    app: &App,
    txn: &Txn,
    new: NewAddressee,
) -> Result<AddresseeId, OperationError> {
    let id: AddresseeId = app.new_id();
    let row = addressees::Model {
        id,
        email: new.email,
        name_ar: new.name.ar,
        name_en: new.name.en,
        language: new.language,
        is_sample: new.is_sample,
    };
    store::letters::insert_addressee(txn, row).await?;
    Ok(id)
}

/// Writes to somebody as they say now.
pub(crate) async fn change_addressee_in(
    txn: &Txn,
    id: AddresseeId,
    new: NewAddressee,
) -> Result<(), OperationError> {
    let row = addressees::Model {
        id,
        email: new.email,
        name_ar: new.name.ar,
        name_en: new.name.en,
        language: new.language,
        is_sample: new.is_sample,
    };
    Ok(store::letters::change_addressee(txn, row).await?)
}

/// Forgets who they were: letters that wait are cancelled when their moment comes, none can be written any more.
pub(crate) async fn erase_addressees_in(
    txn: &Txn,
    ids: &[AddresseeId],
) -> Result<(), OperationError> {
    store::letters::forget_kept_of(txn, ids).await?;
    Ok(store::letters::erase_addressees(txn, ids).await?)
}

/// Those without an account, by their ids; erased ones have empty texts.
pub(crate) async fn addressees(
    app: &App,
    ids: &[AddresseeId],
) -> Result<HashMap<AddresseeId, NewAddressee>, OperationError> {
    let rows = store::letters::addressees(app.db(), ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let seen = NewAddressee {
                email: row.email,
                name: Bilingual::new(row.name_ar, row.name_en),
                language: row.language,
                is_sample: row.is_sample,
            };
            (row.id, seen)
        })
        .collect())
}
