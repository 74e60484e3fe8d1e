//! Plans of programmes, and the reminders that follow from them.

use crate::{
    actor::Actor,
    app::{App, PROGRAMME_ZONE, Txn},
    audit, calendar,
    error::OperationError,
    id::{OccurrenceId, ProgrammeId},
    notifications::{
        entity::plans,
        rules::{self, Haste, Offset, QuietHours, QuietRules},
        state::Channel,
        store,
    },
    outbox::{self, Event},
    scope::Role,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

/// Stores the programme's plan for one event, as a programme file gives it. The same again changes nothing.
///
/// # Returns
/// Whether anything changed.
pub(crate) async fn store_plan_in(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    event: Event,
    (offsets, channels, audience): (&[Offset], &[Channel], Option<Role>),
) -> Result<bool, OperationError> {
    let offsets: Vec<String> = offsets.iter().map(ToString::to_string).collect();
    let channels: Vec<&str> = channels.iter().map(|channel| channel.code()).collect();
    let wanted = plans::Model {
        programme_id: programme,
        event,
        offsets: offsets.join(" "),
        channels: channels.join(" "),
        audience: audience.map(|role| role.code().to_owned()),
    };
    let found = store::plan(txn, programme, event).await?;
    let (offsets, channels) = (wanted.offsets.clone(), wanted.channels.clone());
    if !store::put_plan(txn, found, wanted).await?.has_changed() {
        return Ok(false);
    }
    let entry = audit::Entry::new("notifications.store-plan", "programme", programme)
        .programme(programme)
        .after(json!({"event": event, "offsets": offsets, "channels": channels}));
    audit::operations::record_in(app, txn, &Actor::system(), entry).await?;
    Ok(true)
}

/// Plans the reminders of an open occurrence by its programme's plan (rules 70 and 71). Run again, it plans nothing twice.
///
/// # Returns
/// How many reminders were planned now.
pub async fn plan_reminders(app: &App, id: OccurrenceId) -> Result<u64, OperationError> {
    let Some(occurrence) = outbox::operations::occurrence(app, id)
        .await?
        .filter(|found| found.is_open)
    else {
        return Ok(0);
    };
    let Some(plan) = store::plan(app.db(), occurrence.programme, occurrence.event).await? else {
        return Ok(0);
    };
    let offsets = offsets(&plan)?;
    let calendar = calendar::operations::working_calendar(app, occurrence.programme).await?;
    let is_rest_day = move |day| !calendar.is_working_day(day);
    let quiet = quiet(&is_rest_day);
    let of = rules::Occurrence {
        starts_at: occurrence.occurs_at,
        zone: PROGRAMME_ZONE,
        created_at: occurrence.created_at,
    };
    let moments: Vec<_> = rules::plan(&of, &offsets, &quiet)
        .into_iter()
        .map(|planned| planned.send_at)
        .collect();
    app.write(|txn| {
        let (moments, occurrence) = (&moments, &occurrence);
        async move {
            let txn = &*txn;
            let planned =
                outbox::operations::plan_reminders_in(app, txn, occurrence, moments).await?;
            if planned > 0 {
                let entry = audit::Entry::new("notifications.plan-reminders", "occurrence", id)
                    .programme(occurrence.programme)
                    .after(json!({"send_at": moments}));
                audit::operations::record_in(app, txn, &Actor::system(), entry).await?;
            }
            Ok(planned)
        }
    })
    .await
}

/// When a letter that is no reminder and that nobody asked for leaves: not in quiet time (rule 71).
pub(super) async fn leaves_at(
    app: &App,
    programme: ProgrammeId,
) -> Result<DateTime<Utc>, OperationError> {
    let calendar = calendar::operations::working_calendar(app, programme).await?;
    let is_rest_day = move |day| !calendar.is_working_day(day);
    let quiet = quiet(&is_rest_day);
    Ok(rules::letter_send_at(app.now(), Haste::Ordinary, &quiet))
}

/// In residence the recipient lives by the programme's zone and calendar. Ramadan's days are not declared yet.
fn quiet(is_rest_day: &(dyn Fn(NaiveDate) -> bool + Send + Sync)) -> QuietRules<'_> {
    QuietRules {
        zone: PROGRAMME_ZONE,
        is_rest_day,
        hours: QuietHours::default(),
        ramadan: &[],
    }
}

fn offsets(plan: &plans::Model) -> Result<Vec<Offset>, OperationError> {
    let read = plan.offsets.split_whitespace().map(Offset::parse);
    read.collect::<Result<_, _>>()
        .map_err(|fault| OperationError::Unexpected(fault.to_string()))
}

/// The channels by which the programme's plan tells of the event; none without a plan.
pub(super) async fn channels(
    app: &App,
    programme: ProgrammeId,
    event: Event,
) -> Result<Vec<Channel>, OperationError> {
    let plan = store::plan(app.db(), programme, event).await?;
    let codes = plan.map(|plan| plan.channels).unwrap_or_default();
    Ok(codes
        .split_whitespace()
        .filter_map(Channel::from_code)
        .collect())
}
