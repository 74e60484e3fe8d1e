//! The letters that the demo keeps instead of sending.

use super::json;
use crate::{Visit, route::PageResult};
use poem::Response;
use serde::Serialize;
use sha2::{Digest, Sha256};
use zamala_domain::{
    OperationError,
    outbox::operations::{KeptLetter, kept_letters},
};

/// Letters style themselves; nothing else may happen in them.
const LETTER_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'; sandbox allow-popups allow-top-navigation-by-user-activation";
const ID_CHARS: usize = 20;

#[derive(Serialize)]
struct LettersView {
    letters: Vec<LetterView>,
}

#[derive(Serialize)]
struct LetterView {
    id: String,
    to: String,
    subject: String,
    text: String,
    language: &'static str,
    direction: &'static str,
    sent_at: String,
    html_href: String,
}

fn id(letter: &KeptLetter) -> String {
    let digest = hex::encode(Sha256::digest(&letter.message_id));
    digest[..ID_CHARS].to_owned()
}

/// The text of every letter, newest first.
pub async fn letters(visit: &Visit) -> PageResult {
    let letters = kept_letters(visit.app()).await?;
    let view = |letter: KeptLetter| LetterView {
        html_href: format!("/dev/letters/{}.html", id(&letter)),
        id: id(&letter),
        language: letter.language.code(),
        direction: letter.language.direction(),
        sent_at: visit.words().date_and_time(letter.sent_at),
        to: letter.to_address,
        subject: letter.subject,
        text: letter.text,
    };
    let letters = letters.into_iter().map(view).collect();
    visit
        .page("dev/letters", "dev-letters-title")
        .answer(&LettersView { letters })
}

#[derive(Serialize)]
struct LetterJson {
    to: String,
    language: &'static str,
    subject: String,
    text: String,
    html: String,
    message_id: String,
    sent_at: chrono::DateTime<chrono::Utc>,
}

/// The same for programs.
pub async fn letters_json(visit: &Visit) -> PageResult {
    let view = |letter: KeptLetter| {
        let KeptLetter {
            to_address: to,
            language,
            subject,
            text,
            html,
            message_id,
            sent_at,
        } = letter;
        LetterJson {
            to,
            language: language.code(),
            subject,
            text,
            html,
            message_id,
            sent_at,
        }
    };
    let letters: Vec<LetterJson> = kept_letters(visit.app())
        .await?
        .into_iter()
        .map(view)
        .collect();
    json(&letters)
}

/// A letter's HTML as a mail program would show it, under a policy of its own.
pub async fn letter_html(visit: &Visit) -> PageResult {
    let wanted: String = visit.param("id")?;
    let wanted = wanted
        .strip_suffix(".html")
        .ok_or(OperationError::NotFound)?;
    let letters = kept_letters(visit.app()).await?;
    let letter = letters
        .into_iter()
        .find(|letter| id(letter) == wanted)
        .ok_or(OperationError::NotFound)?;
    let answer = Response::builder().content_type("text/html; charset=utf-8");
    let answer = answer.header("content-security-policy", LETTER_POLICY);
    Ok(answer
        .header("content-language", letter.language.code())
        .body(letter.html))
}
