//! What a problem's code means, in both languages.

#![expect(clippy::unused_async, reason = "poem-openapi awaits every operation")]

use super::{Tag, answer::Problem, caller::Caller, text::Text};
use crate::{
    edge::Edge,
    problem::{EDGE_CODES, Fault},
};
use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use std::sync::Arc;
use zamala_domain::{Language, OperationError, error::REFUSAL_CODES};

/// A kind of problem.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct ProblemHelp {
    pub code: String,
    /// The HTTP status that it comes with.
    pub status: u16,
    pub title: Text,
    /// What to do about it.
    pub advice: Text,
}

/// The code as it is declared, with its status.
fn declared(code: &str) -> Option<(&'static str, u16)> {
    let edge = EDGE_CODES
        .iter()
        .map(|(code, status)| (*code, status.as_u16()));
    let refusals = REFUSAL_CODES.iter().map(|code| {
        (
            *code,
            Fault::of(&OperationError::Refused(code)).status.as_u16(),
        )
    });
    edge.chain(refusals).find(|(known, _)| *known == code)
}

pub struct ProblemsApi;

#[OpenApi(tag = "Tag::Problems")]
impl ProblemsApi {
    /// A problem's code explained
    ///
    /// What the `code` of a problem means and what to do about it, in Arabic and English.
    #[oai(
        path = "/v1/problems/:code",
        method = "get",
        operation_id = "getProblem"
    )]
    async fn problem(
        &self,
        edge: Data<&Arc<Edge>>,
        _caller: Caller,
        /// The code, for example `session-on-hold`.
        #[oai(validator(max_length = 100))]
        code: Path<String>,
    ) -> Result<Json<ProblemHelp>, Problem> {
        let (code, status) = declared(&code.0).ok_or(OperationError::NotFound)?;
        let say = |suffix: &str| {
            let key = format!("problem-{code}{suffix}");
            let [ar, en] =
                [Language::Ar, Language::En].map(|language| edge.words(language).say(&key));
            Text { ar, en }
        };
        Ok(Json(ProblemHelp {
            code: code.to_owned(),
            status,
            title: say(""),
            advice: say("-help"),
        }))
    }
}
