//! The texts that rules look at, each read once.

use super::code;
use std::{fs, path::Path};

/// What kind of writing a file is; rules ask for it instead of matching endings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Rust,
    Template,
    Style,
    Script,
    Manifest,
    Lock,
    /// Looked at for its name only.
    Messages,
}

/// One file.
pub struct Source {
    /// From the root, with `/`.
    pub path: String,
    pub kind: Kind,
    pub text: String,
    /// The text with comments and the insides of strings blanked; lines and offsets stay.
    pub code: String,
    /// The code without `#[cfg(test)]` items; empty for files of tests.
    pub production: String,
    /// The code of tests alone.
    pub testing: String,
}

/// Every file below a root that some rule may ask about.
pub struct Tree {
    pub sources: Vec<Source>,
    /// The modules of `domain/src/lib.rs`, in the order of their declaration.
    pub contexts: Vec<String>,
    /// How many of them stand in the first block: no contexts, but what all contexts stand on.
    pub foundation_count: usize,
}

impl Tree {
    /// Leaves out what is built, fetched or hidden, and the fixtures of these rules.
    pub fn read(root: &Path) -> Result<Self, String> {
        let mut sources = Vec::new();
        walk(root, "", &mut sources)?;
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        let map = sources
            .iter()
            .find(|source| source.path == "domain/src/lib.rs");
        let map = map
            .map(|source| source.production.as_str())
            .unwrap_or_default();
        let (contexts, foundation_count) = declared_modules(map);
        Ok(Self {
            sources,
            contexts,
            foundation_count,
        })
    }
}

impl Source {
    fn new(path: String, text: String, kind: Kind) -> Self {
        let code = code::blanked(&text, kind);
        let is_test = kind == Kind::Rust && is_test_path(&path);
        let (production, testing) = match kind {
            Kind::Rust if is_test => (String::new(), code.clone()),
            Kind::Rust => code::split_tests(&code),
            _ => (code.clone(), code.clone()),
        };
        Self {
            path,
            kind,
            text,
            code,
            production,
            testing,
        }
    }

    /// The module path inside `domain`, as `["labs", "operations", "book"]`; `None` outside of it and for its `lib.rs`.
    pub fn domain_module(&self) -> Option<Vec<&str>> {
        let inside = self.path.strip_prefix("domain/src/")?.strip_suffix(".rs")?;
        let mut parts: Vec<&str> = inside.split('/').collect();
        if parts.last() == Some(&"mod") {
            parts.pop();
        }
        (parts != ["lib"]).then_some(parts)
    }

    /// What the file is within its context: `store` for `labs/store.rs` and `labs/store/seats.rs`.
    pub fn role(&self) -> Option<&str> {
        self.domain_module()?.get(1).copied()
    }
}

fn is_test_path(path: &str) -> bool {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    let mut parts = stem.split('/').rev();
    let is_test_name = |part: &str| part == "tests" || part.ends_with("_tests");
    parts.next().is_some_and(is_test_name) || parts.any(|part| part == "tests")
}

/// All modules, and how many of them come before the first blank line among them.
fn declared_modules(code: &str) -> (Vec<String>, usize) {
    let name = |line: &str| {
        let line = line.trim();
        let line = line
            .strip_prefix("pub(crate) ")
            .or(line.strip_prefix("pub "))
            .unwrap_or(line);
        let name = line.strip_prefix("mod ")?.trim_end_matches([';', '{', ' ']);
        Some(name.to_owned())
    };
    let modules: Vec<String> = code.lines().filter_map(name).collect();
    let is_before = |line: &&str| name(line).is_none();
    let first_block = code
        .lines()
        .skip_while(is_before)
        .take_while(|line| !line.trim().is_empty());
    (modules, first_block.filter_map(name).count())
}

fn walk(folder: &Path, prefix: &str, sources: &mut Vec<Source>) -> Result<(), String> {
    let fault = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}/{name}")
        };
        if entry.file_type().map_err(fault)?.is_dir() {
            let is_built = entry.path().join("CACHEDIR.TAG").is_file();
            let is_left_out = name.starts_with('.') || name == "node_modules" || name == "target";
            if !is_left_out && !is_built && path != "xtask/fixtures" {
                walk(&entry.path(), &path, sources)?;
            }
        } else if let Some(kind) = kind_of(&name) {
            let text =
                fs::read_to_string(entry.path()).map_err(|error| format!("{path}: {error}"))?;
            sources.push(Source::new(path, text, kind));
        }
    }
    Ok(())
}

fn kind_of(name: &str) -> Option<Kind> {
    if name == "Cargo.toml" {
        return Some(Kind::Manifest);
    }
    if name == "package-lock.json" {
        return Some(Kind::Lock);
    }
    match name.rsplit_once('.')?.1 {
        "rs" => Some(Kind::Rust),
        "hbs" => Some(Kind::Template),
        "css" => Some(Kind::Style),
        "mjs" | "js" => Some(Kind::Script),
        "ftl" => Some(Kind::Messages),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_listed_in_the_order_of_their_declaration() {
        let code = "use x;\n\npub mod id;\nmod app;\n\npub(crate) mod holds;\nmod audit;\npub use audit::Entry;\n";
        let expected = ["id", "app", "holds", "audit"].map(str::to_owned).to_vec();
        assert_eq!(declared_modules(code), (expected, 2));
    }

    #[test]
    fn a_file_knows_its_context_and_its_role() {
        let source = |path: &str| Source::new(path.to_owned(), String::new(), Kind::Rust);
        let seats = source("domain/src/labs/store/seats.rs");
        assert_eq!(seats.domain_module(), Some(vec!["labs", "store", "seats"]));
        assert_eq!(seats.role(), Some("store"));
        assert_eq!(source("domain/src/labs/mod.rs").role(), None);
        assert_eq!(source("api/src/labs/store.rs").role(), None);
    }

    #[test]
    fn tests_are_known_by_their_place() {
        let found: Vec<bool> = [
            "tests/src/stage/mod.rs",
            "domain/src/labs/tests.rs",
            "domain/src/labs/booking_tests.rs",
            "domain/src/labs/contests.rs",
            "domain/src/labs/store.rs",
        ]
        .map(is_test_path)
        .to_vec();
        assert_eq!(found, [true, true, true, false, false]);
    }
}
