//! Programmes, their calendar and letters, and the curriculum.

use super::{Known, known};
use crate::{
    app::{App, Txn},
    assessment::{self, AssignmentDraft, RubricDraft},
    calendar,
    credentials::{
        Award,
        operations::{AwardRuleDraft, put_award_rule_in},
        rules::Requirements,
    },
    curriculum::{self, MicroCredentialDraft, ProgrammeDraft, UnitFacts},
    error::OperationError,
    id::ProgrammeId,
    imports::reader::{
        Offset, ProgrammeFile,
        curriculum::{AwardRule, MicroCredential, Rubric},
        words::AwardKind,
    },
    labs::import::{self, EquipmentDraft, LabDraft, VenueDraft},
    notifications,
    outbox::Event,
    period::DateSpan,
    reports::{self, PlanDraft},
};
use chrono::{NaiveDate, Weekday};

/// The attendance that completion asks for when no award rule says otherwise (rule 32).
const ATTENDANCE_PERCENT_MIN: i32 = 80;
const WEEK: [Weekday; 7] = [
    Weekday::Sun,
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
];

pub async fn put_programmes(
    app: &App,
    txn: &Txn,
    file: &ProgrammeFile,
    known: &mut Known,
) -> Result<(), OperationError> {
    for programme in &file.programmes {
        let owner = known.organisations.get(&programme.owner).map(|(id, _)| *id);
        let draft = ProgrammeDraft {
            code: programme.id.clone(),
            kind: programme.kind.code().to_owned(),
            state: programme
                .status
                .map_or("running", |status| status.code())
                .to_owned(),
            owner: owner.ok_or_else(|| {
                OperationError::Unexpected("a programme without its owner".into())
            })?,
            title: programme.title.clone(),
            audience: programme.audience.clone(),
            location: programme.location.clone(),
            duration_weeks: programme.duration_weeks,
            attendance_percent_min: attendance_percent_min(file),
            zone: file.meta.timezone.name().to_owned(),
            is_sample: file.meta.sample_data,
        };
        let id = known.note(curriculum::operations::put_programme_in(app, txn, &draft).await?);
        known.programmes.insert(programme.id.clone(), id);
        put_calendar(txn, id, file, known).await?;
        put_letters(app, txn, id, file, known).await?;
    }
    Ok(())
}

/// What the award of the fellowship certificate asks for; the file outranks the default.
fn attendance_percent_min(file: &ProgrammeFile) -> i32 {
    let fellowship = file
        .award_rules
        .iter()
        .find(|rule| rule.award == AwardKind::FellowshipCertificate);
    fellowship
        .and_then(|rule| rule.requires.attendance_percent_min)
        .unwrap_or(ATTENDANCE_PERCENT_MIN)
}

async fn put_calendar(
    txn: &Txn,
    programme: ProgrammeId,
    file: &ProgrammeFile,
    known: &mut Known,
) -> Result<(), OperationError> {
    let rest: Vec<Weekday> = WEEK
        .into_iter()
        .filter(|day| !file.meta.working_week.contains(day))
        .collect();
    // The file says what the week is, not since when: it holds for every date of the programme.
    let from = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a date of the calendar");
    known.has_changed |=
        calendar::operations::put_weekend_in(txn, programme, &rest, from, "programme file").await?;
    Ok(())
}

async fn put_letters(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    file: &ProgrammeFile,
    known: &mut Known,
) -> Result<(), OperationError> {
    for rule in &file.notification_plan {
        let event = Event::from_code(rule.event.code())
            .ok_or_else(|| OperationError::Unexpected("an event without its letters".into()))?;
        let offsets: Vec<_> = rule
            .offsets
            .iter()
            .copied()
            .map(offset)
            .collect::<Result<_, _>>()?;
        let channels = rule
            .channels
            .iter()
            .filter_map(|channel| notifications::Channel::from_code(channel.code()));
        let channels: Vec<_> = channels.collect();
        let plan = (offsets.as_slice(), channels.as_slice(), rule.audience);
        known.has_changed |=
            notifications::operations::store_plan_in(app, txn, programme, event, plan).await?;
    }
    Ok(())
}

