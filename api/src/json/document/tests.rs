use super::*;

/// Operations without a token.
const FOR_EVERYBODY: [&str; 7] = [
    "listForums",
    "getForum",
    "registerForForum",
    "confirmRegistration",
    "getTicket",
    "getTicketCalendar",
    "cancelRegistration",
];

fn operations() -> Vec<(String, String, Value)> {
    let document: Value = serde_json::from_str(&document()).unwrap();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            all.push((path.clone(), method.clone(), operation.clone()));
        }
    }
    all
}

#[test]
fn every_operation_says_what_it_is_and_what_can_go_wrong() {
    let operations = operations();
    assert_eq!(operations.len(), 94);
    for (path, method, operation) in operations {
        for field in ["operationId", "summary", "description"] {
            assert!(
                operation[field]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{method} {path}: {field}"
            );
        }
        let is_public = FOR_EVERYBODY.contains(&operation["operationId"].as_str().unwrap());
        let expected = if is_public { Value::Null } else { json!([]) };
        assert_eq!(
            operation["security"][0]["personalToken"], expected,
            "{method} {path}"
        );
        let responses = operation["responses"].as_object().unwrap();
        for status in EVERYWHERE {
            let content = &responses[status]["content"];
            assert_eq!(
                content.as_object().unwrap().keys().collect::<Vec<_>>(),
                ["application/problem+json"],
                "{path}"
            );
        }
        assert!(
            !responses.contains_key("default")
                && !responses.keys().any(|status| status.contains('X')),
            "{path}"
        );
        assert!(
            responses.keys().any(|status| status.starts_with('2')),
            "{method} {path}"
        );
    }
}

#[test]
fn only_versioned_changes_ask_for_a_version_and_every_change_takes_a_key() {
    for (path, method, operation) in operations() {
        let is_change = method != "get";
        let responses = operation["responses"].as_object().unwrap();
        assert_eq!(
            has_parameter(&operation, IDEMPOTENCY_KEY),
            is_change,
            "{method} {path}"
        );
        assert_eq!(
            has_parameter(&operation, "If-Match"),
            responses.contains_key("428"),
            "{method} {path}"
        );
        assert_eq!(responses.contains_key("409"), is_change, "{method} {path}");
        assert!(
            !path.contains('{') || responses.contains_key("404"),
            "{method} {path}"
        );
    }
}

#[test]
fn bodies_and_answers_have_examples_and_bodies_refuse_what_they_do_not_know() {
    let document: Value = serde_json::from_str(&document()).unwrap();
    for (path, method, operation) in operations() {
        let contents = operation["requestBody"]["content"]
            .as_object()
            .into_iter()
            .flatten();
        for (media_type, content) in contents.filter(|(media_type, _)| media_type.contains("json"))
        {
            assert!(
                content["example"].is_object(),
                "{method} {path} {media_type}"
            );
            let name = content["schema"]["$ref"]
                .as_str()
                .unwrap()
                .rsplit('/')
                .next()
                .unwrap();
            assert_eq!(
                document["components"]["schemas"][name]["additionalProperties"],
                json!(false),
                "{name}"
            );
        }
        for (status, response) in operation["responses"].as_object().unwrap() {
            for (media_type, content) in response["content"].as_object().into_iter().flatten() {
                assert!(
                    !media_type.contains("json") || content["example"].is_object(),
                    "{method} {path} {status}"
                );
            }
        }
    }
}
