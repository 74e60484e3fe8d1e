//! Readers of words that people read. What may stand in a text or a name is said once, in `crate::text`.

use super::fault::FaultCode;
use super::node::Node;
use super::reading::Reading;
use super::values::raw;
use crate::bilingual::Bilingual;
use crate::text::{NAME_BYTES_MAX, NAME_GRAPHEMES_MAX, TextFault, clean_name, clean_text};

/// In characters as a reader counts them.
pub const TEXT_GRAPHEMES_MAX: usize = 2000;
/// In characters as a reader counts them.
pub const TITLE_GRAPHEMES_MAX: usize = 300;

/// Free text in one language: in NFC, without characters that nobody sees.
pub(super) fn text(reading: &mut Reading, node: &Node) -> Option<String> {
    bounded(reading, node, TEXT_GRAPHEMES_MAX)
}

/// A title, or another short text, in one language.
pub(super) fn label(reading: &mut Reading, node: &Node) -> Option<String> {
    bounded(reading, node, TITLE_GRAPHEMES_MAX)
}

fn bounded(reading: &mut Reading, node: &Node, graphemes_max: usize) -> Option<String> {
    let expected = format!("a text of 1 to {graphemes_max} characters");
    let written = raw(reading, node, &expected)?;
    match clean_text(written, graphemes_max) {
        Ok(text) if !text.is_empty() => Some(text),
        _ => reading.refuse(node, FaultCode::BadLength, expected),
    }
}

/// A person's name in one script.
fn name_line(reading: &mut Reading, node: &Node) -> Option<String> {
    let expected = format!(
        "a name of 1 to {NAME_GRAPHEMES_MAX} characters and at most {NAME_BYTES_MAX} bytes"
    );
    match clean_name(raw(reading, node, &expected)?) {
        Ok(name) => Some(name),
        Err(TextFault::Forbidden { .. }) => {
            let expected = "a name without control, direction and invisible characters";
            reading.refuse(node, FaultCode::BadCharacter, expected)
        }
        Err(_) => reading.refuse(node, FaultCode::BadLength, expected),
    }
}

/// The same thing in both languages, each read by `line`.
fn in_both(
    reading: &mut Reading,
    node: &Node,
    line: fn(&mut Reading, &Node) -> Option<String>,
) -> Option<Bilingual> {
    let fields = reading.open(node, &["en", "ar"])?;
    let en = reading.required(&fields, "en", line);
    let ar = reading.required(&fields, "ar", line);
    Some(Bilingual { ar: ar?, en: en? })
}

/// A title in both languages.
pub(super) fn title(reading: &mut Reading, node: &Node) -> Option<Bilingual> {
    in_both(reading, node, label)
}

/// Free text in both languages.
pub(super) fn text_pair(reading: &mut Reading, node: &Node) -> Option<Bilingual> {
    in_both(reading, node, text)
}

/// A person's name in Arabic and in Latin script.
pub(super) fn name(reading: &mut Reading, node: &Node) -> Option<Bilingual> {
    in_both(reading, node, name_line)
}
