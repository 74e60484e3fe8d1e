//! Which crate may know which. An edge that is not listed here needs a decision record first.

use super::{
    Finding,
    tree::{Kind, Source, Tree},
};
use toml::{Table, Value};

/// What a crate may build upon, and whom it may never meet (a name stands for its family: `poem` for `poem-openapi`).
struct Crate {
    name: &'static str,
    knows: &'static [&'static str],
    never: &'static [&'static str],
}

/// May know every other: the composition root, and what only measures or tests.
const ROOTS: &[&str] = &["zamala", "zamala-tests", "zamala-benches"];
const CRATES: &[Crate] = &[
    Crate {
        name: "zamala-api",
        knows: &["zamala-domain", "zamala-seal"],
        never: &["sea-orm", "sqlx", "typst"],
    },
    Crate {
        name: "zamala-worker",
        knows: &["zamala-domain", "zamala-press", "zamala-seal"],
        never: &[],
    },
    Crate {
        name: "zamala-domain",
        knows: &["zamala-seal"],
        never: &["poem", "lettre", "handlebars", "typst"],
    },
    Crate {
        name: "zamala-seal",
        knows: &[],
        never: &[
            "sea-orm",
            "sqlx",
            "reqwest",
            "hyper",
            "poem",
            "lettre",
            "object_store",
        ],
    },
    Crate {
        name: "zamala-press",
        knows: &[],
        never: &[
            "sea-orm",
            "sqlx",
            "reqwest",
            "hyper",
            "poem",
            "lettre",
            "object_store",
        ],
    },
    Crate {
        name: "zamala-migrations",
        knows: &[],
        never: &["poem", "lettre"],
    },
    Crate {
        name: "xtask",
        knows: &[],
        never: &[],
    },
];
/// What tests inside a crate may use beyond its own edges: a database needs its schema.
const KNOWN_TO_TESTS: &[&str] = &["zamala-migrations", "zamala-domain"];

/// The manifest of each crate against the list above.
pub fn edges(source: &Source, _: &Tree) -> Vec<Finding> {
    if source.kind != Kind::Manifest {
        return vec![];
    }
    let manifest = match source.text.parse::<Table>() {
        Ok(manifest) => manifest,
        Err(error) => return vec![(1, format!("not TOML: {}", error.message()))],
    };
    let Some(name) = manifest
        .get("package")
        .and_then(|it| it.get("name"))
        .and_then(Value::as_str)
    else {
        return vec![];
    };
    if ROOTS.contains(&name) {
        return vec![];
    }
    let Some(found) = CRATES.iter().find(|it| it.name == name) else {
        return vec![(
            1,
            format!("`{name}` has no place on the map in xtask/src/layers/crates.rs"),
        )];
    };
    dependencies(&manifest)
        .into_iter()
        .filter_map(|edge| {
            let what = refusal(found, &edge)?;
            Some((line_of(&source.text, &edge.key), what))
        })
        .collect()
}

struct Edge {
    /// As written in the manifest.
    key: String,
    /// The package behind it, which `package = "…"` may rename.
    package: String,
    is_for_tests: bool,
}

fn refusal(found: &Crate, edge: &Edge) -> Option<String> {
    let package = edge.package.as_str();
    let is_ours = package == "zamala" || package.starts_with("zamala-") || package == "xtask";
    let is_of = |family: &&str| package == *family || package.starts_with(&format!("{family}-"));
    let may =
        found.knows.contains(&package) || (edge.is_for_tests && KNOWN_TO_TESTS.contains(&package));
    let is_refused = found.never.iter().any(is_of) || (is_ours && !may);
    is_refused.then(|| format!("`{}` may not know `{package}`", found.name))
}

fn dependencies(manifest: &Table) -> Vec<Edge> {
    let mut tables = vec![manifest];
    if let Some(targets) = manifest.get("target").and_then(Value::as_table) {
        tables.extend(targets.values().filter_map(Value::as_table));
    }
    let mut edges = Vec::new();
    for table in tables {
        for section in ["dependencies", "build-dependencies", "dev-dependencies"] {
            let Some(found) = table.get(section).and_then(Value::as_table) else {
                continue;
            };
            edges.extend(found.iter().map(|(key, value)| {
                Edge {
                    key: key.clone(),
                    package: value
                        .get("package")
                        .and_then(Value::as_str)
                        .unwrap_or(key)
                        .to_owned(),
                    is_for_tests: section == "dev-dependencies",
                }
            }));
        }
    }
    edges
}

fn line_of(text: &str, key: &str) -> usize {
    let is_it = |line: &str| {
        let rest = line.trim_start().strip_prefix(key);
        rest.is_some_and(|rest| rest.starts_with(['.', ' ', '=']))
    };
    text.lines().position(is_it).map_or(1, |at| at + 1)
}
