//! A letter as the bytes of a message.
//!
//! Every part is base64 and every header value is without line ends, so that no content can speak SMTP
//! (RUSTSEC-2026-0561). The bytes hold no bare CR or LF, and lines that begin with a dot are doubled here.

use super::{Attachment, Outgoing, SendError};
use lettre::{
    Address, Message,
    message::{
        Body, Mailbox, MultiPart, SinglePart,
        header::{
            ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue,
        },
    },
};

/// A message ready for DATA.
pub struct Composed {
    pub to: Address,
    /// With doubled dots, the final line and its dot.
    pub content: String,
}

/// Writes the message. The same letter gives the same bytes, whenever it is sent.
pub fn compose(from: &Mailbox, letter: &Outgoing) -> Result<Composed, SendError> {
    for value in [
        &letter.to_address,
        &letter.to_name,
        &letter.language,
        &letter.subject,
        &letter.message_id,
    ] {
        if value.chars().any(char::is_control) {
            return Err(unsendable("a header would hold a control character"));
        }
    }
    let to: Address = letter
        .to_address
        .parse()
        .map_err(|_| unsendable("the address is not one"))?;
    let name = Some(letter.to_name.clone()).filter(|name| !name.is_empty());
    let boundary = format!(
        "z-{}",
        letter
            .message_id
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(60)
            .collect::<String>()
    );
    let parts = MultiPart::alternative()
        .boundary(boundary.clone())
        .singlepart(part(ContentType::TEXT_PLAIN, &letter.text)?)
        .singlepart(part(ContentType::TEXT_HTML, &letter.html)?);
    let parts = with_attachments(parts, boundary, &letter.attachments)?;
    let message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(name, to.clone()))
        .subject(letter.subject.clone())
        .message_id(Some(letter.message_id.clone()))
        .date(letter.date.into())
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("Content-Language", &letter.language))
        .multipart(parts)
        .map_err(|e| unsendable(&e.to_string()))?;
    let bytes = String::from_utf8(message.formatted()).map_err(|_| unsendable("it is not text"))?;
    Ok(Composed {
        to,
        content: content(&bytes)?,
    })
}

fn part(content_type: ContentType, text: &str) -> Result<SinglePart, SendError> {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let body = Body::new_with_encoding(lines, ContentTransferEncoding::Base64);
    let body = body.map_err(|_| unsendable("a part cannot be encoded"))?;
    Ok(SinglePart::builder().header(content_type).body(body))
}

/// The texts as the first part of a whole that carries the files; the texts alone when there are none.
fn with_attachments(
    texts: MultiPart,
    boundary: String,
    attachments: &[Attachment],
) -> Result<MultiPart, SendError> {
    if attachments.is_empty() {
        return Ok(texts);
    }
    let mut whole = MultiPart::mixed()
        .boundary(boundary + "-files")
        .multipart(texts);
    for attachment in attachments {
        let content_type = ContentType::parse(&attachment.media_type)
            .map_err(|_| unsendable("an attachment has no media type"))?;
        if attachment.name.chars().any(char::is_control) {
            return Err(unsendable("a file's name would hold a control character"));
        }
        let body =
            Body::new_with_encoding(attachment.content.clone(), ContentTransferEncoding::Base64);
        let body = body.map_err(|_| unsendable("an attachment cannot be encoded"))?;
        let part = SinglePart::builder()
            .header(content_type)
            .header(ContentDisposition::attachment(&attachment.name));
        whole = whole.singlepart(part.body(body));
    }
    Ok(whole)
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// The message as DATA wants it; refused when a line end is not CRLF or a byte is not ASCII.
fn content(message: &str) -> Result<String, SendError> {
    let mut content = String::with_capacity(message.len() + 64);
    for line in message
        .strip_suffix("\r\n")
        .unwrap_or(message)
        .split("\r\n")
    {
        if !line.is_ascii() || line.contains(['\r', '\n', '\0']) {
            return Err(unsendable(
                "a line holds what only encoded content may hold",
            ));
        }
        if line.starts_with('.') {
            content.push('.');
        }
        content.push_str(line);
        content.push_str("\r\n");
    }
    content.push_str(".\r\n");
    Ok(content)
}

fn unsendable(why: &str) -> SendError {
    SendError::Unsendable(why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_doubled_and_bare_line_ends_refused() {
        assert_eq!(
            content("a\r\n.b\r\n..\r\n").unwrap(),
            "a\r\n..b\r\n...\r\n.\r\n"
        );
        for smuggled in ["a\n.\nMAIL", "a\r.\rMAIL", "a\r\n\n.\r\n", "a\0", "é"] {
            assert!(
                matches!(content(smuggled), Err(SendError::Unsendable(_))),
                "{smuggled:?}"
            );
        }
    }
}
