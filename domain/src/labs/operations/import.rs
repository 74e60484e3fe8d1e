//! Writing rooms, labs, sessions and the opening register as a programme file says.

use crate::{
    app::{App, Txn},
    bilingual::Bilingual,
    error::{OperationError, breaks},
    id::{
        CohortId, EquipmentId, LabId, MicroCredentialId, PersonId, ProgrammeId, ResidencyId,
        SessionId, VenueId,
    },
    labs::{
        entity::{
            breaks as session_breaks, equipment, lab_equipment, labs, maintenance,
            opening_attendance, opening_labs, sessions, venues,
        },
        state::{SessionKind, SessionState},
        store,
    },
    period::DateSpan,
};
use chrono::{DateTime, NaiveDate, Utc};

/// A room as its file says.
#[derive(Clone, Debug)]
pub struct VenueDraft {
    pub code: String,
    pub title: Bilingual,
    pub capacity: i32,
    pub has_step_free_access: bool,
    pub has_hearing_loop: bool,
    pub note: Option<Bilingual>,
}

/// Equipment as its file says.
#[derive(Clone, Debug)]
pub struct EquipmentDraft {
    pub code: String,
    pub venue: VenueId,
    pub title: Bilingual,
    pub quantity: i32,
    pub is_loanable: bool,
    pub budget_bhd_each: Option<i32>,
    pub maintenance: Vec<DateSpan>,
}

/// A lab as its file says.
#[derive(Clone, Debug)]
pub struct LabDraft {
    pub code: String,
    pub micro_credential: MicroCredentialId,
    pub title: Bilingual,
    pub venue: VenueId,
    pub duration_minutes: i32,
    /// Equipment and how many each seat needs.
    pub equipment: Vec<(EquipmentId, i32)>,
}

/// A session as its file says.
#[derive(Clone, Debug)]
pub struct SessionDraft {
    pub programme: ProgrammeId,
    pub cohort: CohortId,
    pub code: String,
    pub kind: SessionKind,
    pub lab: Option<LabId>,
    pub micro_credential: Option<MicroCredentialId>,
    pub title: Bilingual,
    pub venue: VenueId,
    pub lead: Option<PersonId>,
    pub held_on: NaiveDate,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub zone: String,
    pub credited_minutes: i32,
    pub is_mandatory: bool,
    pub needs_access_permit: bool,
    pub has_transport: bool,
    pub seats: Option<i32>,
    /// Kind, beginning and end of each break.
    pub breaks: Vec<(String, DateTime<Utc>, DateTime<Utc>)>,
}

pub(crate) async fn put_venue_in(
    app: &App,
    txn: &Txn,
    draft: &VenueDraft,
) -> Result<(VenueId, bool), OperationError> {
    let found = store::venues(txn)
        .await?
        .into_iter()
        .find(|row| row.code == draft.code);
    let id = found.as_ref().map_or_else(|| app.new_id(), |row| row.id);
    let VenueDraft {
        code,
        title,
        capacity,
        has_step_free_access,
        has_hearing_loop,
        note,
    } = draft.clone();
    let (note_ar, note_en) = note.map(|note| (note.ar, note.en)).unzip();
    let wanted = venues::Model {
        id,
        code,
        title_ar: title.ar,
        title_en: title.en,
        capacity,
        has_step_free_access,
        has_hearing_loop,
        note_ar,
        note_en,
    };
    Ok((
        id,
        store::put_venue(txn, found, wanted).await?.has_changed(),
    ))
}

pub(crate) async fn put_equipment_in(
    app: &App,
    txn: &Txn,
    draft: &EquipmentDraft,
) -> Result<(EquipmentId, bool), OperationError> {
    let found = store::equipment(txn)
        .await?
        .into_iter()
        .find(|row| row.code == draft.code);
    let id = found.as_ref().map_or_else(|| app.new_id(), |row| row.id);
    let EquipmentDraft {
        code,
        venue,
        title,
        quantity,
        is_loanable,
        budget_bhd_each,
        maintenance,
    } = draft.clone();
    let Bilingual {
        ar: title_ar,
        en: title_en,
    } = title;
    let wanted = equipment::Model {
        id,
        code,
        venue_id: venue,
        title_ar,
        title_en,
        quantity,
        is_loanable,
        budget_bhd_each,
    };
    let mut has_changed = store::put_equipment(txn, found, wanted)
        .await?
        .has_changed();
    for span in maintenance {
        let wanted = maintenance::Model {
            equipment_id: id,
            from_on: span.from,
            to_on: span.to,
        };
        has_changed |= store::put_maintenance(txn, wanted).await?.has_changed();
    }
    Ok((id, has_changed))
}