/// The reports that the clock makes, for a programme that has cohorts.
pub async fn put_report_plans(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    file: &ProgrammeFile,
    known: &mut Known,
) -> Result<(), OperationError> {
    for plan in &file.report_plan {
        let draft = PlanDraft {
            code: plan.id.clone(),
            title: plan.title.clone(),
            cron: plan.cron.clone(),
            zone: file.meta.timezone.name().to_owned(),
            audience: plan.audience.clone(),
        };
        known.has_changed |= reports::operations::put_plan_in(app, txn, programme, &draft).await?;
    }
    Ok(())
}

fn offset(offset: Offset) -> Result<notifications::rules::Offset, OperationError> {
    let sign = if offset.days < 0 || offset.minutes < 0 {
        "-"
    } else {
        "+"
    };
    let (days, minutes) = (offset.days.abs(), offset.minutes.abs());
    let text = match (days, minutes) {
        (0, 0) => "PT0S".to_owned(),
        (0, minutes) if minutes % 60 == 0 => format!("{sign}PT{}H", minutes / 60),
        (0, minutes) => format!("{sign}PT{minutes}M"),
        (days, _) => format!("{sign}P{days}D"),
    };
    text.parse()
        .map_err(|_| OperationError::Unexpected(format!("the offset {text}")))
}

/// Rooms, equipment, rubrics, micro-credentials and labs of one programme.
pub async fn put_curriculum(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    file: &ProgrammeFile,
    known: &mut Known,
) -> Result<(), OperationError> {
    put_rooms(app, txn, file, known).await?;
    for rubric in &file.rubrics {
        let draft = rubric_draft(rubric);
        let id =
            known.note(assessment::operations::put_rubric_in(app, txn, programme, &draft).await?);
        known.rubrics.insert(rubric.id.clone(), id);
    }
    for (ordinal, own) in (1..).zip(&file.micro_credentials) {
        let draft = micro_credential_draft(ordinal, own);
        let id = known.note(
            curriculum::operations::put_micro_credential_in(app, txn, programme, &draft).await?,
        );
        known.micro_credentials.insert(own.id.clone(), id);
        let draft = assignment_draft(own, known)?;
        known.has_changed |= assessment::operations::put_assignment_in(txn, &draft).await?;
    }
    for rule in &file.award_rules {
        let draft = award_rule_draft(rule);
        known.has_changed |= put_award_rule_in(app, txn, programme, &draft).await?;
    }
    for lab in &file.labs {
        let needs = lab
            .equipment
            .iter()
            .map(|(code, count)| Ok((self::known(&known.equipment, code)?, *count)));
        let draft = LabDraft {
            code: lab.id.clone(),
            micro_credential: self::known(&known.micro_credentials, &lab.micro_credential)?,
            title: lab.title.clone(),
            venue: self::known(&known.venues, &lab.venue)?,
            duration_minutes: lab.duration_minutes,
            equipment: needs.collect::<Result<_, OperationError>>()?,
        };
        let id = known.note(import::put_lab_in(app, txn, programme, &draft).await?);
        known.labs.insert(lab.id.clone(), id);
    }
    Ok(())
}

async fn put_rooms(
    app: &App,
    txn: &Txn,
    file: &ProgrammeFile,
    known: &mut Known,
) -> Result<(), OperationError> {
    for venue in &file.venues {
        let draft = VenueDraft {
            code: venue.id.clone(),
            title: venue.title.clone(),
            capacity: venue.capacity,
            has_step_free_access: venue.step_free_access,
            has_hearing_loop: venue.hearing_loop,
            note: venue.note.clone(),
        };
        let id = known.note(import::put_venue_in(app, txn, &draft).await?);
        known.venues.insert(venue.id.clone(), id);
    }
    for equipment in &file.equipment {
        let spans = equipment.maintenance.iter().map(|own| DateSpan {
            from: own.from,
            to: own.to,
        });
        let draft = EquipmentDraft {
            code: equipment.id.clone(),
            venue: self::known(&known.venues, &equipment.venue)?,
            title: equipment.title.clone(),
            quantity: equipment.quantity,
            is_loanable: equipment.loanable,
            budget_bhd_each: equipment.budget_bhd_each,
            maintenance: spans.collect(),
        };
        let id = known.note(import::put_equipment_in(app, txn, &draft).await?);
        known.equipment.insert(equipment.id.clone(), id);
    }
    Ok(())
}

