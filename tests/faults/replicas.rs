//! The five steps on PostgreSQL, with one `serve --no-worker` and two `work` processes.

use secrecy::ExposeSecret;
use serde_json::{Value, json};
use stage::{
    Engine, TestApp,
    database::instant,
    server::{Program, eventually},
    sink::Sink,
};
use std::time::Duration;
use zamala_domain::accounts;

struct Walk {
    app: TestApp,
    api: Program,
    client: reqwest::Client,
}

impl Walk {
    async fn get(&self, person: &str, path: &str) -> Value {
        let answer = self
            .client
            .get(self.url(path))
            .bearer_auth(self.token(person).await)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{path}");
        answer.json().await.unwrap()
    }

    async fn post(&self, person: &str, path: &str) -> (u16, Value) {
        let answer = self
            .client
            .post(self.url(path))
            .bearer_auth(self.token(person).await)
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    fn url(&self, path: &str) -> String {
        [&self.api.url, "/api/v1", path].concat()
    }

    async fn token(&self, person: &str) -> String {
        let id = self.app.id_of("people", person).await;
        accounts::operations::demo_token(&self.app, id.into())
            .await
            .unwrap()
            .expose_secret()
            .to_owned()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_five_steps_with_two_workers_on_postgres() {
    let app = TestApp::with_sample(Engine::Postgres).await;
    let sink = Sink::start().await;
    let relay = sink.url();
    let settings = [
        ("ZAMALA_SMTP_URL", relay.as_str()),
        ("ZAMALA_MAIL_FROM", "Zamala <zamala@example.org>"),
    ];
    let api = Program::serve(
        &app,
        &["--no-worker"],
        &[("ZAMALA_RATE_LIMIT_FACTOR", "100")],
    )
    .await;
    let _workers = [
        Program::work(&app, &settings),
        Program::work(&app, &settings),
    ];
    let walk = Walk {
        app,
        api,
        client: reqwest::Client::new(),
    };

    let cohort = walk.app.id_of("cohorts", "DTF-2026-A").await;
    let residency = walk.app.residency("fe.a10").await;
    let fellows = walk
        .get("pm.layla", &format!("/cohorts/{cohort}/fellows"))
        .await;
    assert_eq!(fellows["items"].as_array().unwrap().len(), 12);

    let session = walk.app.id_of("sessions", "DTF-2026-A-LB10-1").await;
    let (status, booked) = walk
        .post("fe.a10", &format!("/sessions/{session}/bookings"))
        .await;
    assert_eq!((status, booked["state"].as_str()), (201, Some("seated")));

    let planned = async || {
        walk.app.number("SELECT count(*) FROM reminders r JOIN occurrences o ON o.id = r.occurrence_id WHERE o.event = 'lab_session'").await == 2
    };
    eventually(
        Duration::from_secs(20),
        "two reminders are planned",
        planned,
    )
    .await;
    for (moment, letters) in [
        ("2026-11-15T08:01:00+03:00", 1),
        ("2026-11-15T20:00:00+03:00", 2),
    ] {
        walk.app.move_demo_clock(instant(moment)).await.unwrap();
        let arrived = async || {
            sink.letters()
                .iter()
                .filter(|letter| letter.to[0].contains("fe.a10@"))
                .count()
                == letters
        };
        eventually(Duration::from_secs(20), "the reminder arrives", arrived).await;
    }
    assert!(
        sink.copies().values().all(|copies| *copies == 1),
        "two workers send nothing twice"
    );

    walk.app
        .move_demo_clock(instant("2026-11-16T08:40:00+03:00"))
        .await
        .unwrap();
    let url = walk.url(&format!("/sessions/{session}/attendance"));
    let marks = json!({ "marks": [{ "residency_id": residency, "status": "present", "minutes_late": 30 }] });
    let trainer = walk.token("tr.yusuf").await;
    let marked = async || {
        let put = walk.client.put(&url).bearer_auth(&trainer);
        let put = put.header("If-Match", "\"1\"").json(&marks);
        put.send().await.unwrap().status().as_u16() == 200
    };
    // The serving process looks at the moved clock once a second.
    eventually(Duration::from_secs(10), "attendance is marked", marked).await;
    for person in ["fe.a10", "pm.layla"] {
        let own = walk.get(person, &format!("/residencies/{residency}")).await;
        assert!(own.to_string().contains("83.99"), "{person}: {own}");
    }
}
