//! Countries, government entities and days off: what forms and calendars need.

use super::{
    Tag,
    answer::Problem,
    caller::Caller,
    paging::{Asked, Cursor, Limit, Page},
    text::Text,
};
use chrono::NaiveDate;
use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Query, payload::Json};
use uuid::Uuid;
use zamala_domain::{
    App,
    calendar::{HolidayFacts, operations as calendar},
    countries::{CountryFacts, OrganisationFacts, operations as countries},
    curriculum::operations as curriculum,
    id::ProgrammeId,
};

/// A country of the programme.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub code: String,
    pub name: Text,
    /// `host`, `pilot_partner`, `agreement` and so on, as in the programme file.
    pub partnership: String,
    pub note: Option<String>,
}

/// A government entity.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct Organisation {
    pub id: Uuid,
    pub code: String,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    pub title: Text,
}

/// A day off, as declared.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct Holiday {
    pub programme_id: Uuid,
    pub on: NaiveDate,
    pub title: Text,
    /// A provisional holiday awaits its announcement.
    pub is_confirmed: bool,
    /// The circular or file that declares it.
    pub source: String,
}

impl From<CountryFacts> for Country {
    fn from(facts: CountryFacts) -> Self {
        let CountryFacts {
            code,
            name,
            partnership,
            note,
        } = facts;
        Self {
            code: code.to_string(),
            name: name.into(),
            partnership,
            note,
        }
    }
}

impl From<OrganisationFacts> for Organisation {
    fn from(facts: OrganisationFacts) -> Self {
        let OrganisationFacts {
            id,
            code,
            country,
            title,
        } = facts;
        Self {
            id: id.0,
            code,
            country: country.to_string(),
            title: title.into(),
        }
    }
}

fn holiday((programme, facts): (ProgrammeId, HolidayFacts)) -> Holiday {
    let HolidayFacts {
        on,
        title,
        is_confirmed,
        source,
    } = facts;
    Holiday {
        programme_id: programme.0,
        on,
        title: title.into(),
        is_confirmed,
        source,
    }
}

pub struct CountriesApi;

#[OpenApi(tag = "Tag::Countries")]
impl CountriesApi {
    /// The countries
    ///
    /// In the order of their codes.
    #[oai(path = "/v1/countries", method = "get", operation_id = "listCountries")]
    async fn countries(
        &self,
        app: Data<&App>,
        _caller: Caller,
        /// How many countries.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<Country>>, Problem> {
        let asked = Asked::new("countries", limit.0, &cursor.0)?;
        let rows = countries::all(&app).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.code.to_string(),
            Country::from,
        )?))
    }

    /// The government entities
    ///
    /// In the order of their codes.
    #[oai(
        path = "/v1/organisations",
        method = "get",
        operation_id = "listOrganisations"
    )]
    async fn organisations(
        &self,
        app: Data<&App>,
        _caller: Caller,
        /// How many entities.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<Organisation>>, Problem> {
        let asked = Asked::new("organisations", limit.0, &cursor.0)?;
        let rows = countries::organisations(&app).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.id.to_string(),
            Organisation::from,
        )?))
    }

    /// The days off
    ///
    /// Of every programme, each in order. A provisional one awaits its announcement (rule 8).
    #[oai(path = "/v1/holidays", method = "get", operation_id = "listHolidays")]
    async fn holidays(
        &self,
        app: Data<&App>,
        _caller: Caller,
        /// How many days.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<Holiday>>, Problem> {
        let asked = Asked::new("holidays", limit.0, &cursor.0)?;
        let mut rows = Vec::new();
        for programme in curriculum::programmes(&app).await? {
            let days = calendar::holidays(&app, programme.id).await?;
            rows.extend(days.into_iter().map(|day| (programme.id, day)));
        }
        let key =
            |(programme, day): &(ProgrammeId, HolidayFacts)| format!("{programme}/{}", day.on);
        Ok(Json(asked.page_of_all(rows, key, holiday)?))
    }
}
