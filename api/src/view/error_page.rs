//! Pages that say what went wrong and what to do, in the reader's language.

use super::{Page, page::answer_of};
use crate::{
    problem::{Fault, with_retry_after},
    visit::Visit,
};
use poem::Response;
use serde::Serialize;

#[derive(Serialize)]
struct ErrorView {
    title: String,
    text: String,
    request_id: Option<String>,
}

/// The page for a fault.
pub fn error_page(visit: &Visit, fault: Fault) -> Response {
    let title = visit.say(&format!("problem-{}", fault.code));
    let text = visit.say(&format!("problem-{}-help", fault.code));
    let is_ours = fault.status.is_server_error();
    let request_id = is_ours.then(|| visit.request_id().to_owned());
    let page = Page::new(visit, "errors/problem", title.clone());
    // When even this template does not render, its two sentences stand alone.
    let bare = format!("{title}\n{text}\n");
    let answer = match page.rendered(&ErrorView {
        title,
        text,
        request_id,
    }) {
        Ok(html) => answer_of(html, fault.status, visit.language()),
        Err(error) => {
            tracing::error!(
                request_id = visit.request_id(),
                error,
                "the error page does not render"
            );
            bare_answer(bare, fault)
        }
    };
    with_retry_after(answer, fault)
}

fn bare_answer(text: String, fault: Fault) -> Response {
    Response::builder()
        .status(fault.status)
        .content_type("text/plain; charset=utf-8")
        .body(text)
}