fn award_rule_draft(rule: &AwardRule) -> AwardRuleDraft {
    let asks = &rule.requires;
    AwardRuleDraft {
        code: rule.id.clone(),
        award: match rule.award {
            AwardKind::MicroCredential => Award::MicroCredential,
            AwardKind::FellowshipCertificate => Award::FellowshipCertificate,
            AwardKind::AttendanceStatement => Award::AttendanceStatement,
        },
        title: rule.title.clone(),
        requires: Requirements {
            needs_work_passed: asks.assessment.is_some(),
            needs_lab_attended: asks.lab.is_some(),
            needs_every_core: asks.core_micro_credentials.is_some(),
            electives_min: asks.elective_micro_credentials_min,
            needs_capstone_passed: asks.capstone.is_some(),
            attendance_percent_min: asks.attendance_percent_min,
            consultations_min: asks.consultations_min,
        },
        approvals: rule.approval.clone(),
        distinction_percent_min: rule
            .distinction
            .as_ref()
            .map(|own| own.weighted_mean_percent_min),
    }
}

fn rubric_draft(rubric: &Rubric) -> RubricDraft {
    let criterion = |own: &crate::imports::reader::curriculum::Criterion| {
        (own.id.clone(), own.weight, own.title.clone())
    };
    RubricDraft {
        code: rubric.id.clone(),
        title: rubric.title.clone(),
        pass_percent: rubric.pass_rule.min_weighted_percent,
        criterion_level_min: rubric.pass_rule.no_criterion_below,
        markers: rubric.markers.unwrap_or(1),
        reconcile_over_percent: rubric.reconcile_if_difference_percent_over,
        levels: rubric
            .levels
            .iter()
            .map(|own| (own.level, own.title.clone()))
            .collect(),
        criteria: rubric.criteria.iter().map(criterion).collect(),
    }
}

fn micro_credential_draft(ordinal: i32, own: &MicroCredential) -> MicroCredentialDraft {
    let unit = |unit: &crate::imports::reader::curriculum::Unit| UnitFacts {
        code: unit.id.clone(),
        title: unit.title.clone(),
    };
    MicroCredentialDraft {
        code: own.id.clone(),
        edition: own.version.clone(),
        title: own.title.clone(),
        is_core: own.core,
        ordinal,
        contact_minutes: own.effort_split.contact_minutes,
        lab_minutes: own.effort_split.lab_minutes,
        self_study_minutes: own.effort_split.self_study_minutes,
        participation: own.participation.code().to_owned(),
        quality_assurance: own.quality_assurance.clone(),
        level_framework: own.level.framework.code().to_owned(),
        level_value: own.level.value,
        level_status: own.level.status.code().to_owned(),
        osi_areas: own
            .supports_osi_subindex
            .iter()
            .map(|area| area.code().to_owned())
            .collect(),
        outcomes: own.learning_outcomes.clone(),
        units: own.units.iter().map(unit).collect(),
    }
}

fn assignment_draft(
    own: &MicroCredential,
    known: &Known,
) -> Result<AssignmentDraft, OperationError> {
    let work = &own.assessment;
    Ok(AssignmentDraft {
        micro_credential: self::known(&known.micro_credentials, &own.id)?,
        rubric: self::known(&known.rubrics, &work.rubric)?,
        kind: work.kind.code().to_owned(),
        title: work.title.clone(),
        resubmissions_max: work.max_resubmissions,
        late_percent_per_day: work.late_penalty_percent_per_day,
        late_cutoff_days: work.late_cutoff_days,
        resubmission_cap_percent: work.resubmission_cap,
        resubmission_counts: work.resubmission_counts.code().to_owned(),
        due_rule: work.due.rule.code().to_owned(),
        due_time: work.due.time,
    })
}
