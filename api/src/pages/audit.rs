//! The audit log: who did what to what, and when.

use super::paging::{ASKED_AT_ONCE, cursor, paged};
use crate::{Visit, route::PageResult};
use serde::Serialize;
use std::collections::HashMap;
use zamala_domain::{
    Bilingual,
    audit::operations::{self as audit, LogLine},
    id::{AuditId, PersonId},
    people::operations as people,
};

#[derive(Serialize)]
struct LogPage {
    lines: Vec<Row>,
    next_href: Option<String>,
    first_href: Option<String>,
}

#[derive(Serialize)]
struct Row {
    number: Option<String>,
    when: String,
    /// `None`: the service itself.
    name: Option<String>,
    action: String,
    subject: String,
    subject_id: String,
}

/// The log, newest first, for administrators.
pub async fn log(visit: &Visit) -> PageResult {
    let before: Option<AuditId> = cursor(visit, "before")?;
    let (app, actor) = (visit.app(), visit.actor()?);
    let found = audit::log(app, &actor, before, ASKED_AT_ONCE).await?;
    let found = paged(visit, "/audit", "before", found, |line| line.id);
    let mut actors: Vec<PersonId> = found.rows.iter().filter_map(|line| line.actor).collect();
    actors.sort_unstable();
    actors.dedup();
    let names = people::names(app, &actors).await?;
    let view = LogPage {
        lines: found
            .rows
            .into_iter()
            .map(|line| row(visit, line, &names))
            .collect(),
        next_href: found.next_href,
        first_href: found.first_href,
    };
    visit.page("audit/log", "audit-title").answer(&view)
}

fn row(visit: &Visit, line: LogLine, names: &HashMap<PersonId, Bilingual>) -> Row {
    let name = line.actor.map(|actor| {
        let name = names
            .get(&actor)
            .map(|name| name.in_language(visit.language()).to_owned());
        name.unwrap_or_else(|| visit.say("audit-unknown-person"))
    });
    Row {
        number: line.sequence.map(|number| number.to_string()),
        when: visit.words().date_and_time(line.occurred_at),
        name,
        action: line.action,
        subject: line.subject_kind,
        subject_id: line.subject_id,
    }
}
