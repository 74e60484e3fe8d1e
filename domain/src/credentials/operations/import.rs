//! Award rules as a programme file states them.

use crate::{
    app::{App, Txn},
    bilingual::Bilingual,
    credentials::{
        entity::rules,
        rules::{AwardRule, Requirements},
        state::Award,
        store,
    },
    error::OperationError,
    id::ProgrammeId,
    scope::Role,
};

/// An award rule as its file says.
#[derive(Clone, Debug)]
pub struct AwardRuleDraft {
    pub code: String,
    pub award: Award,
    pub title: Bilingual,
    pub requires: Requirements,
    pub approvals: Vec<Role>,
    pub distinction_percent_min: Option<i32>,
}

/// Writes a rule as its file says; found by code. Certificates keep what was asked when they were sealed.
pub(crate) async fn put_award_rule_in(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    draft: &AwardRuleDraft,
) -> Result<bool, OperationError> {
    let known = store::award_rules(txn, programme).await?;
    let found = known.into_iter().find(|row| row.code == draft.code);
    let AwardRuleDraft {
        code,
        award,
        title,
        requires,
        approvals,
        distinction_percent_min,
    } = draft.clone();
    let approvals: Vec<&str> = approvals.iter().map(|role| role.code()).collect();
    let wanted = rules::Model {
        id: found.as_ref().map_or_else(|| app.new_id(), |row| row.id),
        programme_id: programme,
        code,
        award,
        title_ar: title.ar,
        title_en: title.en,
        needs_work_passed: requires.needs_work_passed,
        needs_lab_attended: requires.needs_lab_attended,
        needs_every_core: requires.needs_every_core,
        electives_min: requires.electives_min,
        needs_capstone_passed: requires.needs_capstone_passed,
        attendance_percent_min: requires.attendance_percent_min,
        consultations_min: requires.consultations_min,
        approvals: approvals.join(" "),
        distinction_percent_min,
    };
    Ok(store::put_award_rule(txn, found, wanted)
        .await?
        .has_changed())
}

/// The rules of a programme.
pub(super) async fn rules_of(
    app: &App,
    programme: ProgrammeId,
) -> Result<Vec<AwardRule>, OperationError> {
    let rows = store::award_rules(app.db(), programme).await?;
    Ok(rows.into_iter().map(rule).collect())
}

fn rule(row: rules::Model) -> AwardRule {
    AwardRule {
        id: row.id,
        code: row.code,
        award: row.award,
        title: Bilingual::new(row.title_ar, row.title_en),
        requires: Requirements {
            needs_work_passed: row.needs_work_passed,
            needs_lab_attended: row.needs_lab_attended,
            needs_every_core: row.needs_every_core,
            electives_min: row.electives_min,
            needs_capstone_passed: row.needs_capstone_passed,
            attendance_percent_min: row.attendance_percent_min,
            consultations_min: row.consultations_min,
        },
        approvals: row
            .approvals
            .split_whitespace()
            .filter_map(Role::from_code)
            .collect(),
        distinction_percent_min: row.distinction_percent_min,
    }
}
