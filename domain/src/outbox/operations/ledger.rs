//! The ledger of letters, as support sees it (L72).

use crate::{
    actor::Actor,
    app::App,
    bilingual::Bilingual,
    error::OperationError,
    id::{LetterId, PersonId},
    outbox::{
        entity::letters,
        policy,
        state::{LetterKind, LetterState, Recipient},
        store,
    },
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// Lines of one page of the ledger.
pub const LETTERS_PAGE_MAX: u64 = 100;

/// One letter in the ledger: to whom and when, never what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    pub id: LetterId,
    pub kind: LetterKind,
    pub state: LetterState,
    pub recipient: Recipient,
    /// None for who has no account: their names are for those who look after them.
    pub recipient_name: Option<Bilingual>,
    pub created_at: DateTime<Utc>,
    pub send_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    pub attempts: i32,
    /// Why it waits, is dead or was cancelled: the server's answer, or a code such as `recipient-suspended`.
    pub last_error: Option<String>,
    pub message_id: String,
}

/// The ledger, newest first, from before `before` on; at most [`LETTERS_PAGE_MAX`] lines.
pub async fn letters(
    app: &App,
    actor: &Actor,
    before: Option<LetterId>,
    limit: u64,
) -> Result<Vec<LedgerLine>, OperationError> {
    let visible = policy::ledger_visible_to(actor)?;
    let rows = store::letters::newest(app.db(), &visible, before, limit.clamp(1, LETTERS_PAGE_MAX))
        .await?;
    let mut people: Vec<PersonId> = rows.iter().filter_map(|row| row.recipient_id).collect();
    people.sort_unstable();
    people.dedup();
    let names: HashMap<PersonId, Bilingual> = store::letters::names(app.db(), &people)
        .await?
        .into_iter()
        .collect();
    Ok(rows
        .into_iter()
        .filter_map(|row| line(row, &names))
        .collect())
}

fn line(row: letters::Model, names: &HashMap<PersonId, Bilingual>) -> Option<LedgerLine> {
    let addressee = row.addressee_id.map(Recipient::Addressee);
    let recipient = row.recipient_id.map(Recipient::Person).or(addressee)?;
    let recipient_name = row
        .recipient_id
        .map(|person| names.get(&person).cloned().unwrap_or_default());
    let letters::Model {
        id,
        kind,
        state,
        created_at,
        send_at,
        sent_at,
        attempts,
        ..
    } = row;
    Some(LedgerLine {
        id,
        kind,
        state,
        recipient,
        recipient_name,
        created_at,
        send_at,
        sent_at,
        attempts,
        last_error: row.last_error,
        message_id: row.message_id,
    })
}
