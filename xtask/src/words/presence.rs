//! Each message readable, once in each language, and used.

use super::{
    Finding,
    catalogue::{LANGUAGES, Message, Words},
};
use std::collections::BTreeSet;

/// What the parser could not read, and languages without any message.
pub fn syntax(words: &Words) -> Vec<Finding> {
    let absent = words
        .absent
        .iter()
        .map(|folder| (folder.clone(), 1, "no catalogue here".to_owned()));
    words.unreadable.iter().cloned().chain(absent).collect()
}

/// A key stands once in each language, whatever the file.
pub fn twice(words: &Words) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for message in &words.messages {
        if !seen.insert((message.catalogue, message.language, message.key.as_str())) {
            findings.push(told(message, "stands twice"));
        }
    }
    findings
}

/// A key that one language has, the other has too; a message quotes only what exists.
pub fn missing(words: &Words) -> Vec<Finding> {
    let has = |catalogue: &str, language: &str, key: &str| {
        let is_it =
            |it: &Message| it.catalogue == catalogue && it.language == language && it.key == key;
        words.messages.iter().any(is_it)
    };
    let mut findings = Vec::new();
    for message in &words.messages {
        for language in LANGUAGES {
            if !has(message.catalogue, language, &message.key) {
                findings.push(told(message, &format!("is missing in `{language}`")));
            }
        }
        for quoted in &message.quotes {
            if !has(message.catalogue, message.language, quoted) {
                findings.push(told(
                    message,
                    &format!("quotes `{quoted}`, which does not exist"),
                ));
            }
        }
    }
    findings
}

/// A key is used when its name stands in code or templates, when another message quotes it, or when it begins as the
/// catalogue declares with `# dynamic: …`.
pub fn unused(words: &Words) -> Vec<Finding> {
    let quoted: BTreeSet<&String> = words
        .messages
        .iter()
        .flat_map(|message| &message.quotes)
        .collect();
    let is_used = |key: &String| {
        words.used.contains(key)
            || quoted.contains(key)
            || words.dynamic.iter().any(|prefix| key.starts_with(prefix))
    };
    let unused = words
        .messages
        .iter()
        .filter(|message| !is_used(&message.key));
    unused
        .map(|message| told(message, "is used nowhere"))
        .collect()
}

fn told(message: &Message, what: &str) -> Finding {
    (
        message.path.clone(),
        message.line,
        format!("`{}` {what}", message.key),
    )
}
