//! From what is known of a fellow to the conditions of an award, met and unmet, with their figures.

use crate::{
    assessment::rules::MarkThousandths,
    bilingual::Bilingual,
    credentials::state::Award,
    id::{AwardRuleId, LabId, MicroCredentialId},
    labs::rules::Share,
    scope::Role,
};

/// What one award asks for, as the programme says; what is left out is not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardRule {
    pub id: AwardRuleId,
    pub code: String,
    pub award: Award,
    pub title: Bilingual,
    pub requires: Requirements,
    /// Who must agree, in this order.
    pub approvals: Vec<Role>,
    /// Mean mark from which the award is given with distinction.
    pub distinction_percent_min: Option<i32>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    pub needs_work_passed: bool,
    pub needs_lab_attended: bool,
    pub needs_every_core: bool,
    pub electives_min: Option<i32>,
    pub needs_capstone_passed: bool,
    pub attendance_percent_min: Option<i32>,
    pub consultations_min: Option<i32>,
}

/// Attendance of one fellow, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttendanceFacts {
    /// `None` while nothing counts yet.
    pub share: Option<Share>,
    pub mandatory_missed: usize,
}

/// A released result; a provisional one is not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResultFacts {
    pub mark: MarkThousandths,
    pub is_passed: bool,
    /// Taken over from the register kept before the system.
    pub is_of_opening_register: bool,
}

/// The lab of a micro-credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabOutcome {
    pub id: LabId,
    pub code: String,
    pub is_attended: bool,
}

/// One micro-credential of the fellow's cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleFacts {
    pub id: MicroCredentialId,
    pub code: String,
    pub title: Bilingual,
    pub is_core: bool,
    /// What its rubric asks for, whole percent.
    pub pass_percent: i32,
    pub result: Option<ResultFacts>,
    /// Work is in and waits for its mark.
    pub work_waits: bool,
    /// `None` when it has none.
    pub lab: Option<LabOutcome>,
}

/// Everything from which awards are decided, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardFacts {
    pub attendance: AttendanceFacts,
    pub modules: Vec<ModuleFacts>,
    /// `None`: not assessed.
    pub capstone_is_passed: Option<bool>,
    pub consultations_held: i32,
}

/// What a condition asks for, and what there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// The work of a micro-credential passed. Source: the released result, or the opening register.
    WorkPassed {
        module: MicroCredentialId,
        code: String,
        pass_percent: i32,
        result: Option<ResultFacts>,
    },
    /// The lab of a micro-credential attended. Source: the attendance register.
    LabAttended { lab: LabId, code: String },
    /// Every core micro-credential met. Source: the conditions of each.
    EveryCore {
        have: usize,
        need: usize,
        missing: Vec<String>,
    },
    Electives {
        have: usize,
        need: usize,
        missing: Vec<String>,
    },
    /// Source: the panel's result.
    Capstone { is_passed: Option<bool> },
    /// Compared unrounded (rule 32). Source: the attendance register.
    Attendance {
        share: Option<Share>,
        need_percent: i32,
    },
    /// Sessions marked mandatory, all of them (rule 32).
    MandatorySessions { missed: usize },
    /// Source: the register of consultations.
    Consultations { have: i32, need: i32 },
}

/// What a fellow can do about an unmet condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    HandIn {
        module: MicroCredentialId,
        code: String,
    },
    BookLab {
        lab: LabId,
        code: String,
    },
    SeeAttendance,
    /// The micro-credentials that are still open stand on the same page.
    SeeMicroCredentials,
}

/// One line of an eligibility list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub asks: Asks,
    pub is_met: bool,
    /// `None` when met, or when nothing that the fellow does mends it.
    pub mend: Option<Mend>,
}

impl Condition {
    fn new(asks: Asks, is_met: bool, mend: Option<Mend>) -> Self {
        Self {
            asks,
            is_met,
            mend: mend.filter(|_| !is_met),
        }
    }
}

/// Every condition of the award, in the order in which the programme states them. A micro-credential is awarded for one
/// `module`; the other awards look at all of them.
pub fn conditions(
    rule: &AwardRule,
    facts: &AwardFacts,
    module: Option<MicroCredentialId>,
    micro_credential_rule: Option<&AwardRule>,
) -> Vec<Condition> {
    let asks = &rule.requires;
    let mut list = Vec::new();
    let own = module.and_then(|id| facts.modules.iter().find(|own| own.id == id));
    if let Some(own) = own {
        list.extend(of_module(asks, own));
    }
    list.extend(of_groups(asks, facts, micro_credential_rule));
    if asks.needs_capstone_passed {
        let is_passed = facts.capstone_is_passed;
        list.push(Condition::new(
            Asks::Capstone { is_passed },
            is_passed == Some(true),
            None,
        ));
    }
    if let Some(need) = asks.attendance_percent_min {
        list.extend(of_attendance(rule.award, facts.attendance, need));
    }
    if let Some(need) = asks.consultations_min {
        let have = facts.consultations_held;
        list.push(Condition::new(
            Asks::Consultations { have, need },
            have >= need,
            None,
        ));
    }
    list
}

