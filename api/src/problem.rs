//! What went wrong, as a code with a status: problem documents (RFC 9457) for the API, and the facts that error pages show.
//!
//! Promise: codes are stable and public; each has a title `problem-<code>`, advice `problem-<code>-help` and a page
//! `/problems/<code>` in both languages. What is ours to mend says nothing but the request's id.

use crate::language::Words;
use fluent_bundle::FluentValue;
use poem::{IntoResponse, Response, http::StatusCode};
use poem_openapi::Object;
use serde::Serialize;
use zamala_domain::{FieldError, OperationError};

/// Seconds after which a caller may try again when the database is busy.
pub const RETRY_AFTER_SECONDS: u64 = 2;
/// Seconds after which too many attempts are forgotten: the window of the sign-in throttle.
const ATTEMPTS_RETRY_AFTER_SECONDS: u64 = 900;
/// Seconds after which somebody may register for the forum again: the throttle's wait, which never grows.
const REGISTRATIONS_RETRY_AFTER_SECONDS: u64 = 60;

/// Codes beside the refusals of the rules, with their status.
pub const EDGE_CODES: &[(&str, StatusCode)] = &[
    ("bad-request", StatusCode::BAD_REQUEST),
    ("sign-in-required", StatusCode::UNAUTHORIZED),
    ("forbidden", StatusCode::FORBIDDEN),
    ("form-expired", StatusCode::FORBIDDEN),
    ("not-found", StatusCode::NOT_FOUND),
    ("method-not-allowed", StatusCode::METHOD_NOT_ALLOWED),
    ("request-timeout", StatusCode::REQUEST_TIMEOUT),
    ("stale", StatusCode::CONFLICT),
    ("gone", StatusCode::GONE),
    ("too-large", StatusCode::PAYLOAD_TOO_LARGE),
    ("unsupported-media-type", StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ("invalid", StatusCode::UNPROCESSABLE_ENTITY),
    ("idempotency-key-reused", StatusCode::UNPROCESSABLE_ENTITY),
    ("version-required", StatusCode::PRECONDITION_REQUIRED),
    ("too-many-requests", StatusCode::TOO_MANY_REQUESTS),
    ("unexpected", StatusCode::INTERNAL_SERVER_ERROR),
    ("unavailable", StatusCode::SERVICE_UNAVAILABLE),
];

/// A code and the status that belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    pub code: &'static str,
    pub status: StatusCode,
    pub retry_after_seconds: Option<u64>,
}

impl Fault {
    const fn new(code: &'static str, status: StatusCode) -> Self {
        Self {
            code,
            status,
            retry_after_seconds: None,
        }
    }

    /// One of [`EDGE_CODES`]; anything else is `unexpected`.
    pub fn edge(code: &str) -> Self {
        let known = EDGE_CODES.iter().find(|(known, _)| *known == code);
        let fault = known.map_or(Self::UNEXPECTED, |(code, status)| Self::new(code, *status));
        match fault.status {
            StatusCode::SERVICE_UNAVAILABLE => fault.after(RETRY_AFTER_SECONDS),
            _ => fault,
        }
    }

    pub const UNEXPECTED: Self = Self::new("unexpected", StatusCode::INTERNAL_SERVER_ERROR);

    #[must_use]
    pub const fn after(self, seconds: u64) -> Self {
        Self {
            retry_after_seconds: Some(seconds),
            ..self
        }
    }

    /// The fault that an operation's error is.
    pub fn of(error: &OperationError) -> Self {
        match error {
            OperationError::NotFound => Self::edge("not-found"),
            OperationError::Forbidden => Self::edge("forbidden"),
            OperationError::Invalid(_) => Self::edge("invalid"),
            OperationError::Stale => Self::edge("stale"),
            OperationError::KeyReused => Self::edge("idempotency-key-reused"),
            OperationError::Unavailable | OperationError::Refused("unavailable") => {
                Self::edge("unavailable")
            }
            OperationError::Refused(code @ "too-many-attempts") => {
                Self::new(code, StatusCode::TOO_MANY_REQUESTS).after(ATTEMPTS_RETRY_AFTER_SECONDS)
            }
            OperationError::Refused(code @ "too-many-registrations") => {
                Self::new(code, StatusCode::TOO_MANY_REQUESTS)
                    .after(REGISTRATIONS_RETRY_AFTER_SECONDS)
            }
            OperationError::Refused(code @ "file-too-large") => {
                Self::new(code, StatusCode::PAYLOAD_TOO_LARGE)
            }
            OperationError::Refused(code @ "file-type-refused") => {
                Self::new(code, StatusCode::UNSUPPORTED_MEDIA_TYPE)
            }
            OperationError::Refused(code) => Self::new(code, StatusCode::CONFLICT),
            OperationError::Unexpected(_) | OperationError::Database(_) => Self::UNEXPECTED,
        }
    }

    /// The fault that a bare status means, for errors of the router and its extractors.
    pub fn of_status(status: StatusCode) -> Self {
        let known = EDGE_CODES.iter().find(|(_, known)| *known == status);
        match known {
            Some((code, _)) => Self::edge(code),
            None if status.is_client_error() => Self::edge("bad-request"),
            None => Self::UNEXPECTED,
        }
    }
}

