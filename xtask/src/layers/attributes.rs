//! Exceptions to lints.

use super::{
    Finding,
    code::{inside, places},
    tree::{Kind, Source, Tree},
};
use crate::fault::line_at;

/// `expect` complains when it is no longer needed; `allow` never does. Either way a reader wants to know why.
pub fn lints(source: &Source, _: &Tree) -> Vec<Finding> {
    if source.kind != Kind::Rust {
        return vec![];
    }
    let code = &source.code;
    let mut findings = Vec::new();
    for at in places(code, "#[").into_iter().chain(places(code, "#![")) {
        let open = at + code[at..].find('[').unwrap_or(0);
        let attribute = inside(code, open).trim_start();
        let line = line_at(code, at);
        let is_conditional = attribute.starts_with("cfg_attr(");
        let is = |word: &str| {
            attribute.starts_with(word) || (is_conditional && !places(attribute, word).is_empty())
        };
        if is("allow(") {
            findings.push((line, "`allow` instead of `expect`".to_owned()));
        } else if is("expect(") && places(attribute, "reason").is_empty() {
            findings.push((line, "`expect` without a reason".to_owned()));
        }
    }
    findings
}
