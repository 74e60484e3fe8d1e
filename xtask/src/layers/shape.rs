//! The outside of files: how long, how named, how they begin.

use super::{
    Finding,
    tree::{Kind, Source, Tree},
};

const LINES_MAX: usize = 400;
/// As a whole name.
const NAMELESS: &[&str] = &[
    "common",
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
    "processor",
    "processors",
    "service",
    "services",
    "util",
    "utils",
];
/// Also as a part of a name; `programme_manager` on the other hand is a person.
const NAMELESS_PARTS: &[&str] = &["common", "helper", "helpers", "misc", "util", "utils"];

/// At most 400 lines.
pub fn length(source: &Source, _: &Tree) -> Vec<Finding> {
    let is_read = matches!(
        source.kind,
        Kind::Rust | Kind::Template | Kind::Style | Kind::Script
    );
    let count = source.text.lines().count();
    if is_read && count > LINES_MAX {
        return vec![(
            LINES_MAX + 1,
            format!("{count} lines, {LINES_MAX} is the limit"),
        )];
    }
    vec![]
}

/// Folders, files and modules are named by nouns.
pub fn names(source: &Source, _: &Tree) -> Vec<Finding> {
    let mut findings: Vec<Finding> = source
        .path
        .split('/')
        .map(|part| part.split('.').next().unwrap_or(part))
        .filter(|part| is_nameless(part))
        .map(|part| (1, format!("`{part}` names nothing")))
        .collect();
    if source.kind == Kind::Rust {
        for (at, line) in source.code.lines().enumerate() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let Some(mod_at) = words.iter().position(|word| *word == "mod") else {
                continue;
            };
            let name = words
                .get(mod_at + 1)
                .map_or("", |name| name.trim_end_matches([';', '{']));
            if is_nameless(name) {
                findings.push((at + 1, format!("the module `{name}` names nothing")));
            }
        }
    }
    findings
}

fn is_nameless(name: &str) -> bool {
    let is_part = |part: &str| NAMELESS_PARTS.contains(&part);
    NAMELESS.contains(&name) || name.split(['_', '-']).any(is_part)
}

/// `mod.rs` and `lib.rs` say what they are before anything else.
pub fn opening(source: &Source, _: &Tree) -> Vec<Finding> {
    let is_door = source.path.ends_with("/mod.rs") || source.path.ends_with("/lib.rs");
    if !is_door || source.text.starts_with("//! ") {
        return vec![];
    }
    vec![(1, "does not open with `//!`".to_owned())]
}

/// A lock file that names where a package was fetched from works in one place only.
pub fn lock_addresses(source: &Source, _: &Tree) -> Vec<Finding> {
    if source.kind != Kind::Lock {
        return vec![];
    }
    let lines = source.text.lines().enumerate();
    lines
        .filter(|(_, line)| line.trim_start().starts_with("\"resolved\": \"http"))
        .map(|(at, _)| {
            (
                at + 1,
                "a download address (npm: omit-lockfile-registry-resolved)".to_owned(),
            )
        })
        .collect()
}
