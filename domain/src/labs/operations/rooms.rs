//! Rooms and equipment, and what takes place in them.

use super::sessions::{SessionFacts, VenueFacts, between, venue_facts};
use crate::{
    actor::Actor,
    app::App,
    bilingual::Bilingual,
    error::OperationError,
    id::{LabId, MicroCredentialId, VenueId},
    labs::{policy, store},
    period::DateSpan,
};
use chrono::NaiveDate;

/// Equipment of a room, with the days on which it is being maintained.
#[derive(Clone, Debug, PartialEq)]
pub struct EquipmentFacts {
    pub code: String,
    pub title: Bilingual,
    pub quantity: i32,
    pub is_loanable: bool,
    pub maintenance: Vec<DateSpan>,
}

/// A room with its equipment and its sessions on the days asked for.
#[derive(Clone, Debug)]
pub struct Room {
    pub venue: VenueFacts,
    pub equipment: Vec<EquipmentFacts>,
    pub sessions: Vec<SessionFacts>,
}

/// Every room, with the sessions that the actor may see from one day to another.
pub async fn rooms(
    app: &App,
    actor: &Actor,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Room>, OperationError> {
    policy::may_see_rooms(actor)?;
    let sessions = between(app, actor, None, from, to).await?;
    let equipment = store::equipment(app.db()).await?;
    let maintenance = store::maintenance_between(app.db(), from, to).await?;
    let venues = store::venues(app.db()).await?;
    let of_venue = |venue: VenueId| {
        let own = equipment.iter().filter(|row| row.venue_id == venue);
        let facts = own.map(|row| EquipmentFacts {
            code: row.code.clone(),
            title: Bilingual::new(&row.title_ar, &row.title_en),
            quantity: row.quantity,
            is_loanable: row.is_loanable,
            maintenance: maintenance
                .iter()
                .filter(|own| own.equipment_id == row.id)
                .map(|own| DateSpan {
                    from: own.from_on,
                    to: own.to_on,
                })
                .collect(),
        });
        facts.collect::<Vec<_>>()
    };
    Ok(venues
        .into_iter()
        .map(|venue| Room {
            equipment: of_venue(venue.id),
            sessions: sessions
                .iter()
                .filter(|session| session.venue.id == venue.id)
                .cloned()
                .collect(),
            venue: venue_facts(venue),
        })
        .collect())
}

/// A lab's definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabFacts {
    pub id: LabId,
    pub code: String,
    pub micro_credential: MicroCredentialId,
    pub title: Bilingual,
    pub duration_minutes: i32,
}

/// The labs of these micro-credentials; what is taught is no secret.
pub async fn labs_of(
    app: &App,
    micro_credentials: &[MicroCredentialId],
) -> Result<Vec<LabFacts>, OperationError> {
    let rows = store::labs_of(app.db(), micro_credentials).await?;
    Ok(rows
        .into_iter()
        .map(|row| LabFacts {
            id: row.id,
            code: row.code,
            micro_credential: row.micro_credential_id,
            title: Bilingual::new(row.title_ar, row.title_en),
            duration_minutes: row.duration_minutes,
        })
        .collect())
}
