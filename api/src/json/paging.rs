//! Lists: `limit` and an opaque `cursor` in, `{items, next}` out.

use super::answer::Problem;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use poem_openapi::{
    Object,
    registry::{MetaSchema, MetaSchemaRef},
    types::{ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type},
};
use serde_json::json;
use std::borrow::Cow;
use uuid::Uuid;

/// Things of one page, unless asked otherwise.
const LIMIT_DEFAULT: u16 = 50;
/// Most things of one page.
pub const LIMIT_MAX: u16 = 100;
/// Longest cursor that was ever given out, and room to spare.
const CURSOR_CHARACTERS_MAX: usize = 200;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Page<T: ParseFromJSON + ToJSON> {
    pub items: Vec<T>,
    /// The `cursor` of the next page; absent on the last one.
    pub next: Option<String>,
}

/// How many things of a page: 1 to 100, 50 unless given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(pub u16);

/// Where a page begins: the `next` of the page before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor(Option<String>);

macro_rules! parameter_type {
    ($type:ident, $name:literal, $schema:expr) => {
        impl Type for $type {
            const IS_REQUIRED: bool = false;
            type RawValueType = Self;
            type RawElementValueType = Self;

            fn name() -> Cow<'static, str> {
                $name.into()
            }

            fn schema_ref() -> MetaSchemaRef {
                MetaSchemaRef::Inline(Box::new($schema))
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }

            fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                Box::new(self.as_raw_value().into_iter())
            }
        }
    };
}

parameter_type!(
    Limit,
    "limit",
    MetaSchema {
        minimum: Some(1.0),
        maximum: Some(f64::from(LIMIT_MAX)),
        default: Some(json!(LIMIT_DEFAULT)),
        ..MetaSchema::new_with_format("integer", "int32")
    }
);
parameter_type!(
    Cursor,
    "cursor",
    MetaSchema {
        min_length: Some(1),
        max_length: Some(CURSOR_CHARACTERS_MAX),
        pattern: Some("^[A-Za-z0-9_-]+$".to_owned()),
        ..MetaSchema::new("string")
    }
);

impl ParseFromParameter for Limit {
    fn parse_from_parameter(value: &str) -> ParseResult<Self> {
        let limit = value
            .parse()
            .ok()
            .filter(|limit| (1..=LIMIT_MAX).contains(limit));
        limit
            .map(Self)
            .ok_or_else(|| ParseError::custom(format!("a whole number from 1 to {LIMIT_MAX}")))
    }

    fn parse_from_parameters<I: IntoIterator<Item = A>, A: AsRef<str>>(
        values: I,
    ) -> ParseResult<Self> {
        values
            .into_iter()
            .next()
            .map_or(Ok(Self(LIMIT_DEFAULT)), |value| {
                Self::parse_from_parameter(value.as_ref())
            })
    }
}

impl ParseFromParameter for Cursor {
    fn parse_from_parameter(value: &str) -> ParseResult<Self> {
        if value.is_empty() || value.len() > CURSOR_CHARACTERS_MAX {
            return Err(ParseError::custom("the `next` of an earlier page"));
        }
        Ok(Self(Some(value.to_owned())))
    }

    fn parse_from_parameters<I: IntoIterator<Item = A>, A: AsRef<str>>(
        values: I,
    ) -> ParseResult<Self> {
        values.into_iter().next().map_or(Ok(Self(None)), |value| {
            Self::parse_from_parameter(value.as_ref())
        })
    }
}

/// What a list operation was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    list: &'static str,
    after: Option<String>,
    limit: usize,
}

impl Asked {
    /// `list` names the list, so that no cursor serves another.
    pub fn new(list: &'static str, limit: Limit, cursor: &Cursor) -> Result<Self, Problem> {
        let after = cursor
            .0
            .as_deref()
            .map(|cursor| opened(list, cursor))
            .transpose()?;
        Ok(Self {
            list,
            after,
            limit: usize::from(limit.0),
        })
    }

    /// For operations that read page by page.
    pub fn limit(&self) -> u64 {
        self.limit as u64
    }

    /// The id after which the page begins, for operations that read page by page.
    pub fn after<Id: From<Uuid>>(&self) -> Result<Option<Id>, Problem> {
        let id = |key: &String| {
            key.parse::<Uuid>()
                .map(Id::from)
                .map_err(|_| not_a_cursor())
        };
        self.after.as_ref().map(id).transpose()
    }

