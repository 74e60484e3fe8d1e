//! The walk over the tree: where we are, what was wrong so far, which ids were given and which were named.

use super::fault::{Fault, FaultCode, quoted};
use super::kind::Kind;
use super::node::{Content, DEPTH_MAX, Key, Node};
use std::collections::BTreeMap;

/// How many faults are kept while reading; the report is cut shorter still.
const FAULTS_KEPT_MAX: usize = 2_000;
/// Faults in one report.
pub const FAULTS_REPORTED_MAX: usize = 200;

/// Where an entry stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Counted from 1.
    pub line: usize,
    /// Keys and indices from the root, as in `cohorts[0].weeks[3]`.
    pub path: String,
}

/// What a place holds, for faults that are found after reading.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub line: usize,
    pub column: usize,
    pub found: String,
}

/// A mapping whose keys are being read one by one.
pub(super) struct Fields<'n> {
    pub place: Place,
    column: usize,
    entries: &'n [(Key, Node)],
}

impl<'n> Fields<'n> {
    fn value(&self, key: &str) -> Option<&'n Node> {
        let is_it =
            |entry: &&(Key, Node)| !entry.0.is_repeated && entry.0.name.as_deref() == Some(key);
        self.entries.iter().find(is_it).map(|(_, value)| value)
    }
}

#[derive(Default)]
pub(super) struct Reading {
    path: String,
    pub faults: Vec<Fault>,
    /// Faults beyond those kept.
    pub dropped: usize,
    pub spots: BTreeMap<String, Spot>,
    given: BTreeMap<(Kind, String), usize>,
    named: Vec<(Kind, String, Place, usize)>,
}

impl Reading {
    /// Reads the child under `step` (`.key` or `[3]`) with its path in place.
    pub fn child<T>(
        &mut self,
        step: &str,
        node: &Node,
        read: impl FnOnce(&mut Self, &Node) -> Option<T>,
    ) -> Option<T> {
        let parent_length = self.path.len();
        self.path.push_str(if self.path.is_empty() {
            step.trim_start_matches('.')
        } else {
            step
        });
        self.spots.insert(
            self.path.clone(),
            Spot {
                line: node.line,
                column: node.column,
                found: node.found(),
            },
        );
        let value = read(self, node);
        self.path.truncate(parent_length);
        value
    }

    fn push(&mut self, fault: Fault) {
        if self.faults.len() < FAULTS_KEPT_MAX {
            self.faults.push(fault);
        } else {
            self.dropped += 1;
        }
    }

