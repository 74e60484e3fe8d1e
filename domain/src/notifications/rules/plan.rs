//! Which letters an occurrence gets, and when each leaves.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::offset::Offset;
use super::quiet::QuietRules;

/// What is reminded of: a lab session, a deadline, a consultation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub starts_at: DateTime<Utc>,
    /// The programme's zone, in which calendar days of an offset are counted.
    pub zone: Tz,
    /// When the booking or the item came to be. Nothing is planned before it (rule 70).
    pub created_at: DateTime<Utc>,
}

/// One letter to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    pub send_at: DateTime<Utc>,
    /// The offset it stands for; of several that fell on one moment the one nearest to the occurrence.
    pub from_offset: Offset,
}

/// Rules 70 and 71, in order of sending. An offset already past when the item is created is skipped. One in quiet time moves
/// earlier, or later if it does not lie before the occurrence (`+P1D`, `PT0S`); one that is past after that move is
/// skipped as well. Two on one moment are one letter.
pub fn plan(occurrence: &Occurrence, offsets: &[Offset], quiet: &QuietRules<'_>) -> Vec<Planned> {
    let due = |offset: &Offset| {
        let due_at = offset.from(occurrence.starts_at, occurrence.zone)?;
        if due_at < occurrence.created_at {
            return None;
        }
        let send_at = if offset.is_before() {
            quiet.moved_earlier(due_at)?
        } else {
            quiet.moved_later(due_at)
        };
        (send_at >= occurrence.created_at).then_some((due_at, send_at, *offset))
    };
    let mut all: Vec<_> = offsets.iter().filter_map(due).collect();
    all.sort_by_key(|(due_at, _, _)| (*due_at - occurrence.starts_at).abs());
    let mut at_moment = BTreeMap::new();
    for (_, send_at, offset) in all {
        at_moment.entry(send_at).or_insert(offset);
    }
    let planned = at_moment.into_iter();
    planned
        .map(|(send_at, from_offset)| Planned {
            send_at,
            from_offset,
        })
        .collect()
}

/// How a letter that is no reminder treats quiet time (rule 71).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Haste {
    /// Waits for the next permitted moment.
    Ordinary,
    /// A room change within 12 hours, safety: leaves at once.
    Urgent,
    /// A reset, a confirmation, a receipt: the recipient just asked for it and is awake.
    JustAsked,
}

/// When a letter that is written at `now` leaves.
pub fn letter_send_at(now: DateTime<Utc>, haste: Haste, quiet: &QuietRules<'_>) -> DateTime<Utc> {
    match haste {
        Haste::Ordinary => quiet.moved_later(now),
        Haste::Urgent | Haste::JustAsked => now,
    }
}
