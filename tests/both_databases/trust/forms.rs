//! What fellows send beside what they are asked for.

use super::*;
use crate::journeys::serve_here;
use serde_json::json;
use stage::on_both_databases;
use zamala_domain::id::SessionId;

/// Fields by which somebody could try to be somebody else, somewhere else.
const FIELDS: [&str; 12] = [
    "role",
    "roles",
    "grants",
    "is_admin",
    "programme_id",
    "cohort_id",
    "country_code",
    "state",
    "status",
    "fellow_id",
    "person_id",
    "residency_id",
];

/// Who people are, where they belong, and what they are in.
async fn places(app: &TestApp) -> Vec<(String, Vec<String>)> {
    let tables = [
        "people",
        "grants",
        "residencies",
        "residency_moves",
        "cohorts",
        "submissions",
        "confirmed_names",
        "preferences",
    ];
    let all = app.dump().await.into_iter();
    all.filter(|(table, _)| tables.contains(&table.as_str()))
        .collect()
}

on_both_databases! {
    // Statement 7.
    async fn no_field_of_a_fellow_s_request_changes_who_the_fellow_is(app) {
        let base = serve_here(app).await;
        let fellow = Visitor::calling(app, &base, "fe.a10").await;
        let other = app.id_of("people", "fe.a01").await.to_string();
        let work = format!("/api/v1/work/{}/text", mc10(app).await);
        let names = json!({ "ar": "دولت أورازوف", "en": "Dovlet Orazov" });
        let asked = [
            (Method::PUT, "/api/v1/preferences", json!({ "digits": "latin" })),
            (Method::POST, work.as_str(), json!({ "text": WORDS })),
            (Method::PUT, "/api/v1/me/certificate-names", json!({ "names": names, "with_arabic": true })),
            (Method::POST, "/api/v1/tokens", json!({ "name": "t", "scope": "read", "days": 1 })),
        ];
        let before = (places(app).await, app.count("api_tokens").await);
        for (method, path, body) in &asked {
            for field in FIELDS {
                let mut body = body.clone();
                body[field] = json!(other);
                let (status, answer) = fellow.send_if(method.clone(), path, Some("\"0\""), &body).await;
                assert_eq!(status, 400, "{method} {path} with {field}: {answer}");
                assert!(answer.to_string().contains(field), "{method} {path} names {field}: {answer}");
            }
        }
        assert_eq!((places(app).await, app.count("api_tokens").await), before);
    }

    // Statement 7.
    async fn no_field_of_a_fellow_s_form_changes_who_the_fellow_is(app) {
        let base = serve_here(app).await;
        let fellow = Visitor::browsing(app, &base, "fe.a10").await;
        let work = format!("/en/work/{}", mc10(app).await);
        let forms = [
            ("/en/account/preferences", "digits", "latin"),
            ("/en/awards/names", "script", "both"),
            (work.as_str(), "text", WORDS),
        ];
        let before = places(app).await;
        for (path, name, value) in forms {
            for field in FIELDS {
                let (status, page) = fellow.submit(path, path, &[(name, value), (field, "administrator")]).await;
                assert_eq!(status, 400, "{path} with {field}: {page}");
            }
        }
        assert_eq!(places(app).await, before);
    }

    // Statement 7.
    async fn a_fellow_neither_grants_nor_creates_nor_suspends(app) {
        let base = serve_here(app).await;
        let fellow = Visitor::calling(app, &base, "fe.a10").await;
        let own = app.id_of("people", "fe.a10").await;
        let cohort = app.id_of("cohorts", "DTF-2026-A").await.to_string();
        let role = json!({ "role": "trainer", "scope": { "kind": "cohort", "id": cohort } });
        let (roles, suspension) = (format!("/api/v1/people/{own}/roles"), format!("/api/v1/people/{own}/suspension"));
        let before = places(app).await;
        for (method, path) in [
            (Method::POST, "/api/v1/people"),
            (Method::POST, roles.as_str()),
            (Method::PUT, suspension.as_str()),
            (Method::DELETE, suspension.as_str()),
            (Method::PATCH, roles.as_str()),
        ] {
            let (status, answer) = fellow.send(method.clone(), path, &role).await;
            assert!([400, 403, 404, 405].contains(&status), "{method} {path}: {status} {answer}");
        }
        assert_eq!(places(app).await, before);
    }

    // Statement 7.
    async fn a_seat_is_booked_for_whoever_asks_whatever_the_body_says(app) {
        let base = serve_here(app).await;
        let session: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
        let other = app.residency("fe.a01").await.to_string();
        let person = app.id_of("people", "fe.a01").await.to_string();
        let body = json!({ "residency_id": other, "fellow_id": person });
        let path = format!("/api/v1/sessions/{session}/bookings");
        let fellow = Visitor::calling(app, &base, "fe.a10").await;
        let (status, _) = fellow.send(Method::POST, &path, &body).await;
        assert!([201, 400].contains(&status), "{status}");
        let others = "SELECT count(*) FROM bookings b JOIN residencies r ON r.id = b.residency_id
            JOIN people p ON p.id = r.fellow_id WHERE p.code <> 'fe.a10'";
        assert_eq!(app.number(others).await, 0);
    }
}
