use super::*;
use poem_openapi::types::ParseFromJSON;

fn read(response: Response) -> (u16, Body) {
    assert_eq!(response.content_type(), Some("application/problem+json"));
    let status = response.status().as_u16();
    let text = futures::executor::block_on(response.into_body().into_string()).unwrap();
    (status, Body::parse_from_json_string(&text).unwrap())
}

#[test]
fn every_operation_error_has_its_status() {
    let statuses = [
        (OperationError::NotFound, 404, "not-found"),
        (OperationError::Forbidden, 403, "forbidden"),
        (
            OperationError::refused("session-on-hold"),
            409,
            "session-on-hold",
        ),
        (
            OperationError::refused("file-too-large"),
            413,
            "file-too-large",
        ),
        (
            OperationError::refused("file-type-refused"),
            415,
            "file-type-refused",
        ),
        (
            OperationError::refused("too-many-attempts"),
            429,
            "too-many-attempts",
        ),
        (OperationError::Stale, 409, "stale"),
        (OperationError::KeyReused, 422, "idempotency-key-reused"),
        (OperationError::Unavailable, 503, "unavailable"),
        (
            OperationError::Unexpected("secret".into()),
            500,
            "unexpected",
        ),
    ];
    for (error, status, code) in statuses {
        let (answered, body) = read(Problem::from(error).into_response());
        assert_eq!(
            (answered, body.status, body.code.as_str()),
            (status, status, code)
        );
        assert_eq!(
            (body.r#type, body.detail),
            (format!("/problems/{code}"), None)
        );
    }
}

#[test]
fn faults_name_the_place_and_the_figures() {
    let faults = vec![
        FieldError::new("name_ar", "too-long").with("max", 100),
        FieldError::new("marks/0/minutes_late", "minutes-late-range").with("max", 90),
    ];
    let (status, body) = read(Problem::from(OperationError::Invalid(faults)).into_response());
    let errors = body.errors.unwrap();
    let places: Vec<(&str, &str)> = errors
        .iter()
        .map(|fault| (fault.pointer.as_str(), fault.detail.as_str()))
        .collect();
    assert_eq!(status, 422);
    assert_eq!(
        places,
        [
            ("/name/ar", "Too long max 100"),
            ("/marks/0/minutes_late", "Minutes late range max 90")
        ]
    );
}

#[test]
fn the_extractors_faults_become_problems() {
    let reason = "failed to parse \"NewToken\": field `days` verification failed. maximum(365, exclusive: false)";
    let (status, body) = read(answer_of(
        ParseRequestPayloadError {
            reason: reason.into(),
        }
        .into(),
    ));
    let errors = body.errors.unwrap();
    assert_eq!((status, errors[0].pointer.as_str()), (400, "/days"));
    assert_eq!(
        errors[0].detail,
        "verification failed. maximum(365, exclusive: false)"
    );
    let (_, body) = read(answer_of(
        ParseRequestPayloadError {
            reason: "unknown field `role`.".into(),
        }
        .into(),
    ));
    assert_eq!(body.errors.unwrap()[0].code, "unknown-field");
    assert!(matches!(
        problem_of(&AuthorizationError.into()),
        Problem::Unauthenticated(..)
    ));
    assert!(matches!(
        problem_of(&NotFoundError.into()),
        Problem::NotFound(_)
    ));
    assert!(matches!(
        problem_of(&ContentTypeError::ExpectContentType.into()),
        Problem::MediaType(_)
    ));
}

#[test]
fn a_detail_neither_breaks_nor_turns_a_line() {
    let (_, body) = read(Problem::malformed("a\u{202E}b\nc").into_response());
    assert_eq!(body.detail.as_deref(), Some("abc"));
    let (_, body) = read(Problem::malformed("x".repeat(1_000)).into_response());
    assert_eq!(
        body.detail.map(|detail| detail.len()),
        Some(DETAIL_CHARACTERS_MAX)
    );
}
