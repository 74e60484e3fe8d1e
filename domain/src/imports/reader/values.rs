//! Readers of single values and of lists. Each gives the value, or says what would be right and gives nothing.

use super::fault::FaultCode;
use super::kind::Kind;
use super::node::{Content, Node};
use super::reading::Reading;
use crate::bilingual::Language;
use crate::scope::Role;
use crate::text::clean_email;
use chrono::Weekday;
use std::ops::RangeInclusive;

pub const ID_LENGTH_MAX: usize = 64;

/// A word of a closed vocabulary.
pub(super) trait Word: Copy + 'static {
    fn all() -> &'static [Self];
    fn word(self) -> &'static str;
}

impl Word for Role {
    fn all() -> &'static [Self] {
        &Self::ALL
    }

    fn word(self) -> &'static str {
        self.code()
    }
}

impl Word for Language {
    fn all() -> &'static [Self] {
        &Self::ALL
    }

    fn word(self) -> &'static str {
        self.code()
    }
}

impl Word for Weekday {
    fn all() -> &'static [Self] {
        const WEEK: [Weekday; 7] = [
            Weekday::Sun,
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
            Weekday::Sat,
        ];
        &WEEK
    }

    fn word(self) -> &'static str {
        match self {
            Self::Sun => "sun",
            Self::Mon => "mon",
            Self::Tue => "tue",
            Self::Wed => "wed",
            Self::Thu => "thu",
            Self::Fri => "fri",
            Self::Sat => "sat",
        }
    }
}

/// Text of any kind, as it stands.
pub(super) fn raw<'n>(reading: &mut Reading, node: &'n Node, expected: &str) -> Option<&'n str> {
    match &node.content {
        Content::Text(text) => Some(text),
        Content::Null | Content::List(_) | Content::Mapping(_) => {
            reading.refuse(node, FaultCode::WrongType, expected)
        }
        _ => reading.refuse(
            node,
            FaultCode::WrongType,
            format!("{expected}, in quotes if it looks like something else"),
        ),
    }
}

