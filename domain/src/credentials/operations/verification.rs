//! What whoever holds a verification address is told: name, award, dates, status, and nothing else.

use super::{issue::frozen, register::what_is_known};
use crate::{
    access_code,
    app::App,
    bilingual::Bilingual,
    credentials::{
        rules::{NamesOnCertificate, Standing, standing},
        state::CertificateState,
        store,
    },
    error::OperationError,
    id::CertificateId,
    scope::Visibility,
};
use chrono::NaiveDate;

/// A certificate as the public sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub names: NamesOnCertificate,
    pub award: Bilingual,
    pub code: String,
    pub programme: Bilingual,
    pub issuer: Bilingual,
    pub serial: String,
    pub public_code: String,
    pub awarded_on: NaiveDate,
    pub expires_on: Option<NaiveDate>,
    pub standing: Standing,
    pub is_sample: bool,
}

/// Looks a code up. Unknown, mistyped, not yet issued and void are one answer, and take the same queries.
pub async fn verify(app: &App, typed: &str) -> Result<Option<Verified>, OperationError> {
    // What is no code is looked up too: the time of the answer does not tell how far it was right.
    let code = access_code::canonical(typed).unwrap_or_default();
    let row = store::by_public_code(app.db(), &code).await?;
    let id = row
        .as_ref()
        .map_or(CertificateId(uuid::Uuid::nil()), |row| row.id);
    let revocations = store::revocations_of(app.db(), &[id]).await?;
    let newer = row.as_ref().and_then(|row| row.superseded_by).unwrap_or(id);
    let everything = Visibility {
        everything: true,
        ..Visibility::default()
    };
    let newer = store::certificate(app.db(), &everything, newer).await?;
    let Some(row) = row.filter(|row| row.state == CertificateState::Issued) else {
        return Ok(None);
    };
    let frozen = frozen(&row)?;
    let mut known = what_is_known(&row, &revocations.iter().collect::<Vec<_>>());
    if known.superseded_by.is_some() {
        known.superseded_by = newer.map(|newer| newer.public_code);
    }
    Ok(Some(Verified {
        names: frozen.names,
        award: frozen.module.title,
        code: frozen.module.code,
        programme: frozen.programme,
        issuer: frozen.issuer,
        serial: frozen.serial,
        public_code: frozen.public_code,
        awarded_on: row.awarded_on,
        expires_on: row.expires_on,
        standing: standing(known, app.today()),
        is_sample: frozen.is_sample,
    }))
}
