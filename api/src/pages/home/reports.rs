//! What waits for a manager: reports to sign off, reports to read.

use crate::{
    Visit,
    pages::{
        parts::{Link, Rows, counted, link_to},
        reports::row,
    },
};
use serde::Serialize;
use zamala_domain::reports::{ReportFacts, Waiting};

#[derive(Serialize)]
pub struct View {
    all: Option<Link>,
    to_sign_off_title: String,
    to_sign_off: Option<Rows>,
    unread_title: String,
    unread: Option<Rows>,
}

/// `None` when nothing waits.
pub fn view(visit: &Visit, waiting: &Waiting) -> Option<View> {
    let rows = |all: &[ReportFacts]| Rows::of(all.iter().map(|own| row(visit, own)).collect());
    let Waiting {
        unread,
        unread_count,
        to_sign_off,
        to_sign_off_count,
    } = waiting;
    let count = |n: &u64| usize::try_from(*n).unwrap_or(usize::MAX);
    if unread.is_empty() && to_sign_off.is_empty() {
        return None;
    }
    Some(View {
        all: link_to(visit, "/reports", "reports-title"),
        to_sign_off_title: counted(visit, "home-reports-to-sign-off", count(to_sign_off_count)),
        to_sign_off: rows(to_sign_off),
        unread_title: counted(visit, "home-reports-unread", count(unread_count)),
        unread: rows(unread),
    })
}
