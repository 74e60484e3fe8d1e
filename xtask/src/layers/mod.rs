//! The rules of layout and style that neither Cargo nor clippy can check, read from the texts themselves.
//!
//! Promise: every rule in `RULES` has a folder `fixtures/<rule>` with a bad tree that it refuses, with exactly the
//! faults in `faults.txt`, and a good twin that no rule refuses.

mod attributes;
mod code;
mod contexts;
mod crates;
mod look;
mod roles;
mod shape;
mod tests_kept_honest;
mod tree;

use crate::fault::Fault;
use std::path::Path;
use tree::{Source, Tree};

/// Line (from 1) and what is wrong there.
type Finding = (usize, String);

/// One rule. `why` is what a reader gets who asks.
struct Rule {
    name: &'static str,
    why: &'static str,
    check: fn(&Source, &Tree) -> Vec<Finding>,
}

const RULES: &[Rule] = &[
    Rule {
        name: "crate-edges",
        why: "the map of crates in DESIGN",
        check: crates::edges,
    },
    Rule {
        name: "context-order",
        why: "use what is declared above",
        check: contexts::order,
    },
    Rule {
        name: "foreign-store",
        why: "ask the context's operations",
        check: contexts::foreign_store,
    },
    Rule {
        name: "pure-files",
        why: "states, rules and policy are pure",
        check: roles::pure,
    },
    Rule {
        name: "queries-in-store",
        why: "only the store builds queries",
        check: roles::queries,
    },
    Rule {
        name: "store-only-rows",
        why: "stores read and write rows",
        check: roles::store,
    },
    Rule {
        name: "transactions-in-operations",
        why: "only operations open a transaction",
        check: roles::transactions,
    },
    Rule {
        name: "built-sql",
        why: "values are bound, never pasted",
        check: roles::built_sql,
    },
    Rule {
        name: "file-length",
        why: "a file is a sitting",
        check: shape::length,
    },
    Rule {
        name: "nameless-names",
        why: "a noun is missing",
        check: shape::names,
    },
    Rule {
        name: "opening",
        why: "say what it is and promises",
        check: shape::opening,
    },
    Rule {
        name: "lock-addresses",
        why: "packages come by name",
        check: shape::lock_addresses,
    },
    Rule {
        name: "reasoned-lints",
        why: "expect, with its reason",
        check: attributes::lints,
    },
    Rule {
        name: "unescaped-template",
        why: "all text is escaped",
        check: look::unescaped,
    },
    Rule {
        name: "physical-sides",
        why: "both directions of writing",
        check: look::physical_sides,
    },
    Rule {
        name: "skipped-tests",
        why: "a test runs or goes",
        check: tests_kept_honest::skipped,
    },
    Rule {
        name: "sleeping-tests",
        why: "wait for the thing itself",
        check: tests_kept_honest::sleeping,
    },
];

/// Every fault in the tree under `root`, sorted by place.
pub fn faults(root: &Path) -> Result<Vec<Fault>, String> {
    let tree = Tree::read(root)?;
    let mut faults = Vec::new();
    for source in &tree.sources {
        for rule in RULES {
            for (line, what) in (rule.check)(source, &tree) {
                let what = format!("{what} ({})", rule.why);
                faults.push(Fault {
                    path: source.path.clone(),
                    line,
                    rule: rule.name,
                    what,
                });
            }
        }
    }
    faults.sort();
    faults.dedup();
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;
    use std::{fs, path::PathBuf};

    fn fixture(rule: &str) -> PathBuf {
        Place::find()
            .expect("Cargo started this test")
            .root
            .join("xtask/fixtures")
            .join(rule)
    }

    #[test]
    fn every_rule_refuses_its_bad_tree_with_exactly_these_faults() {
        for rule in RULES {
            let folder = fixture(rule.name);
            let found = faults(&folder.join("bad")).expect("the bad tree is there");
            let told: Vec<String> = found.iter().map(Fault::to_string).collect();
            let expected =
                fs::read_to_string(folder.join("faults.txt")).expect("faults.txt is there");
            assert_eq!(told.join("\n"), expected.trim_end(), "{}", rule.name);
            assert_ne!(told, Vec::<String>::new(), "{} refuses nothing", rule.name);
            let others: Vec<_> = found
                .iter()
                .filter(|fault| fault.rule != rule.name)
                .collect();
            assert_eq!(
                others,
                Vec::<&Fault>::new(),
                "{} is not the only rule broken",
                rule.name
            );
        }
    }

    #[test]
    fn no_rule_refuses_a_good_twin() {
        for rule in RULES {
            let good = fixture(rule.name).join("good");
            let tree = Tree::read(&good).expect("the good tree is there");
            assert_ne!(tree.sources.len(), 0, "{} has an empty twin", rule.name);
            assert_eq!(faults(&good), Ok(vec![]), "{}", rule.name);
        }
    }

    #[test]
    fn the_names_of_rules_are_distinct() {
        let mut names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
