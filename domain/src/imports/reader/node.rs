//! From text to a tree that remembers where each value stands.
//!
//! `saphyr` parses; it stops at a repeated key and expands aliases. Here a repeated key is renamed in the text and the text
//! parsed again, so that all faults come out together, and a value that begins with `*` is an alias, which is refused.

use super::fault::{Fault, FaultCode, quoted, shortened};
use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, ScanError, YamlData};
use std::collections::{BTreeMap, BTreeSet};

/// The largest file that is read, in bytes.
pub const FILE_BYTES_MAX: usize = 5_000_000;
/// Mappings and lists inside one another.
pub const DEPTH_MAX: usize = 32;
/// Columns at which a line's text may begin, list dashes included. The parser recurses once per level: this bounds its stack.
const INDENT_COLUMNS_MAX: usize = 200;
/// The parser copies what an anchor (`&name`) marks: anchors times bytes stay below this.
const ANCHORED_BYTES_MAX: usize = 20_000_000;
/// Repeated keys named in one run; further ones show when these are mended.
const REPEATED_KEYS_MAX: usize = 20;
/// A repeated key is told apart by a first character of Unicode's private area.
const REPEATED_KEY_MARK: u32 = 0xe000;

/// A value and the place where it begins, both counted from 1, columns in characters.
#[derive(Debug)]
pub(super) struct Node {
    pub line: usize,
    pub column: usize,
    pub content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    Null,
    Flag(bool),
    Integer(i64),
    /// A number with a fraction, in shortest decimal notation.
    Decimal(String),
    Text(String),
    List(Vec<Node>),
    Mapping(Vec<(Key, Node)>),
    Alias,
    Tagged,
    /// A scalar that contradicts its YAML tag, as `!!int one`.
    Unreadable,
    /// What lies below the deepest level.
    TooDeep,
}

/// A mapping's key. One that is not a word or a number has no name.
#[derive(Debug)]
pub(super) struct Key {
    pub line: usize,
    pub column: usize,
    pub name: Option<String>,
    pub is_repeated: bool,
}

impl Node {
    /// The value as a fault repeats it.
    pub fn found(&self) -> String {
        match &self.content {
            Content::Null => "null".to_owned(),
            Content::Flag(flag) => quoted(&flag.to_string()),
            Content::Integer(integer) => quoted(&integer.to_string()),
            Content::Decimal(text) | Content::Text(text) => quoted(text),
            Content::List(_) => "a list".to_owned(),
            Content::Mapping(_) => "a mapping".to_owned(),
            Content::Alias => "an alias".to_owned(),
            Content::Tagged => "a tag".to_owned(),
            Content::Unreadable => "a value that contradicts its tag".to_owned(),
            Content::TooDeep => "a deeper level".to_owned(),
        }
    }
}

/// Parses one document of YAML. Faults here concern the file as a whole: the tree is there, or a single fault is.
pub(super) fn load(text: &str) -> Result<Node, Fault> {
    if text.len() > FILE_BYTES_MAX {
        let found = format!("{} bytes", text.len());
        return Err(whole(
            1,
            1,
            FaultCode::TooLarge,
            found,
            format!("at most {FILE_BYTES_MAX} bytes"),
        ));
    }
    let text = text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    refuse_costly_shapes(&text)?;
    let mut source = Source {
        text,
        repeated: BTreeMap::new(),
    };
    loop {
        match MarkedYaml::load_from_str(&source.text) {
            Ok(documents) => return source.tree(&documents),
            Err(error) if source.rename_repeated_key(&error) => {}
            Err(error) => return Err(source.syntax_fault(&error)),
        }
    }
}

fn whole(line: usize, column: usize, code: FaultCode, found: String, expected: String) -> Fault {
    Fault {
        line,
        column,
        path: String::new(),
        code,
        found,
        expected,
    }
}