/// One of the words of a vocabulary.
pub(super) fn word<W: Word>(reading: &mut Reading, node: &Node) -> Option<W> {
    let words = || {
        W::all()
            .iter()
            .map(|value| value.word())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let expected = format!("one of {}", words());
    let text = raw(reading, node, &expected)?;
    let known = W::all().iter().copied().find(|value| value.word() == text);
    known.or_else(|| reading.refuse(node, FaultCode::UnknownWord, expected))
}

/// `true` or `false`.
pub(super) fn flag(reading: &mut Reading, node: &Node) -> Option<bool> {
    match node.content {
        Content::Flag(flag) => Some(flag),
        _ => reading.refuse(node, FaultCode::WrongType, "true or false"),
    }
}

/// A whole number within a range.
pub(super) fn number(range: RangeInclusive<i32>) -> impl Fn(&mut Reading, &Node) -> Option<i32> {
    move |reading, node| {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        let Content::Integer(integer) = node.content else {
            return reading.refuse(node, FaultCode::WrongType, expected);
        };
        let fitting = i32::try_from(integer)
            .ok()
            .filter(|number| range.contains(number));
        fitting.or_else(|| reading.refuse(node, FaultCode::OutOfRange, expected))
    }
}

/// A percentage from 0 to 100, whole.
pub(super) fn percent(reading: &mut Reading, node: &Node) -> Option<i32> {
    number(0..=100)(reading, node)
}

/// A number with at most three decimals, as thousandths.
pub(super) fn thousandths(
    range: RangeInclusive<i32>,
) -> impl Fn(&mut Reading, &Node) -> Option<i64> {
    move |reading, node| {
        let expected = format!(
            "a number from {} to {} with at most three decimals",
            range.start(),
            range.end()
        );
        let read = match &node.content {
            Content::Integer(integer) => integer.checked_mul(1000),
            Content::Decimal(text) => decimal_thousandths(text),
            _ => return reading.refuse(node, FaultCode::WrongType, expected),
        };
        let bounds = i64::from(*range.start()) * 1000..=i64::from(*range.end()) * 1000;
        let fitting = read.filter(|value| bounds.contains(value));
        fitting.or_else(|| reading.refuse(node, FaultCode::OutOfRange, expected))
    }
}

fn decimal_thousandths(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.')?;
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let whole: i64 = whole.trim_start_matches('-').parse().ok()?;
    let fraction: i64 = format!("{fraction:0<3}").parse().ok()?;
    Some(sign * (whole.checked_mul(1000)? + fraction))
}

/// Hours in halves, as minutes.
pub(super) fn hours(range: RangeInclusive<i32>) -> impl Fn(&mut Reading, &Node) -> Option<i32> {
    move |reading, node| {
        let expected = format!(
            "hours from {} to {}, whole or half",
            range.start(),
            range.end()
        );
        let halves = match &node.content {
            Content::Integer(integer) => integer.checked_mul(2),
            Content::Decimal(text) => decimal_thousandths(text)
                .filter(|value| value % 500 == 0)
                .map(|value| value / 500),
            _ => return reading.refuse(node, FaultCode::WrongType, expected),
        };
        let fitting = halves.and_then(|halves| i32::try_from(halves).ok());
        let fitting =
            fitting.filter(|halves| (range.start() * 2..=range.end() * 2).contains(halves));
        fitting
            .map(|halves| halves * 30)
            .or_else(|| reading.refuse(node, FaultCode::OutOfRange, expected))
    }
}

/// 1 to 64 of `A-Z a-z 0-9 . _ -`.
pub(super) fn id(reading: &mut Reading, node: &Node) -> Option<String> {
    const EXPECTED: &str = "an id: 1 to 64 letters, digits, dots, underscores or hyphens";
    let text = raw(reading, node, EXPECTED)?;
    if is_id(text) {
        Some(text.to_owned())
    } else {
        reading.refuse(node, FaultCode::BadId, EXPECTED)
    }
}

pub(super) fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=ID_LENGTH_MAX).contains(&text.len()) && text.bytes().all(fits)
}

/// The id that an entry is given: new within each of these kinds.
pub(super) fn new_id(kinds: &'static [Kind]) -> impl Fn(&mut Reading, &Node) -> Option<String> {
    move |reading, node| {
        if let Content::Text(text) = &node.content {
            for kind in kinds {
                reading.give(*kind, text, node)?;
            }
        }
        id(reading, node)
    }
}

/// The id of something that the file gives elsewhere.
pub(super) fn reference(kind: Kind) -> impl Fn(&mut Reading, &Node) -> Option<String> {
    move |reading, node| {
        let id = id(reading, node)?;
        reading.name(kind, &id, node.line, node.column);
        Some(id)
    }
}

/// A country's new ISO 3166-1 alpha-3 code.
pub(super) fn country_code(reading: &mut Reading, node: &Node) -> Option<String> {
    let code = new_id(&[Kind::Country])(reading, node)?;
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(code);
    }
    reading.refuse(
        node,
        FaultCode::BadCountryCode,
        "three capital letters, as in ISO 3166-1 alpha-3: BHR",
    )
}

/// A value that `parse` makes of a text.
pub(super) fn parsed<T>(
    reading: &mut Reading,
    node: &Node,
    code: FaultCode,
    expected: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let text = raw(reading, node, expected)?;
    parse(text).or_else(|| reading.refuse(node, code, expected))
}

/// An e-mail address, as one writes to it.
pub(super) fn email(reading: &mut Reading, node: &Node) -> Option<String> {
    let parse = |text: &str| clean_email(text).ok();
    parsed(
        reading,
        node,
        FaultCode::BadEmail,
        "an e-mail address like name@example.org",
        parse,
    )
}
