//! Templates and styles: escaped always, and the same in both directions of writing.

use super::{
    Finding,
    tree::{Kind, Source, Tree},
};
use crate::fault::line_at;

/// Properties whose value may be a side.
const SIDED: &[&str] = &[
    "text-align",
    "text-align-last",
    "float",
    "clear",
    "caption-side",
    "justify-content",
];

/// Handlebars leaves `{{{…}}}` and `{{&…}}` as they are; nothing here is trusted that much.
pub fn unescaped(source: &Source, _: &Tree) -> Vec<Finding> {
    if source.kind != Kind::Template {
        return vec![];
    }
    let mut findings = Vec::new();
    for opening in ["{{{", "{{~{", "{{&", "{{~&"] {
        for (at, _) in source.code.match_indices(opening) {
            findings.push((
                line_at(&source.code, at),
                format!("`{opening}` writes without escaping"),
            ));
        }
    }
    findings
}

/// Left and right are start and end in one language only.
pub fn physical_sides(source: &Source, _: &Tree) -> Vec<Finding> {
    match source.kind {
        Kind::Style => sides_in_style(&source.code, 0, &source.code),
        Kind::Template => sides_in_template(&source.code),
        _ => vec![],
    }
}

fn sides_in_template(code: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for side in ["align=\"left\"", "align=\"right\""] {
        let found = code.match_indices(side);
        findings.extend(
            found.map(|(at, _)| (line_at(code, at), format!("`{side}` is a physical side"))),
        );
    }
    for (opening, closing) in [("style=\"", "\""), ("<style", "</style>")] {
        for (at, _) in code.match_indices(opening) {
            let start = at + opening.len();
            let end = code[start..]
                .find(closing)
                .map_or(code.len(), |length| start + length);
            findings.extend(sides_in_style(&code[start..end], start, code));
        }
    }
    findings
}

/// Looks at each declaration of `style`, which stands at `offset` of `whole`.
fn sides_in_style(style: &str, offset: usize, whole: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut start = 0;
    while start < style.len() {
        let length = style[start..]
            .find([';', '{', '}'])
            .unwrap_or(style.len() - start);
        let part = &style[start..start + length];
        let is_selector = style[start + length..].starts_with('{');
        if let Some((property, value)) = part.split_once(':')
            && !is_selector
            && is_physical(property.trim(), value.trim())
        {
            let lead = part.len() - part.trim_start().len();
            let line = line_at(whole, offset + start + lead);
            let declaration = format!("{}: {}", property.trim(), value.trim());
            findings.push((line, format!("`{declaration}` is a physical side")));
        }
        start += length + 1;
    }
    findings
}

fn is_physical(property: &str, value: &str) -> bool {
    let is_side = |word: &str| word == "left" || word == "right";
    if property.starts_with("--") {
        return false;
    }
    property.split('-').any(is_side)
        || (SIDED.contains(&property) && value.split_whitespace().any(is_side))
}
