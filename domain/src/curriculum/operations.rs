//! The curriculum, for readers and for the importer.

use super::{
    entity::{learning_outcomes, micro_credentials, programmes, units},
    store,
};
use crate::{
    actor::Actor,
    app::{App, Txn},
    bilingual::Bilingual,
    error::OperationError,
    id::{MicroCredentialId, OrganisationId, ProgrammeId},
};

/// A programme: the tenant of everything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeFacts {
    pub id: ProgrammeId,
    pub code: String,
    pub title: Bilingual,
    pub kind: String,
    /// Attendance that completion asks for, whole percent.
    pub attendance_percent_min: i32,
    pub zone: String,
    /// The awarding body.
    pub owner: OrganisationId,
    pub is_sample: bool,
}

/// A programme as its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeDraft {
    pub code: String,
    pub kind: String,
    pub state: String,
    pub owner: OrganisationId,
    pub title: Bilingual,
    pub audience: Bilingual,
    pub location: Option<Bilingual>,
    pub duration_weeks: Option<i32>,
    pub attendance_percent_min: i32,
    pub zone: String,
    pub is_sample: bool,
}

/// A micro-credential: what it is and how much effort it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MicroCredentialFacts {
    pub id: MicroCredentialId,
    pub programme: ProgrammeId,
    pub code: String,
    pub edition: String,
    pub title: Bilingual,
    pub is_core: bool,
    pub effort_minutes: i32,
    pub contact_minutes: i32,
    pub lab_minutes: i32,
    pub self_study_minutes: i32,
    pub participation: String,
    pub quality_assurance: Bilingual,
    /// Framework and level, for example `EQF` and 5.
    pub level_framework: String,
    pub level_value: i32,
    /// Whether the level is `proposed` or `confirmed`.
    pub level_status: String,
}

/// A unit (lesson).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFacts {
    pub code: String,
    pub title: Bilingual,
}

/// A micro-credential with what is inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MicroCredentialContent {
    pub facts: MicroCredentialFacts,
    pub outcomes: Vec<Bilingual>,
    pub units: Vec<UnitFacts>,
}

/// A micro-credential as its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MicroCredentialDraft {
    pub code: String,
    pub edition: String,
    pub title: Bilingual,
    pub is_core: bool,
    /// Place in the curriculum, from 1.
    pub ordinal: i32,
    pub contact_minutes: i32,
    pub lab_minutes: i32,
    pub self_study_minutes: i32,
    pub participation: String,
    pub quality_assurance: Bilingual,
    pub level_framework: String,
    pub level_value: i32,
    pub level_status: String,
    pub osi_areas: Vec<String>,
    pub outcomes: Vec<Bilingual>,
    pub units: Vec<UnitFacts>,
}

fn programme_facts(row: programmes::Model) -> ProgrammeFacts {
    let programmes::Model {
        id,
        code,
        title_ar,
        title_en,
        kind,
        attendance_percent_min,
        zone,
        owner_id,
        is_sample,
        ..
    } = row;
    let title = Bilingual {
        ar: title_ar,
        en: title_en,
    };
    ProgrammeFacts {
        id,
        code,
        title,
        kind,
        attendance_percent_min,
        zone,
        owner: owner_id,
        is_sample,
    }
}

fn facts(row: micro_credentials::Model) -> MicroCredentialFacts {
    MicroCredentialFacts {
        id: row.id,
        programme: row.programme_id,
        code: row.code,
        edition: row.edition,
        title: Bilingual {
            ar: row.title_ar,
            en: row.title_en,
        },
        is_core: row.is_core,
        effort_minutes: row.effort_minutes,
        contact_minutes: row.contact_minutes,
        lab_minutes: row.lab_minutes,
        self_study_minutes: row.self_study_minutes,
        participation: row.participation,
        quality_assurance: Bilingual {
            ar: row.quality_assurance_ar,
            en: row.quality_assurance_en,
        },
        level_framework: row.level_framework,
        level_value: row.level_value,
        level_status: row.level_status,
    }
}

