//! What everybody sees of a forum.

use crate::{
    app::{App, PROGRAMME_ZONE},
    bilingual::Bilingual,
    countries::operations as countries,
    error::OperationError,
    forum::{
        entity::{forums, pools},
        rules,
        state::PlaceKind,
        store,
    },
    id::{ForumId, ForumPoolId, ProgrammeId},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::ConnectionTrait;

/// A forum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forum {
    pub id: ForumId,
    pub programme: ProgrammeId,
    pub code: String,
    pub title: Bilingual,
    pub host: Option<Bilingual>,
    /// In order.
    pub days: Vec<NaiveDate>,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    pub zone: Tz,
    /// Whether one may register now.
    pub is_open: bool,
    pub sessions: Vec<ForumSession>,
    pub ticket_types: Vec<TicketType>,
    pub pools: Vec<Pool>,
    pub is_sample: bool,
}

/// A session of a forum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForumSession {
    pub code: String,
    pub title: Bilingual,
    /// Places for those who show something.
    pub slots: Option<i32>,
}

/// A kind of ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketType {
    pub code: String,
    pub title: Bilingual,
    pub kind: PlaceKind,
    /// Given by invitation: nobody registers for it alone.
    pub needs_approval: bool,
}

/// Places of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    pub id: ForumPoolId,
    pub kind: PlaceKind,
    pub capacity: i32,
    /// Seats that the next who confirm will get.
    pub free: u64,
}

/// Every forum, the newest first.
pub async fn forums(app: &App) -> Result<Vec<Forum>, OperationError> {
    let mut all = Vec::new();
    for row in store::forums::all(app.db()).await? {
        all.push(whole(app, row).await?);
    }
    Ok(all)
}

/// One forum by its code.
pub async fn forum(app: &App, code: &str) -> Result<Forum, OperationError> {
    let row = store::forums::by_code(app.db(), code).await?;
    whole(app, row.ok_or(OperationError::NotFound)?).await
}

async fn whole(app: &App, row: forums::Model) -> Result<Forum, OperationError> {
    let db = app.db();
    let title = |ar: String, en: String| Bilingual { ar, en };
    let sessions = store::forums::sessions(db, row.id).await?;
    let ticket_types = store::forums::ticket_types(db, row.id).await?;
    let organisations = countries::organisations(app).await?;
    let host = organisations.into_iter().find(|own| own.id == row.host_id);
    let now = app.now();
    let mut pools = Vec::new();
    for pool in store::forums::pools(db, row.id).await? {
        let open = open_seats(app, db, &row, &pool).await?;
        pools.push(Pool {
            id: pool.id,
            kind: pool.kind,
            capacity: pool.capacity,
            free: store::seats::free_count(db, pool.id, open).await?,
        });
    }
    Ok(Forum {
        id: row.id,
        programme: row.programme_id,
        code: row.code,
        title: title(row.title_ar, row.title_en),
        host: host.map(|own| own.title),
        days: store::forums::days(db, row.id).await?,
        is_open: row.opens_at <= now && now < row.closes_at,
        opens_at: row.opens_at,
        closes_at: row.closes_at,
        zone: row.zone.parse().unwrap_or(PROGRAMME_ZONE),
        sessions: sessions
            .into_iter()
            .map(|own| ForumSession {
                code: own.code,
                title: title(own.title_ar, own.title_en),
                slots: own.slots,
            })
            .collect(),
        ticket_types: ticket_types
            .into_iter()
            .map(|own| TicketType {
                code: own.code,
                title: title(own.title_ar, own.title_en),
                kind: own.kind,
                needs_approval: own.needs_approval,
            })
            .collect(),
        pools,
        is_sample: row.is_sample,
    })
}

/// Seats up to this number are open today.
pub(super) async fn open_seats(
    app: &App,
    db: &impl ConnectionTrait,
    forum: &forums::Model,
    pool: &pools::Model,
) -> Result<i32, OperationError> {
    let (today, released_on) = (app.today(), forum.delegation_seats_released_on);
    let kept = match pool.kind {
        PlaceKind::OnSite if today < released_on => {
            store::forums::delegation_seats(db, forum.id).await?
        }
        _ => 0,
    };
    Ok(rules::open_seats(pool.capacity, kept, released_on, today))
}
