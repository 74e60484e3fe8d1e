//! What certificates ask of the reader.

use crate::{
    Visit,
    pages::{
        batches::{self, Row},
        certificates::{CertificateRow, rows_of},
        parts::counted,
    },
};
use serde::Serialize;
use std::collections::HashMap;
use zamala_domain::{agenda::certificates::CertificatesHome, credentials::batches::PreparedLine};

/// `batches/rows`.
#[derive(Serialize)]
struct PreparedView {
    batches: Vec<Row>,
}

#[derive(Serialize)]
pub struct View {
    names_href: Option<String>,
    is_officer: bool,
    batches: Vec<Row>,
    /// `None` but for managers with batches that wait.
    prepared: Option<PreparedView>,
    batches_href: String,
    certificates: Vec<CertificateRow>,
}

pub fn view(visit: &Visit, own: &CertificatesHome) -> View {
    let unsealed = own.unsealed.as_deref();
    View {
        names_href: own
            .names_are_waited_for
            .then(|| visit.href("/awards/names")),
        is_officer: unsealed.is_some(),
        batches: unsealed
            .unwrap_or_default()
            .iter()
            .map(|line| batches::row(visit, line))
            .collect(),
        prepared: own
            .prepared
            .as_deref()
            .filter(|own| !own.is_empty())
            .map(|own| PreparedView {
                batches: own.iter().map(|own| prepared_row(visit, own)).collect(),
            }),
        batches_href: visit.href("/batches"),
        certificates: rows_of(visit, &own.to_decide, Some(&HashMap::new())),
    }
}

/// A batch that is not sealed yet: first the names are confirmed, then an officer seals.
fn prepared_row(visit: &Visit, own: &PreparedLine) -> Row {
    let waits_for = match own.names_open_count {
        0 => visit.say("batches-waits-for-officer"),
        open => counted(visit, "batches-waits-for-names", open),
    };
    Row {
        waits_for: Some(waits_for),
        ..batches::row(visit, &own.line)
    }
}
