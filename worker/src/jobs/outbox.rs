//! Sending one letter of the outbox.
//!
//! The attempt is noted before the relay hears of the letter, and the letter is sent only when the relay said 250.
//! Between the two its end is unknown, also when this process dies: the next try waits, and has the same Message-ID. A
//! second connection that ends without an answer ends the letter, so that nobody gets it a third time.

use super::{JobError, Tools};
use crate::{
    letters::Rendered,
    mailer::{Mailer, Outgoing, SendError, SmtpMailer},
    metrics::metrics,
};
use chrono::TimeDelta;
use std::time::Duration;
use zamala_domain::{
    App, OperationError,
    id::LetterId,
    outbox::operations::{self, KeptLetter, LetterToSend},
};

/// Sends the letter, unless it is settled.
pub async fn send_letter(app: &App, tools: &Tools, id: LetterId) -> Result<(), JobError> {
    let Some(letter) = operations::letter_to_send(app, id, &tools.mailer.sender(app)).await? else {
        return Ok(());
    };
    if let Some(wait) = rest(app, tools, &letter) {
        return Err(JobError::RetryAfter(
            wait,
            "its last sending ended without an answer".into(),
        ));
    }
    let rendered = tools
        .letters
        .render(&letter, app.public_url())
        .map_err(|e| JobError::GiveUp(e.to_string()))?;
    match &tools.mailer {
        Mailer::Kept => keep(app, letter, rendered).await,
        Mailer::Smtp(mailer) => send(app, tools, mailer, letter, rendered).await,
    }
}

/// How long a letter still rests whose last sending ended without an answer.
fn rest(app: &App, tools: &Tools, letter: &LetterToSend) -> Option<Duration> {
    let wait = TimeDelta::from_std(tools.ambiguous_wait).unwrap_or(TimeDelta::MAX);
    let until = letter.ambiguous_at?.checked_add_signed(wait)?;
    (until - app.real_now())
        .to_std()
        .ok()
        .filter(|left| !left.is_zero())
}

async fn keep(app: &App, letter: LetterToSend, rendered: Rendered) -> Result<(), JobError> {
    let Rendered {
        subject,
        text,
        html,
    } = rendered;
    let LetterToSend {
        id,
        to_address,
        language,
        message_id,
        attachments,
        ..
    } = letter;
    let kept = KeptLetter {
        to_address,
        language,
        subject,
        text,
        html,
        message_id,
        sent_at: app.now(),
        attachments,
    };
    if operations::keep(app, id, kept).await? {
        metrics().letters_sent.add(1);
    }
    Ok(())
}

async fn send(
    app: &App,
    tools: &Tools,
    mailer: &SmtpMailer,
    letter: LetterToSend,
    rendered: Rendered,
) -> Result<(), JobError> {
    let was_ambiguous = letter.ambiguous_at.is_some();
    let Rendered {
        subject,
        text,
        html,
    } = rendered;
    let LetterToSend {
        id,
        to_address,
        recipient_name,
        language,
        message_id,
        attachments,
        ..
    } = letter;
    let language = language.code().to_owned();
    let date = app.real_now();
    let outgoing = Outgoing {
        to_address,
        to_name: recipient_name,
        language,
        subject,
        text,
        html,
        message_id,
        date,
        attachments,
    };
    if !operations::mark_attempt(app, id).await? {
        return Ok(());
    }
    let Err(error) = mailer.send(&outgoing).await else {
        operations::mark_sent(app, id).await?;
        metrics().letters_sent.add(1);
        return Ok(());
    };
    let why = error.to_string();
    match error {
        SendError::Away(wait, _) => {
            operations::mark_failed(app, id, &why).await?;
            Err(JobError::RetryAfter(wait, why))
        }
        SendError::Deferred(_) => {
            operations::mark_failed(app, id, &why).await?;
            Err(JobError::Retry(why))
        }
        SendError::Refused(_) | SendError::Unsendable(_) => Err(JobError::GiveUp(why)),
        SendError::Ambiguous(_) => {
            metrics().letters_ambiguous.add(1);
            operations::mark_ambiguous(app, id, &why).await?;
            if was_ambiguous {
                return Err(JobError::GiveUp(why));
            }
            Err(JobError::RetryAfter(tools.ambiguous_wait, why))
        }
    }
}

/// The ledger shows a letter that was given up.
pub async fn give_up(app: &App, letter: LetterId, why: &str) -> Result<(), OperationError> {
    operations::mark_dead(app, letter, why).await.map(drop)
}
