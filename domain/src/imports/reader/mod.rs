//! Reads a programme file: YAML in, plain typed values out, or every fault with its line. Pure: no clock, no file, no query.
//!
//! Three steps. `node` parses the text into a tree that knows its lines. The tables in `setting`, `curriculum`, `residency`
//! and `outlook` type every section of it (one `record!` per mapping, one `words!` per vocabulary): the key `meta` is read by
//! `Meta::read`, a list such as `venues` entry by entry by `Venue::read`, and so on; `ProgrammeFile` names them all.
//! References are resolved when everything is typed. Then `checks` compares values with one another.
//!
//! Promise: faults come out together, in the order of the file, at most 200 of them. An entry in which something could not
//! be read is left out of the checks, so that one mistake is told once; while `meta`, or another section that is one mapping,
//! cannot be read, or a section is missing, types, ids and references are reported and the comparisons wait. Text that is no
//! YAML is one fault, since nothing after it can be trusted. What is read has unique ids, no dangling reference, text in NFC
//! without hidden characters, and sums that add up.

pub mod curriculum;
pub mod fault;
pub mod outlook;
pub mod residency;
pub mod setting;
pub mod words;

mod checks;
mod kind;
mod lists;
mod node;
mod reading;
mod record;
#[cfg(test)]
mod tests;
mod texts;
mod times;
mod values;

pub use fault::{Fault, FaultCode};
pub use node::{DEPTH_MAX, FILE_BYTES_MAX};
pub use reading::{FAULTS_REPORTED_MAX, Place};
pub use times::Offset;

use checks::Checks;
use curriculum::{AwardRule, Capstone, ConsultationType, Lab, MicroCredential, Rubric};
use lists::entries;
use outlook::{
    FeedbackCategory, Forum, Indicator, KnowledgeItem, NotificationRule, Observation, Pilot,
    ReportPlan, Target, Tool, Totals,
};
use reading::Reading;
use record::record;
use residency::{Cohort, Grades, OpeningRecords, Scenario};
use setting::{Country, Equipment, Meta, Organisation, Person, Programme, Venue};

record! {
    /// A programme file, section by section.
    pub struct ProgrammeFile {
        required meta: Meta = Meta::read;
        required programmes: Vec<Programme> = entries(Programme::read);
        required countries: Vec<Country> = entries(Country::read);
        required organisations: Vec<Organisation> = entries(Organisation::read);
        required people: Vec<Person> = entries(Person::read);
        required venues: Vec<Venue> = entries(Venue::read);
        required equipment: Vec<Equipment> = entries(Equipment::read);
        required rubrics: Vec<Rubric> = entries(Rubric::read);
        required micro_credentials: Vec<MicroCredential> = entries(MicroCredential::read);
        required capstone: Capstone = Capstone::read;
        required labs: Vec<Lab> = entries(Lab::read);
        required consultation_types: Vec<ConsultationType> = entries(ConsultationType::read);
        required award_rules: Vec<AwardRule> = entries(AwardRule::read);
        required cohorts: Vec<Cohort> = entries(Cohort::read);
        required scenarios: Vec<Scenario> = entries(Scenario::read);
        required grades_cohort_a_week11: Grades = Grades::read;
        required indicators: Vec<Indicator> = entries(Indicator::read);
        required readiness_observations: Vec<Observation> = entries(Observation::read);
        required readiness_targets: Vec<Target> = entries(Target::read);
        required pilots: Vec<Pilot> = entries(Pilot::read);
        required knowledge_items: Vec<KnowledgeItem> = entries(KnowledgeItem::read);
        required toolkit: Vec<Tool> = entries(Tool::read);
        required forum: Forum = Forum::read;
        required feedback_categories: Vec<FeedbackCategory> = entries(FeedbackCategory::read);
        required notification_plan: Vec<NotificationRule> = entries(NotificationRule::read);
        required totals: Totals = Totals::read;
        required opening_records: OpeningRecords = OpeningRecords::read;
        required report_plan: Vec<ReportPlan> = entries(ReportPlan::read);
        + /// What is allowed but deserves a look: sessions on tentative holidays (rule 8).
        warnings: Vec<Fault> = Vec::new();
    }
}

/// Reads a whole file. Errors: every fault, in the order of the file; the last one says so when there are more than 200.
pub fn read(text: &str) -> Result<ProgrammeFile, Vec<Fault>> {
    let root = node::load(text).map_err(|fault| vec![fault])?;
    let mut reading = Reading::default();
    let file = ProgrammeFile::read(&mut reading, &root);
    let is_whole = reading.faults.is_empty();
    reading.resolve();
    let Reading {
        mut faults,
        dropped,
        spots,
        ..
    } = reading;
    let Some(mut file) = file else {
        return Err(report(faults, dropped));
    };
    let mut checks = Checks::new(&file, &spots, is_whole);
    checks.run();
    let (found, warnings) = checks.into_findings();
    faults.extend(found);
    if faults.is_empty() {
        file.warnings = warnings;
        Ok(file)
    } else {
        Err(report(faults, dropped))
    }
}

/// Sorts the faults as they stand in the file, and cuts a list that nobody would read to its end.
fn report(mut faults: Vec<Fault>, dropped: usize) -> Vec<Fault> {
    faults.sort_by(|one, other| {
        (one.line, one.column, &one.path, one.code).cmp(&(
            other.line,
            other.column,
            &other.path,
            other.code,
        ))
    });
    let more = faults.len().saturating_sub(FAULTS_REPORTED_MAX) + dropped;
    faults.truncate(FAULTS_REPORTED_MAX);
    if let (Some(last), true) = (faults.last(), more > 0) {
        let (line, column) = (last.line, last.column);
        let found = format!("{more} more faults");
        let expected = "these mended first".to_owned();
        faults.push(Fault {
            line,
            column,
            path: String::new(),
            code: FaultCode::AndMore,
            found,
            expected,
        });
    }
    faults
}
