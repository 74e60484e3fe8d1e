//! What every request of the API passes before its operation, whatever the operation: address, method, query, headers,
//! body. And what every answer passes after it: errors become problems.

use super::{
    answer::{ASKING, Asking, Problem, answer_of},
    caller::IDEMPOTENCY_KEY,
};
use crate::{edge::Edge, language::negotiated};
use poem::{
    Body, Endpoint, IntoResponse, Request, Response,
    error::ReadBodyError,
    http::{HeaderMap, HeaderValue, Method, header},
};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, sync::Arc};
use zamala_domain::actor::Origin;

/// Bytes of a JSON body: a sheet of 200 marks and room to spare.
pub const JSON_BYTES_MAX: usize = 64 * 1024;
const JSON: &str = "application/json";
/// Headers that mean one thing, once.
const SINGLE_HEADERS: [&str; 4] = ["Authorization", "Content-Type", "If-Match", IDEMPOTENCY_KEY];

/// SHA-256 of path, query and body: what an idempotency key stands for.
#[derive(Clone, Copy, Debug)]
pub struct BodyDigest(pub [u8; 32]);

/// What the document says of one operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Operation {
    query: Vec<String>,
    /// The media types of its body; empty when it takes none.
    media_types: Vec<String>,
}

/// The operations of every address, as the document has them.
#[derive(Debug)]
pub struct Operations {
    paths: Vec<(Vec<String>, BTreeMap<String, Operation>)>,
}

impl Operations {
    /// From the OpenAPI document. `others` are addresses outside it, which answer GET.
    pub fn of(document: &Value, others: &[&str]) -> Self {
        let empty = Map::new();
        let paths = document["paths"].as_object().unwrap_or(&empty);
        let mut paths: Vec<_> = paths
            .iter()
            .map(|(path, methods)| (segments(path), operations(methods)))
            .collect();
        let get = BTreeMap::from([("GET".to_owned(), Operation::default())]);
        paths.extend(others.iter().map(|path| (segments(path), get.clone())));
        Self { paths }
    }

    /// The operation, or why there is none.
    fn find(&self, method: &Method, path: &str) -> Result<&Operation, Problem> {
        let wanted = segments(path);
        let fits = |pattern: &[String]| {
            let same = |(pattern, part): (&String, &String)| {
                if pattern.starts_with('{') {
                    !part.is_empty()
                } else {
                    pattern == part
                }
            };
            pattern.len() == wanted.len() && pattern.iter().zip(&wanted).all(same)
        };
        // A fixed address goes before one with a placeholder: `/v1/jobs/dead` before `/v1/jobs/{id}`.
        let placeholders =
            |pattern: &[String]| pattern.iter().filter(|part| part.starts_with('{')).count();
        let found = self.paths.iter().filter(|(pattern, _)| fits(pattern));
        let found = found.min_by_key(|(pattern, _)| placeholders(pattern));
        let (_, methods) = found.ok_or_else(Problem::not_found)?;
        let name = if method == Method::HEAD {
            "GET"
        } else {
            method.as_str()
        };
        methods
            .get(name)
            .ok_or_else(|| Problem::method_not_allowed(allowed(methods)))
    }
}

fn segments(path: &str) -> Vec<String> {
    path.split('/').map(str::to_owned).collect()
}

fn operations(methods: &Value) -> BTreeMap<String, Operation> {
    let names = |value: &Value| {
        value
            .as_object()
            .map(|map| map.keys().cloned().collect())
            .unwrap_or_default()
    };
    let operation = |value: &Value| {
        let parameters = value["parameters"].as_array().into_iter().flatten();
        let query = parameters.filter(|parameter| parameter["in"] == "query");
        let query = query
            .filter_map(|parameter| parameter["name"].as_str().map(str::to_owned))
            .collect();
        let types: Vec<String> = names(&value["requestBody"]["content"]);
        Operation {
            query,
            media_types: types.iter().map(|name| essence(name)).collect(),
        }
    };
    let methods = methods.as_object().into_iter().flatten();
    methods
        .map(|(method, value)| (method.to_uppercase(), operation(value)))
        .collect()
}

fn allowed(methods: &BTreeMap<String, Operation>) -> String {
    let mut names: Vec<&str> = methods.keys().map(String::as_str).collect();
    if methods.contains_key("GET") {
        names.push("HEAD");
    }
    names.join(", ")
}

