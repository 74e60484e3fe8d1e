//! Which conditions of which award a fellow meets, gathered anew each time it is asked.

use super::import::rules_of;
use crate::{
    actor::Actor,
    app::App,
    assessment::{self, operations::FinalResult},
    bilingual::Bilingual,
    credentials::{
        rules::{
            AttendanceFacts, AwardFacts, AwardRule, Condition, LabOutcome, ModuleFacts,
            ResultFacts, award_reached, conditions, is_met,
        },
        state::Award,
    },
    curriculum,
    error::OperationError,
    id::{CohortId, MarkId, MicroCredentialId, PersonId, ResidencyId},
    labs::{figures, rooms},
    residencies::{self, ResidencyFacts},
};
use std::collections::HashMap;

/// One award with its conditions.
#[derive(Clone, Debug)]
pub struct AwardLine {
    pub award: Award,
    pub title: Bilingual,
    /// Of a micro-credential: which one.
    pub module: Option<(MicroCredentialId, String)>,
    pub conditions: Vec<Condition>,
    pub is_met: bool,
}

/// What one residency can earn.
#[derive(Clone, Debug)]
pub struct Eligibility {
    pub residency: ResidencyFacts,
    pub lines: Vec<AwardLine>,
    /// The document that the whole residency earns as it stands.
    pub reached: Option<Award>,
}

/// The facts of residencies of one cohort, and who marked what counts.
pub(super) struct CohortFacts {
    pub facts: HashMap<ResidencyId, AwardFacts>,
    pub markers: HashMap<(ResidencyId, MicroCredentialId), PersonId>,
    /// The marks that count, but for those of the opening register.
    pub marks: HashMap<(ResidencyId, MicroCredentialId), MarkId>,
}

fn known(result: &FinalResult) -> ResultFacts {
    ResultFacts {
        mark: result.mark,
        is_passed: result.passed,
        is_of_opening_register: result.mark_id.is_none(),
    }
}

/// Gathers what awards are decided from: a constant number of queries, however many residencies.
pub(super) async fn facts_of_cohort(
    app: &App,
    cohort: CohortId,
    residencies: &[ResidencyId],
) -> Result<CohortFacts, OperationError> {
    let pinned = residencies::operations::pinned(app, cohort).await?;
    let taught = curriculum::operations::facts_of(app, &pinned).await?;
    let labs = rooms::labs_of(app, &pinned).await?;
    let pass_percents = assessment::operations::pass_percents(app, &pinned).await?;
    let mut attendance = figures::of_cohort(app, cohort, residencies).await?;
    let results = assessment::operations::final_results(app, residencies, &pinned).await?;
    let waiting = assessment::operations::waiting_work(app, residencies).await?;
    let of = |residency: ResidencyId| {
        let own = attendance
            .remove(&residency)
            .ok_or(OperationError::NotFound)?;
        let module = |module: &curriculum::MicroCredentialFacts| ModuleFacts {
            id: module.id,
            code: module.code.clone(),
            title: module.title.clone(),
            is_core: module.is_core,
            pass_percent: pass_percents.get(&module.id).copied().unwrap_or(100),
            result: results.get(&(residency, module.id)).map(known),
            work_waits: waiting.contains(&(residency, module.id)),
            lab: labs
                .iter()
                .find(|lab| lab.micro_credential == module.id)
                .map(|lab| LabOutcome {
                    id: lab.id,
                    code: lab.code.clone(),
                    is_attended: own.labs_attended.contains(&lab.id),
                }),
        };
        let facts = AwardFacts {
            attendance: AttendanceFacts {
                share: own.figure.share(),
                mandatory_missed: own.figure.mandatory_missed,
            },
            modules: taught.iter().map(module).collect(),
            // No context holds a capstone's result or a consultation yet: they count as not there.
            capstone_is_passed: None,
            consultations_held: 0,
        };
        Ok((residency, facts))
    };
    let facts = residencies
        .iter()
        .copied()
        .map(of)
        .collect::<Result<_, OperationError>>()?;
    let markers = results
        .iter()
        .filter_map(|(of, result)| Some((*of, result.marker?)));
    let marks = results
        .iter()
        .filter_map(|(of, result)| Some((*of, result.mark_id?)));
    Ok(CohortFacts {
        facts,
        markers: markers.collect(),
        marks: marks.collect(),
    })
}

/// The actor's own awards, newest residency last.
///
/// # Errors
/// Forbidden for who has no residency.
pub async fn own(app: &App, actor: &Actor) -> Result<Vec<Eligibility>, OperationError> {
    let person = actor.person.ok_or(OperationError::Forbidden)?;
    let mut lists = Vec::new();
    for residency in residencies::operations::of_fellow(app, person).await? {
        lists.push(of_residency(app, residency).await?);
    }
    Ok(lists)
}

/// The awards of a residency that the actor may see with its marks (rule 30).
pub async fn residency(
    app: &App,
    actor: &Actor,
    id: ResidencyId,
) -> Result<Eligibility, OperationError> {
    let own = residencies::operations::residency(app, actor, id).await?;
    if !residencies::policy::may_see_marks(actor, &own) {
        return Err(OperationError::Forbidden);
    }
    of_residency(app, own).await
}

async fn of_residency(app: &App, own: ResidencyFacts) -> Result<Eligibility, OperationError> {
    let rules = rules_of(app, own.programme).await?;
    let facts = facts_of_cohort(app, own.cohort, &[own.id])
        .await?
        .facts
        .remove(&own.id);
    let facts = facts.ok_or(OperationError::NotFound)?;
    let lines = rules
        .iter()
        .flat_map(|rule| lines_of(rule, &facts, &rules))
        .collect();
    Ok(Eligibility {
        residency: own,
        lines,
        reached: award_reached(&rules, &facts),
    })
}

/// One line for each micro-credential, one for every other award.
fn lines_of(rule: &AwardRule, facts: &AwardFacts, rules: &[AwardRule]) -> Vec<AwardLine> {
    let micro_credential = rules
        .iter()
        .find(|rule| rule.award == Award::MicroCredential);
    let line = |module: Option<&ModuleFacts>| {
        let conditions = conditions(rule, facts, module.map(|own| own.id), micro_credential);
        AwardLine {
            award: rule.award,
            title: module.map_or_else(|| rule.title.clone(), |own| own.title.clone()),
            module: module.map(|own| (own.id, own.code.clone())),
            is_met: is_met(&conditions),
            conditions,
        }
    };
    match rule.award {
        Award::MicroCredential => facts.modules.iter().map(|own| line(Some(own))).collect(),
        Award::FellowshipCertificate | Award::AttendanceStatement => vec![line(None)],
    }
}
