//! What the coordinator must mend before the day comes.

use super::sessions::{SessionFacts, between};
use crate::{
    actor::Actor,
    app::App,
    calendar,
    error::OperationError,
    id::{EquipmentId, LabId, ProgrammeId},
    labs::{
        policy,
        rules::{ClashKind, Need, Planned, clashes_of},
        store,
    },
};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// A session that does not fit, and why.
#[derive(Clone, Debug)]
pub struct Clash {
    pub session: SessionFacts,
    pub kinds: Vec<ClashKind>,
}

/// The clashes of the sessions that the actor may see, from one day to another.
pub async fn clashes(
    app: &App,
    actor: &Actor,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Clash>, OperationError> {
    policy::may_see_rooms(actor)?;
    let sessions = between(app, actor, None, from, to).await?;
    let programmes: HashSet<ProgrammeId> =
        sessions.iter().map(|session| session.programme).collect();
    let mut calendars = HashMap::new();
    for programme in programmes {
        calendars.insert(
            programme,
            calendar::operations::working_calendar(app, programme).await?,
        );
    }
    let needs = needs(app, from, to).await?;
    let clash = |session: SessionFacts| {
        let planned = Planned {
            held_on: session.held_on,
            seats: session.seats,
            room_capacity: session.venue.capacity,
            needs: session
                .lab
                .and_then(|lab| needs.get(&lab).cloned())
                .unwrap_or_default(),
        };
        let kinds = clashes_of(&planned, calendars.get(&session.programme)?);
        (!kinds.is_empty()).then_some(Clash { session, kinds })
    };
    Ok(sessions.into_iter().filter_map(clash).collect())
}

async fn needs(
    app: &App,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<HashMap<LabId, Vec<Need>>, OperationError> {
    let mut maintenance: HashMap<EquipmentId, Vec<(NaiveDate, NaiveDate)>> = HashMap::new();
    for row in store::maintenance_between(app.db(), from, to).await? {
        maintenance
            .entry(row.equipment_id)
            .or_default()
            .push((row.from_on, row.to_on));
    }
    let equipment = store::equipment(app.db())
        .await?
        .into_iter()
        .map(|row| (row.id, row.quantity));
    let quantities: HashMap<EquipmentId, i32> = equipment.collect();
    let mut needs: HashMap<LabId, Vec<Need>> = HashMap::new();
    for row in store::lab_equipment(app.db()).await? {
        needs.entry(row.lab_id).or_default().push(Need {
            per_seat: row.quantity_per_seat,
            quantity: quantities.get(&row.equipment_id).copied().unwrap_or(0),
            maintenance: maintenance
                .get(&row.equipment_id)
                .cloned()
                .unwrap_or_default(),
        });
    }
    Ok(needs)
}
