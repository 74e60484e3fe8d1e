//! What people type: names, free text, addresses, file names, and the key by which text is found.
//!
//! Promise: pure. What comes out is in normal form C, holds no control or direction character, and comes out unchanged when it is
//! put in again. Nothing is transliterated.

mod email;
mod file_name;
mod search;

pub use email::{EMAIL_BYTES_MAX, EmailFault, clean_email, email_key};
pub use file_name::{FILE_NAME_GRAPHEMES_MAX, clean_file_name};
pub use search::{search_key, western_digits};

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Longest name, in characters as a reader counts them (grapheme clusters).
pub const NAME_GRAPHEMES_MAX: usize = 100;
/// Longest name in UTF-8 bytes.
pub const NAME_BYTES_MAX: usize = 400;
/// Bytes allowed per grapheme of free text: enough for any script, not for towers of marks.
pub const TEXT_BYTES_PER_GRAPHEME_MAX: usize = 8;

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextFault {
    #[error("nothing is written here")]
    Empty,
    #[error("longer than {max} characters")]
    TooManyGraphemes { max: usize },
    #[error("longer than {max} bytes")]
    TooManyBytes { max: usize },
    /// A control, direction or invisible character, which would let a name read otherwise than it is stored.
    #[error("the invisible character U+{code_point:04X} cannot stand here")]
    Forbidden { code_point: u32 },
}

impl TextFault {
    /// The code of the field error: message `field-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::TooManyGraphemes { .. } | Self::TooManyBytes { .. } => "too-long",
            Self::Forbidden { .. } => "invisible-character",
        }
    }
}

/// A name or another text of one line: trimmed, inner white space collapsed to single spaces.
///
/// Refuses what is empty, longer than `NAME_GRAPHEMES_MAX` or `NAME_BYTES_MAX`, and control, direction and invisible
/// characters (tabs and line breaks inside included). ZWNJ and ZWJ stand between Arabic letters only.
pub fn clean_name(typed: &str) -> Result<String, TextFault> {
    let characters: Vec<char> = typed.trim().nfc().collect();
    let may_stand = |place: usize, character: char| {
        !character.is_control()
            && !is_direction_control(character)
            && (!is_invisible(character) || joins_arabic(&characters, place))
    };
    let mut name = String::with_capacity(typed.len());
    for (place, character) in characters.iter().copied().enumerate() {
        if !may_stand(place, character) {
            let code_point = u32::from(character);
            return Err(TextFault::Forbidden { code_point });
        }
        if !character.is_whitespace() {
            name.push(character);
        } else if !name.ends_with(' ') {
            name.push(' ');
        }
    }
    if name.is_empty() {
        return Err(TextFault::Empty);
    }
    within(name, NAME_GRAPHEMES_MAX, NAME_BYTES_MAX)
}

/// Free text of at most `max_graphemes` characters, trimmed; it may be empty. Line breaks become LF and stay, tabs stay.
/// Control, direction-override and zero-width characters are taken out; LRM, RLM and ALM stay, since good Arabic uses them.
pub fn clean_text(typed: &str, max_graphemes: usize) -> Result<String, TextFault> {
    let text: String = typed
        .replace("\r\n", "\n")
        .chars()
        .map(|character| {
            if is_line_break(character) {
                '\n'
            } else {
                character
            }
        })
        .collect();
    let is_kept = |character: char| {
        matches!(
            character,
            '\n' | '\t' | '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{FE00}'..='\u{FE0F}'
        )
    };
    let text = without_invisible(&text, is_kept);
    // Marks of direction alone are nothing written.
    let is_seen = |character: char| !character.is_whitespace() && !is_invisible(character);
    if !text.chars().any(is_seen) {
        return Ok(String::new());
    }
    within(
        text.trim().to_owned(),
        max_graphemes,
        max_graphemes.saturating_mul(TEXT_BYTES_PER_GRAPHEME_MAX),
    )
}

fn within(text: String, max_graphemes: usize, max_bytes: usize) -> Result<String, TextFault> {
    if text.graphemes(true).take(max_graphemes + 1).count() > max_graphemes {
        return Err(TextFault::TooManyGraphemes { max: max_graphemes });
    }
    if text.len() > max_bytes {
        return Err(TextFault::TooManyBytes { max: max_bytes });
    }
    Ok(text)
}

/// Takes out what a reader cannot see, but for what `is_kept`, and puts the rest in normal form C.
fn without_invisible(text: &str, is_kept: impl Fn(char) -> bool) -> String {
    let characters: Vec<char> = text.chars().collect();
    let stays = |place: usize, character: char| {
        let is_hidden =
            character.is_control() || is_direction_control(character) || is_invisible(character);
        !is_hidden || is_kept(character) || joins_arabic(&characters, place)
    };
    let kept = characters.iter().copied().enumerate();
    kept.filter(|(place, character)| stays(*place, *character))
        .map(|(_, character)| character)
        .nfc()
        .collect()
}

fn is_line_break(character: char) -> bool {
    matches!(
        character,
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Embeddings, overrides and isolates: they turn the order of what follows.
fn is_direction_control(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Drawn as nothing: zero-width characters, fillers, variation selectors, tags.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}'
            | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// ZWNJ or ZWJ with an Arabic letter on either side; marks on the letter before do not count.
fn joins_arabic(characters: &[char], place: usize) -> bool {
    let is_joiner = matches!(characters.get(place), Some('\u{200C}' | '\u{200D}'));
    let before = characters[..place].iter().rev();
    let letter_before = before
        .copied()
        .find(|character| !is_combining_mark(*character));
    let letter_after = characters.get(place + 1).copied();
    is_joiner
        && letter_before.is_some_and(is_arabic_letter)
        && letter_after.is_some_and(is_arabic_letter)
}

fn is_arabic_letter(character: char) -> bool {
    let is_arabic_block = matches!(
        character,
        '\u{620}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{870}'..='\u{8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
    );
    is_arabic_block && character.is_alphabetic() && !is_combining_mark(character)
}

#[cfg(test)]
mod tests;
