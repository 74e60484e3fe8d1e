//! The OpenAPI document: what the operations declare, and what cannot be declared beside them: which problems fit which
//! operation, the idempotency header, examples.

mod examples;

use super::caller::{IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_CHARACTERS_MAX};
use poem_openapi::{OpenApi, OpenApiService};
use serde_json::{Map, Value, json};

/// What a reader of the document should know first.
pub const DESCRIPTION: &str = "Operations take a personal token (`Authorization: Bearer zml_…`), but for those of the forum that are for everybody; a token with the \
scope `read` changes nothing. Every answer that is not a success is a problem (RFC 9457) whose `code` is stable; \
`/v1/problems/{code}` explains it in Arabic and English. Titles come in the language of `Accept-Language`. Lists take \
`limit` and `cursor` and answer `{items, next}`. What has a version comes with an `ETag`; changing it needs `If-Match`. \
Every change takes an `Idempotency-Key`: for 24 hours the same key with the same request gets the same outcome and \
changes nothing. Instants are UTC (RFC 3339), dates ISO 8601. Unknown fields and parameters are refused.";

/// Problems that come from the guard and the service itself, whatever the operation.
const EVERYWHERE: [&str; 9] = [
    "400", "401", "403", "405", "413", "415", "429", "500", "503",
];
/// Problems of the operation's own, each only where it can arise.
const OWN_PROBLEMS: [&str; 4] = ["404", "409", "422", "428"];

/// The document as it is committed in `api/openapi.json`: pretty, with a line break at the end.
pub fn document() -> String {
    text(&value(&super::service()))
}

/// The document as text.
pub fn text(document: &Value) -> String {
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

/// The document of a service, completed.
pub fn value<T: OpenApi>(service: &OpenApiService<T, ()>) -> Value {
    let mut document: Value = serde_json::from_str(&service.spec()).unwrap_or_default();
    use_known_formats(&mut document);
    close_bodies(&mut document);
    let schemas = document["components"]["schemas"].clone();
    for (path, methods) in entries(&mut document["paths"]) {
        for (method, operation) in entries(methods) {
            let is_change = !matches!(method.as_str(), "get" | "head");
            if is_change {
                take_idempotency_key(operation);
            }
            keep_fitting_problems(operation, path, is_change);
            examples::add(operation, &schemas);
        }
    }
    document
}

fn entries(value: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    value.as_object_mut().into_iter().flat_map(Map::iter_mut)
}

/// `date` is the registered name of what the library calls `naive-date`.
fn use_known_formats(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if fields
                .get("format")
                .is_some_and(|format| format == "naive-date")
            {
                fields.insert("format".to_owned(), json!("date"));
            }
            fields.values_mut().for_each(use_known_formats);
        }
        Value::Array(items) => items.iter_mut().for_each(use_known_formats),
        _ => {}
    }
}

/// Bodies refuse fields that they do not know, at every depth: the document says so.
fn close_bodies(document: &mut Value) {
    let operations = document["paths"].as_object().into_iter().flatten();
    let operations = operations.flat_map(|(_, methods)| methods.as_object().into_iter().flatten());
    let mut open: Vec<String> = operations
        .flat_map(|(_, operation)| references(&operation["requestBody"]))
        .collect();
    while let Some(name) = open.pop() {
        let schema = &mut document["components"]["schemas"][&name];
        if schema["type"] != "object" || schema["additionalProperties"] == json!(false) {
            continue;
        }
        schema["additionalProperties"] = json!(false);
        open.extend(references(schema));
    }
}

/// The schemas that a part of the document names.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let own = fields
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|target| target.rsplit('/').next());
            own.map(str::to_owned)
                .into_iter()
                .chain(fields.values().flat_map(references))
                .collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

fn take_idempotency_key(operation: &mut Value) {
    let header = json!({
        "name": IDEMPOTENCY_KEY,
        "in": "header",
        "description": "Makes the change safe to repeat for 24 hours.",
        "required": false,
        "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": IDEMPOTENCY_KEY_CHARACTERS_MAX,
            "pattern": "^[!-~]+$",
        },
    });
    let Some(fields) = operation.as_object_mut() else {
        return;
    };
    let parameters = fields.entry("parameters").or_insert_with(|| json!([]));
    if let Some(parameters) = parameters.as_array_mut() {
        parameters.push(header);
    }
}

fn has_parameter(operation: &Value, name: &str) -> bool {
    operation["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|parameter| parameter["name"] == name)
}

fn keep_fitting_problems(operation: &mut Value, path: &str, is_change: bool) {
    let is_versioned = has_parameter(operation, "If-Match");
    let is_about_one_thing = path.contains('{');
    let is_about_the_caller = matches!(path, "/v1/me" | "/v1/today" | "/v1/tokens");
    // In their bodies: a cohort and a micro-credential.
    let names_another = is_change && matches!(path, "/v1/batches" | "/v1/mark-releases");
    let Some(responses) = operation["responses"].as_object_mut() else {
        return;
    };
    responses.retain(|status, _| match status.as_str() {
        "404" => is_about_one_thing || is_about_the_caller || names_another,
        "409" | "422" => is_change,
        "428" => is_versioned,
        other => EVERYWHERE.contains(&other) || !OWN_PROBLEMS.contains(&other),
    });
}

#[cfg(test)]
mod tests;
