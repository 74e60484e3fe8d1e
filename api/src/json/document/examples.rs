//! Examples, made from the schemas: each property has a value that one meets in the sample programme.

use serde_json::{Map, Value, json};

/// How deep schemas are followed; ours end long before.
const DEPTH_MAX: usize = 8;
const AN_ID: &str = "0197a3c4-5d6e-7f80-91a2-b3c4d5e6f708";

/// Gives parameters, bodies and answers of an operation an example each.
pub fn add(operation: &mut Value, schemas: &Value) {
    let parameters = operation
        .get_mut("parameters")
        .and_then(Value::as_array_mut);
    for parameter in parameters.into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap_or_default().to_owned();
        let example = of_parameter(&name, &parameter["schema"]);
        if let (Some(fields), Some(example)) = (parameter.as_object_mut(), example) {
            fields.insert("example".to_owned(), example);
        }
    }
    if let Some(body) = operation.get_mut("requestBody") {
        of_contents(body, schemas, None);
    }
    for (status, response) in operation["responses"]
        .as_object_mut()
        .into_iter()
        .flat_map(Map::iter_mut)
    {
        of_contents(
            response,
            schemas,
            status.parse().ok().filter(|status| *status >= 400),
        );
    }
}

fn of_contents(holder: &mut Value, schemas: &Value, problem: Option<u16>) {
    let contents = holder.get_mut("content").and_then(Value::as_object_mut);
    for (media_type, content) in contents.into_iter().flat_map(Map::iter_mut) {
        if !media_type.contains("json") {
            continue;
        }
        let example = match problem {
            Some(status) => of_problem(status),
            None => of_schema("", &content["schema"], schemas, 0),
        };
        if let Some(fields) = content.as_object_mut() {
            fields.insert("example".to_owned(), example);
        }
    }
}

fn of_parameter(name: &str, schema: &Value) -> Option<Value> {
    match name {
        // A cursor is what an earlier page gave: none can be made up.
        "cursor" => None,
        "limit" => Some(json!(50)),
        "If-Match" => Some(json!("\"3\"")),
        "Idempotency-Key" => Some(json!("7f1c0a52-book-lb10-1")),
        "code" => Some(json!("session-on-hold")),
        "forum" => Some(json!("BDTF-2026")),
        "secret" => Some(json!("4kYtYQn1v0cN2m7sUe3bX9rGdLwPzHfJaTiOqRuVyE8")),
        "search" => Some(json!("مريم")),
        "name" => Some(json!("plan.pdf")),
        "from" => Some(json!("2026-11-15")),
        "to" => Some(json!("2026-11-21")),
        _ => (schema["format"] == "uuid").then(|| json!(AN_ID)),
    }
}

fn of_problem(status: u16) -> Value {
    let (code, title) = match status {
        400 => ("bad-request", "The request cannot be read"),
        401 => ("sign-in-required", "Signing in is required"),
        403 => ("forbidden", "This is not allowed"),
        404 => ("not-found", "Not found"),
        405 => ("method-not-allowed", "Method not allowed"),
        409 => ("session-on-hold", "The session is on hold"),
        413 => ("too-large", "Too large"),
        415 => ("unsupported-media-type", "Unsupported media type"),
        422 => ("invalid", "Something in the input is not right"),
        428 => ("version-required", "The version is required"),
        429 => ("too-many-requests", "Too many requests"),
        503 => ("unavailable", "Unavailable for a moment"),
        _ => ("unexpected", "A fault of the service"),
    };
    let mut problem = json!({ "type": format!("/problems/{code}"), "title": title, "status": status, "code": code });
    if status == 422 {
        problem["errors"] =
            json!([{ "pointer": "/name", "code": "too-long", "detail": "At most 100 characters" }]);
    }
    problem
}

