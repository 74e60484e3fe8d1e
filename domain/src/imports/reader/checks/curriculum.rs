//! Rubrics, micro-credentials and their labs, consultations, awards.

use super::{Checks, hours};
use crate::imports::reader::curriculum::{MicroCredential, Rubric};
use crate::imports::reader::fault::FaultCode;
use crate::scope::Role;
use std::collections::{BTreeMap, BTreeSet};

/// The weights of a rubric's criteria make this.
const WEIGHTS_TOTAL: i32 = 100;

impl Checks<'_> {
    pub(super) fn check_curriculum(&mut self) {
        let file = self.file;
        file.rubrics
            .iter()
            .for_each(|rubric| self.check_rubric(rubric));
        for credential in &file.micro_credentials {
            self.check_effort(credential);
        }
        self.check_pairing();
        self.check_lab_equipment();
        for kind in &file.consultation_types {
            let advises = |role| matches!(role, Role::Mentor | Role::Expert);
            let has_it = file
                .people
                .iter()
                .any(|person| advises(person.role) && person.expertise.contains(&kind.expertise));
            if !has_it && self.is_whole {
                self.fault(
                    &kind.place,
                    "expertise",
                    FaultCode::NoExpert,
                    "an expertise that a mentor or an expert has",
                );
            }
        }
        for pair in file.capstone.stages.windows(2) {
            if pair[1].week <= pair[0].week {
                self.fault(
                    &pair[1].place,
                    "week",
                    FaultCode::Order,
                    format!("a week after {}", pair[0].week),
                );
            }
        }
        let awards = file
            .award_rules
            .iter()
            .map(|rule| (&rule.place, rule.award));
        self.refuse_repeats(awards, "award", FaultCode::DuplicateEntry, "each award");
    }

    fn check_rubric(&mut self, rubric: &'_ Rubric) {
        for (number, level) in (0..).zip(&rubric.levels) {
            if level.level != number {
                self.fault(
                    &level.place,
                    "level",
                    FaultCode::RubricLevels,
                    format!("{number}: levels count from 0 without a gap"),
                );
            }
        }
        let highest = i32::try_from(rubric.levels.len()).unwrap_or(i32::MAX) - 1;
        if rubric.pass_rule.no_criterion_below > highest {
            let expected = format!("a level of this rubric, at most {highest}");
            self.fault(
                &rubric.pass_rule.place,
                "no_criterion_below",
                FaultCode::OutOfRange,
                expected,
            );
        }
        let sum: i32 = rubric
            .criteria
            .iter()
            .map(|criterion| criterion.weight)
            .sum();
        if sum != WEIGHTS_TOTAL {
            let expected = format!("weights that sum to {WEIGHTS_TOTAL}; these make {sum}");
            self.fault(
                &rubric.place,
                "criteria",
                FaultCode::RubricWeights,
                expected,
            );
        }
        let mut ids = BTreeSet::new();
        for criterion in &rubric.criteria {
            if !ids.insert(&criterion.id) {
                self.fault(
                    &criterion.place,
                    "id",
                    FaultCode::DuplicateId,
                    "an id of its own within the rubric",
                );
            }
        }
    }

    fn check_effort(&mut self, credential: &MicroCredential) {
        let split = &credential.effort_split;
        let sum = split.contact_minutes + split.lab_minutes + split.self_study_minutes;
        if sum != credential.effort_minutes {
            let expected = format!("the sum of effort_split, {}", hours(sum));
            self.fault(
                &credential.place,
                "effort_hours",
                FaultCode::EffortSplit,
                expected,
            );
        }
    }

    /// A micro-credential and its lab name each other. One broken pair is told once.
    fn check_pairing(&mut self) {
        let file = self.file;
        let credentials: BTreeMap<_, _> = file
            .micro_credentials
            .iter()
            .map(|credential| (credential.id.as_str(), credential))
            .collect();
        let mut told = BTreeSet::new();
        for credential in &file.micro_credentials {
            let Some(lab) = self.labs.get(credential.lab.as_str()).copied() else {
                continue;
            };
            if lab.micro_credential != credential.id {
                let expected = format!(
                    "the lab of {}; {} belongs to {}",
                    credential.id, lab.id, lab.micro_credential
                );
                self.fault(&credential.place, "lab", FaultCode::LabPairing, expected);
                told.extend([credential.id.as_str(), lab.id.as_str()]);
            }
        }
        for lab in &file.labs {
            let Some(credential) = credentials.get(lab.micro_credential.as_str()) else {
                continue;
            };
            if credential.lab != lab.id
                && !told.contains(lab.id.as_str())
                && !told.contains(credential.id.as_str())
            {
                let expected = format!(
                    "a micro-credential whose lab is {}; {} has {}",
                    lab.id, credential.id, credential.lab
                );
                self.fault(
                    &lab.place,
                    "micro_credential",
                    FaultCode::LabPairing,
                    expected,
                );
            }
        }
    }

    fn check_lab_equipment(&mut self) {
        for lab in &self.file.labs {
            for (id, _) in &lab.equipment {
                let Some(equipment) = self.equipment.get(id.as_str()).copied() else {
                    continue;
                };
                if equipment.venue != lab.venue
                    && self.venues.contains_key(equipment.venue.as_str())
                {
                    let expected =
                        format!("equipment at {}; {id} is at {}", lab.venue, equipment.venue);
                    self.fault(
                        &lab.place,
                        &format!("equipment.{id}"),
                        FaultCode::EquipmentElsewhere,
                        expected,
                    );
                }
            }
        }
    }
}
