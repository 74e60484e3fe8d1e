//! Holding a session back, and letting it go.

use super::words::{ButtonForm, NoFields, button_form};
use crate::{
    Visit,
    form::{Faults, FieldView, Hidden},
    notice::Notice,
    route::PageResult,
};
use serde::{Deserialize, Serialize};
use zamala_domain::{
    Bilingual, OperationError,
    holds::REASON_GRAPHEMES_MAX,
    id::SessionId,
    labs::sessions::{self, SessionFacts, SessionView},
};

/// Why a session is held back, as it was typed.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HoldForm {
    reason_ar: String,
    reason_en: String,
}

/// A hold, for everybody who sees the session.
#[derive(Serialize)]
pub struct HoldView {
    reason: String,
    since: String,
}

/// What those who may hold see: the form, or the button that lifts the hold.
#[derive(Serialize)]
pub struct HoldFormView {
    lift: Option<ButtonForm>,
    place: Option<PlaceView>,
}

#[derive(Serialize)]
struct PlaceView {
    hidden: Hidden,
    action: String,
    reason_ar: FieldView,
    reason_en: FieldView,
    length_max: u16,
    is_open: bool,
}

pub fn standing(visit: &Visit, session: &SessionFacts) -> Option<HoldView> {
    session.hold.as_ref().map(|hold| HoldView {
        reason: hold.reason.in_language(visit.language()).to_owned(),
        since: visit.words().date_and_time(hold.placed_at),
    })
}

pub fn form(
    visit: &Visit,
    seen: &SessionView,
    faults: &Faults,
    typed: &HoldForm,
) -> Option<HoldFormView> {
    if !seen.allowed.hold {
        return None;
    }
    let id = seen.session.id;
    if seen.session.hold.is_some() {
        let lift = Some(button_form(visit, &format!("/sessions/{id}/hold/lift")));
        return Some(HoldFormView { lift, place: None });
    }
    let place = PlaceView {
        hidden: visit.hidden(),
        action: visit.href(&format!("/sessions/{id}/hold")),
        reason_ar: faults.field("reason_ar", &typed.reason_ar),
        reason_en: faults.field("reason_en", &typed.reason_en),
        length_max: REASON_GRAPHEMES_MAX,
        is_open: !faults.is_empty(),
    };
    Some(HoldFormView {
        lift: None,
        place: Some(place),
    })
}

/// Holds the session back.
pub async fn place(visit: &Visit) -> PageResult {
    let id: SessionId = visit.param("id")?;
    let typed: HoldForm = visit.typed()?;
    let reason = Bilingual::new(&typed.reason_ar, &typed.reason_en);
    match sessions::place_hold(visit.app(), &visit.actor()?, id, reason).await {
        Ok(_) => visit.go_to_with(
            &format!("/sessions/{id}"),
            &Notice::success("sessions-held"),
        ),
        Err(error @ OperationError::Invalid(_)) => {
            let faults = Faults::of(error, "reason_ar", visit.words())?;
            super::page(visit, id, &faults, &typed).await
        }
        Err(error) => visit.back_to(&format!("/sessions/{id}"), error),
    }
}

/// Lets the session go.
pub async fn lift(visit: &Visit) -> PageResult {
    let id: SessionId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    let path = format!("/sessions/{id}");
    match sessions::lift_hold(visit.app(), &visit.actor()?, id).await {
        Ok(()) => visit.go_to_with(&path, &Notice::success("sessions-hold-lifted")),
        Err(error) => visit.back_to(&path, error),
    }
}
