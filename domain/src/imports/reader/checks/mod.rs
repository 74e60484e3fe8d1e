//! What must hold between the values of a file, once each of them is well formed. Each check names the value that an author
//! would change, and says what it would have to be. Sums over the whole file are checked only if nothing of it is missing.

mod bookings;
mod cohorts;
mod curriculum;
mod outlook;
mod people;
mod sessions;
mod totals;

use super::ProgrammeFile;
use super::curriculum::Lab;
use super::fault::{Fault, FaultCode};
use super::reading::{Place, Spot};
use super::setting::{Equipment, Person, Venue};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Checks<'f> {
    file: &'f ProgrammeFile,
    spots: &'f BTreeMap<String, Spot>,
    is_whole: bool,
    people: BTreeMap<&'f str, &'f Person>,
    venues: BTreeMap<&'f str, &'f Venue>,
    equipment: BTreeMap<&'f str, &'f Equipment>,
    labs: BTreeMap<&'f str, &'f Lab>,
    faults: Vec<Fault>,
    warnings: Vec<Fault>,
}

impl<'f> Checks<'f> {
    pub fn new(file: &'f ProgrammeFile, spots: &'f BTreeMap<String, Spot>, is_whole: bool) -> Self {
        Self {
            file,
            spots,
            is_whole,
            people: file
                .people
                .iter()
                .map(|person| (person.id.as_str(), person))
                .collect(),
            venues: file
                .venues
                .iter()
                .map(|venue| (venue.id.as_str(), venue))
                .collect(),
            equipment: file
                .equipment
                .iter()
                .map(|equipment| (equipment.id.as_str(), equipment))
                .collect(),
            labs: file.labs.iter().map(|lab| (lab.id.as_str(), lab)).collect(),
            faults: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub fn run(&mut self) {
        self.check_people();
        self.check_curriculum();
        self.check_cohorts();
        self.check_sessions();
        self.check_bookings();
        self.check_outlook();
        if self.is_whole {
            self.check_totals();
        }
    }

    /// Faults, and warnings in the order of the file.
    pub fn into_findings(mut self) -> (Vec<Fault>, Vec<Fault>) {
        self.warnings
            .sort_by_key(|warning| (warning.line, warning.column));
        (self.faults, self.warnings)
    }

    /// A fault of the value under `key` of the entry at `place`; a key such as `dates[1]` reaches further in.
    fn fault(&mut self, place: &Place, key: &str, code: FaultCode, expected: impl Into<String>) {
        let fault = self.finding(place, key, code, expected.into());
        self.faults.push(fault);
    }

    fn warning(&mut self, place: &Place, key: &str, code: FaultCode, expected: impl Into<String>) {
        let warning = self.finding(place, key, code, expected.into());
        self.warnings.push(warning);
    }

    fn finding(&self, place: &Place, key: &str, code: FaultCode, expected: String) -> Fault {
        let path = format!("{}.{key}", place.path);
        match self.spots.get(&path) {
            Some(spot) => Fault {
                line: spot.line,
                column: spot.column,
                path,
                code,
                found: spot.found.clone(),
                expected,
            },
            None => Fault {
                line: place.line,
                column: 1,
                path,
                code,
                found: "nothing".to_owned(),
                expected,
            },
        }
    }

    /// A fault for each entry that repeats what an earlier one says under `key`.
    fn refuse_repeats<K: Ord>(
        &mut self,
        entries: impl Iterator<Item = (&'f Place, K)>,
        key: &str,
        code: FaultCode,
        what: &str,
    ) {
        let mut seen = BTreeSet::new();
        for (place, value) in entries {
            if !seen.insert(value) {
                self.fault(place, key, code, format!("{what} once in the list"));
            }
        }
    }
}

/// Minutes as the file writes them: hours, whole or half.
fn hours(minutes: i32) -> String {
    let whole = minutes / 60;
    if minutes % 60 == 0 {
        whole.to_string()
    } else {
        format!("{whole}.5")
    }
}