/// How many core and elective micro-credentials count.
fn of_groups(
    asks: &Requirements,
    facts: &AwardFacts,
    micro_credential_rule: Option<&AwardRule>,
) -> Vec<Condition> {
    let mut list = Vec::new();
    let counts = |own: &ModuleFacts| {
        micro_credential_rule.is_some_and(|rule| {
            of_module(&rule.requires, own)
                .iter()
                .all(|line| line.is_met)
        })
    };
    if asks.needs_every_core {
        let (have, need, missing) = counted(facts, |own| own.is_core, counts);
        let asks = Asks::EveryCore {
            have,
            need,
            missing,
        };
        list.push(Condition::new(
            asks,
            have == need,
            Some(Mend::SeeMicroCredentials),
        ));
    }
    if let Some(need) = asks
        .electives_min
        .and_then(|need| usize::try_from(need).ok())
    {
        let (have, _, missing) = counted(facts, |own| !own.is_core, counts);
        let asks = Asks::Electives {
            have,
            need,
            missing,
        };
        list.push(Condition::new(
            asks,
            have >= need,
            Some(Mend::SeeMicroCredentials),
        ));
    }
    list
}

/// Mandatory sessions bind completion, not the statement that somebody took part (rules 32 and 64).
fn of_attendance(award: Award, facts: AttendanceFacts, need_percent: i32) -> Vec<Condition> {
    let AttendanceFacts {
        share,
        mandatory_missed: missed,
    } = facts;
    let is_met = share.is_some_and(|share| !share.is_below(i64::from(need_percent)));
    let mut list = vec![Condition::new(
        Asks::Attendance {
            share,
            need_percent,
        },
        is_met,
        Some(Mend::SeeAttendance),
    )];
    if award == Award::FellowshipCertificate {
        let asks = Asks::MandatorySessions { missed };
        list.push(Condition::new(asks, missed == 0, Some(Mend::SeeAttendance)));
    }
    list
}

fn of_module(asks: &Requirements, own: &ModuleFacts) -> Vec<Condition> {
    let mut list = Vec::new();
    if asks.needs_work_passed {
        let (module, code) = (own.id, own.code.clone());
        let is_met = own.result.is_some_and(|result| result.is_passed);
        // Nobody hands in beside work that waits, nor where the opening register holds the mark.
        let is_settled = own.work_waits || own.result.is_some_and(|it| it.is_of_opening_register);
        let mend = (!is_settled).then(|| Mend::HandIn {
            module,
            code: code.clone(),
        });
        let asks = Asks::WorkPassed {
            module,
            code,
            pass_percent: own.pass_percent,
            result: own.result,
        };
        list.push(Condition::new(asks, is_met, mend));
    }
    if let Some(lab) = own.lab.as_ref().filter(|_| asks.needs_lab_attended) {
        let (id, code) = (lab.id, lab.code.clone());
        let mend = Mend::BookLab {
            lab: id,
            code: code.clone(),
        };
        let asks = Asks::LabAttended { lab: id, code };
        list.push(Condition::new(asks, lab.is_attended, Some(mend)));
    }
    list
}

/// How many of a group count, of how many, and the codes of those that do not.
fn counted(
    facts: &AwardFacts,
    is_of_group: impl Fn(&ModuleFacts) -> bool,
    counts: impl Fn(&ModuleFacts) -> bool,
) -> (usize, usize, Vec<String>) {
    let group: Vec<&ModuleFacts> = facts
        .modules
        .iter()
        .filter(|own| is_of_group(own))
        .collect();
    let missing: Vec<String> = group
        .iter()
        .filter(|own| !counts(own))
        .map(|own| own.code.clone())
        .collect();
    (group.len() - missing.len(), group.len(), missing)
}

/// Whether every condition is met. An award without conditions is never met.
pub fn is_met(conditions: &[Condition]) -> bool {
    !conditions.is_empty() && conditions.iter().all(|condition| condition.is_met)
}

/// The document that a fellow's whole residency earns: the fellowship certificate, else the statement of participation.
pub fn award_reached(rules: &[AwardRule], facts: &AwardFacts) -> Option<Award> {
    let of = |award: Award| rules.iter().find(|rule| rule.award == award);
    let micro_credential = of(Award::MicroCredential);
    [Award::FellowshipCertificate, Award::AttendanceStatement]
        .into_iter()
        .find(|award| {
            of(*award).is_some_and(|rule| is_met(&conditions(rule, facts, None, micro_credential)))
        })
}

#[cfg(test)]
mod tests;