/// Every programme. Titles and kinds only: no secret to whoever is signed in.
pub async fn programmes(app: &App) -> Result<Vec<ProgrammeFacts>, OperationError> {
    Ok(store::programmes(app.db())
        .await?
        .into_iter()
        .map(programme_facts)
        .collect())
}

pub async fn programme(app: &App, id: ProgrammeId) -> Result<ProgrammeFacts, OperationError> {
    store::programme(app.db(), id)
        .await?
        .map(programme_facts)
        .ok_or(OperationError::NotFound)
}

/// The micro-credentials of every programme in the order of the curriculum; whoever is signed in may read what is taught.
pub async fn micro_credentials(
    app: &App,
    _actor: &Actor,
) -> Result<Vec<MicroCredentialFacts>, OperationError> {
    let programmes: Vec<ProgrammeId> = store::programmes(app.db())
        .await?
        .iter()
        .map(|row| row.id)
        .collect();
    Ok(store::of_programmes(app.db(), &programmes)
        .await?
        .into_iter()
        .map(facts)
        .collect())
}

/// One micro-credential with outcomes and units.
pub async fn content(
    app: &App,
    _actor: &Actor,
    id: MicroCredentialId,
) -> Result<MicroCredentialContent, OperationError> {
    content_of(app, id).await
}

/// The same for other contexts.
pub(crate) async fn content_of(
    app: &App,
    id: MicroCredentialId,
) -> Result<MicroCredentialContent, OperationError> {
    let row = store::by_ids(app.db(), &[id])
        .await?
        .pop()
        .ok_or(OperationError::NotFound)?;
    let outcomes = store::outcomes(app.db(), id).await?;
    let units = store::units(app.db(), id).await?;
    let unit = |row: units::Model| UnitFacts {
        code: row.code,
        title: Bilingual {
            ar: row.title_ar,
            en: row.title_en,
        },
    };
    Ok(MicroCredentialContent {
        facts: facts(row),
        outcomes: outcomes
            .into_iter()
            .map(|row| Bilingual {
                ar: row.text_ar,
                en: row.text_en,
            })
            .collect(),
        units: units.into_iter().map(unit).collect(),
    })
}

/// The named micro-credentials, in the order of the curriculum; for other contexts.
pub(crate) async fn facts_of(
    app: &App,
    ids: &[MicroCredentialId],
) -> Result<Vec<MicroCredentialFacts>, OperationError> {
    Ok(store::by_ids(app.db(), ids)
        .await?
        .into_iter()
        .map(facts)
        .collect())
}

/// Writes a programme as its file says; found by code.
pub(crate) async fn put_programme_in(
    app: &App,
    txn: &Txn,
    draft: &ProgrammeDraft,
) -> Result<(ProgrammeId, bool), OperationError> {
    let found = store::programme_by_code(txn, &draft.code).await?;
    let id = found.as_ref().map_or_else(|| app.new_id(), |row| row.id);
    let ProgrammeDraft {
        code,
        kind,
        state,
        owner,
        title,
        audience,
        location,
        ..
    } = draft.clone();
    let (location_ar, location_en) = location.map(|text| (text.ar, text.en)).unzip();
    let mut wanted = programmes::Model {
        id,
        code,
        kind,
        state,
        owner_id: owner,
        title_ar: title.ar,
        title_en: title.en,
        audience_ar: audience.ar,
        audience_en: audience.en,
        location_ar,
        location_en,
        duration_weeks: draft.duration_weeks,
        attendance_percent_min: draft.attendance_percent_min,
        zone: draft.zone.clone(),
        is_sample: draft.is_sample,
        version: found.as_ref().map_or(1, |row| row.version),
    };
    wanted.version += i64::from(found.as_ref().is_some_and(|found| *found != wanted));
    Ok((
        id,
        store::put_programme(txn, found, wanted)
            .await?
            .has_changed(),
    ))
}