/// A media type without its parameters.
fn essence(content_type: &str) -> String {
    content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// Checks the request, calls the operation, and gives every fault the shape of a problem in the caller's language.
pub async fn pass<E: Endpoint>(known: &Operations, endpoint: &E, request: Request) -> Response {
    let asking = asking(&request);
    ASKING
        .scope(asking, async {
            let mut response = match checked(known, request).await {
                Ok(request) => endpoint
                    .call(request)
                    .await
                    .map_or_else(answer_of, IntoResponse::into_response),
                Err(problem) => problem.into_response(),
            };
            response
                .headers_mut()
                .entry(header::CACHE_CONTROL)
                .or_insert(HeaderValue::from_static("no-store"));
            response
        })
        .await
}

fn asking(request: &Request) -> Asking {
    let language = negotiated(request.header("accept-language"));
    Asking {
        words: request
            .data::<Arc<Edge>>()
            .map(|edge| edge.words(language).clone()),
        request_id: request
            .data::<Origin>()
            .and_then(|origin| origin.request_id.clone()),
    }
}

async fn checked(known: &Operations, mut request: Request) -> Result<Request, Problem> {
    let operation = known.find(request.method(), request.uri().path())?;
    check_query(operation, request.uri().query().unwrap_or_default())?;
    check_headers(request.headers())?;
    let content_type = request.content_type().map(essence);
    let takes = |name: &str| operation.media_types.iter().any(|taken| taken == name);
    if content_type
        .as_deref()
        .is_some_and(|name| name != JSON && takes(name))
    {
        // An upload is counted and digested while it arrives.
        return Ok(request);
    }
    let bytes = request
        .take_body()
        .into_bytes_limit(JSON_BYTES_MAX)
        .await
        .map_err(unreadable)?;
    let takes_json = takes(JSON) || operation.media_types.is_empty();
    let is_json = content_type.as_deref() == Some(JSON) && takes_json;
    if !bytes.is_empty() && !is_json {
        return Err(Problem::media_type(
            operation.media_types.first().map_or(JSON, String::as_str),
        ));
    }
    if !bytes.is_empty() {
        check_json(&bytes)?;
    }
    let path = request
        .uri()
        .path_and_query()
        .map_or("", |path| path.as_str());
    let digest = BodyDigest(
        Sha256::new()
            .chain_update(path)
            .chain_update("\n")
            .chain_update(&bytes)
            .finalize()
            .into(),
    );
    request.extensions_mut().insert(digest);
    request.set_body(Body::from_bytes(bytes));
    Ok(request)
}

fn unreadable(error: ReadBodyError) -> Problem {
    match error {
        ReadBodyError::PayloadTooLarge => Problem::too_large(JSON_BYTES_MAX),
        _ => Problem::malformed("the body ended too early"),
    }
}

/// Each parameter once, none unknown: a misspelt filter must not show everything.
fn check_query(operation: &Operation, query: &str) -> Result<(), Problem> {
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if !operation.query.iter().any(|known| *known == *name) {
            return Err(Problem::malformed(format!(
                "unknown query parameter `{name}`"
            )));
        }
        if seen.iter().any(|earlier| *earlier == *name) {
            return Err(Problem::malformed(format!(
                "query parameter `{name}` is repeated"
            )));
        }
        if value.contains(['\0', '\u{FFFD}']) {
            return Err(Problem::malformed(format!(
                "query parameter `{name}` is not UTF-8 text"
            )));
        }
        seen.push(name.into_owned());
    }
    Ok(())
}

fn check_headers(headers: &HeaderMap) -> Result<(), Problem> {
    let repeated = SINGLE_HEADERS
        .into_iter()
        .find(|name| headers.get_all(*name).iter().count() > 1);
    repeated.map_or(Ok(()), |name| {
        Err(Problem::malformed(format!("header `{name}` is repeated")))
    })
}

/// JSON that a database can keep: a string with U+0000 is text nowhere.
fn check_json(bytes: &[u8]) -> Result<(), Problem> {
    let value: Value =
        serde_json::from_slice(bytes).map_err(|error| Problem::malformed(error.to_string()))?;
    if holds_null_character(&value) {
        return Err(Problem::malformed("a string holds the character U+0000"));
    }
    Ok(())
}

fn holds_null_character(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_null_character),
        Value::Object(fields) => fields
            .iter()
            .any(|(name, field)| name.contains('\0') || holds_null_character(field)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// [`pass`] around an endpoint, for the composition of routes.
pub fn guarded<E>(known: Operations, endpoint: E) -> impl Endpoint<Output = Response>
where
    E: Endpoint + 'static,
{
    let (known, endpoint) = (Arc::new(known), Arc::new(endpoint));
    poem::endpoint::make(move |request| {
        let (known, endpoint) = (Arc::clone(&known), Arc::clone(&endpoint));
        async move { pass(&known, endpoint.as_ref(), request).await }
    })
}

#[cfg(test)]
mod tests;