    /// A fault of the value being read. Always `None`, so that a reader can end with it.
    pub fn refuse<T>(
        &mut self,
        node: &Node,
        code: FaultCode,
        expected: impl Into<String>,
    ) -> Option<T> {
        let (code, expected) = match node.content {
            Content::Alias => (
                FaultCode::Alias,
                "the value written out, without an alias".to_owned(),
            ),
            Content::Tagged => (FaultCode::Tag, "a value without a tag".to_owned()),
            Content::TooDeep => (FaultCode::TooDeep, format!("at most {DEPTH_MAX} levels")),
            _ => (code, expected.into()),
        };
        let fault = Fault {
            line: node.line,
            column: node.column,
            path: self.path.clone(),
            code,
            found: node.found(),
            expected,
        };
        self.push(fault);
        None
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Opens a mapping; anything else is a fault.
    pub fn open<'n>(&mut self, node: &'n Node, keys: &[&str]) -> Option<Fields<'n>> {
        let Content::Mapping(entries) = &node.content else {
            return self.refuse(
                node,
                FaultCode::WrongType,
                format!("a mapping with the keys {}", keys.join(", ")),
            );
        };
        for (key, _) in entries {
            let known = key.name.as_deref().filter(|name| keys.contains(name));
            if key.is_repeated {
                self.refuse_key(
                    key,
                    FaultCode::DuplicateKey,
                    "each key once in a mapping".to_owned(),
                );
            } else if known.is_none() {
                // Beyond what a report shows, looking for a near word is wasted.
                let is_shown = self.faults.len() < FAULTS_KEPT_MAX;
                let expected = if is_shown {
                    suggestion(key, keys)
                } else {
                    String::new()
                };
                self.refuse_key(key, FaultCode::UnknownKey, expected);
            }
        }
        Some(Fields {
            place: Place {
                line: node.line,
                path: self.path.clone(),
            },
            column: node.column,
            entries,
        })
    }

    /// A fault of a key itself.
    pub fn refuse_key(&mut self, key: &Key, code: FaultCode, expected: String) {
        let found = key
            .name
            .as_deref()
            .map_or_else(|| "a key that is not a word".to_owned(), quoted);
        let path = self.path_of(&key.shown());
        self.push(Fault {
            line: key.line,
            column: key.column,
            path,
            code,
            found,
            expected,
        });
    }

    /// The value under a key that must be there.
    pub fn required<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        read: impl FnOnce(&mut Self, &Node) -> Option<T>,
    ) -> Option<T> {
        if let Some(node) = fields.value(key) {
            return self.child(&format!(".{key}"), node, read);
        }
        self.push(Fault {
            line: fields.place.line,
            column: fields.column,
            path: self.path_of(key),
            code: FaultCode::MissingKey,
            found: "nothing".to_owned(),
            expected: format!("the key {key} with its value"),
        });
        None
    }

    /// The value under a key that may be left out.
    #[expect(
        clippy::option_option,
        reason = "whether it could be read, and whether it was there"
    )]
    pub fn optional<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        read: impl FnOnce(&mut Self, &Node) -> Option<T>,
    ) -> Option<Option<T>> {
        match fields.value(key) {
            None => Some(None),
            Some(node) => self.child(&format!(".{key}"), node, read).map(Some),
        }
    }

    /// The value under a key that must be there and may be `null`.
    #[expect(
        clippy::option_option,
        reason = "whether it could be read, and whether it was there"
    )]
    pub fn nullable<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        read: impl FnOnce(&mut Self, &Node) -> Option<T>,
    ) -> Option<Option<T>> {
        self.required(fields, key, |reading, node| match node.content {
            Content::Null => Some(None),
            _ => read(reading, node).map(Some),
        })
    }

    /// The value under a key that may be left out: then false, or an empty list.
    pub fn defaulted<T: Default>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        read: impl FnOnce(&mut Self, &Node) -> Option<T>,
    ) -> Option<T> {
        self.optional(fields, key, read)
            .map(Option::unwrap_or_default)
    }

    /// Notes an id that the file gives. Giving it twice is a fault.
    pub fn give(&mut self, kind: Kind, id: &str, node: &Node) -> Option<()> {
        if let Some(line) = self.given.insert((kind, id.to_owned()), node.line) {
            self.given.insert((kind, id.to_owned()), line);
            return self.refuse(
                node,
                FaultCode::DuplicateId,
                format!(
                    "an id of its own: line {line} gives it to {} already",
                    kind.noun()
                ),
            );
        }
        Some(())
    }

    /// Notes an id that the file names. Whether it is given somewhere is known at the end.
    pub fn name(&mut self, kind: Kind, id: &str, line: usize, column: usize) {
        self.named.push((
            kind,
            id.to_owned(),
            Place {
                line,
                path: self.path.clone(),
            },
            column,
        ));
    }

    /// A fault for each name that nothing in the file bears.
    pub fn resolve(&mut self) {
        for (kind, id, place, column) in std::mem::take(&mut self.named) {
            if self.given.contains_key(&(kind, id.clone())) {
                continue;
            }
            let ids = self
                .given
                .keys()
                .filter(|given| given.0 == kind)
                .map(|given| given.1.as_str());
            let near = if self.faults.len() < FAULTS_REPORTED_MAX {
                nearest(&id, ids)
            } else {
                None
            };
            let hint = near.map_or_else(String::new, |near| format!("; nearest is {near}"));
            let expected = format!("the id of {} in this file{hint}", kind.noun());
            self.push(Fault {
                line: place.line,
                column,
                path: place.path,
                code: FaultCode::UnknownReference,
                found: quoted(&id),
                expected,
            });
        }
    }
}

fn suggestion(key: &Key, keys: &[&str]) -> String {
    let near = key
        .name
        .as_deref()
        .and_then(|name| nearest(name, keys.iter().copied()));
    match near {
        Some(near) => format!("{near}, or one of {}", keys.join(", ")),
        None => format!("one of {}", keys.join(", ")),
    }
}

/// The candidate that differs least, if it differs in less than half.
pub(super) fn nearest<'c>(
    word: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    const COMPARED_LENGTH_MAX: usize = 64;
    if word.len() > COMPARED_LENGTH_MAX {
        return None;
    }
    let ranked = candidates.map(|candidate| (distance(word, candidate), candidate));
    let (distance, candidate) = ranked.min()?;
    (distance * 2 <= word.chars().count().max(2)).then_some(candidate)
}

/// Insertions, deletions and replacements between two words (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, left) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, right) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}
