//! Writing a letter into the transaction that causes it.

use crate::{
    app::{App, Txn},
    error::OperationError,
    id::{LetterId, LinkId, PersonId, ProgrammeId},
    jobs::{self, Job},
    outbox::{
        entity::letters,
        rules,
        state::{LetterKind, LetterState},
        store,
    },
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// A letter to be written. Address, name and language are read when it is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLetter {
    pub kind: LetterKind,
    pub programme: Option<ProgrammeId>,
    pub recipient: PersonId,
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
    let row = letters::Model {
        id,
        programme_id: programme,
        kind,
        recipient_id: recipient,
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
