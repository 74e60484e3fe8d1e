//! What certificates ask of the reader.

use crate::{
    Visit,
    pages::{
        batches::{self, Row},
        certificates::{CertificateRow, rows_of},
    },
};
use serde::Serialize;
use std::collections::HashMap;
use zamala_domain::agenda::certificates::CertificatesHome;

#[derive(Serialize)]
pub struct View {
    names_href: Option<String>,
    is_officer: bool,
    batches: Vec<Row>,
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
        batches_href: visit.href("/batches"),
        certificates: rows_of(visit, &own.to_decide, Some(&HashMap::new())),
    }
}
