//! Sections on what is learned and what it leads to: `rubrics`, `micro_credentials`, `capstone`, `labs`,
//! `consultation_types`, `award_rules`.

use super::kind::Kind;
use super::lists::{by_id, list, some};
use super::record::record;
use super::texts::{text_pair, title};
use super::times::time;
use super::values::{flag, hours, id, new_id, number, percent, reference, word};
use super::words::{
    AssessmentKind, AwardKind, DueRule, LevelFramework, LevelStatus, OsiSubindex, Participation,
    RequiredCore, RequiredLab, RequiredResult, ResubmissionCounts,
};
use crate::bilingual::Bilingual;
use crate::scope::Role;
use chrono::NaiveTime;

record! {
    /// How work is marked.
    pub struct Rubric {
        required id: String = new_id(&[Kind::Rubric]);
        required title: Bilingual = title;
        required levels: Vec<RubricLevel> = some(RubricLevel::read);
        required pass_rule: PassRule = PassRule::read;
        required criteria: Vec<Criterion> = some(Criterion::read);
        /// How many people mark; one when left out.
        optional markers: Option<i32> = number(1..=5);
        /// In percentage points between two markers.
        optional reconcile_if_difference_percent_over: Option<i32> = percent;
    }
}

record! {
    /// A level; levels count from 0 without a gap.
    pub struct RubricLevel {
        required level: i32 = number(0..=20);
        required title: Bilingual = title;
    }
}

record! {
    /// What it takes to pass.
    pub struct PassRule {
        required min_weighted_percent: i32 = percent;
        required no_criterion_below: i32 = number(0..=20);
    }
}

record! {
    /// A criterion; the weights of a rubric make 100.
    pub struct Criterion {
        required id: String = id;
        required weight: i32 = number(1..=100);
        required title: Bilingual = title;
    }
}

record! {
    /// A micro-credential.
    pub struct MicroCredential {
        required id: String = new_id(&[Kind::MicroCredential, Kind::Module]);
        required version: String = id;
        required title: Bilingual = title;
        /// Core, or else elective.
        required core: bool = flag;
        /// In minutes; hours in the file.
        required effort_minutes as "effort_hours": i32 = hours(1..=500);
        required effort_split: EffortSplit = EffortSplit::read;
        required learning_outcomes: Vec<Bilingual> = some(text_pair);
        required units: Vec<Unit> = some(Unit::read);
        required assessment: Assessment = Assessment::read;
        required lab: String = reference(Kind::Lab);
        required supports_osi_subindex: Vec<OsiSubindex> = some(word);
        required participation: Participation = word;
        required quality_assurance: Bilingual = text_pair;
        required level: QualificationLevel = QualificationLevel::read;
    }
}

record! {
    /// Where the effort goes, in minutes; hours in the file.
    pub struct EffortSplit {
        required contact_minutes as "contact": i32 = hours(0..=500);
        required lab_minutes as "lab": i32 = hours(0..=500);
        required self_study_minutes as "self_study": i32 = hours(0..=500);
    }
}

record! {
    /// A unit of a micro-credential.
    pub struct Unit {
        required id: String = new_id(&[Kind::Unit]);
        required title: Bilingual = title;
    }
}

record! {
    /// What is submitted, and what lateness and resubmission mean.
    pub struct Assessment {
        required kind as "type": AssessmentKind = word;
        required title: Bilingual = title;
        required rubric: String = reference(Kind::Rubric);
        required max_resubmissions: i32 = number(0..=10);
        required late_penalty_percent_per_day: i32 = percent;
        required late_cutoff_days: i32 = number(0..=90);
        /// The most that a resubmission can earn, in percent; none means no cap.
        nullable resubmission_cap: Option<i32> = percent;
        required resubmission_counts: ResubmissionCounts = word;
        required due: Due = Due::read;
    }
}

record! {
    /// When an assessment is due.
    pub struct Due {
        required rule: DueRule = word;
        /// In the programme's zone.
        required time: NaiveTime = time;
    }
}

record! {
    /// A level in a framework of qualifications.
    pub struct QualificationLevel {
        required framework: LevelFramework = word;
        required value: i32 = number(1..=10);
        required status: LevelStatus = word;
    }
}

record! {
    /// The final project.
    pub struct Capstone {
        required id: String = new_id(&[Kind::Module]);
        required title: Bilingual = title;
        /// In minutes; hours in the file.
        required effort_minutes as "effort_hours": i32 = hours(1..=1000);
        required rubric: String = reference(Kind::Rubric);
        required deliverables: Vec<Bilingual> = some(text_pair);
        required stages: Vec<CapstoneStage> = some(CapstoneStage::read);
    }
}

record! {
    /// A stage of the final project, in a week of the cohort.
    pub struct CapstoneStage {
        required week: i32 = number(1..=104);
        required title: Bilingual = title;
    }
}

record! {
    /// A lab: the practical part of one micro-credential.
    pub struct Lab {
        required id: String = new_id(&[Kind::Lab]);
        required micro_credential: String = reference(Kind::MicroCredential);
        required title: Bilingual = title;
        required venue: String = reference(Kind::Venue);
        required duration_minutes: i32 = number(15..=720);
        /// How many of each piece of equipment one seat needs.
        required equipment: Vec<(String, i32)> = by_id(Kind::Equipment, number(1..=100));
    }
}

record! {
    /// A kind of consultation.
    pub struct ConsultationType {
        required id: String = new_id(&[Kind::ConsultationType]);
        required title: Bilingual = title;
        required minutes: i32 = number(10..=480);
        /// At least one mentor or expert has it.
        required expertise: String = id;
    }
}

record! {
    /// What an award takes.
    pub struct AwardRule {
        required id: String = new_id(&[Kind::AwardRule]);
        required award: AwardKind = word;
        required title: Bilingual = title;
        required requires: AwardRequirements = AwardRequirements::read;
        /// Who must agree, in this order.
        defaulted approval: Vec<Role> = list(word);
        optional distinction: Option<Distinction> = Distinction::read;
    }
}

record! {
    /// Requirements of an award; what is left out is not required.
    pub struct AwardRequirements {
        optional assessment: Option<RequiredResult> = word;
        optional lab: Option<RequiredLab> = word;
        optional core_micro_credentials: Option<RequiredCore> = word;
        optional elective_micro_credentials_min: Option<i32> = number(0..=100);
        optional capstone: Option<RequiredResult> = word;
        optional attendance_percent_min: Option<i32> = percent;
        optional consultations_min: Option<i32> = number(0..=100);
    }
}

record! {
    /// What it takes to earn distinction.
    pub struct Distinction {
        required weighted_mean_percent_min: i32 = percent;
    }
}
