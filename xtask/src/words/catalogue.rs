//! The catalogues as they lie in the tree, read once, and the words of everything that may use them.

use crate::fault::line_at;
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};
use std::{collections::BTreeSet, fs, path::Path};

/// Where catalogues are: each folder holds `ar` and `en`. The first must exist.
const CATALOGUES: &[&str] = &["api/locales", "mail-templates/locales"];
/// Where messages are used.
const USERS: &[&str] = &[
    "api/src",
    "api/templates",
    "worker/src",
    "mail-templates",
    "domain/src",
];
pub const LANGUAGES: [&str; 2] = ["ar", "en"];

/// One message or term (whose key begins with `-`).
pub struct Message {
    /// `api/locales` or another folder of catalogues.
    pub catalogue: &'static str,
    pub language: &'static str,
    pub path: String,
    pub line: usize,
    pub key: String,
    /// What a reader may see: all variants one after another, without names and numbers.
    pub text: String,
    pub comment: String,
    /// The keys of each choice, a default one with its asterisk: `["one", "*other"]`.
    pub choices: Vec<Vec<String>>,
    /// Messages and terms that this one quotes.
    pub quotes: Vec<String>,
}

/// Everything the rules look at.
pub struct Words {
    pub messages: Vec<Message>,
    /// Path, line and what the parser said.
    pub unreadable: Vec<(String, usize, String)>,
    /// Folders of a language that should be there and hold nothing.
    pub absent: Vec<String>,
    /// Every run of letters, digits, `-` and `_` in the texts that use messages.
    pub used: BTreeSet<String>,
    /// Beginnings of keys that are put together at run time.
    pub dynamic: Vec<String>,
    /// `docs/vocabulary.md`, when it exists.
    pub vocabulary: Option<String>,
}

impl Words {
    pub fn read(root: &Path) -> Result<Self, String> {
        let mut words = Self {
            messages: vec![],
            unreadable: vec![],
            absent: vec![],
            used: BTreeSet::new(),
            dynamic: vec![],
            vocabulary: fs::read_to_string(root.join("docs/vocabulary.md")).ok(),
        };
        for catalogue in CATALOGUES {
            if *catalogue != CATALOGUES[0] && !root.join(catalogue).is_dir() {
                continue;
            }
            for language in LANGUAGES {
                words.read_language(root, catalogue, language)?;
            }
        }
        for user in USERS {
            each_file(root, user, &mut |path, text| {
                if !is_catalogue(path) {
                    words.used.extend(text.split(is_between).map(str::to_owned));
                }
            })?;
        }
        Ok(words)
    }

    fn read_language(
        &mut self,
        root: &Path,
        catalogue: &'static str,
        language: &'static str,
    ) -> Result<(), String> {
        let folder = format!("{catalogue}/{language}");
        let mut count = 0;
        each_file(root, &folder, &mut |path, text| {
            if is_catalogue(path) {
                count += 1;
                self.read_file(catalogue, language, path, text);
            }
        })?;
        if count == 0 {
            self.absent.push(folder);
        }
        Ok(())
    }

    fn read_file(
        &mut self,
        catalogue: &'static str,
        language: &'static str,
        path: &str,
        text: &str,
    ) {
        for line in text.lines() {
            let comment = line.trim_start_matches('#');
            if comment.len() < line.len()
                && let Some(prefixes) = comment.trim().strip_prefix("dynamic:")
            {
                self.dynamic
                    .extend(prefixes.split_whitespace().map(str::to_owned));
            }
        }
        let resource = match parser::parse(text) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                let told = errors.iter().map(|error| {
                    (
                        path.to_owned(),
                        line_at(text, error.pos.start),
                        error.kind.to_string(),
                    )
                });
                self.unreadable.extend(told);
                resource
            }
        };
        for entry in resource.body {
            let (key, patterns, comment) = match entry {
                Entry::Message(it) => {
                    let attributes = it.attributes.into_iter().map(|attribute| attribute.value);
                    let patterns: Vec<_> = it.value.into_iter().chain(attributes).collect();
                    (it.id.name.to_owned(), patterns, it.comment)
                }
                Entry::Term(it) => {
                    let attributes = it.attributes.into_iter().map(|attribute| attribute.value);
                    let patterns: Vec<_> = std::iter::once(it.value).chain(attributes).collect();
                    (format!("-{}", it.id.name), patterns, it.comment)
                }
                _ => continue,
            };
            let line = line_of(text, &key);
            let comment = comment.map(|it| it.content.join("\n")).unwrap_or_default();
            let mut message = Message {
                catalogue,
                language,
                path: path.to_owned(),
                line,
                key,
                text: String::new(),
                comment,
                choices: vec![],
                quotes: vec![],
            };
            for pattern in &patterns {
                message.read_pattern(pattern);
            }
            self.messages.push(message);
        }
    }
}

impl Message {
    fn read_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text.push_str(value),
                PatternElement::Placeable { expression } => self.read_expression(expression),
            }
        }
    }

    fn read_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline),
            Expression::Select { selector, variants } => {
                self.read_inline(selector);
                let key = |key: &VariantKey<&str>| match key {
                    VariantKey::Identifier { name } => (*name).to_owned(),
                    VariantKey::NumberLiteral { value } => (*value).to_owned(),
                };
                let star = |is_default: bool| if is_default { "*" } else { "" };
                let keys = variants
                    .iter()
                    .map(|it| format!("{}{}", star(it.default), key(&it.key)));
                self.choices.push(keys.collect());
                for variant in variants {
                    self.read_pattern(&variant.value);
                    self.text.push('\n');
                }
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::StringLiteral { value } => self.text.push_str(value),
            InlineExpression::MessageReference { id, .. } => self.quotes.push(id.name.to_owned()),
            InlineExpression::TermReference { id, .. } => self.quotes.push(format!("-{}", id.name)),
            InlineExpression::Placeable { expression } => self.read_expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => {
                arguments
                    .positional
                    .iter()
                    .for_each(|argument| self.read_inline(argument));
            }
            InlineExpression::NumberLiteral { .. } | InlineExpression::VariableReference { .. } => {
            }
        }
    }
}

fn is_catalogue(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|ending| ending == "ftl")
}

fn is_between(character: char) -> bool {
    !(character.is_ascii_alphanumeric() || character == '-' || character == '_')
}

fn line_of(text: &str, key: &str) -> usize {
    let is_it = |line: &str| {
        let rest = line.strip_prefix(key);
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().position(is_it).map_or(1, |at| at + 1)
}

/// Hands over every text file below `folder` with its path from the root, in the order of names. No folder, no files.
fn each_file(root: &Path, folder: &str, take: &mut impl FnMut(&str, &str)) -> Result<(), String> {
    let Ok(entries) = fs::read_dir(root.join(folder)) else {
        return Ok(());
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| format!("{folder}: {error}"))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    for name in names {
        let path = format!("{folder}/{name}");
        if root.join(&path).is_dir() {
            each_file(root, &path, take)?;
        } else if let Ok(text) = fs::read_to_string(root.join(&path)) {
            take(&path, &text);
        }
    }
    Ok(())
}