/// Refuses before parsing what would cost the parser more stack or memory than the file's size suggests.
fn refuse_costly_shapes(text: &str) -> Result<(), Fault> {
    let mut anchors = 0_usize;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        if indent_columns(line) > INDENT_COLUMNS_MAX {
            let expected =
                format!("text that begins within the first {INDENT_COLUMNS_MAX} columns");
            return Err(whole(number, 1, FaultCode::TooDeep, quoted(line), expected));
        }
        anchors += anchors_in(line);
        if anchors.saturating_mul(text.len()) > ANCHORED_BYTES_MAX {
            let expected =
                "values written out, without anchors (&name) and aliases (*name)".to_owned();
            return Err(whole(number, 1, FaultCode::Alias, quoted(line), expected));
        }
    }
    Ok(())
}

/// The columns before a line's first value: spaces and the indicators `-`, `?` and `:` that open a level.
fn indent_columns(line: &str) -> usize {
    let mut characters = line.chars().peekable();
    let mut columns = 0;
    while let Some(character) = characters.next() {
        let opens_level = matches!(character, '-' | '?' | ':')
            && characters.peek().is_none_or(|next| next.is_whitespace());
        if !(character.is_whitespace() || opens_level) {
            break;
        }
        columns += 1;
    }
    columns
}

/// How many times the line may hold an anchor.
fn anchors_in(line: &str) -> usize {
    let bytes = line.as_bytes();
    let opens = |index: usize| {
        index == 0
            || matches!(
                bytes[index - 1],
                b' ' | b'\t' | b'[' | b'{' | b',' | b':' | b'-' | b'?'
            )
    };
    let named = |index: usize| {
        bytes
            .get(index + 1)
            .is_some_and(|next| !next.is_ascii_whitespace())
    };
    (0..bytes.len())
        .filter(|&index| bytes[index] == b'&' && opens(index) && named(index))
        .count()
}

struct Source {
    text: String,
    /// Where a key was renamed, and the character that stood there.
    repeated: BTreeMap<(usize, usize), char>,
}

impl Source {
    /// The byte at which a line and a column (both from 1) begin.
    fn offset(&self, line: usize, column: usize) -> Option<usize> {
        let lines_before = line.checked_sub(1)?;
        let line_start = match lines_before.checked_sub(1) {
            None => 0,
            Some(nth) => self.text.match_indices('\n').nth(nth)?.0 + 1,
        };
        let rest = &self.text[line_start..];
        rest.char_indices()
            .nth(column.checked_sub(1)?)
            .map(|(offset, _)| line_start + offset)
    }

    /// If the parser stopped at a repeated key, gives that key another name. False if it stopped at anything else.
    fn rename_repeated_key(&mut self, error: &ScanError) -> bool {
        if error.info() != "duplicated key in mapping" || self.repeated.len() == REPEATED_KEYS_MAX {
            return false;
        }
        let (line, column) = (error.marker().line(), error.marker().col() + 1);
        let Some(start) = self.offset(line, column) else {
            return false;
        };
        let mut characters = self.text[start..].char_indices();
        let named = characters.next().and_then(|(_, first)| match first {
            '"' | '\'' => characters.next(),
            _ => Some((0, first)),
        });
        let Some((skip, character)) = named.filter(|(_, character)| character.is_alphanumeric())
        else {
            return false;
        };
        let count = u32::try_from(self.repeated.len()).unwrap_or_default();
        let Some(mark) = char::from_u32(REPEATED_KEY_MARK + count) else {
            return false;
        };
        let at = start + skip;
        self.text
            .replace_range(at..at + character.len_utf8(), mark.encode_utf8(&mut [0; 4]));
        self.repeated.insert((line, column), character);
        true
    }

    fn syntax_fault(&self, error: &ScanError) -> Fault {
        let (line, column) = (error.marker().line().max(1), error.marker().col() + 1);
        let (code, expected) = match error.info() {
            "duplicated key in mapping" => (
                FaultCode::DuplicateKey,
                "each key once in a mapping".to_owned(),
            ),
            "recursion limit exceeded" => {
                (FaultCode::TooDeep, format!("at most {DEPTH_MAX} levels"))
            }
            info if info.starts_with("alias expansion") => (
                FaultCode::Alias,
                "values written out, without aliases".to_owned(),
            ),
            info => (FaultCode::Syntax, format!("valid YAML ({info})")),
        };
        let found = match self.text.lines().nth(line - 1).map(str::trim) {
            None | Some("") => "the end of the file".to_owned(),
            Some(text) => quoted(text),
        };
        whole(line, column, code, found, expected)
    }

