//! The working calendar of a programme.

use super::{
    entity::{holidays, weekend_rules},
    rules::{Holiday, WeekendRule, WorkingCalendar},
    store,
};
use crate::{
    app::{App, Txn},
    bilingual::Bilingual,
    error::OperationError,
    id::{HolidayId, ProgrammeId},
};
use chrono::{NaiveDate, Weekday};
use sea_orm::ConnectionTrait;

/// A day off, as declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayFacts {
    pub on: NaiveDate,
    pub title: Bilingual,
    /// A provisional holiday awaits its announcement.
    pub is_confirmed: bool,
    /// The circular or file that declares it.
    pub source: String,
}

/// Weekends and holidays of a programme.
pub async fn working_calendar(
    app: &App,
    programme: ProgrammeId,
) -> Result<WorkingCalendar, OperationError> {
    working_calendar_from(app.db(), programme).await
}

pub(crate) async fn working_calendar_from(
    db: &impl ConnectionTrait,
    programme: ProgrammeId,
) -> Result<WorkingCalendar, OperationError> {
    let weekends = store::weekends(db, programme)
        .await?
        .iter()
        .map(weekend_rule)
        .collect();
    let holidays = store::holidays(db, programme).await?;
    let days = holidays.iter().map(|row| Holiday {
        on: row.held_on,
        is_confirmed: row.is_confirmed,
    });
    Ok(WorkingCalendar::new(weekends, days))
}

fn weekend_rule(row: &weekend_rules::Model) -> WeekendRule {
    let days = row
        .days
        .split_whitespace()
        .filter_map(|day| day.parse::<Weekday>().ok())
        .collect();
    WeekendRule {
        days,
        from: row.valid_from_on,
        until: row.valid_until_on,
    }
}

/// The days off of a programme, in order.
pub async fn holidays(
    app: &App,
    programme: ProgrammeId,
) -> Result<Vec<HolidayFacts>, OperationError> {
    let rows = store::holidays(app.db(), programme).await?;
    Ok(rows
        .into_iter()
        .map(|row| HolidayFacts {
            on: row.held_on,
            title: Bilingual {
                ar: row.title_ar,
                en: row.title_en,
            },
            is_confirmed: row.is_confirmed,
            source: row.source,
        })
        .collect())
}

/// Writes which days of the week are free from a date on, as a programme file says.
pub(crate) async fn put_weekend_in(
    txn: &Txn,
    programme: ProgrammeId,
    days: &[Weekday],
    from: NaiveDate,
    source: &str,
) -> Result<bool, OperationError> {
    let found = store::weekend_from(txn, programme, from).await?;
    let days: Vec<String> = days
        .iter()
        .map(|day| day.to_string().to_lowercase())
        .collect();
    let wanted = weekend_rules::Model {
        id: found
            .as_ref()
            .map_or_else(crate::chance::new_uuid, |row| row.id),
        programme_id: programme,
        days: days.join(" "),
        valid_from_on: from,
        valid_until_on: None,
        source: source.to_owned(),
    };
    Ok(store::put_weekend(txn, found, wanted).await?.has_changed())
}

/// Writes a day off, as a programme file says.
pub(crate) async fn put_holiday_in(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    holiday: &HolidayFacts,
) -> Result<bool, OperationError> {
    let found = store::holiday_on(txn, programme, holiday.on).await?;
    let id = found
        .as_ref()
        .map_or_else(|| app.new_id::<HolidayId>(), |row| row.id);
    let HolidayFacts {
        on,
        title,
        is_confirmed,
        source,
    } = holiday.clone();
    let Bilingual {
        ar: title_ar,
        en: title_en,
    } = title;
    let wanted = holidays::Model {
        id,
        programme_id: programme,
        held_on: on,
        title_ar,
        title_en,
        is_confirmed,
        source,
    };
    Ok(store::put_holiday(txn, found, wanted).await?.has_changed())
}
