//! `docs/vocabulary.md`: one word for one thing, in both languages, with where the Arabic comes from.

use super::{Finding, catalogue::Words, forms::is_arabic};

const PATH: &str = "docs/vocabulary.md";
const COLUMNS: [&str; 3] = ["English", "العربية", "Source"];

/// The table exists, has its three columns, and every row fills the first two, each in its script.
pub fn table(words: &Words) -> Vec<Finding> {
    let told = |line: usize, what: String| (PATH.to_owned(), line, what);
    let Some(text) = &words.vocabulary else {
        return vec![told(1, "does not exist".to_owned())];
    };
    let rows: Vec<(usize, Vec<&str>)> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim_start().starts_with('|'))
        .map(|(at, line)| {
            (
                at + 1,
                line.trim()
                    .trim_matches('|')
                    .split('|')
                    .map(str::trim)
                    .collect(),
            )
        })
        .collect();
    let Some((head_line, head)) = rows.first() else {
        return vec![told(1, "has no table".to_owned())];
    };
    let places = COLUMNS.map(|column| head.iter().position(|cell| *cell == column));
    let [Some(english), Some(arabic), Some(_)] = places else {
        return vec![told(
            *head_line,
            format!("the columns are not {}", COLUMNS.join(", ")),
        )];
    };
    let mut findings = Vec::new();
    for (line, cells) in rows.iter().skip(1) {
        let is_rule = cells
            .iter()
            .all(|cell| cell.chars().all(|it| it == '-' || it == ':'));
        let is_head = cells == head;
        if is_rule || is_head {
            continue;
        }
        if cells.len() != head.len() {
            findings.push(told(
                *line,
                format!("{} cells, the head has {}", cells.len(), head.len()),
            ));
        } else if cells[english].is_empty() || !cells[arabic].chars().any(is_arabic) {
            findings.push(told(
                *line,
                "a word lacks its partner in the other language".to_owned(),
            ));
        }
    }
    findings
}
