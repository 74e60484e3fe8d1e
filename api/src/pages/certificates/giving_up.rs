//! Giving up a number under which no certificate can be made.

use super::{ProposeForm, page};
use crate::{
    Visit,
    form::{Faults, FieldView, Hidden},
    notice::Notice,
    route::PageResult,
};
use serde::{Deserialize, Serialize};
use zamala_domain::{
    credentials::{register::CertificateLine, rules::REASON_GRAPHEMES_MAX, void},
    id::CertificateId,
};

#[derive(Serialize)]
pub struct VoidView {
    hidden: Hidden,
    action: String,
    reason: FieldView,
    length_max: u16,
}

impl VoidView {
    pub fn of(visit: &Visit, line: &CertificateLine, reason: &str, faults: &Faults) -> Self {
        Self {
            hidden: visit.hidden_with(line.version),
            action: visit.href(&format!("/certificates/{}/void", line.id)),
            reason: faults.field("reason", reason),
            length_max: REASON_GRAPHEMES_MAX,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct VoidForm {
    reason: String,
}

/// Gives up a number under which no certificate can be made.
pub async fn void_number(visit: &Visit) -> PageResult {
    let id: CertificateId = visit.param("id")?;
    let form: VoidForm = visit.typed()?;
    let version = visit.form().version()?;
    match void::void(visit.app(), &visit.actor()?, id, &form.reason, version).await {
        Ok(()) => visit.go_to_with(
            &format!("/certificates/{id}"),
            &Notice::success("certificates-is-void"),
        ),
        Err(error) => {
            let faults = Faults::of(error, "reason", visit.words())?;
            let typed = ProposeForm {
                reason: form.reason,
                ..ProposeForm::default()
            };
            page(visit, id, &typed, &faults).await
        }
    }
}
