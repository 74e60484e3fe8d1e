//! The key by which text is found, and digits.

use unicode_normalization::UnicodeNormalization;

/// The form in which text is stored a second time and looked up, equal in both databases: normal form C, without tashkeel
/// (U+064B to U+0652, U+0670) and tatweel (U+0640), alef forms as bare alef, alef maqsura as ya, ta marbuta as ha, Western
/// digits, lower case. Hamza on waw and ya and the lone hamza stay. For finding only: it is wrong for uniqueness.
pub fn search_key(text: &str) -> String {
    text.nfc()
        .filter(|character| !matches!(character, '\u{64B}'..='\u{652}' | '\u{670}' | '\u{640}'))
        .map(folded)
        .map(western_digit)
        .flat_map(char::to_lowercase)
        .collect()
}

fn folded(character: char) -> char {
    match character {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        other => other,
    }
}

/// Arabic-Indic (U+0660 on) and Persian digits (U+06F0 on) as ASCII; everything else stays. For every numeric input.
pub fn western_digits(text: &str) -> String {
    text.chars().map(western_digit).collect()
}

fn western_digit(character: char) -> char {
    let value = match character {
        '\u{660}'..='\u{669}' => u32::from(character) - 0x660,
        '\u{6F0}'..='\u{6F9}' => u32::from(character) - 0x6F0,
        _ => return character,
    };
    char::from_digit(value, 10).unwrap_or(character)
}
