//! The one place where faults become answers of the API: RFC 9457 problems, with the same shape for every status.

use crate::{
    language::Words,
    problem::{Fault, FieldProblem, Problem as Body, RETRY_AFTER_SECONDS, log_if_ours},
};
use poem::{
    IntoResponse, Response,
    error::{MethodNotAllowedError, NotFoundError},
};
use poem_openapi::{
    ApiResponse,
    error::{
        AuthorizationError, ContentTypeError, ParseMultipartError, ParseParamError, ParsePathError,
        ParseRequestPayloadError,
    },
    payload::Json,
};
use std::sync::Arc;
use zamala_domain::{FieldError, OperationError};

/// What a client that is refused for want of a token is told.
const CHALLENGE: &str = "Bearer realm=\"zamala\"";
/// Characters of a detail; longer ones quote input that nobody needs back.
const DETAIL_CHARACTERS_MAX: usize = 300;

/// Who asks: the language of titles and advice, and the id of the request.
pub struct Asking {
    pub words: Option<Arc<Words>>,
    pub request_id: Option<String>,
}

tokio::task_local! {
    /// Set by the guard around every operation, so that a fault speaks the caller's language wherever it arises.
    pub static ASKING: Asking;
}

/// Every problem that an operation can answer with.
#[derive(Debug, ApiResponse)]
pub enum Problem {
    /// The request cannot be read: its JSON, a parameter or a header is malformed or out of range.
    #[oai(status = 400, content_type = "application/problem+json")]
    Malformed(Json<Body>),
    /// The personal token is absent, unknown, expired or revoked.
    #[oai(status = 401, content_type = "application/problem+json")]
    Unauthenticated(
        Json<Body>,
        /// How to authenticate.
        #[oai(header = "WWW-Authenticate")]
        String,
    ),
    /// The person, or the scope of the token, may not do this.
    #[oai(status = 403, content_type = "application/problem+json")]
    Forbidden(Json<Body>),
    /// It does not exist, or the person may not see it: one answer for both.
    #[oai(status = 404, content_type = "application/problem+json")]
    NotFound(Json<Body>),
    /// The address knows other methods.
    #[oai(status = 405, content_type = "application/problem+json")]
    MethodNotAllowed(
        Json<Body>,
        /// The methods that the address knows.
        #[oai(header = "Allow")]
        String,
    ),
    /// The rules of the programme say no, or it has changed since it was read (`stale`).
    #[oai(status = 409, content_type = "application/problem+json")]
    Refused(Json<Body>),
    /// The body is larger than the operation takes.
    #[oai(status = 413, content_type = "application/problem+json")]
    TooLarge(Json<Body>),
    /// The body has another media type than the operation takes.
    #[oai(status = 415, content_type = "application/problem+json")]
    MediaType(Json<Body>),
    /// The input is at fault; every faulty field is named. Or the idempotency key came before with another body.
    #[oai(status = 422, content_type = "application/problem+json")]
    Invalid(Json<Body>),
    /// `If-Match` is absent.
    #[oai(status = 428, content_type = "application/problem+json")]
    VersionRequired(Json<Body>),
    /// Too many requests or attempts.
    #[oai(status = 429, content_type = "application/problem+json")]
    TooMany(
        Json<Body>,
        /// Seconds to wait.
        #[oai(header = "Retry-After")]
        u64,
    ),
    /// A fault of the service. The details are in its log, under the request's id.
    #[oai(status = 500, content_type = "application/problem+json")]
    Unexpected(Json<Body>),
    /// The service is busy or stopping: the same request may succeed later.
    #[oai(status = 503, content_type = "application/problem+json")]
    Unavailable(
        Json<Body>,
        /// Seconds to wait.
        #[oai(header = "Retry-After")]
        u64,
    ),
}

impl Problem {
    /// A problem of this code, without more.
    pub fn of(fault: Fault) -> Self {
        Self::new(fault, None, Vec::new())
    }

    fn edge(code: &str) -> Self {
        Self::of(Fault::edge(code))
    }

    /// The request cannot be read, and why.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(Fault::edge("bad-request"), Some(detail.into()), Vec::new())
    }

    /// These fields are at fault.
    pub fn invalid(faults: &[FieldError]) -> Self {
        Self::new(
            Fault::edge("invalid"),
            None,
            faults.iter().map(field_problem).collect(),
        )
    }

    /// The address knows these methods only.
    pub fn method_not_allowed(allowed: String) -> Self {
        Self::MethodNotAllowed(
            Json(body(Fault::edge("method-not-allowed"), None, Vec::new())),
            allowed,
        )
    }

    /// No token, or none that is known.
    pub fn unauthenticated() -> Self {
        Self::edge("sign-in-required")
    }

    pub fn forbidden() -> Self {
        Self::edge("forbidden")
    }

    pub fn not_found() -> Self {
        Self::edge("not-found")
    }

    /// `If-Match` is absent.
    pub fn version_required() -> Self {
        Self::edge("version-required")
    }

    pub fn too_large(bytes_max: usize) -> Self {
        Self::new(
            Fault::edge("too-large"),
            Some(format!("at most {bytes_max} bytes")),
            Vec::new(),
        )
    }

    pub fn media_type(taken: &str) -> Self {
        Self::new(
            Fault::edge("unsupported-media-type"),
            Some(format!("this operation takes {taken}")),
            Vec::new(),
        )
    }

    fn new(fault: Fault, detail: Option<String>, errors: Vec<FieldProblem>) -> Self {
        let body = Json(body(fault, detail, errors));
        let seconds = fault.retry_after_seconds.unwrap_or(RETRY_AFTER_SECONDS);
        match fault.status.as_u16() {
            400 => Self::Malformed(body),
            401 => Self::Unauthenticated(body, CHALLENGE.to_owned()),
            403 => Self::Forbidden(body),
            404 => Self::NotFound(body),
            409 => Self::Refused(body),
            413 => Self::TooLarge(body),
            415 => Self::MediaType(body),
            422 => Self::Invalid(body),
            428 => Self::VersionRequired(body),
            429 => Self::TooMany(body, seconds),
            503 => Self::Unavailable(body, seconds),
            _ => Self::Unexpected(body),
        }
    }
}

