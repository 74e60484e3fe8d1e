//! A trainer's home: own sessions today and this week, and those whose attendance nobody has taken.

use crate::{
    Visit,
    pages::{
        cohorts::sessions::{self, Day, SessionRow},
        marking,
        parts::Rows,
    },
};
use serde::Serialize;
use std::collections::HashMap;
use zamala_domain::{Bilingual, agenda::home::TrainerHome, id::PersonId};

/// Pieces of unmarked work that the home names; the queue has all.
const UNMARKED_SHOWN: usize = 10;

#[derive(Serialize)]
pub struct View {
    today: Vec<SessionRow>,
    later: Vec<Day>,
    without_attendance: Vec<Day>,
    work_counts: String,
    unmarked: Option<Rows>,
    marking_href: String,
}

pub fn view(visit: &Visit, own: &TrainerHome, names: &HashMap<PersonId, Bilingual>) -> View {
    View {
        today: sessions::rows(visit, &own.today, names),
        later: sessions::days(visit, &own.later_this_week, names),
        without_attendance: sessions::days(visit, &own.without_attendance, names),
        work_counts: marking::counts_text(visit, own.work),
        unmarked: Rows::of(
            own.unmarked
                .iter()
                .take(UNMARKED_SHOWN)
                .map(|line| marking::row(visit, line))
                .collect(),
        ),
        marking_href: visit.href("/marking"),
    }
}
