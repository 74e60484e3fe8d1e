//! The words of pages, problems and calendar files: Fluent catalogues, dates and figures, and the choice of a language.
//!
//! Promise: both languages are whole, there is no fallback from one to the other. Arguments are isolated (FSI and PDI),
//! so that a Latin name inside an Arabic sentence keeps its order.

pub mod dates;
mod negotiate;
mod plural;

pub use negotiate::{from_path, negotiated};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use intl_memoizer::concurrent::IntlLangMemoizer;
use rust_embed::Embed;
use std::sync::Arc;
use unic_langid::LanguageIdentifier;
use zamala_domain::{Language, notifications::state::Digits};

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/locales"]
struct Locales;

/// The name and value of a message's argument.
pub type Argument<'a> = (&'a str, FluentValue<'a>);

/// The messages of one language, and how it writes dates and figures.
pub struct Words {
    pub language: Language,
    pub digits: Digits,
    bundle: FluentBundle<FluentResource>,
}

/// The words of both languages, the Arabic ones with either digits.
pub struct Catalogues {
    arabic: Arc<Words>,
    arabic_indic: Arc<Words>,
    english: Arc<Words>,
}

impl Catalogues {
    /// Reads what was embedded at build. Panics on a faulty catalogue, at start.
    pub fn embedded() -> Self {
        Self {
            arabic: Arc::new(Words::read(Language::Ar, Digits::Latin)),
            arabic_indic: Arc::new(Words::read(Language::Ar, Digits::ArabicIndic)),
            english: Arc::new(Words::read(Language::En, Digits::Latin)),
        }
    }

    /// The digits matter in Arabic alone.
    pub fn words(&self, language: Language, digits: Digits) -> &Arc<Words> {
        match (language, digits) {
            (Language::En, _) => &self.english,
            (Language::Ar, Digits::Latin) => &self.arabic,
            (Language::Ar, Digits::ArabicIndic) => &self.arabic_indic,
        }
    }

    pub fn all(&self) -> [&Arc<Words>; 3] {
        [&self.arabic, &self.arabic_indic, &self.english]
    }
}

impl Words {
    fn read(language: Language, digits: Digits) -> Self {
        let locale: LanguageIdentifier =
            language.code().parse().expect("ar and en are identifiers");
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        match (language, digits) {
            (Language::En, _) => {}
            (Language::Ar, Digits::Latin) => bundle.set_formatter(Some(in_latin)),
            (Language::Ar, Digits::ArabicIndic) => bundle.set_formatter(Some(in_arabic_indic)),
        }
        for path in Locales::iter().filter(|path| path.starts_with(language.code())) {
            let file = Locales::get(&path).expect("the file was listed");
            let text = String::from_utf8(file.data.into_owned()).expect("catalogues are UTF-8");
            let resource = FluentResource::try_new(text)
                .unwrap_or_else(|(_, faults)| panic!("{path}: {faults:?}"));
            bundle
                .add_resource(resource)
                .unwrap_or_else(|faults| panic!("{path}: {faults:?}"));
        }
        Self {
            language,
            digits,
            bundle,
        }
    }

    /// Whether there is such a message.
    pub fn knows(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A message without arguments.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// A message; a missing one is our fault: it is logged, and its key shown.
    pub fn say_with(&self, key: &str, arguments: &[Argument<'_>]) -> String {
        self.try_say(key, arguments).unwrap_or_else(|fault| {
            tracing::error!(language = %self.language, "{fault}");
            key.to_owned()
        })
    }

    /// A message, or what is wrong with it: no such key, or an argument that it lacks.
    pub fn try_say(&self, key: &str, arguments: &[Argument<'_>]) -> Result<String, String> {
        let message = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value());
        let pattern = message.ok_or_else(|| format!("there is no message {key}"))?;
        let given: FluentArgs<'_> = arguments
            .iter()
            .map(|(name, value)| (*name, plural::countable(self.language, value)))
            .collect();
        let mut faults = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&given), &mut faults)
            .into_owned();
        if faults.is_empty() {
            Ok(text)
        } else {
            Err(format!("message {key}: {faults:?}"))
        }
    }

    /// Figures in the reader's digits. Not for codes, addresses and certificate numbers.
    pub fn figures(&self, text: &str) -> String {
        match self.digits {
            Digits::Latin => text.to_owned(),
            Digits::ArabicIndic => to_arabic_indic(text),
        }
    }
}

fn in_latin(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(plural::figure(number)),
        _ => None,
    }
}

fn in_arabic_indic(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(to_arabic_indic(&plural::figure(number))),
        _ => None,
    }
}

fn to_arabic_indic(text: &str) -> String {
    let digit = |character: char| match character.to_digit(10) {
        Some(value) => char::from_u32('٠' as u32 + value).unwrap_or(character),
        None => character,
    };
    text.chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_message_and_a_missing_argument_are_faults() {
        let catalogues = Catalogues::embedded();
        let english = catalogues.words(Language::En, Digits::Latin);
        assert!(english.try_say("no-such-message", &[]).is_err());
        assert!(english.try_say("layout-now", &[]).is_err());
        assert_eq!(
            english
                .try_say("layout-now", &[("now", "07:30".into())])
                .unwrap(),
            "Time in Bahrain: \u{2068}07:30\u{2069}"
        );
    }

    #[test]
    fn arabic_indic_digits_are_for_arabic_alone() {
        let catalogues = Catalogues::embedded();
        assert_eq!(
            catalogues
                .words(Language::Ar, Digits::ArabicIndic)
                .figures("07:30"),
            "٠٧:٣٠"
        );
        assert_eq!(
            catalogues
                .words(Language::Ar, Digits::Latin)
                .figures("07:30"),
            "07:30"
        );
        assert_eq!(
            catalogues
                .words(Language::En, Digits::ArabicIndic)
                .figures("07:30"),
            "07:30"
        );
    }
}
