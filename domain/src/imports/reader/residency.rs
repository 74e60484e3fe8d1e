//! Sections on the cohorts and what is already known of them: `cohorts`, `grades_cohort_a_week11`, `opening_records`,
//! `scenarios`.

use super::kind::Kind;
use super::lists::{by_id, list, some};
use super::node::{Content, Node};
use super::reading::Reading;
use super::record::record;
use super::texts::{label, name, text, text_pair, title};
use super::times::{date, time};
use super::values::{flag, new_id, number, percent, reference, word};
use super::words::{
    AttemptResult, AwardKind, BreakKind, CohortStatus, ContactKind, Expectation, OtherKind,
    VerificationStatus,
};
use crate::bilingual::Bilingual;
use chrono::{NaiveDate, NaiveTime};

record! {
    /// A cohort: its people, its calendar, its sessions. All times are in the programme's zone.
    pub struct Cohort {
        required id: String = new_id(&[Kind::Cohort]);
        required programme: String = reference(Kind::Programme);
        required title: Bilingual = title;
        required status: CohortStatus = word;
        required starts_on: NaiveDate = date;
        /// The last day, included: three calendar months (rule 1).
        required ends_on: NaiveDate = date;
        /// The last working day on or before `ends_on` (rule 12).
        required closing_on: NaiveDate = date;
        required seat_limit: i32 = number(1..=1000);
        required fellows: Vec<CohortFellow> = list(CohortFellow::read);
        required holidays: Vec<Holiday> = list(Holiday::read);
        required weeks: Vec<Week> = some(Week::read);
        required lab_sessions: Vec<LabSession> = list(LabSession::read);
        required contact_sessions: Vec<ContactSession> = list(ContactSession::read);
        required other_sessions: Vec<OtherSession> = list(OtherSession::read);
        defaulted waitlist: Vec<Applicant> = list(Applicant::read);
    }
}

record! {
    /// A fellow's place in a cohort.
    pub struct CohortFellow {
        required person: String = reference(Kind::Person);
        required mentor: String = reference(Kind::Person);
        required sponsor_org: String = reference(Kind::Organisation);
    }
}

record! {
    /// Days off by circular; tentative ones only warn (rule 8).
    pub struct Holiday {
        required title: Bilingual = title;
        required tentative: bool = flag;
        required dates: Vec<NaiveDate> = some(date);
    }
}

record! {
    /// A week of the plan, both days included.
    pub struct Week {
        required week: i32 = number(1..=104);
        required from: NaiveDate = date;
        required to: NaiveDate = date;
        required theme: Bilingual = title;
        /// Micro-credentials, and the capstone.
        required modules: Vec<String> = list(reference(Kind::Module));
    }
}

record! {
    /// One sitting of a lab, at the lab's venue, as long as the lab takes.
    pub struct LabSession {
        required id: String = new_id(&[Kind::Session]);
        required lab: String = reference(Kind::Lab);
        required date: NaiveDate = date;
        required start: NaiveTime = time;
        required seats: i32 = number(1..=1000);
        required lead: String = reference(Kind::Person);
    }
}

record! {
    /// A lecture or the like.
    pub struct ContactSession {
        required id: String = new_id(&[Kind::Session]);
        required micro_credential: String = reference(Kind::MicroCredential);
        required kind: ContactKind = word;
        required date: NaiveDate = date;
        required start: NaiveTime = time;
        required end: NaiveTime = time;
        required breaks: Vec<Break> = list(Break::read);
        /// From start to end without the breaks.
        required credited_minutes: i32 = number(1..=1440);
        required venue: String = reference(Kind::Venue);
        required lead: String = reference(Kind::Person);
    }
}

record! {
    /// A pause inside a session; never credited (rule 36).
    pub struct Break {
        required kind: BreakKind = word;
        required start: NaiveTime = time;
        required end: NaiveTime = time;
    }
}

record! {
    /// A ceremony, a visit: outside the curriculum.
    pub struct OtherSession {
        required id: String = new_id(&[Kind::Session]);
        required kind: OtherKind = word;
        required title: Bilingual = title;
        required date: NaiveDate = date;
        required start: NaiveTime = time;
        required end: NaiveTime = time;
        required venue: String = reference(Kind::Venue);
        defaulted mandatory: bool = flag;
        defaulted needs_access_permit: bool = flag;
        defaulted transport: bool = flag;
    }
}

record! {
    /// Someone who waits for a place in a cohort.
    pub struct Applicant {
        required position: i32 = number(1..=1000);
        required name: Bilingual = name;
        required country: String = reference(Kind::Country);
    }
}

record! {
    /// The register kept before the system: attendance and marks of one cohort.
    pub struct Grades {
        required note: String = text;
        required rows: Vec<GradeRow> = list(GradeRow::read);
    }
}

record! {
    /// One fellow's line in that register.
    pub struct GradeRow {
        required fellow: String = reference(Kind::Person);
        required attendance_percent: i32 = percent;
        /// Per micro-credential, in percent; none while not marked.
        required grades: Vec<(String, Option<i32>)> = by_id(Kind::MicroCredential, mark);
    }
}

/// A mark in percent, or `null` while there is none.
#[expect(
    clippy::option_option,
    reason = "whether it could be read, and whether there is one"
)]
fn mark(reading: &mut Reading, node: &Node) -> Option<Option<i32>> {
    match node.content {
        Content::Null => Some(None),
        _ => percent(reading, node).map(Some),
    }
}

record! {
    /// Which cohort the register is of, and until when.
    pub struct OpeningRecords {
        required as_of: NaiveDate = date;
        /// The register ends before that day.
        required excludes_as_of_day: bool = flag;
        required cohort: String = reference(Kind::Cohort);
        optional note: Option<Bilingual> = text_pair;
    }
}

record! {
    /// A story with its expected end, for tests. Scenarios are never imported.
    pub struct Scenario {
        required id: String = new_id(&[Kind::Scenario]);
        required title: Bilingual = title;
        optional session: Option<String> = reference(Kind::Session);
        defaulted bookings: Vec<String> = list(reference(Kind::Person));
        defaulted waitlisted: Vec<String> = list(reference(Kind::Person));
        optional then_cancel: Option<String> = reference(Kind::Person);
        optional expect_promoted: Option<String> = reference(Kind::Person);
        optional equipment: Option<String> = reference(Kind::Equipment);
        optional date: Option<NaiveDate> = date;
        optional expect: Option<Expectation> = word;
        optional fellow: Option<String> = reference(Kind::Person);
        optional micro_credential: Option<String> = reference(Kind::MicroCredential);
        defaulted attempts: Vec<Attempt> = list(Attempt::read);
        optional raw_percent: Option<i32> = percent;
        optional days_late: Option<i32> = number(0..=365);
        optional expect_percent: Option<i32> = percent;
        defaulted marks: Vec<i32> = list(percent);
        optional attendance_percent: Option<i32> = percent;
        optional expect_award: Option<AwardKind> = word;
        optional award: Option<AwardKind> = word;
        optional expect_verification: Option<VerificationStatus> = word;
        optional expect_verification_old: Option<VerificationStatus> = word;
        optional cohort: Option<String> = reference(Kind::Cohort);
        optional from: Option<NaiveDate> = date;
        optional to: Option<NaiveDate> = date;
        /// The English title of a holiday of that cohort.
        optional holiday: Option<String> = label;
        defaulted expect_touched: Vec<String> = list(reference(Kind::Session));
    }
}

record! {
    /// One attempt in a scenario.
    pub struct Attempt {
        required submitted: NaiveDate = date;
        required percent: i32 = percent;
        required result: AttemptResult = word;
    }
}