    fn tree(&self, documents: &[MarkedYaml<'_>]) -> Result<Node, Fault> {
        let empty = |found: &str| {
            whole(
                1,
                1,
                FaultCode::Empty,
                found.to_owned(),
                "a programme: a mapping that begins with `meta:`".to_owned(),
            )
        };
        match documents {
            [] => Err(empty("an empty file")),
            [document]
                if matches!(
                    document.data,
                    YamlData::BadValue | YamlData::Value(Scalar::Null)
                ) =>
            {
                Err(empty("an empty document"))
            }
            [document] => Ok(Reader::new(self).node(document, DEPTH_MAX)),
            [_, second, ..] => {
                let found = format!("{} documents", documents.len());
                Err(whole(
                    second.span.start.line().max(1),
                    1,
                    FaultCode::SeveralDocuments,
                    found,
                    "one document in a file".to_owned(),
                ))
            }
        }
    }
}

/// Turns the parser's nodes into ours.
struct Reader<'s> {
    /// The places of `*` in the text, counted in characters.
    asterisks: BTreeSet<usize>,
    repeated: &'s BTreeMap<(usize, usize), char>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s Source) -> Self {
        let asterisks = source
            .text
            .chars()
            .enumerate()
            .filter(|(_, character)| *character == '*');
        Self {
            asterisks: asterisks.map(|(index, _)| index).collect(),
            repeated: &source.repeated,
        }
    }

    fn node(&self, marked: &MarkedYaml<'_>, depth_left: usize) -> Node {
        let (line, column) = (marked.span.start.line().max(1), marked.span.start.col() + 1);
        Node {
            line,
            column,
            content: self.content(marked, depth_left),
        }
    }

    fn content(&self, marked: &MarkedYaml<'_>, depth_left: usize) -> Content {
        // Neither a plain nor a quoted value begins with an asterisk: this is an alias that the parser has resolved.
        if self.asterisks.contains(&marked.span.start.index()) {
            return Content::Alias;
        }
        match &marked.data {
            YamlData::Sequence(_) | YamlData::Mapping(_) if depth_left == 0 => Content::TooDeep,
            YamlData::Sequence(items) => Content::List(
                items
                    .iter()
                    .map(|item| self.node(item, depth_left - 1))
                    .collect(),
            ),
            YamlData::Mapping(entries) => {
                let entry = |(key, value)| (self.key(key), self.node(value, depth_left - 1));
                Content::Mapping(entries.iter().map(entry).collect())
            }
            YamlData::Value(Scalar::Null) => Content::Null,
            YamlData::Value(Scalar::Boolean(flag)) => Content::Flag(*flag),
            YamlData::Value(Scalar::Integer(integer)) => Content::Integer(*integer),
            YamlData::Value(Scalar::FloatingPoint(number)) => Content::Decimal(number.to_string()),
            YamlData::Value(Scalar::String(text)) | YamlData::Representation(text, ..) => {
                Content::Text(text.to_string())
            }
            YamlData::Tagged(..) => Content::Tagged,
            YamlData::Alias(_) => Content::Alias,
            YamlData::BadValue => Content::Unreadable,
        }
    }

    fn key(&self, marked: &MarkedYaml<'_>) -> Key {
        let (line, column) = (marked.span.start.line().max(1), marked.span.start.col() + 1);
        let name = match self.content(marked, 0) {
            Content::Text(text) | Content::Decimal(text) => Some(text),
            Content::Integer(integer) => Some(integer.to_string()),
            Content::Flag(flag) => Some(flag.to_string()),
            _ => None,
        };
        match self.repeated.get(&(line, column)) {
            None => Key {
                line,
                column,
                name,
                is_repeated: false,
            },
            Some(first) => {
                let name = name.map(|name| {
                    name.chars()
                        .skip(1)
                        .fold(first.to_string(), |mut name, character| {
                            name.push(character);
                            name
                        })
                });
                Key {
                    line,
                    column,
                    name,
                    is_repeated: true,
                }
            }
        }
    }
}

impl Key {
    /// The key as a path shows it.
    pub fn shown(&self) -> String {
        self.name
            .as_deref()
            .map_or_else(|| "(no name)".to_owned(), shortened)
    }
}
