//! The letters that the demo keeps instead of sending.

use super::json;
use crate::{Visit, route::PageResult};
use poem::Response;
use serde::Serialize;
use sha2::{Digest, Sha256};
use zamala_domain::{
    OperationError,
    outbox::operations::{Attachment, KeptLetter, kept_letters},
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
    parts: Vec<PartView>,
    language: &'static str,
    direction: &'static str,
    sent_at: String,
    html_href: String,
}

/// A letter's words, or an address in them that can be followed.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct PartView {
    text: String,
    is_address: bool,
}

/// The text cut at its addresses (`http…` up to the next space), which are read from left to right in either language.
fn parts(text: &str) -> Vec<PartView> {
    let is_address = |word: &str| word.starts_with("http://") || word.starts_with("https://");
    let mut parts: Vec<PartView> = Vec::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let pieces = if is_address(bare) {
            [(bare, true), (&word[bare.len()..], false)]
        } else {
            [(word, false), ("", false)]
        };
        for (piece, is_address) in pieces.into_iter().filter(|(piece, _)| !piece.is_empty()) {
            match parts.last_mut() {
                Some(last) if !last.is_address && !is_address => last.text.push_str(piece),
                _ => parts.push(PartView {
                    text: piece.to_owned(),
                    is_address,
                }),
            }
        }
    }
    parts
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
        parts: parts(&letter.text),
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
    attachments: Vec<AttachmentJson>,
}

#[derive(Serialize)]
struct AttachmentJson {
    name: String,
    media_type: String,
    /// Of what is text.
    text: Option<String>,
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
            attachments,
        } = letter;
        LetterJson {
            to,
            language: language.code(),
            subject,
            text,
            html,
            message_id,
            sent_at,
            attachments: attachments.into_iter().map(attachment).collect(),
        }
    };
    let letters: Vec<LetterJson> = kept_letters(visit.app())
        .await?
        .into_iter()
        .map(view)
        .collect();
    json(&letters)
}

fn attachment(attachment: Attachment) -> AttachmentJson {
    let is_text = attachment.media_type.starts_with("text/");
    AttachmentJson {
        name: attachment.name,
        media_type: attachment.media_type,
        text: is_text.then(|| String::from_utf8_lossy(&attachment.content).into_owned()),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stand_apart_from_the_words_around_them() {
        let cut: Vec<(String, bool)> = parts("افتح:\nhttp://127.0.0.1/ar/\n\nشكراً لكم")
            .into_iter()
            .map(|part| (part.text, part.is_address))
            .collect();
        let expected = [
            ("افتح:\n", false),
            ("http://127.0.0.1/ar/", true),
            ("\n\nشكراً لكم", false),
        ];
        assert_eq!(
            cut,
            expected.map(|(text, is_address)| (text.to_owned(), is_address))
        );
    }
}
