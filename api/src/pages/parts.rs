//! What the partials of `templates/partials` take, for pages that share them.

use crate::{Visit, language::Words};
use chrono::{DateTime, NaiveDate, Utc};
use fluent_bundle::FluentValue;
use serde::Serialize;
use zamala_domain::{Bilingual, Language, app::PROGRAMME_ZONE};

/// A state in a word, with the shape that its kind has.
#[derive(Clone, Debug, Serialize)]
pub struct Tag {
    pub kind: &'static str,
    pub text: String,
}

/// A line of `partials/rows`; `title` is content, `name` a person's.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    pub lead: Option<String>,
    pub title: Option<String>,
    pub name: Option<String>,
    pub href: Option<String>,
    pub ltr_text: Option<String>,
    pub text: Option<String>,
    pub is_now: bool,
    pub tag: Option<Tag>,
}

/// `partials/rows`.
#[derive(Clone, Debug, Serialize)]
pub struct Rows {
    pub items: Vec<Row>,
}

/// `partials/stat`.
#[derive(Clone, Debug, Serialize)]
pub struct Stat {
    pub label: String,
    pub value: String,
    pub hint: Option<String>,
    pub kind: Option<&'static str>,
}

/// A line of `partials/summary-list`: one of value, name and ltr.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Fact {
    pub label: String,
    pub value: Option<String>,
    pub name: Option<String>,
    pub ltr: Option<String>,
    pub href: Option<String>,
}

/// `partials/summary-list`.
#[derive(Clone, Debug, Serialize)]
pub struct Facts {
    pub items: Vec<Fact>,
}

/// A link in the page's words.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    pub href: String,
    pub text: String,
}

impl Tag {
    pub fn new(visit: &Visit, kind: &'static str, key: &str) -> Self {
        Self {
            kind,
            text: visit.say(key),
        }
    }
}

impl Rows {
    /// `None` when there is nothing to list: an empty state says so instead.
    pub fn of(items: Vec<Row>) -> Option<Self> {
        (!items.is_empty()).then_some(Self { items })
    }
}

/// A link to a page, where it exists and is for whoever asks.
pub fn link_to(visit: &Visit, path: &str, key: &str) -> Option<Link> {
    let who = visit.edge().who_sees(path)?;
    let is_for_them = who.includes(visit.signed_in());
    is_for_them.then(|| Link {
        href: visit.href(path),
        text: visit.say(key),
    })
}

/// A message about a number of things.
pub fn counted(visit: &Visit, key: &str, n: usize) -> String {
    visit.say_with(key, &[("n", FluentValue::from(n))])
}

/// Phrases after one another, as the page's language separates them.
pub fn joined(visit: &Visit, phrases: &[String]) -> String {
    phrases.join(match visit.language() {
        Language::Ar => "، ",
        Language::En => ", ",
    })
}

/// `84.00%` from what an operation gives. Show it through `ltr`, or as an argument of a message.
pub fn percent(words: &Words, figure: &str) -> String {
    words.figures(&format!("{figure}%"))
}

/// `7 / 10`. Show it through `ltr`.
pub fn of_all(words: &Words, part: usize, all: usize) -> String {
    words.figures(&format!("{part} / {all}"))
}

/// The day in the programme's zone.
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&PROGRAMME_ZONE).date_naive()
}

/// `Sunday 15 November, 14:00`, in the programme's zone, where the year is plain from the page.
pub fn day_and_time(visit: &Visit, instant: DateTime<Utc>) -> String {
    let words = visit.words();
    let date = words.weekday_and_date(day_of(instant));
    joined(visit, &[date, words.time(instant, &PROGRAMME_ZONE)])
}

/// Content in the page's language. In Arabic its percentages are isolated, or the sign would change sides.
pub fn content(visit: &Visit, text: &Bilingual) -> String {
    let text = text.in_language(visit.language());
    match visit.language() {
        Language::Ar => with_percentages_isolated(text),
        Language::En => text.to_owned(),
    }
}

/// Puts left-to-right isolates (U+2066, U+2069) around each figure with its percent sign.
fn with_percentages_isolated(text: &str) -> String {
    let mut parts = text.split('%');
    let mut isolated = parts.next().unwrap_or_default().to_owned();
    for rest in parts {
        let is_figure = |letter: char| letter.is_ascii_digit() || letter == '.';
        let begins = isolated.trim_end_matches(is_figure).len();
        if begins < isolated.len() {
            isolated.insert(begins, '\u{2066}');
            isolated.push_str("%\u{2069}");
        } else {
            isolated.push('%');
        }
        isolated.push_str(rest);
    }
    isolated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_keeps_its_sign_on_its_side() {
        assert_eq!(
            with_percentages_isolated("عينة 20% من"),
            "عينة \u{2066}20%\u{2069} من"
        );
        assert_eq!(
            with_percentages_isolated("84.5%، 3%"),
            "\u{2066}84.5%\u{2069}، \u{2066}3%\u{2069}"
        );
        assert_eq!(with_percentages_isolated("علامة % وحدها"), "علامة % وحدها");
    }
}
