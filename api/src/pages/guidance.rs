//! Help: how to use the service, how accessible it is, and what each problem means.

use crate::{Visit, problem::EDGE_CODES, route::PageResult, visit::see_other};
use serde::Serialize;
use zamala_domain::{OperationError, error::REFUSAL_CODES};

#[derive(Serialize)]
struct Nothing {}

/// How to use the service.
pub async fn help(visit: &Visit) -> PageResult {
    visit
        .page("guidance/help", "help-title")
        .answer(&Nothing {})
}

/// The accessibility statement.
pub async fn accessibility(visit: &Visit) -> PageResult {
    visit
        .page("guidance/accessibility", "accessibility-title")
        .answer(&Nothing {})
}

/// Every code that a problem may have.
pub fn problem_codes() -> impl Iterator<Item = &'static str> {
    EDGE_CODES.iter().map(|(code, _)| *code).chain(
        REFUSAL_CODES
            .iter()
            .copied()
            .filter(|code| *code != "unavailable"),
    )
}

/// `/problems/<code>`, as problem documents name it: on to the page in a language.
pub async fn problem_in_language(visit: &Visit) -> PageResult {
    let code: String = visit.param("code")?;
    let code = problem_codes()
        .find(|known| *known == code)
        .ok_or(OperationError::NotFound)?;
    Ok(see_other(&visit.href(&format!("/problems/{code}"))))
}

#[derive(Serialize)]
struct ProblemView {
    title: String,
    text: String,
    code: &'static str,
}

/// What a problem means and what to do about it.
pub async fn problem(visit: &Visit) -> PageResult {
    let code: String = visit.param("code")?;
    let code = problem_codes()
        .find(|known| *known == code)
        .ok_or(OperationError::NotFound)?;
    let title = visit.say(&format!("problem-{code}"));
    let text = visit.say(&format!("problem-{code}-help"));
    let page = visit
        .page_titled("guidance/problem", title.clone())
        .crumb(visit.say("help-title"), "/help");
    page.answer(&ProblemView { title, text, code })
}
