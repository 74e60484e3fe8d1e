//! Recording acts, chaining them, and checking the chain.

use super::{
    entity::{entries, heads},
    rules::{Entry, covered},
    store,
};
use crate::{
    actor::Actor,
    app::{App, Txn},
    error::OperationError,
    id::{AuditId, PersonId},
};
use chrono::{DateTime, SecondsFormat, Utc};
use zamala_seal::chain::{AuditHead, GENESIS, link};

/// Entries numbered in one transaction of the sequencer.
const SEQUENCED_AT_ONCE: u64 = 500;
/// Entries read at a time while the chain is checked.
const CHECKED_AT_ONCE: u64 = 1_000;

/// Writes the entry into the transaction of the act it tells of.
pub async fn record_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    entry: Entry,
) -> Result<(), OperationError> {
    let content = entry.content(actor);
    let mut row = entries::Model {
        id: app.new_id(),
        programme_id: entry.programme,
        occurred_at: app.now(),
        actor_id: actor.person,
        action: entry.action.to_owned(),
        subject_kind: entry.subject_kind.to_owned(),
        subject_id: entry.subject_id,
        content_sha256: hex::encode(covered(&[&content])),
        content: Some(content),
        mac: String::new(),
        sequence: None,
        link: None,
    };
    row.mac = mac(app, &row);
    Ok(store::insert(txn, row).await?)
}

/// Numbers and chains what was committed, and signs the new head. Any number of workers may call it; one at a time does
/// the work.
///
/// # Returns
/// How many entries were numbered.
pub async fn sequence(app: &App) -> Result<u64, OperationError> {
    if !store::has_unsequenced(app.db()).await? {
        return Ok(0);
    }
    app.write(|txn| async move {
        let txn = &*txn;
        if !store::lock_sequencer(txn).await? {
            return Ok(0);
        }
        let last = store::last_sequenced(txn).await?;
        let (mut sequence, mut previous) = match &last {
            Some(entry) => (
                entry.sequence.unwrap_or(0),
                link_bytes(entry.link.as_deref())?,
            ),
            None => (0, GENESIS),
        };
        let waiting = store::unsequenced(txn, SEQUENCED_AT_ONCE).await?;
        for entry in &waiting {
            sequence += 1;
            previous = link(&previous, sequence, &digest(entry));
            if !store::number(txn, entry.id, sequence, &hex::encode(previous)).await? {
                return Err(OperationError::Unavailable);
            }
        }
        if !waiting.is_empty() {
            store::insert_head(txn, signed_head(app, sequence, &previous)).await?;
        }
        Ok(waiting.len() as u64)
    })
    .await
}

fn signed_head(app: &App, sequence: i64, link: &[u8; 32]) -> heads::Model {
    let now = app.real_now();
    let head = AuditHead::sign(
        app.signing_key(),
        sequence,
        link,
        now.to_rfc3339_opts(SecondsFormat::Micros, true),
    );
    heads::Model {
        sequence,
        link: head.link,
        signed_at: now,
        key: head.key,
        signature: head.signature,
    }
}

/// What checking the whole chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// `entries` are numbered without gap, every digest and link is right, and the head is signed.
    Whole { entries: i64 },
    /// The first fault: the entry's number (0: the head) and what is wrong.
    Broken { sequence: i64, fault: &'static str },
}

/// Checks every entry's keyed digest and link, and the newest head; `kept_head`, kept elsewhere, betrays a cut tail.
pub async fn check(app: &App, kept_head: Option<&AuditHead>) -> Result<Verdict, OperationError> {
    let (mut sequence, mut previous) = (0, GENESIS);
    let mut kept_seen = kept_head.is_none();
    loop {
        let batch = store::after(app.db(), sequence, CHECKED_AT_ONCE).await?;
        if batch.is_empty() {
            break;
        }
        for entry in &batch {
            sequence += 1;
            previous = link(&previous, sequence, &digest(entry));
            if let Some(fault) = fault_of(app, entry, sequence, &previous) {
                return Ok(Verdict::Broken { sequence, fault });
            }
            kept_seen |= kept_head.is_some_and(|kept| {
                kept.sequence == sequence && kept.link == hex::encode(previous)
            });
        }
    }
    if !kept_seen {
        return Ok(Verdict::Broken {
            sequence,
            fault: "the kept head is not in the log",
        });
    }
    let head = store::last_head(app.db()).await?;
    Ok(match head_fault(app, head, sequence, &previous) {
        Some(fault) => Verdict::Broken { sequence: 0, fault },
        None => Verdict::Whole { entries: sequence },
    })
}

