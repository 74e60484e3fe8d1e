//! Names of files that people hand in. They are shown and offered for download; no path is ever made of them.

use unicode_segmentation::UnicodeSegmentation;

use super::without_invisible;

/// Longest file name in graphemes, extension included.
pub const FILE_NAME_GRAPHEMES_MAX: usize = 120;
/// Longest file name in bytes, extension included.
const FILE_NAME_BYTES_MAX: usize = 480;
/// Longest ending that is taken for an extension, in ASCII letters and digits.
const EXTENSION_BYTES_MAX: usize = 10;
/// The name of a file that comes without one.
const UNNAMED: &str = "file";

/// A name without path, control, direction or invisible characters, never empty, never beginning with a dot, at most
/// `FILE_NAME_GRAPHEMES_MAX` long; the extension is kept when it is shortened. Characters that file systems refuse become
/// hyphens. Never fails: a bad name is no reason to lose a file.
pub fn clean_file_name(given: &str) -> String {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let spaced: String = name
        .chars()
        .map(|character| {
            if character.is_whitespace() {
                ' '
            } else {
                character
            }
        })
        .collect();
    let visible = without_invisible(&spaced, |_| false);
    let words: Vec<&str> = visible.split(' ').filter(|word| !word.is_empty()).collect();
    let plain = words
        .join(" ")
        .replace(['<', '>', ':', '"', '|', '?', '*', '/', '\\'], "-");
    let bare = plain.trim_matches(['.', ' ']);
    let (stem, extension) = match bare.rsplit_once('.') {
        Some((stem, extension)) if is_extension(extension) => (stem, Some(extension)),
        _ => (bare, None),
    };
    let behind_stem = extension.map_or(0, |extension| extension.len() + 1);
    let stem = shortened(stem, behind_stem);
    let stem = stem.trim_end_matches(['.', ' ']);
    let stem = if stem.is_empty() { UNNAMED } else { stem };
    match extension {
        Some(extension) => format!("{stem}.{extension}"),
        None => stem.to_owned(),
    }
}

fn is_extension(text: &str) -> bool {
    (1..=EXTENSION_BYTES_MAX).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// As many whole graphemes of `stem` as leave room for `behind_stem` ASCII characters.
fn shortened(stem: &str, behind_stem: usize) -> &str {
    let end = stem
        .grapheme_indices(true)
        .take(FILE_NAME_GRAPHEMES_MAX - behind_stem)
        .map(|(start, grapheme)| start + grapheme.len())
        .take_while(|end| *end <= FILE_NAME_BYTES_MAX - behind_stem)
        .last();
    &stem[..end.unwrap_or(0)]
}