/// Writes an error of ours into the log, once, where it is answered. No personal data, no SQL values.
pub fn log_if_ours(error: &OperationError, request_id: &str) {
    match error {
        OperationError::Unexpected(_) | OperationError::Database(_) => {
            tracing::error!(request_id, error = %error, "unexpected error");
        }
        OperationError::Unavailable => tracing::warn!(request_id, "the database is busy or away"),
        _ => {}
    }
}

/// A problem document (RFC 9457), content type `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Problem {
    /// Names the kind of problem and leads to its help page, for example `/problems/stale`.
    pub r#type: String,
    /// The problem in one sentence, in the caller's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The code at the end of `type`: stable, for programs.
    pub code: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The request's id, also in the header `X-Request-Id`: quote it when you ask for help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The faulty fields of the body, when `code` is `invalid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<FieldProblem>>,
}

/// One faulty field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Object)]
pub struct FieldProblem {
    /// JSON pointer (RFC 6901) into the body that was sent.
    pub pointer: String,
    /// Stable, for programs, for example `too-long`.
    pub code: String,
    /// The fault in one sentence, in the caller's language.
    pub detail: String,
}

impl Problem {
    /// The document for a fault.
    pub fn of(fault: Fault, words: &Words, request_id: &str) -> Self {
        Self {
            r#type: format!("/problems/{}", fault.code),
            title: words.say(&format!("problem-{}", fault.code)),
            status: fault.status.as_u16(),
            code: fault.code.to_owned(),
            detail: Some(words.say(&format!("problem-{}-help", fault.code))),
            request_id: Some(request_id.to_owned()),
            errors: None,
        }
    }

    /// The whole answer, with its headers.
    pub fn answer(fault: Fault, words: &Words, request_id: &str) -> Response {
        let body = serde_json::to_vec(&Self::of(fault, words, request_id)).unwrap_or_default();
        let answer = body
            .with_content_type("application/problem+json")
            .with_status(fault.status);
        with_retry_after(answer.into_response(), fault)
    }
}

impl FieldProblem {
    pub fn of(fault: &FieldError, words: &Words) -> Self {
        Self {
            pointer: pointer(&fault.field),
            code: fault.code.to_owned(),
            detail: field_message(fault, words),
        }
    }
}

/// Says when to come again, where that is known.
pub fn with_retry_after(mut answer: Response, fault: Fault) -> Response {
    if let Some(seconds) = fault.retry_after_seconds {
        answer.headers_mut().insert("retry-after", seconds.into());
    }
    answer
}

/// The message of one faulty field, with its figures.
pub fn field_message(fault: &FieldError, words: &Words) -> String {
    let figures: Vec<_> = fault
        .figures
        .iter()
        .map(|(name, figure)| (*name, FluentValue::from(*figure)))
        .collect();
    words.say_with(&format!("field-{}", fault.code), &figures)
}

/// `marks[2].minutes_late` and `marks/2/minutes_late` are both `/marks/2/minutes_late`.
fn pointer(field: &str) -> String {
    let parts = field
        .split(['.', '/', '[', ']'])
        .filter(|part| !part.is_empty());
    parts.fold(String::new(), |pointer, part| {
        format!("{pointer}/{}", part.replace('~', "~0"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Catalogues;
    use zamala_domain::{Language, error::REFUSAL_CODES, notifications::Digits};

    #[test]
    fn every_code_has_title_and_advice_in_both_languages() {
        let catalogues = Catalogues::embedded();
        let codes = EDGE_CODES
            .iter()
            .map(|(code, _)| *code)
            .chain(REFUSAL_CODES.iter().copied());
        for code in codes {
            for language in Language::ALL {
                let words = catalogues.words(language, Digits::Latin);
                assert!(
                    words.knows(&format!("problem-{code}")),
                    "problem-{code} in {language}"
                );
                assert!(
                    words.knows(&format!("problem-{code}-help")),
                    "problem-{code}-help in {language}"
                );
            }
        }
    }

    #[test]
    fn errors_have_the_status_that_belongs_to_them() {
        for (error, code, status) in [
            (OperationError::NotFound, "not-found", 404),
            (OperationError::Forbidden, "forbidden", 403),
            (OperationError::invalid("email", "required"), "invalid", 422),
            (OperationError::Stale, "stale", 409),
            (OperationError::KeyReused, "idempotency-key-reused", 422),
            (OperationError::Unavailable, "unavailable", 503),
            (
                OperationError::refused("session-cancelled"),
                "session-cancelled",
                409,
            ),
            (
                OperationError::refused("too-many-attempts"),
                "too-many-attempts",
                429,
            ),
            (
                OperationError::Unexpected("secret".into()),
                "unexpected",
                500,
            ),
        ] {
            let fault = Fault::of(&error);
            assert_eq!((fault.code, fault.status.as_u16()), (code, status));
        }
    }

    #[test]
    fn a_problem_names_its_page_and_the_request() {
        let catalogues = Catalogues::embedded();
        let words = catalogues.words(Language::En, Digits::Latin);
        let problem = Problem::of(Fault::UNEXPECTED, words, "r1");
        assert_eq!(
            (problem.r#type.as_str(), problem.status),
            ("/problems/unexpected", 500)
        );
        assert_eq!(problem.request_id.as_deref(), Some("r1"));
    }

    #[test]
    fn fields_become_json_pointers() {
        assert_eq!(pointer("email"), "/email");
        assert_eq!(pointer("marks[2].minutes_late"), "/marks/2/minutes_late");
        assert_eq!(pointer("a/b~c"), "/a/b~0c");
    }
}
