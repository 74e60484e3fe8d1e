//! Countries and organisations, for lists and for the importer.

use super::{
    entity::{countries, organisations},
    store,
};
use crate::{
    app::{App, Txn},
    bilingual::Bilingual,
    error::OperationError,
    id::OrganisationId,
    scope::CountryCode,
};

/// A country of the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryFacts {
    pub code: CountryCode,
    pub name: Bilingual,
    /// `host`, `pilot_partner`, `agreement` and so on, as in the programme file.
    pub partnership: String,
    pub note: Option<String>,
}

/// A government entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationFacts {
    pub id: OrganisationId,
    pub code: String,
    pub country: CountryCode,
    pub title: Bilingual,
}

/// Every country, in the order of codes. No secret: whoever is signed in may read it.
pub async fn all(app: &App) -> Result<Vec<CountryFacts>, OperationError> {
    let rows = store::all(app.db()).await?;
    Ok(rows
        .into_iter()
        .map(|row| CountryFacts {
            code: row.code,
            name: Bilingual {
                ar: row.name_ar,
                en: row.name_en,
            },
            partnership: row.partnership,
            note: row.note,
        })
        .collect())
}

/// Every government entity, in the order of codes.
pub async fn organisations(app: &App) -> Result<Vec<OrganisationFacts>, OperationError> {
    let rows = store::organisations(app.db()).await?;
    Ok(rows
        .into_iter()
        .map(|row| OrganisationFacts {
            id: row.id,
            code: row.code,
            country: row.country_code,
            title: Bilingual {
                ar: row.title_ar,
                en: row.title_en,
            },
        })
        .collect())
}

/// Writes a country as the file says.
pub(crate) async fn put_in(txn: &Txn, country: &CountryFacts) -> Result<bool, OperationError> {
    let CountryFacts {
        code,
        name,
        partnership,
        note,
    } = country.clone();
    let wanted = countries::Model {
        code,
        name_ar: name.ar,
        name_en: name.en,
        partnership,
        note,
    };
    Ok(store::put_country(txn, wanted).await?.has_changed())
}

/// Writes a government entity as the file says; found by code.
pub(crate) async fn put_organisation_in(
    app: &App,
    txn: &Txn,
    code: &str,
    country: CountryCode,
    title: &Bilingual,
) -> Result<(OrganisationId, bool), OperationError> {
    let found = store::organisation_by_code(txn, code).await?;
    let id = found.as_ref().map_or_else(|| app.new_id(), |row| row.id);
    let Bilingual {
        ar: title_ar,
        en: title_en,
    } = title.clone();
    let wanted = organisations::Model {
        id,
        code: code.to_owned(),
        country_code: country,
        title_ar,
        title_en,
    };
    let put = store::put_organisation(txn, found, wanted).await?;
    Ok((id, put.has_changed()))
}
