//! Delivering: what the worker is given to send, and what came of it.

use crate::{
    actor::Actor,
    app::{App, Txn},
    audit,
    bilingual::Language,
    error::OperationError,
    id::LetterId,
    outbox::{
        entity::{kept_attachments, kept_letters, letters},
        operations::link_secret,
        rules::{
            self,
            calendar::{self, Parties},
            picture::{PICTURE_FILE, PICTURE_TYPE, qr_png},
        },
        state::{LetterKind, LetterState},
        store,
    },
};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use serde_json::{Value, json};

/// Kept letters that a demo shows.
const KEPT_LETTERS_MAX: u64 = 500;

/// A file that goes with a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    pub media_type: String,
    pub content: Vec<u8>,
}

/// Everything a letter's template and envelope need, as of now.
#[derive(Clone, Debug, PartialEq)]
pub struct LetterToSend {
    pub id: LetterId,
    pub kind: LetterKind,
    /// The recipient's language, in which the letter is rendered (rule 73).
    pub language: Language,
    pub to_address: String,
    /// In the script of `language`.
    pub recipient_name: String,
    /// Whole, with the secret of a single-use link.
    pub link: String,
    pub data: Value,
    /// With its angle brackets, as the header wants it.
    pub message_id: String,
    /// Attempts so far.
    pub attempts: i32,
    /// Real time since when nobody knows whether an earlier copy arrived: wait before the next.
    pub ambiguous_at: Option<DateTime<Utc>>,
    pub is_sample: bool,
    pub attachments: Vec<Attachment>,
}

/// A letter as a demo keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLetter {
    pub to_address: String,
    pub language: Language,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub message_id: String,
    pub sent_at: DateTime<Utc>,
    pub attachments: Vec<Attachment>,
}

/// The letter, when it is still to be sent; `sender` is the address it comes from, as calendars name it. `None`: it is unknown, sent, dead or cancelled; or nobody can read it or it
/// is of no use any more, in which case it is cancelled now and the ledger says why.
pub async fn letter_to_send(
    app: &App,
    id: LetterId,
    sender: &str,
) -> Result<Option<LetterToSend>, OperationError> {
    let Some(letter) = store::letters::find(app.db(), id)
        .await?
        .filter(|letter| letter.state.is_live())
    else {
        return Ok(None);
    };
    let data: Value = serde_json::from_str(&letter.data).map_err(|error| {
        OperationError::Unexpected(format!("the data of letter {id} are not JSON: {error}"))
    })?;
    let recipient = reached(app, &letter).await?;
    let reason = match &recipient {
        None => Some("recipient-erased"),
        Some(found) if found.address.is_empty() => Some("recipient-erased"),
        Some(found) if found.is_suspended => Some("recipient-suspended"),
        Some(_) => rules::too_late(&data, app.now(), app.real_now()),
    };
    let (None, Some(recipient)) = (reason, recipient) else {
        cancel(app, &letter, reason.unwrap_or("recipient-erased")).await?;
        return Ok(None);
    };
    let language = recipient.language;
    let secret = rules::link_id(&data).map(|link| link_secret(app, link));
    let link = rules::link(app.public_url(), language, &data, secret.as_deref());
    let parties = Parties {
        organizer: sender,
        attendee: &recipient.address,
    };
    let attachments = attachments(&letter, &data, language, (&link, &parties));
    Ok(Some(LetterToSend {
        id,
        kind: letter.kind,
        language,
        to_address: recipient.address,
        recipient_name: recipient.name.in_language(language).to_owned(),
        attachments,
        link,
        data,
        message_id: letter.message_id,
        attempts: letter.attempts,
        ambiguous_at: letter.ambiguous_at,
        is_sample: recipient.is_sample,
    }))
}

async fn reached(
    app: &App,
    letter: &letters::Model,
) -> Result<Option<store::letters::Reached>, OperationError> {
    Ok(match (letter.recipient_id, letter.addressee_id) {
        (Some(person), _) => store::letters::recipient(app.db(), person).await?,
        (None, Some(addressee)) => store::letters::addressee(app.db(), addressee).await?,
        (None, None) => None,
    })
}