fn body(fault: Fault, detail: Option<String>, errors: Vec<FieldProblem>) -> Body {
    let request_id = ASKING
        .try_with(|asking| asking.request_id.clone())
        .ok()
        .flatten();
    let spoken = with_words(|words| Body::of(fault, words, ""));
    let plain = || Body {
        r#type: format!("/problems/{}", fault.code),
        title: in_words(fault.code),
        status: fault.status.as_u16(),
        code: fault.code.to_owned(),
        detail: None,
        request_id: None,
        errors: None,
    };
    let body = spoken.unwrap_or_else(plain);
    let detail = detail.map(|detail| presentable(&detail)).or(body.detail);
    Body {
        detail,
        request_id,
        errors: (!errors.is_empty()).then_some(errors),
        ..body
    }
}

/// Asks the words of the caller's language, where a request is being answered.
fn with_words<T>(say: impl FnOnce(&Words) -> T) -> Option<T> {
    ASKING
        .try_with(|asking| asking.words.clone())
        .ok()
        .flatten()
        .map(|words| say(&words))
}

/// `session-on-hold` as `Session on hold`: for a code of which the catalogues have no message.
fn in_words(code: &str) -> String {
    let words = code.replace('-', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// Details quote input: nothing in them may turn or break a line of a reader's screen or log.
fn presentable(detail: &str) -> String {
    let is_hidden = |letter: &char| {
        letter.is_control()
            || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    detail
        .chars()
        .filter(|letter| !is_hidden(letter))
        .take(DETAIL_CHARACTERS_MAX)
        .collect()
}

impl From<OperationError> for Problem {
    fn from(error: OperationError) -> Self {
        let request_id = ASKING
            .try_with(|asking| asking.request_id.clone())
            .ok()
            .flatten()
            .unwrap_or_default();
        log_if_ours(&error, &request_id);
        match &error {
            OperationError::Invalid(faults) => Self::invalid(faults),
            other => Self::of(Fault::of(other)),
        }
    }
}

fn field_problem(fault: &FieldError) -> FieldProblem {
    let spoken = with_words(|words| FieldProblem::of(fault, words).detail);
    let bare = || {
        let mut parts = vec![in_words(fault.code)];
        for (name, figure) in &fault.figures {
            parts.push(format!("{name} {figure}"));
        }
        parts.join(" ")
    };
    let detail = spoken.unwrap_or_else(bare);
    FieldProblem {
        pointer: pointer(&fault.field),
        code: fault.code.to_owned(),
        detail,
    }
}

/// The domain names a text's languages `title_ar` and `title_en`; the API nests them as `title: {ar, en}`.
fn pointer(field: &str) -> String {
    let halves = ["ar", "en"].into_iter().find_map(|code| {
        let stem = field.strip_suffix(code)?.strip_suffix('_')?;
        Some(format!("/{stem}/{code}"))
    });
    halves.unwrap_or_else(|| format!("/{field}"))
}

/// What the router and the extractors refuse, as a problem. A problem that is one already stays as it is.
pub fn answer_of(error: poem::Error) -> Response {
    if error.is_from_response() {
        error.into_response()
    } else {
        problem_of(&error).into_response()
    }
}

fn problem_of(error: &poem::Error) -> Problem {
    if error.is::<NotFoundError>() {
        return Problem::not_found();
    }
    if error.is::<MethodNotAllowedError>() {
        return Problem::method_not_allowed(String::new());
    }
    if error.is::<AuthorizationError>() {
        return Problem::unauthenticated();
    }
    if error.is::<ContentTypeError>() {
        return Problem::media_type("a body with its media type");
    }
    if let Some(fault) = error.downcast_ref::<ParseRequestPayloadError>() {
        return Problem::new(
            Fault::edge("bad-request"),
            Some(fault.reason.clone()),
            faults_in(&fault.reason),
        );
    }
    let is_of_input = error.is::<ParseParamError>()
        || error.is::<ParsePathError>()
        || error.is::<ParseMultipartError>();
    if is_of_input || error.status().is_client_error() {
        return Problem::malformed(error.to_string());
    }
    tracing::error!(%error, "a request of the API failed");
    Problem::of(Fault::UNEXPECTED)
}

/// The field that the extractor's message names, if it names one.
fn faults_in(reason: &str) -> Vec<FieldProblem> {
    let named = reason
        .split("field `")
        .nth(1)
        .and_then(|rest| rest.split_once('`'));
    let Some((field, rest)) = named else {
        return Vec::new();
    };
    let code = if reason.contains("unknown field") {
        "unknown-field"
    } else {
        "out-of-bounds"
    };
    let detail = presentable(rest.trim_matches([' ', '.']));
    let detail = if detail.is_empty() {
        in_words(code)
    } else {
        detail
    };
    vec![FieldProblem {
        pointer: format!("/{}", presentable(field)),
        code: code.to_owned(),
        detail,
    }]
}

#[cfg(test)]
mod tests;
