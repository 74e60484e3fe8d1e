//! Every visible word: in both languages, used, and well formed in each; and the vocabulary behind them.
//!
//! Promise: every rule has a folder `fixtures/<rule>` with a bad tree that it refuses, with exactly the faults in
//! `faults.txt`, and a good twin that no rule refuses.

mod catalogue;
mod forms;
mod presence;
mod vocabulary;

use crate::fault::Fault;
use catalogue::Words;
use std::path::Path;

/// One rule over all catalogues at once.
struct Rule {
    name: &'static str,
    check: fn(&Words) -> Vec<Finding>,
}

/// Path, line (from 1), and what is wrong there.
type Finding = (String, usize, String);

const RULES: &[Rule] = &[
    Rule {
        name: "words-syntax",
        check: presence::syntax,
    },
    Rule {
        name: "words-twice",
        check: presence::twice,
    },
    Rule {
        name: "words-missing",
        check: presence::missing,
    },
    Rule {
        name: "words-unused",
        check: presence::unused,
    },
    Rule {
        name: "words-plurals",
        check: forms::plurals,
    },
    Rule {
        name: "words-script",
        check: forms::script,
    },
    Rule {
        name: "words-buttons",
        check: forms::buttons,
    },
    Rule {
        name: "vocabulary",
        check: vocabulary::table,
    },
];

/// Every fault in the words under `root`, sorted by place.
pub fn faults(root: &Path) -> Result<Vec<Fault>, String> {
    let words = Words::read(root)?;
    let mut faults = Vec::new();
    for rule in RULES {
        let found = (rule.check)(&words).into_iter();
        faults.extend(found.map(|(path, line, what)| Fault {
            path,
            line,
            rule: rule.name,
            what,
        }));
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
            let words = Words::read(&good).expect("the good tree is there");
            assert_ne!(words.messages.len(), 0, "{} has an empty twin", rule.name);
            assert_eq!(faults(&good), Ok(vec![]), "{}", rule.name);
        }
    }
}