/// Writes a micro-credential with outcomes and units as its file says; found by code and edition.
pub(crate) async fn put_micro_credential_in(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    draft: &MicroCredentialDraft,
) -> Result<(MicroCredentialId, bool), OperationError> {
    let found = store::by_code(txn, programme, &draft.code, &draft.edition).await?;
    let id = found.as_ref().map_or_else(|| app.new_id(), |row| row.id);
    let mut wanted = row(id, programme, draft);
    if let Some(found) = &found {
        wanted.version = found.version;
        wanted.title_ar_revision =
            found.title_ar_revision + i32::from(found.title_ar != wanted.title_ar);
        wanted.title_en_revision =
            found.title_en_revision + i32::from(found.title_en != wanted.title_en);
        wanted.version += i64::from(*found != wanted);
    }
    let mut has_changed = store::put_micro_credential(txn, found, wanted)
        .await?
        .has_changed();
    for (ordinal, text) in (1..).zip(&draft.outcomes) {
        let Bilingual {
            ar: text_ar,
            en: text_en,
        } = text.clone();
        let wanted = learning_outcomes::Model {
            micro_credential_id: id,
            ordinal,
            text_ar,
            text_en,
        };
        has_changed |= store::put_outcome(txn, wanted).await?.has_changed();
    }
    for (ordinal, unit) in (1..).zip(&draft.units) {
        has_changed |= put_unit_in(app, txn, id, ordinal, unit).await?;
    }
    Ok((id, has_changed))
}

async fn put_unit_in(
    app: &App,
    txn: &Txn,
    micro_credential: MicroCredentialId,
    ordinal: i32,
    unit: &UnitFacts,
) -> Result<bool, OperationError> {
    let found = store::unit_by_code(txn, micro_credential, &unit.code).await?;
    let revised =
        |old: Option<(i32, &str)>, new: &str| old.map_or(1, |(n, text)| n + i32::from(text != new));
    let wanted = units::Model {
        id: found.as_ref().map_or_else(|| app.new_id(), |row| row.id),
        micro_credential_id: micro_credential,
        code: unit.code.clone(),
        ordinal,
        title_ar: unit.title.ar.clone(),
        title_en: unit.title.en.clone(),
        title_ar_revision: revised(
            found
                .as_ref()
                .map(|r| (r.title_ar_revision, r.title_ar.as_str())),
            &unit.title.ar,
        ),
        title_en_revision: revised(
            found
                .as_ref()
                .map(|r| (r.title_en_revision, r.title_en.as_str())),
            &unit.title.en,
        ),
    };
    Ok(store::put_unit(txn, found, wanted).await?.has_changed())
}

fn row(
    id: MicroCredentialId,
    programme: ProgrammeId,
    draft: &MicroCredentialDraft,
) -> micro_credentials::Model {
    let MicroCredentialDraft {
        contact_minutes,
        lab_minutes,
        self_study_minutes,
        ..
    } = *draft;
    let draft = draft.clone();
    micro_credentials::Model {
        id,
        programme_id: programme,
        code: draft.code,
        edition: draft.edition,
        title_ar: draft.title.ar,
        title_en: draft.title.en,
        title_ar_revision: 1,
        title_en_revision: 1,
        is_core: draft.is_core,
        ordinal: draft.ordinal,
        effort_minutes: contact_minutes + lab_minutes + self_study_minutes,
        contact_minutes,
        lab_minutes,
        self_study_minutes,
        participation: draft.participation,
        quality_assurance_ar: draft.quality_assurance.ar,
        quality_assurance_en: draft.quality_assurance.en,
        level_framework: draft.level_framework,
        level_value: draft.level_value,
        level_status: draft.level_status,
        osi_areas: draft.osi_areas.join(" "),
        version: 1,
    }
}
