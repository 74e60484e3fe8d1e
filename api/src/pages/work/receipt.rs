//! The receipt of one version of work, with what is in it; and its file, to be saved.

use super::words;
use crate::{
    Visit,
    pages::{
        parts::{Facts, Tag},
        sessions::material::disposition,
    },
    route::PageResult,
};
use poem::{Response, http::header};
use serde::Serialize;
use zamala_domain::{
    assessment::{SubmissionState, own},
    id::SubmissionId,
};

#[derive(Serialize)]
struct ReceiptView {
    title: String,
    lead: String,
    tag: Tag,
    late: Option<Tag>,
    facts: Facts,
    text: Option<String>,
    file: Option<words::FileLink>,
    /// The fellow's page of this work, or the marker's.
    next_href: String,
    is_own: bool,
}

/// `/submissions/:id`.
pub async fn show(visit: &Visit) -> PageResult {
    let id: SubmissionId = visit.param("id")?;
    let seen = own::submission(visit.app(), &visit.actor()?, id).await?;
    let facts = &seen.submission;
    let (kind, key) = match facts.state {
        SubmissionState::HandedIn => ("waiting", "work-state-waiting"),
        SubmissionState::Superseded => ("neutral", "work-state-superseded"),
        SubmissionState::Closed => ("success", "work-state-closed"),
    };
    let next_href = if seen.is_own {
        visit.href(&format!("/work/{}", facts.micro_credential))
    } else {
        visit.href(&format!("/marking/{id}"))
    };
    let view = ReceiptView {
        title: visit.say("work-receipt-title"),
        lead: format!(
            "{} · {}",
            seen.title.in_language(visit.language()),
            seen.code
        ),
        tag: Tag::new(visit, kind, key),
        late: words::late_tag(visit, facts.late_days),
        facts: words::submission_facts(visit, facts),
        file: seen
            .file
            .as_ref()
            .map(|file| words::file_link(visit, id, file)),
        text: seen.text.clone(),
        next_href,
        is_own: seen.is_own,
    };
    let page = visit.page("work/receipt", "work-receipt-title");
    if seen.is_own {
        let work = format!("/work/{}", facts.micro_credential);
        page.crumb(visit.say("work-title"), "/work")
            .crumb(seen.title.in_language(visit.language()), &work)
            .answer(&view)
    } else {
        page.crumb(visit.say("marking-title"), "/marking")
            .answer(&view)
    }
}

/// The file, always as an attachment.
pub async fn download(visit: &Visit) -> PageResult {
    let id: SubmissionId = visit.param("id")?;
    let (facts, bytes) = own::submitted_file(visit.app(), &visit.actor()?, id).await?;
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, facts.media_type.content_type())
        .header(header::CONTENT_DISPOSITION, disposition(&facts.name))
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(bytes))
}
