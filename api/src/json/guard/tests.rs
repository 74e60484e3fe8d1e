use super::*;
use serde_json::json;

fn known() -> Operations {
    let document = json!({ "paths": {
        "/v1/jobs/dead": { "get": { "parameters": [{ "in": "query", "name": "limit" }] } },
        "/v1/jobs/{id}": { "delete": {} },
        "/v1/people": {
            "get": { "parameters": [{ "in": "query", "name": "limit" }, { "in": "header", "name": "If-Match" }] },
            "post": { "requestBody": { "content": { "application/json; charset=utf-8": {} } } },
        },
        "/v1/files": { "post": { "requestBody": { "content": { "application/octet-stream": {} } } } },
    } });
    Operations::of(&document, &["/docs"])
}

fn status(problem: &Problem) -> u16 {
    match problem {
        Problem::Malformed(_) => 400,
        Problem::NotFound(_) => 404,
        Problem::MethodNotAllowed(..) => 405,
        Problem::TooLarge(_) => 413,
        Problem::MediaType(_) => 415,
        other => panic!("{other:?}"),
    }
}

fn answered(request: Request) -> u16 {
    match futures::executor::block_on(checked(&known(), request)) {
        Ok(_) => 200,
        Err(problem) => status(&problem),
    }
}

fn request(method: Method, target: &str, content_type: &str, body: impl Into<Body>) -> Request {
    let uri = target.parse().unwrap();
    let mut builder = Request::builder().method(method).uri(uri);
    if !content_type.is_empty() {
        builder = builder.content_type(content_type);
    }
    builder.body(body)
}

#[test]
fn addresses_and_methods_are_those_of_the_document() {
    let get = |path: &str| answered(request(Method::GET, path, "", ""));
    assert_eq!(
        (get("/v1/people"), get("/v1/jobs/dead"), get("/docs")),
        (200, 200, 200)
    );
    for unknown in [
        "/",
        "/v1",
        "/v1/people/",
        "/v1/people/x",
        "/v1//dead",
        "/V1/people",
        "/v1/%70eople",
    ] {
        assert_eq!(get(unknown), 404, "{unknown}");
    }
    assert_eq!(get("/v1/jobs/1"), 405);
    assert_eq!(answered(request(Method::HEAD, "/v1/people", "", "")), 200);
    let refused = known().find(&Method::PUT, "/v1/people").map(drop);
    assert!(
        matches!(refused, Err(Problem::MethodNotAllowed(_, allowed)) if allowed == "GET, POST, HEAD")
    );
}

#[test]
fn a_parameter_is_known_and_comes_once() {
    let get = |query: &str| answered(request(Method::GET, &format!("/v1/people?{query}"), "", ""));
    assert_eq!((get("limit=5"), get("")), (200, 200));
    for refused in [
        "limit=1&limit=2",
        "limti=1",
        "limit[]=1",
        "If-Match=1",
        "limit=%00",
        "limit=%ff",
        "&limit=1&x",
    ] {
        assert_eq!(get(refused), 400, "{refused}");
    }
}

#[test]
fn a_body_is_json_and_small_and_holds_text_alone() {
    let post = |content_type: &str, body: String| {
        answered(request(Method::POST, "/v1/people", content_type, body))
    };
    assert_eq!(post("application/json", "{}".into()), 200);
    assert_eq!(post("application/json; charset=utf-8", "{}".into()), 200);
    for other in [
        "text/plain",
        "",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "json",
    ] {
        assert_eq!(post(other, "{}".into()), 415, "{other}");
    }
    let large = format!("\"{}\"", "x".repeat(JSON_BYTES_MAX));
    assert_eq!(post("application/json", large), 413);
    for faulty in [
        "{",
        r#"{"a":"\ud800"}"#,
        r#"{"a":"\u0000"}"#,
        r#"{"\u0000":1}"#,
        "1e999",
        "nul",
    ] {
        assert_eq!(post("application/json", faulty.into()), 400, "{faulty}");
    }
    assert_eq!(post("application/json", "[".repeat(10_000)), 400);
    assert_eq!(post("application/json", r#"{"a":"\\u0000"}"#.into()), 200);
}

#[test]
fn an_upload_is_left_to_its_operation_and_takes_no_json() {
    let post = |content_type: &str| {
        answered(request(
            Method::POST,
            "/v1/files",
            content_type,
            vec![0_u8; JSON_BYTES_MAX + 1],
        ))
    };
    assert_eq!(post("application/octet-stream"), 200);
    let small = request(Method::POST, "/v1/files", "application/json", "{}");
    assert_eq!(answered(small), 415);
}

#[test]
fn a_header_that_means_one_thing_comes_once() {
    let mut twice = request(Method::GET, "/v1/people", "", "");
    for value in ["\"1\"", "\"2\""] {
        twice
            .headers_mut()
            .append("If-Match", HeaderValue::from_static(value));
    }
    assert_eq!(answered(twice), 400);
}

#[test]
fn the_digest_covers_path_query_and_body() {
    let digest = |target: &str, body: &'static str| {
        let request = request(Method::POST, target, "application/json", body);
        let request = futures::executor::block_on(checked(&known(), request)).unwrap();
        request.data::<BodyDigest>().unwrap().0
    };
    let first = digest("/v1/people", "{}");
    assert_eq!(first, digest("/v1/people", "{}"));
    assert_ne!(first, digest("/v1/people", "{ }"));
}
