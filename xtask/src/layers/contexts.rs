//! Between contexts: only downwards in `domain/src/lib.rs`, and never past the operations.

use super::{
    Finding,
    code::places,
    tree::{Kind, Source, Tree},
};
use crate::fault::line_at;

/// What a context keeps to itself.
const PRIVATE: &[&str] = &["store", "entity"];

/// A context uses only what is declared above it; within the foundation, the first block, any order will do.
pub fn order(source: &Source, tree: &Tree) -> Vec<Finding> {
    let Some(module) = source.domain_module() else {
        return vec![];
    };
    let own = module[0];
    let rank = |name: &str| tree.contexts.iter().position(|context| context == name);
    let Some(own_rank) = rank(own) else {
        return vec![];
    };
    references(&source.production, &module)
        .into_iter()
        .filter_map(|(line, path)| {
            let other = path.first()?.as_str();
            let other_rank = rank(other)?;
            let is_foundation = own_rank.max(other_rank) < tree.foundation_count;
            let what = format!("`{own}` uses `{other}`, which is declared below it");
            (other_rank > own_rank && !is_foundation).then_some((line, what))
        })
        .collect()
}

/// No context reaches into the rows of another, and neither edge reaches into those of any.
pub fn foreign_store(source: &Source, tree: &Tree) -> Vec<Finding> {
    if source.kind != Kind::Rust {
        return vec![];
    }
    if let Some(module) = source.domain_module() {
        return foreign_in_domain(source, tree, &module);
    }
    let is_edge = source.path.starts_with("api/") || source.path.starts_with("worker/");
    if !is_edge {
        return vec![];
    }
    paths_from(&source.production, "zamala_domain::", &[])
        .into_iter()
        .filter(|(_, path)| {
            path.get(1)
                .is_some_and(|part| PRIVATE.contains(&part.as_str()))
        })
        .map(|(line, path)| {
            (
                line,
                format!("an edge reaches for `{}::{}`", path[0], path[1]),
            )
        })
        .collect()
}

fn foreign_in_domain(source: &Source, tree: &Tree, module: &[&str]) -> Vec<Finding> {
    let own = module[0];
    let what = |other: &str, part: &str| format!("`{own}` reaches for `{other}::{part}`");
    let mut findings: Vec<Finding> = references(&source.production, module)
        .into_iter()
        .filter(|(_, path)| path.len() > 1 && path[0] != own && tree.contexts.contains(&path[0]))
        .filter(|(_, path)| PRIVATE.contains(&path[1].as_str()))
        .map(|(line, path)| (line, what(&path[0], &path[1])))
        .collect();
    for other in tree.contexts.iter().filter(|other| *other != own) {
        for part in PRIVATE {
            let named = places(&source.production, &format!("{other}::{part}"));
            let lines = named.into_iter().map(|at| line_at(&source.production, at));
            findings.extend(lines.map(|line| (line, what(other, part))));
        }
    }
    findings
}

/// Every path into the crate, spelled from its root, with the line it stands on. `use crate::{a, b::c}` gives two.
fn references(code: &str, module: &[&str]) -> Vec<(usize, Vec<String>)> {
    let mut found = paths_from(code, "crate::", &[]);
    for start in places(code, "super::") {
        if code[..start].ends_with("super::") {
            continue;
        }
        let count = code[start..]
            .split("super::")
            .take_while(|part| part.is_empty())
            .count();
        let Some(above) = module.len().checked_sub(count) else {
            continue;
        };
        let prefix: Vec<String> = module[..above]
            .iter()
            .map(|part| (*part).to_owned())
            .collect();
        collect(code, start + count * "super::".len(), &prefix, &mut found);
    }
    found
}

fn paths_from(code: &str, start: &str, prefix: &[String]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    for at in places(code, start) {
        collect(code, at + start.len(), prefix, &mut found);
    }
    found
}

/// Reads a path or a tree of them at `at`; returns where it ends.
fn collect(
    code: &str,
    at: usize,
    prefix: &[String],
    found: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut path = prefix.to_vec();
    let mut at = skip_blank(code, at);
    loop {
        if code[at..].starts_with('{') {
            at += 1;
            while at < code.len() && !code[at..].starts_with('}') {
                let end = collect(code, at, &path, found);
                let rest = code[end..]
                    .find([',', '}'])
                    .map_or(code.len(), |next| end + next);
                at = if code[rest..].starts_with(',') {
                    skip_blank(code, rest + 1)
                } else {
                    rest
                };
            }
            return (at + 1).min(code.len());
        }
        let is_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let length = code[at..]
            .find(|character| !is_name(character))
            .unwrap_or(code.len() - at);
        let name = &code[at..at + length];
        if !name.is_empty() && name != "self" {
            path.push(name.to_owned());
        }
        let end = at + length;
        if name.is_empty() || !code[end..].starts_with("::") {
            found.push((line_at(code, at), path));
            return end;
        }
        at = skip_blank(code, end + 2);
    }
}

fn skip_blank(code: &str, at: usize) -> usize {
    code[at..]
        .find(|character: char| !character.is_whitespace())
        .map_or(code.len(), |next| at + next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_of_paths_is_read_leaf_by_leaf_with_its_lines() {
        let code = "use crate::{\n    audit,\n    people::{self, Actor as Who},\n};\ncrate::jobs::add::<u8>();";
        let found: Vec<String> = references(code, &["labs"])
            .into_iter()
            .map(|(line, path)| format!("{line} {}", path.join("::")))
            .collect();
        assert_eq!(
            found,
            ["2 audit", "3 people", "3 people::Actor", "5 jobs::add"]
        );
    }

    #[test]
    fn super_climbs_from_the_module_of_the_file() {
        let code = "super::store::seat(); super::super::super::people::store::find();";
        let found: Vec<String> = references(code, &["labs", "operations", "book"])
            .into_iter()
            .map(|(_, path)| path.join("::"))
            .collect();
        assert_eq!(
            found,
            ["labs::operations::store::seat", "people::store::find"]
        );
    }
}