fn fault_of(
    app: &App,
    entry: &entries::Model,
    sequence: i64,
    link: &[u8; 32],
) -> Option<&'static str> {
    if entry.sequence != Some(sequence) {
        return Some("a number is missing");
    }
    if entry.link.as_deref() != Some(hex::encode(link).as_str()) {
        return Some("the link does not follow from what stands before");
    }
    if entry.mac != mac(app, entry) {
        return Some("the entry was changed");
    }
    let content_is_right = entry
        .content
        .as_ref()
        .is_none_or(|content| hex::encode(covered(&[content])) == entry.content_sha256);
    (!content_is_right).then_some("the content was changed")
}

fn head_fault(
    app: &App,
    head: Option<heads::Model>,
    sequence: i64,
    link: &[u8; 32],
) -> Option<&'static str> {
    let Some(head) = head else {
        return (sequence != 0).then_some("the head is missing");
    };
    let signed_at = head.signed_at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let heads::Model {
        sequence: own,
        link: own_link,
        key,
        signature,
        ..
    } = head;
    let head = AuditHead {
        sequence: own,
        link: own_link,
        signed_at,
        key,
        signature,
    };
    if head.sequence != sequence || head.link != hex::encode(link) {
        return Some("the head names another end");
    }
    if head.key != app.signing_key().public_text() {
        return Some("the head is signed by another key");
    }
    head.verify()
        .is_err()
        .then_some("the head's signature is wrong")
}

/// The newest signed head, to be kept elsewhere.
pub async fn head(app: &App) -> Result<Option<AuditHead>, OperationError> {
    Ok(store::last_head(app.db()).await?.map(|head| AuditHead {
        sequence: head.sequence,
        link: head.link,
        signed_at: head.signed_at.to_rfc3339_opts(SecondsFormat::Micros, true),
        key: head.key,
        signature: head.signature,
    }))
}

/// One line of the log, for administrators.
#[derive(Clone, Debug)]
pub struct LogLine {
    pub id: AuditId,
    pub sequence: Option<i64>,
    pub occurred_at: DateTime<Utc>,
    pub actor: Option<PersonId>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
}

/// The log, newest first; administrators only.
pub async fn log(
    app: &App,
    actor: &Actor,
    before: Option<AuditId>,
    limit: u64,
) -> Result<Vec<LogLine>, OperationError> {
    if !actor.is_administrator() {
        return Err(OperationError::Forbidden);
    }
    let rows = store::newest(app.db(), before, limit).await?;
    Ok(rows.into_iter().map(log_line).collect())
}

fn log_line(row: entries::Model) -> LogLine {
    let entries::Model {
        id,
        sequence,
        occurred_at,
        actor_id,
        action,
        subject_kind,
        subject_id,
        ..
    } = row;
    LogLine {
        id,
        sequence,
        occurred_at,
        actor: actor_id,
        action,
        subject_kind,
        subject_id,
    }
}

fn mac(app: &App, entry: &entries::Model) -> String {
    hex::encode(app.keyed_digest("audit", &digest(entry)))
}

/// SHA-256 over everything but the erasable content, of which it covers the digest.
fn digest(entry: &entries::Model) -> [u8; 32] {
    let text = |id: Option<String>| id.unwrap_or_default();
    covered(&[
        &entry.id.to_string(),
        &text(entry.programme_id.map(|id| id.to_string())),
        &entry
            .occurred_at
            .to_rfc3339_opts(SecondsFormat::Micros, true),
        &text(entry.actor_id.map(|id| id.to_string())),
        &entry.action,
        &entry.subject_kind,
        &entry.subject_id,
        &entry.content_sha256,
    ])
}

fn link_bytes(hexadecimal: Option<&str>) -> Result<[u8; 32], OperationError> {
    let bytes = hexadecimal
        .and_then(|text| hex::decode(text).ok())
        .and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| OperationError::Unexpected("the audit log's last link is not one".into()))
}
