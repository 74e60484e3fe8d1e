//! What each kind of file within a context may do.

use super::{
    Finding,
    code::{inside, places},
    tree::{Kind, Source, Tree},
};
use crate::fault::line_at;

const PURE: &[&str] = &["state", "rules", "policy"];
/// Waiting, the clock and the database. `DeriveActiveEnum` and `EnumIter` say only how a state is spelled.
const IMPURE: &[&str] = &[
    "async fn",
    "async move",
    ".await",
    ".now(",
    "::now(",
    "ActiveModel",
    "ConnectionTrait",
    "DatabaseConnection",
    "DatabaseTransaction",
    "Entity::",
    "EntityTrait",
    "IntoActiveModel",
    "Query::",
    "QueryFilter",
    "Statement::",
];
const QUERIES: &[&str] = &[
    "Entity::",
    "EntityTrait",
    "Query::",
    "QueryFilter",
    "QueryOrder",
    "QuerySelect",
    "Statement::",
    "execute_unprepared",
];
const ABOVE_STORE: &[&str] = &["Actor", ".write(", ".write_once("];
/// What opens a transaction without `app`.
const TRANSACTIONS: &[&str] = &["TransactionTrait", "begin_with_options"];

/// `state`, `rules` and `policy`: values in, result out.
pub fn pure(source: &Source, _: &Tree) -> Vec<Finding> {
    match source.role() {
        Some(role) if PURE.contains(&role) => mentions(source, IMPURE, role),
        _ => vec![],
    }
}

/// Queries are built in `store` alone; `entity` says what a row is, `app` is the database's own home. Files that must be
/// pure are refused the same words by `pure-files`.
pub fn queries(source: &Source, _: &Tree) -> Vec<Finding> {
    let Some(module) = source.domain_module() else {
        return vec![];
    };
    let role = source.role().unwrap_or("the context");
    if module[0] == "app" || ["store", "entity"].contains(&role) || PURE.contains(&role) {
        return vec![];
    }
    let code = &source.production;
    let mut findings = mentions(source, QUERIES, role);
    for at in places(code, ".filter(") {
        let condition = inside(code, at + ".filter".len());
        if condition.contains("Column::") || condition.contains("COLUMN") {
            findings.push((
                line_at(code, at),
                format!("`{role}` filters rows by a column"),
            ));
        }
    }
    findings
}

/// A store decides nothing: it knows neither who asks nor whether they may. It may turn a type of the policy, which says
/// what is visible, into a condition.
pub fn store(source: &Source, _: &Tree) -> Vec<Finding> {
    if source.role() != Some("store") {
        return vec![];
    }
    let code = &source.production;
    let mut findings = mentions(source, ABOVE_STORE, "store");
    for at in places(code, "policy::") {
        let rest = &code[at + "policy::".len()..];
        let end = rest.find(['}', ';', '(']).unwrap_or(rest.len());
        let names = if rest.starts_with('{') {
            rest[1..end].split(',').collect()
        } else {
            vec![rest]
        };
        let is_type =
            |name: &str| name.trim().is_empty() || name.trim().starts_with(char::is_uppercase);
        if !names.into_iter().all(is_type) {
            findings.push((line_at(code, at), "`store` asks the policy".to_owned()));
        }
    }
    findings
}

/// In the domain and at its edges, `operations` alone open a transaction. In a store the calls break `store-only-rows`.
pub fn transactions(source: &Source, _: &Tree) -> Vec<Finding> {
    let is_looked_at = ["domain/", "api/", "worker/"]
        .iter()
        .any(|it| source.path.starts_with(it));
    let is_app = source
        .domain_module()
        .is_some_and(|module| module[0] == "app");
    let role = source.role();
    if source.kind != Kind::Rust || !is_looked_at || is_app || role == Some("operations") {
        return vec![];
    }
    let mut findings = mentions(source, TRANSACTIONS, role.unwrap_or("this file"));
    if role == Some("store") {
        return findings;
    }
    let code = &source.production;
    for word in [".write(", ".write_once("] {
        for at in places(code, word) {
            // A lock and a stream have a `write` too.
            let opens = word == ".write_once("
                || code[..at].ends_with("app")
                || inside(code, at + word.len() - 1)
                    .trim_start()
                    .starts_with("async");
            if opens {
                findings.push((
                    line_at(code, at),
                    format!("`{}…)` opens a transaction", &word[1..]),
                ));
            }
        }
    }
    findings
}

/// A statement put together by `format!` is one wrong value away from another statement.
pub fn built_sql(source: &Source, _: &Tree) -> Vec<Finding> {
    if source.kind != Kind::Rust {
        return vec![];
    }
    let word = "Statement::from_string(";
    let is_built = |at: &usize| inside(&source.code, at + word.len() - 1).contains("format!");
    places(&source.code, word)
        .into_iter()
        .filter(is_built)
        .map(|at| {
            (
                line_at(&source.code, at),
                "a statement is built with `format!`".to_owned(),
            )
        })
        .collect()
}

fn mentions(source: &Source, words: &[&str], who: &str) -> Vec<Finding> {
    let found = |word: &&str| {
        let lines = places(&source.production, word).into_iter();
        let what = format!("`{who}` mentions `{}`", word.trim_start_matches(['.', ':']));
        lines
            .map(|at| (line_at(&source.production, at), what.clone()))
            .collect::<Vec<_>>()
    };
    words.iter().flat_map(found).collect()
}
