//! Long lists, page by page: a row's id says where the next page begins.

use crate::{Visit, problem::Fault};
use std::{fmt::Display, str::FromStr};

/// Rows of one page.
pub const SHOWN_AT_ONCE: u64 = 25;
/// How many to ask for: one more tells whether there is a next page.
pub const ASKED_AT_ONCE: u64 = SHOWN_AT_ONCE + 1;

/// One page of a list, and the addresses of the next and of the first.
pub struct Paged<Row> {
    pub rows: Vec<Row>,
    pub next_href: Option<String>,
    pub first_href: Option<String>,
}

/// Where the page begins; `None` is the beginning.
///
/// # Errors
/// `bad-request` when it is no id.
pub fn cursor<Id: FromStr>(visit: &Visit, name: &str) -> Result<Option<Id>, Fault> {
    let read = |text: &str| text.parse().map_err(|_| Fault::edge("bad-request"));
    visit.query(name).map(read).transpose()
}

/// Cuts what was found to one page of the list at `path` (with its other query, if any).
pub fn paged<Row, Id: Display>(
    visit: &Visit,
    path: &str,
    name: &str,
    found: Vec<Row>,
    id_of: impl Fn(&Row) -> Id,
) -> Paged<Row> {
    let shown = usize::try_from(SHOWN_AT_ONCE).unwrap_or(usize::MAX);
    let (mut rows, separator) = (found, if path.contains('?') { '&' } else { '?' });
    let has_more = rows.len() > shown;
    rows.truncate(shown);
    let last = rows.last().filter(|_| has_more).map(id_of);
    Paged {
        next_href: last.map(|id| visit.href(&format!("{path}{separator}{name}={id}"))),
        first_href: visit.query(name).map(|_| visit.href(path)),
        rows,
    }
}
