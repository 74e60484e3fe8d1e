//! What the wrong person gets, over HTTP: another's id, another cohort's, an absent or repeated parameter, an unknown field;
//! and that nothing was written.

use serde_json::{Value, json};
use stage::server::Program;

struct Company {
    demo: Program,
    client: reqwest::Client,
    people: Value,
}

impl Company {
    async fn gather() -> Self {
        let demo = Program::demo();
        let client = reqwest::Client::new();
        let people = client.get([&demo.url, "/dev/people.json"].concat());
        let people = people.send().await.unwrap().json().await.unwrap();
        Self {
            demo,
            client,
            people,
        }
    }

    fn token(&self, code: &str) -> &str {
        let people = self.people.as_array().unwrap();
        let person = people.iter().find(|one| one["id"] == code).unwrap();
        person["api_token"].as_str().unwrap()
    }

    async fn ask(&self, who: &str, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let url = [&self.demo.url, "/api/v1", path].concat();
        let mut request = self
            .client
            .request(method.parse().unwrap(), url)
            .bearer_auth(self.token(who));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or(Value::Null))
    }

    async fn get(&self, who: &str, path: &str) -> (u16, Value) {
        self.ask(who, "GET", path, None).await
    }

    /// The newest audited act: a refusal that wrote something would show here.
    async fn newest_act(&self) -> Value {
        let (status, page) = self.get("ad.rashid", "/audit?limit=100").await;
        assert_eq!(status, 200, "{page}");
        let acts = page["items"].as_array().unwrap();
        // The worker acts when it likes, and is nobody.
        let of_somebody = acts.iter().find(|act| act["actor_id"].is_string());
        of_somebody.unwrap().clone()
    }

    async fn cohort(&self, code: &str) -> String {
        let (_, page) = self.get("pm.layla", "/cohorts").await;
        let cohorts = page["items"].as_array().unwrap();
        let found = cohorts.iter().find(|one| one["code"] == code).unwrap();
        found["id"].as_str().unwrap().to_owned()
    }

    async fn residency(&self, who: &str) -> String {
        let (_, today) = self.get(who, "/today").await;
        let residency = &today["fellow"]["residency_id"];
        residency
            .as_str()
            .unwrap_or_else(|| panic!("{today}"))
            .to_owned()
    }

    async fn bookable(&self, who: &str) -> Vec<String> {
        let (_, page) = self.get(who, "/labs/bookable").await;
        let items = page["items"].as_array().unwrap_or_else(|| panic!("{page}"));
        items
            .iter()
            .map(|one| one["session"]["id"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_s_things_are_not_there_and_nothing_is_written() {
    let company = Company::gather().await;
    let own = company.residency("fe.a10").await;
    let session = company.bookable("fe.a10").await.remove(0);
    let booking = company
        .ask(
            "fe.a10",
            "POST",
            &format!("/sessions/{session}/bookings"),
            None,
        )
        .await;
    assert_eq!(booking.0, 201, "{booking:?}");
    let booking = booking.1["id"].as_str().unwrap().to_owned();
    let before = company.newest_act().await;
    let cohort = company.cohort("DTF-2026-A").await;
    let attendance = json!({ "marks": [{ "residency_id": own, "status": "present" }] });
    let cases = [
        (
            "fe.a01",
            "GET",
            format!("/residencies/{own}"),
            None,
            &[404][..],
        ),
        (
            "fe.a01",
            "GET",
            format!("/bookings/{booking}"),
            None,
            &[404],
        ),
        (
            "fe.a01",
            "POST",
            format!("/bookings/{booking}/give-back"),
            None,
            &[404, 403, 428],
        ),
        ("fp.tun", "GET", format!("/residencies/{own}"), None, &[404]),
        (
            "me.hassan",
            "GET",
            format!("/residencies/{own}"),
            None,
            &[404],
        ),
        (
            "fe.a10",
            "PUT",
            format!("/sessions/{session}/attendance"),
            Some(attendance),
            &[403, 404, 428],
        ),
        (
            "tr.yusuf",
            "POST",
            format!("/sessions/{session}/bookings"),
            None,
            &[403, 404],
        ),
        ("fe.a10", "GET", "/people".to_owned(), None, &[403]),
        ("fe.a10", "GET", "/audit".to_owned(), None, &[403]),
        ("pm.layla", "GET", "/jobs/dead".to_owned(), None, &[403]),
        (
            "fe.b01",
            "GET",
            format!("/cohorts/{cohort}/fellows"),
            None,
            &[403, 404],
        ),
    ];
    for (who, method, path, body, expected) in cases {
        let (status, answer) = company.ask(who, method, &path, body).await;
        assert!(
            expected.contains(&status),
            "{who} {method} {path}: {status} {answer}"
        );
        assert_eq!(
            answer["status"], status,
            "a problem says its status: {answer}"
        );
        assert!(answer["code"].is_string(), "{answer}");
    }
    assert_eq!(company.newest_act().await, before, "nothing was written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn absent_repeated_and_unknown_parameters_are_refused_by_name() {
    let company = Company::gather().await;
    let before = company.newest_act().await;
    let cases = [
        ("GET", "/cohorts?limit=1&limit=2", None, 400, "limit"),
        ("GET", "/cohorts?colour=red", None, 400, "colour"),
        ("GET", "/cohorts?limit=0", None, 400, "limit"),
        ("GET", "/cohorts?cursor=nonsense", None, 400, "cursor"),
        ("GET", "/cohorts/not-an-id", None, 400, ""),
        (
            "GET",
            "/cohorts/01a20502-0000-7000-8000-000000000000",
            None,
            404,
            "",
        ),
        (
            "PUT",
            "/preferences",
            Some(json!({ "digits": "latin", "colour": "red" })),
            400,
            "colour",
        ),
        ("PUT", "/preferences", Some(json!({})), 400, "Digits"),
        ("GET", "/nowhere", None, 404, ""),
        ("DELETE", "/cohorts", None, 405, ""),
    ];
    for (method, path, body, expected, named) in cases {
        let (status, answer) = company.ask("pm.layla", method, path, body).await;
        assert_eq!(status, expected, "{method} {path}: {answer}");
        assert_eq!(answer["status"], status, "{method} {path}: {answer}");
        let text = answer.to_string();
        assert!(
            status == 428 || text.contains(named),
            "{method} {path} names {named}: {text}"
        );
    }
    assert_eq!(company.newest_act().await, before, "nothing was written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_request_has_one_effect_and_another_body_under_its_key_is_refused() {
    let company = Company::gather().await;
    let sessions = company.bookable("fe.a10").await;
    let url = |session: &str| format!("{}/api/v1/sessions/{session}/bookings", company.demo.url);
    let post = async |session: &str| {
        let request = company.client.post(url(session));
        let request = request
            .bearer_auth(company.token("fe.a10"))
            .header("Idempotency-Key", "8b1f6d0e-one-booking");
        let answer = request.send().await.unwrap();
        (
            answer.status().as_u16(),
            answer.json::<Value>().await.unwrap(),
        )
    };
    let first = post(&sessions[0]).await;
    assert_eq!(first.0, 201, "{first:?}");
    let act = company.newest_act().await;
    assert_eq!(post(&sessions[0]).await, first, "the same answer again");
    assert_eq!(
        company.newest_act().await,
        act,
        "and nothing more was written"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_megabytes_is_taken_and_one_over_the_limit_is_not_there() {
    let company = Company::gather().await;
    let (_, today) = company.get("tr.yusuf", "/today").await;
    let session = today["trainer"]["today"][0]["id"].as_str().unwrap();
    let materials = format!("/sessions/{session}/materials");
    let mut file = b"%PDF-1.4\n".to_vec();
    file.resize(2_000_000, b' ');
    let mut over = file.clone();
    over.resize(11 << 20, b' ');
    for (name, bytes, is_taken) in [("slides.pdf", file, true), ("over.pdf", over, false)] {
        let url = [&company.demo.url, "/api/v1", &materials, "?name=", name].concat();
        let request = company.client.post(url);
        let request = request
            .bearer_auth(company.token("tr.yusuf"))
            .header("Content-Type", "application/octet-stream")
            .header("Idempotency-Key", name);
        // Refused by its announced length: the connection may end before all of it was sent.
        let status = request
            .body(bytes)
            .send()
            .await
            .map(|answer| answer.status().as_u16());
        let expected = if is_taken { 201 } else { 413 };
        assert!(
            status
                .as_ref()
                .map_or(!is_taken, |status| *status == expected),
            "{name}: {status:?}"
        );
    }
    let (_, page) = company.get("tr.yusuf", &materials).await;
    let names: Vec<&Value> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(names, ["slides.pdf"], "{page}");
}