pub(crate) async fn put_lab_in(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    draft: &LabDraft,
) -> Result<(LabId, bool), OperationError> {
    let found = store::lab_by_code(txn, programme, &draft.code).await?;
    let id = found.as_ref().map_or_else(|| app.new_id(), |row| row.id);
    let LabDraft {
        code,
        micro_credential,
        title,
        venue,
        duration_minutes,
        equipment,
    } = draft.clone();
    let wanted = labs::Model {
        id,
        programme_id: programme,
        code,
        micro_credential_id: micro_credential,
        title_ar: title.ar,
        title_en: title.en,
        venue_id: venue,
        duration_minutes,
    };
    let mut has_changed = store::put_lab(txn, found, wanted).await?.has_changed();
    for (equipment_id, quantity_per_seat) in equipment {
        let wanted = lab_equipment::Model {
            lab_id: id,
            equipment_id,
            quantity_per_seat,
        };
        has_changed |= store::put_lab_equipment(txn, wanted).await?.has_changed();
    }
    Ok((id, has_changed))
}

/// Writes a session; what has happened to it since (seats, attendance) stays.
///
/// # Errors
/// `venue-or-lead-taken` when the database finds another session in the room, or of the lead, at that time.
pub(crate) async fn put_session_in(
    app: &App,
    txn: &Txn,
    draft: &SessionDraft,
) -> Result<(SessionId, bool), OperationError> {
    let found = store::session_by_code(txn, draft.programme, &draft.code).await?;
    let mut wanted = session_row(app, draft);
    if let Some(found) = &found {
        wanted.id = found.id;
        wanted.state = found.state;
        wanted.seats_taken = found.seats_taken;
        wanted.places_given = found.places_given;
        wanted.attendance_taken_at = found.attendance_taken_at;
        wanted.version = found.version;
        wanted.version += i64::from(*found != wanted);
    }
    let id = wanted.id;
    let put = store::put_session(txn, found, wanted)
        .await
        .map_err(|error| {
            let is_taken = ["sessions_venue_free", "sessions_lead_free"]
                .iter()
                .any(|name| breaks(&error, name));
            if is_taken {
                OperationError::refused("venue-or-lead-taken")
            } else {
                error.into()
            }
        })?;
    let mut has_changed = put.has_changed();
    for (kind, starts_at, ends_at) in &draft.breaks {
        let wanted = session_breaks::Model {
            session_id: id,
            starts_at: *starts_at,
            kind: kind.clone(),
            ends_at: *ends_at,
        };
        has_changed |= store::put_break(txn, wanted).await?.has_changed();
    }
    Ok((id, has_changed))
}

fn session_row(app: &App, draft: &SessionDraft) -> sessions::Model {
    let draft = draft.clone();
    sessions::Model {
        id: app.new_id(),
        programme_id: draft.programme,
        cohort_id: draft.cohort,
        code: draft.code,
        kind: draft.kind,
        state: SessionState::Scheduled,
        lab_id: draft.lab,
        micro_credential_id: draft.micro_credential,
        title_ar: draft.title.ar,
        title_en: draft.title.en,
        venue_id: draft.venue,
        lead_id: draft.lead,
        held_on: draft.held_on,
        starts_at: draft.starts_at,
        ends_at: draft.ends_at,
        zone: draft.zone,
        credited_minutes: draft.credited_minutes,
        is_mandatory: draft.is_mandatory,
        needs_access_permit: draft.needs_access_permit,
        has_transport: draft.has_transport,
        seats: draft.seats,
        seats_taken: 0,
        places_given: 0,
        attendance_taken_at: None,
        version: 1,
    }
}

/// Takes over a fellow's attendance from the register kept before, with the labs that it counts as attended.
pub(crate) async fn put_opening_in(
    txn: &Txn,
    residency: ResidencyId,
    as_of_on: NaiveDate,
    percent: i32,
    planned_minutes: i32,
    labs: &[LabId],
) -> Result<bool, OperationError> {
    let wanted = opening_attendance::Model {
        residency_id: residency,
        as_of_on,
        percent,
        planned_minutes,
    };
    let mut has_changed = store::put_opening(txn, wanted).await?.has_changed();
    for lab in labs {
        let wanted = opening_labs::Model {
            residency_id: residency,
            lab_id: *lab,
        };
        has_changed |= store::put_opening_lab(txn, wanted).await?.has_changed();
    }
    Ok(has_changed)
}
