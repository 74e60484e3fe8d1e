//! Who calls: a personal token; or, for the forum, anybody. Read tokens change nothing.

use super::{answer::Problem, guard::BodyDigest};
use crate::edge::Edge;
use poem::{FromRequest, PathPattern, Request, RequestBody, http::HeaderMap};
use poem_openapi::{SecurityScheme, auth::Bearer};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use zamala_domain::{
    Actor, App,
    accounts::operations::actor_by_token,
    actor::{Once, Origin, TokenScope},
};

/// The header that makes a change safe to repeat.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
/// Characters of an idempotency key.
pub const IDEMPOTENCY_KEY_CHARACTERS_MAX: usize = 128;

/// A personal token of the API, as `Authorization: Bearer zml_…`. A token with the scope `read` changes nothing.
#[derive(SecurityScheme)]
#[oai(
    rename = "personalToken",
    ty = "bearer",
    bearer_format = "zml_",
    checker = "caller"
)]
pub struct Caller(pub Actor);

async fn caller(request: &Request, bearer: Bearer) -> poem::Result<Actor> {
    let app = request.data::<App>().ok_or_else(Problem::not_found)?;
    let mut origin = request.data::<Origin>().cloned().unwrap_or_default();
    origin.once = once(request)?;
    let found = actor_by_token(app, &bearer.token, &origin)
        .await
        .map_err(Problem::from)?;
    let actor = found.ok_or_else(Problem::unauthenticated)?;
    if let (Some(edge), Some(person)) = (request.data::<Arc<Edge>>(), actor.person) {
        edge.limiter.check_person(person).map_err(Problem::of)?;
    }
    if !request.method().is_safe() && actor.token == Some(TokenScope::Read) {
        return Err(Problem::forbidden().into());
    }
    Ok(actor)
}

/// Anybody, without a token: where the request came from, and its idempotency key.
pub struct Visitor(pub Origin);

impl<'a> FromRequest<'a> for Visitor {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let mut origin = request.data::<Origin>().cloned().unwrap_or_default();
        origin.once = once(request)?;
        Ok(Self(origin))
    }
}

/// The idempotency key of a change whose body was read already; uploads add theirs when they have read it.
fn once(request: &Request) -> Result<Option<Once>, Problem> {
    if request.method().is_safe() {
        return Ok(None);
    }
    let Some(key) = key(request.headers())? else {
        return Ok(None);
    };
    let Some(BodyDigest(body_sha256)) = request.data::<BodyDigest>().copied() else {
        return Ok(None);
    };
    Ok(Some(Once {
        route: route(request),
        key,
        body_sha256,
    }))
}

/// Method and route pattern.
fn route(request: &Request) -> String {
    let pattern = request
        .data::<PathPattern>()
        .map_or_else(|| request.uri().path(), |pattern| &pattern.0);
    format!("{} {pattern}", request.method())
}

/// The idempotency key, 1 to 128 visible ASCII characters.
pub fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else {
        return Ok(None);
    };
    let text = value.to_str().ok().filter(|text| {
        (1..=IDEMPOTENCY_KEY_CHARACTERS_MAX).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic())
    });
    let fault = || {
        Problem::malformed(format!(
            "`{IDEMPOTENCY_KEY}` has 1 to {IDEMPOTENCY_KEY_CHARACTERS_MAX} visible ASCII characters"
        ))
    };
    text.map(|text| Some(text.to_owned())).ok_or_else(fault)
}

/// For uploads: the key of this request, with the digest that was taken while the body arrived.
pub fn once_of_upload(request: &Request, body: Sha256) -> Result<Option<Once>, Problem> {
    let Some(key) = key(request.headers())? else {
        return Ok(None);
    };
    let path = request
        .uri()
        .path_and_query()
        .map_or("", |path| path.as_str());
    let body_sha256 = Sha256::new()
        .chain_update(path)
        .chain_update(body.finalize())
        .finalize()
        .into();
    Ok(Some(Once {
        route: route(request),
        key,
        body_sha256,
    }))
}

/// The version that the caller has read, from `If-Match`.
///
/// # Errors
/// 428 when it is absent, 400 when it is not one version in quotes.
pub fn version(if_match: Option<&str>) -> Result<i64, Problem> {
    let value = if_match.ok_or_else(Problem::version_required)?;
    let digits = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let digits = digits
        .filter(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    let version = digits.and_then(|digits| digits.parse().ok());
    version.ok_or_else(|| {
        Problem::malformed("`If-Match` is one version in quotes, as the `ETag` gave it")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use poem::http::HeaderValue;

    #[test]
    fn a_version_is_asked_for_and_stands_in_quotes() {
        assert_eq!(version(Some("\"12\"")).unwrap(), 12);
        assert!(matches!(version(None), Err(Problem::VersionRequired(_))));
        for refused in [
            "",
            "12",
            "*",
            "\"\"",
            "\"-1\"",
            "W/\"1\"",
            "\"1\", \"2\"",
            "\"99999999999999999999\"",
        ] {
            assert!(
                matches!(version(Some(refused)), Err(Problem::Malformed(_))),
                "{refused}"
            );
        }
    }

    #[test]
    fn an_idempotency_key_has_1_to_128_visible_characters() {
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(
                IDEMPOTENCY_KEY,
                HeaderValue::from_bytes(text.as_bytes()).unwrap(),
            );
            key(&headers)
        };
        assert_eq!(read(&"k".repeat(128)).unwrap(), Some("k".repeat(128)));
        for refused in ["", "a b", "مفتاح", &"k".repeat(129)] {
            assert!(
                matches!(read(refused), Err(Problem::Malformed(_))),
                "{refused}"
            );
        }
        assert_eq!(key(&HeaderMap::new()).unwrap(), None);
    }
}