    /// A page that an operation read from [`Self::after`] on. A full page has a next one, be it empty.
    pub fn page<S, T>(
        &self,
        rows: Vec<S>,
        key: impl Fn(&S) -> String,
        into: impl FnMut(S) -> T,
    ) -> Page<T>
    where
        T: ParseFromJSON + ToJSON,
    {
        let is_full = rows.len() >= self.limit;
        let next = rows
            .last()
            .filter(|_| is_full)
            .map(|last| sealed(self.list, &key(last)));
        Page {
            items: rows.into_iter().map(into).collect(),
            next,
        }
    }

    /// The page of a list that an operation gives whole, in its order.
    pub fn page_of_all<S, T>(
        &self,
        mut rows: Vec<S>,
        key: impl Fn(&S) -> String,
        into: impl FnMut(S) -> T,
    ) -> Result<Page<T>, Problem>
    where
        T: ParseFromJSON + ToJSON,
    {
        if let Some(after) = &self.after {
            let place = rows
                .iter()
                .position(|row| key(row) == *after)
                .ok_or_else(not_a_cursor)?;
            rows.drain(..=place);
        }
        let has_more = rows.len() > self.limit;
        rows.truncate(self.limit);
        let next = rows
            .last()
            .filter(|_| has_more)
            .map(|last| sealed(self.list, &key(last)));
        Ok(Page {
            items: rows.into_iter().map(into).collect(),
            next,
        })
    }
}

fn sealed(list: &str, key: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{list}:{key}"))
}

fn opened(list: &str, cursor: &str) -> Result<String, Problem> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| not_a_cursor())?;
    let text = String::from_utf8(bytes).map_err(|_| not_a_cursor())?;
    let key = text
        .strip_prefix(list)
        .and_then(|rest| rest.strip_prefix(':'));
    key.map(str::to_owned).ok_or_else(not_a_cursor)
}

fn not_a_cursor() -> Problem {
    Problem::malformed("`cursor` is not the `next` of a page of this list")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(limit: u16, cursor: Option<String>) -> Asked {
        Asked::new("numbers", Limit(limit), &Cursor(cursor)).unwrap()
    }

    #[test]
    fn pages_of_a_whole_list_hold_each_thing_once_and_end() {
        let numbers: Vec<u32> = (0..7).collect();
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let page = asked(3, cursor)
                .page_of_all(numbers.clone(), u32::to_string, |number| number)
                .unwrap();
            seen.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, numbers);
    }

    #[test]
    fn a_page_read_by_the_store_has_a_next_one_when_it_is_full() {
        assert!(
            asked(3, None)
                .page(vec![1, 2, 3], i32::to_string, |number| number)
                .next
                .is_some()
        );
        assert_eq!(
            asked(3, None)
                .page(vec![1, 2], i32::to_string, |number| number)
                .next,
            None
        );
    }

    #[test]
    fn a_cursor_of_another_list_or_of_nowhere_is_malformed() {
        let of_another = Cursor(Some(sealed("letters", "1")));
        for cursor in [
            of_another,
            Cursor(Some("%%%".into())),
            Cursor(Some("_w".into())),
        ] {
            assert!(
                matches!(
                    Asked::new("numbers", Limit(3), &cursor),
                    Err(Problem::Malformed(_))
                ),
                "{cursor:?}"
            );
        }
        let unknown = asked(3, Some(sealed("numbers", "9")));
        assert!(matches!(
            unknown.page_of_all(vec![1], i32::to_string, |number| number),
            Err(Problem::Malformed(_))
        ));
        assert!(matches!(
            unknown.after::<Uuid>(),
            Err(Problem::Malformed(_))
        ));
    }

    #[test]
    fn a_limit_lies_between_1_and_100_and_is_50_unless_given() {
        let read = |values: &[&str]| Limit::parse_from_parameters(values).ok();
        assert_eq!(read(&[]), Some(Limit(50)));
        assert_eq!(
            (read(&["1"]), read(&["100"])),
            (Some(Limit(1)), Some(Limit(100)))
        );
        for refused in ["0", "101", "-1", "1e2", "", "99999999999999999999"] {
            assert_eq!(read(&[refused]), None, "{refused}");
        }
    }
}
