//! Which language to answer in where the address does not say.

use zamala_domain::Language;

/// Ranges of a header that are looked at.
const RANGES_MAX: usize = 20;

/// The language that the address begins with, for example `/ar/labs`.
pub fn from_path(path: &str) -> Option<Language> {
    let first = path.strip_prefix('/')?.split('/').next()?;
    Language::from_code(first)
}

/// The better of the two languages by an Accept-Language header (RFC 9110, section 12.5.4); Arabic when it says nothing.
pub fn negotiated(header: Option<&str>) -> Language {
    let mut best = (0, Language::Ar);
    for range in header.unwrap_or_default().split(',').take(RANGES_MAX) {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let code = tag
            .trim()
            .split('-')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let Some(language) = Language::from_code(&code) else {
            continue;
        };
        let weight = thousandths(parameters);
        if weight > best.0 {
            best = (weight, language);
        }
    }
    best.1
}

fn thousandths(parameters: &str) -> u16 {
    let Some(value) = parameters.trim().strip_prefix("q=") else {
        return 1000;
    };
    let (whole, part) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    if whole == "1" {
        return 1000;
    }
    format!("{part:0<3}")
        .get(..3)
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_range_wins_and_arabic_otherwise() {
        for (header, language) in [
            (None, Language::Ar),
            (Some("fr, de;q=0.9"), Language::Ar),
            (Some("en-GB,en;q=0.9,ar;q=0.8"), Language::En),
            (Some("en;q=0.5, ar-BH;q=0.75"), Language::Ar),
            (Some("en;q=0, *"), Language::Ar),
            (Some("EN"), Language::En),
            (Some("en;q=ü"), Language::Ar),
        ] {
            assert_eq!(negotiated(header), language, "{header:?}");
        }
    }

    #[test]
    fn the_address_says_the_language() {
        assert_eq!(from_path("/ar/labs"), Some(Language::Ar));
        assert_eq!(from_path("/en"), Some(Language::En));
        assert_eq!(from_path("/english"), None);
    }
}
