//! Rooms, equipment, and what does not fit.

use super::{
    Tag,
    answer::Problem,
    caller::Caller,
    days::span,
    paging::{Asked, Cursor, Limit, Page},
    sessions::{SessionBody, Venue},
    text::Text,
};
use chrono::{Days, NaiveDate};
use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Query, payload::Json};
use zamala_domain::{
    App,
    labs::{
        clashes::{self, Clash},
        rooms::{self, EquipmentFacts, Room},
    },
    period::DateSpan,
};

/// Days that clashes are looked for, unless asked otherwise.
const CLASHES_AHEAD_DAYS: u64 = 60;

/// A room with its equipment and sessions.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Room")]
pub struct RoomBody {
    pub room: Venue,
    pub equipment: Vec<Equipment>,
    pub sessions: Vec<SessionBody>,
}

/// Equipment of a room.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct Equipment {
    pub code: String,
    pub title: Text,
    pub quantity: i32,
    pub is_loanable: bool,
    /// Days on which it is being maintained.
    pub maintenance: Vec<DaysBody>,
}

/// Days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Object)]
#[oai(rename = "DateSpan")]
pub struct DaysBody {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// A session that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Clash")]
pub struct ClashBody {
    pub session: SessionBody,
    /// `day_off`, `provisional_holiday`, `equipment_in_maintenance`, `equipment_short` or `room_too_small`.
    pub kinds: Vec<String>,
}

impl From<DateSpan> for DaysBody {
    fn from(span: DateSpan) -> Self {
        Self {
            from: span.from,
            to: span.to,
        }
    }
}

impl From<EquipmentFacts> for Equipment {
    fn from(facts: EquipmentFacts) -> Self {
        let EquipmentFacts {
            code,
            title,
            quantity,
            is_loanable,
            maintenance,
        } = facts;
        let maintenance = maintenance.into_iter().map(DaysBody::from).collect();
        Self {
            code,
            title: title.into(),
            quantity,
            is_loanable,
            maintenance,
        }
    }
}

impl From<Room> for RoomBody {
    fn from(room: Room) -> Self {
        Self {
            room: room.venue.into(),
            equipment: room.equipment.into_iter().map(Equipment::from).collect(),
            sessions: room.sessions.into_iter().map(SessionBody::from).collect(),
        }
    }
}

impl From<Clash> for ClashBody {
    fn from(clash: Clash) -> Self {
        let kinds = clash
            .kinds
            .into_iter()
            .map(|kind| kind.code().to_owned())
            .collect();
        Self {
            session: clash.session.into(),
            kinds,
        }
    }
}

pub struct RoomsApi;

#[OpenApi(tag = "Tag::Rooms")]
impl RoomsApi {
    /// The rooms
    ///
    /// Every room with its equipment and its sessions from one day to another, both included; by default today's.
    #[oai(path = "/v1/rooms", method = "get", operation_id = "listRooms")]
    async fn rooms(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The first day; today unless given.
        from: Query<Option<NaiveDate>>,
        /// The last day; the first unless given.
        to: Query<Option<NaiveDate>>,
        /// How many rooms.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<RoomBody>>, Problem> {
        let asked = Asked::new("rooms", limit.0, &cursor.0)?;
        let from = from.0.unwrap_or_else(|| app.today());
        let days = span(from, to.0.unwrap_or(from))?;
        let rows = rooms::rooms(&app, &caller.0, days.from, days.to).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.venue.id.to_string(),
            RoomBody::from,
        )?))
    }

    /// The clashes
    ///
    /// Sessions that cannot be held as planned, or may not be, with the reasons; by default of the next 60 days.
    #[oai(path = "/v1/clashes", method = "get", operation_id = "listClashes")]
    async fn clashes(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The first day; today unless given.
        from: Query<Option<NaiveDate>>,
        /// The last day; 60 days after the first unless given.
        to: Query<Option<NaiveDate>>,
        /// How many sessions.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<ClashBody>>, Problem> {
        let asked = Asked::new("clashes", limit.0, &cursor.0)?;
        let from = from.0.unwrap_or_else(|| app.today());
        let last = from
            .checked_add_days(Days::new(CLASHES_AHEAD_DAYS))
            .unwrap_or(from);
        let days = span(from, to.0.unwrap_or(last))?;
        let rows = clashes::clashes(&app, &caller.0, days.from, days.to).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.session.id.to_string(),
            ClashBody::from,
        )?))
    }
}