/// Built anew at each sending, from what the letter says: every copy has the same bytes.
fn attachments(
    letter: &letters::Model,
    data: &Value,
    language: Language,
    (link, parties): (&str, &Parties<'_>),
) -> Vec<Attachment> {
    let calendar = rules::calendar_of(data).map(|days| {
        let files = calendar::invitations(&days, language, letter.created_at, (link, parties));
        let named = (1..).zip(files).map(|(ordinal, file)| Attachment {
            name: calendar::file_name(ordinal),
            media_type: calendar::invitation_type(&days).to_owned(),
            content: file.into_bytes(),
        });
        named.collect::<Vec<_>>()
    });
    let picture = rules::entrance_of(data).and_then(qr_png);
    let picture = picture.map(|content| Attachment {
        name: PICTURE_FILE.to_owned(),
        media_type: PICTURE_TYPE.to_owned(),
        content,
    });
    calendar.into_iter().flatten().chain(picture).collect()
}

async fn cancel(
    app: &App,
    letter: &letters::Model,
    reason: &'static str,
) -> Result<(), OperationError> {
    app.write(|txn| async move {
        let txn = &*txn;
        let with = vec![(letters::Column::LastError, Expr::value(Some(reason)))];
        if store::letters::move_live(txn, letter.id, LetterState::Cancelled, with).await? {
            let after = json!({"reason": reason});
            record_in(app, txn, "outbox.cancel", letter.id, after).await?;
        }
        Ok(())
    })
    .await
}

/// Says that an attempt begins. Until [`mark_sent`] or [`mark_failed`] its end is unknown, also when the worker dies.
///
/// # Returns
/// `false` when the letter is not to be sent any more.
pub async fn mark_attempt(app: &App, id: LetterId) -> Result<bool, OperationError> {
    let real_now = app.real_now();
    app.write(|txn| async move { Ok(store::letters::begin(&txn, id, real_now).await?) })
        .await
}

/// Says that the mail server took the letter: it answered 250.
///
/// # Returns
/// `false` when the letter was settled already.
pub async fn mark_sent(app: &App, id: LetterId) -> Result<bool, OperationError> {
    let now = app.now();
    app.write(|txn| async move { mark_sent_in(app, &txn, id, now).await })
        .await
}

async fn mark_sent_in(
    app: &App,
    txn: &Txn,
    id: LetterId,
    at: DateTime<Utc>,
) -> Result<bool, OperationError> {
    let with = vec![
        (letters::Column::SentAt, Expr::value(Some(at))),
        (
            letters::Column::AmbiguousAt,
            Expr::value(None::<DateTime<Utc>>),
        ),
        (letters::Column::LastError, Expr::value(None::<String>)),
    ];
    let is_moved = store::letters::move_live(txn, id, LetterState::Sent, with).await?;
    if is_moved {
        record_in(app, txn, "outbox.send", id, json!({"sent_at": at})).await?;
    }
    Ok(is_moved)
}

/// Says that the server refused the letter for now: no copy went out.
pub async fn mark_failed(app: &App, id: LetterId, error: &str) -> Result<bool, OperationError> {
    settle_attempt(app, id, LetterState::Waiting, None, error).await
}

/// Says that the connection ended before the server's answer: a copy may have gone out.
pub async fn mark_ambiguous(app: &App, id: LetterId, error: &str) -> Result<bool, OperationError> {
    settle_attempt(app, id, LetterState::Sending, Some(app.real_now()), error).await
}

async fn settle_attempt(
    app: &App,
    id: LetterId,
    to: LetterState,
    ambiguous_at: Option<DateTime<Utc>>,
    error: &str,
) -> Result<bool, OperationError> {
    let line = rules::error_line(error);
    app.write(|txn| {
        let line = &line;
        async move {
            let txn = &*txn;
            let with = vec![
                (letters::Column::AmbiguousAt, Expr::value(ambiguous_at)),
                (letters::Column::LastError, Expr::value(Some(line.clone()))),
            ];
            Ok(store::letters::move_live(txn, id, to, with).await?)
        }
    })
    .await
}

/// Gives the letter up; the ledger shows the error.
pub async fn mark_dead(app: &App, id: LetterId, error: &str) -> Result<bool, OperationError> {
    let line = rules::error_line(error);
    app.write(|txn| {
        let line = &line;
        async move {
            let txn = &*txn;
            let with = vec![(letters::Column::LastError, Expr::value(Some(line.clone())))];
            let is_moved = store::letters::move_live(txn, id, LetterState::Dead, with).await?;
            if is_moved {
                record_in(app, txn, "outbox.give-up", id, json!({"error": line})).await?;
            }
            Ok(is_moved)
        }
    })
    .await
}

/// Keeps the rendered letter instead of sending it, in a demo only.
///
/// # Returns
/// `false` when the letter was settled already.
pub async fn keep(app: &App, id: LetterId, kept: KeptLetter) -> Result<bool, OperationError> {
    if !app.is_demo().await? {
        return Err(OperationError::NotFound);
    }
    app.write(|txn| {
        let kept = &kept;
        async move {
            let txn = &*txn;
            let is_moved = mark_sent_in(app, txn, id, kept.sent_at).await?;
            if is_moved {
                let KeptLetter {
                    to_address,
                    language,
                    subject,
                    text,
                    html,
                    message_id,
                    sent_at,
                    attachments,
                } = kept.clone();
                let row = kept_letters::Model {
                    letter_id: id,
                    to_address,
                    language,
                    subject,
                    text,
                    html,
                    message_id,
                    sent_at,
                };
                store::letters::insert_kept(txn, row).await?;
                keep_attachments_in(txn, id, attachments).await?;
            }
            Ok(is_moved)
        }
    })
    .await
}

async fn keep_attachments_in(
    txn: &Txn,
    letter_id: LetterId,
    attachments: Vec<Attachment>,
) -> Result<(), OperationError> {
    for attachment in attachments {
        let Attachment {
            name,
            media_type,
            content,
        } = attachment;
        let row = kept_attachments::Model {
            letter_id,
            name,
            media_type,
            content,
        };
        store::letters::insert_kept_attachment(txn, row).await?;
    }
    Ok(())
}

/// The kept letters of a demo, newest first.
pub async fn kept_letters(app: &App) -> Result<Vec<KeptLetter>, OperationError> {
    if !app.is_demo().await? {
        return Err(OperationError::NotFound);
    }
    let rows = store::letters::kept(app.db(), KEPT_LETTERS_MAX).await?;
    let ids: Vec<LetterId> = rows.iter().map(|row| row.letter_id).collect();
    let attached = store::letters::kept_attachments(app.db(), &ids).await?;
    let of = |letter: LetterId| {
        let own = attached.iter().filter(|row| row.letter_id == letter);
        own.map(|row| Attachment {
            name: row.name.clone(),
            media_type: row.media_type.clone(),
            content: row.content.clone(),
        })
        .collect()
    };
    Ok(rows
        .into_iter()
        .map(|row| {
            let attachments = of(row.letter_id);
            kept_view(row, attachments)
        })
        .collect())
}

fn kept_view(row: kept_letters::Model, attachments: Vec<Attachment>) -> KeptLetter {
    let kept_letters::Model {
        to_address,
        language,
        subject,
        text,
        html,
        message_id,
        sent_at,
        ..
    } = row;
    KeptLetter {
        to_address,
        language,
        subject,
        text,
        html,
        message_id,
        sent_at,
        attachments,
    }
}

async fn record_in(
    app: &App,
    txn: &Txn,
    action: &'static str,
    id: LetterId,
    after: Value,
) -> Result<(), OperationError> {
    audit::operations::record_in(
        app,
        txn,
        &Actor::system(),
        audit::Entry::new(action, "letter", id).after(after),
    )
    .await
}
