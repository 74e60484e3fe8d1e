//! The ledger of letters: to whom, when, and what became of them; never what they say.

use super::{
    paging::{ASKED_AT_ONCE, cursor, paged},
    parts::Tag,
};
use crate::{Visit, route::PageResult};
use serde::Serialize;
use zamala_domain::{
    id::LetterId,
    outbox::{
        operations::{self as outbox, LedgerLine},
        state::LetterState,
    },
};

#[derive(Serialize)]
struct LedgerPage {
    letters: Vec<Row>,
    next_href: Option<String>,
    first_href: Option<String>,
}

#[derive(Serialize)]
struct Row {
    /// None for who has no account.
    name: Option<String>,
    kind: String,
    tag: Tag,
    when: String,
    attempts: String,
    error: Option<String>,
}

/// The ledger, newest first.
pub async fn ledger(visit: &Visit) -> PageResult {
    let before: Option<LetterId> = cursor(visit, "before")?;
    let found = outbox::letters(visit.app(), &visit.actor()?, before, ASKED_AT_ONCE).await?;
    let found = paged(visit, "/letters", "before", found, |line| line.id);
    let view = LedgerPage {
        letters: found.rows.iter().map(|line| row(visit, line)).collect(),
        next_href: found.next_href,
        first_href: found.first_href,
    };
    visit.page("letters/ledger", "letters-title").answer(&view)
}

fn row(visit: &Visit, line: &LedgerLine) -> Row {
    let shape = match line.state {
        LetterState::Waiting | LetterState::Sending => "waiting",
        LetterState::Sent => "success",
        LetterState::Dead => "error",
        LetterState::Cancelled => "neutral",
    };
    let text = visit.say(&format!("letters-state-{}", line.state.code()));
    Row {
        name: line
            .recipient_name
            .as_ref()
            .map(|name| name.in_language(visit.language()).to_owned()),
        kind: visit.say(&format!("letters-kind-{}", line.kind.folder())),
        tag: Tag { kind: shape, text },
        when: visit
            .words()
            .date_and_time(line.sent_at.unwrap_or(line.send_at)),
        attempts: visit.words().figures(&line.attempts.to_string()),
        error: line.last_error.clone(),
    }
}