fn of_schema(name: &str, schema: &Value, schemas: &Value, depth: usize) -> Value {
    if depth > DEPTH_MAX {
        return Value::Null;
    }
    if name == "name" && schema["$ref"] == "#/components/schemas/BilingualText" {
        return json!({ "ar": "مريم الخالدي", "en": "Mariam Al Khalidi" });
    }
    if let Some(target) = schema["$ref"]
        .as_str()
        .or_else(|| schema["allOf"][0]["$ref"].as_str())
    {
        let target = target.rsplit('/').next().unwrap_or_default();
        return of_schema(name, &schemas[target], schemas, depth + 1);
    }
    if let Some(first) = schema["enum"]
        .as_array()
        .and_then(|choices| choices.first())
    {
        let is_usual = |choice: &&Value| name == "scope" && **choice == "programme";
        let usual = schema["enum"]
            .as_array()
            .and_then(|choices| choices.iter().find(is_usual));
        return usual.unwrap_or(first).clone();
    }
    match schema["type"].as_str() {
        Some("object") => of_object(schema, schemas, depth),
        Some("array") => json!([of_schema(name, &schema["items"], schemas, depth + 1)]),
        Some("integer") => of_integer(name),
        Some("boolean") => {
            json!(
                name.starts_with("is_read")
                    || name == "book"
                    || name == "is_open"
                    || name == "has_consented"
            )
        }
        _ => of_string(name, schema["format"].as_str()),
    }
}

fn of_object(schema: &Value, schemas: &Value, depth: usize) -> Value {
    let properties = schema["properties"].as_object().into_iter().flatten();
    let example = |(name, property): (&String, &Value)| {
        (name.clone(), of_schema(name, property, schemas, depth + 1))
    };
    // What excludes what else is shown is left out.
    let is_shown = |name: &str| !matches!(name, "country" if schema["title"] == "NewGrant");
    properties
        .filter(|(name, _)| is_shown(name))
        .map(example)
        .filter(|(_, value)| !value.is_null())
        .collect()
}

fn of_integer(name: &str) -> Value {
    json!(match name {
        "status" => 409,
        "minutes_late" => 30,
        "required_percent" => 85,
        "seats" | "capacity" => 12,
        "days" | "credited_minutes" | "contact_minutes" | "lab_minutes" => 90,
        "size_bytes" => 48_213,
        _ => 3,
    })
}

fn of_string(name: &str, format: Option<&str>) -> Value {
    let text = match (format, name) {
        (Some("uuid"), _) => AN_ID,
        (Some("date"), "ends_on" | "to") => "2026-12-31",
        (Some("date"), _) => "2026-11-15",
        (Some("date-time"), "ends_at" | "expires_at") => "2026-11-16T08:30:00Z",
        (Some("date-time"), _) => "2026-11-16T07:00:00Z",
        (_, "ar") => "مختبر التوقيع الرقمي",
        (_, "en") => "Digital signature lab",
        (_, "email") => "mariam@example.org",
        (_, "zone") => "Asia/Bahrain",
        (_, "country") => "BHR",
        (_, "ticket_type") => "expert",
        (_, "organisation") => "Information & eGovernment Authority",
        (_, "name_ar") => "مريم الخالدي",
        (_, "name_en") => "Mariam Al Khalidi",
        (_, "percent" | "maximum_percent") => "83.99",
        (_, "credited_minutes" | "planned_minutes") => "1500",
        (_, "code") => "DTF-2026-A-LB10-1",
        (_, "name") => "laptop",
        (_, "next") => "Y29ob3J0czowMTk3YTNjNA",
        (_, "link") => "/sessions/0197a3c4-5d6e-7f80-91a2-b3c4d5e6f708",
        (_, "media_type") => "application/pdf",
        (_, "secret") => "zml_…",
        (_, "acting_by_decision") => "12/2026",
        (_, "state") => "scheduled",
        (_, "role" | "roles") => "fellow",
        (_, "scope") => "programme",
        (_, "kind" | "kinds") => "lab",
        (_, "action") => "labs.book",
        (_, "reason") => "attendance",
        (_, "language") => "ar",
        _ => "MC10",
    };
    json!(text)
}
