//! A trainer's home: own sessions today and this week, and those whose attendance nobody has taken.

use crate::{
    Visit,
    pages::cohorts::sessions::{self, Day, SessionRow},
};
use serde::Serialize;
use std::collections::HashMap;
use zamala_domain::{Bilingual, agenda::home::TrainerHome, id::PersonId};

#[derive(Serialize)]
pub struct View {
    today: Vec<SessionRow>,
    later: Vec<Day>,
    without_attendance: Vec<Day>,
}

pub fn view(visit: &Visit, own: &TrainerHome, names: &HashMap<PersonId, Bilingual>) -> View {
    View {
        today: sessions::rows(visit, &own.today, names),
        later: sessions::days(visit, &own.later_this_week, names),
        without_attendance: sessions::days(visit, &own.without_attendance, names),
    }
}
