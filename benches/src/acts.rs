//! The measured acts.

use crate::{
    bare::Bare,
    cpu,
    load::{self, Weight},
};
use reqwest::{Client, RequestBuilder};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use stage::{
    Engine, TestApp,
    awards::{FELLOWS, issue, tools},
    crowd,
    server::{Program, eventually},
    sink::Sink,
};
use std::{hint::black_box, sync::Arc, time::Duration};
use uuid::Uuid;
use zamala_domain::{
    Actor,
    accounts::operations as accounts,
    actor::Origin,
    credentials::register::{self, Face},
    imports,
};
use zamala_press::Templates;
use zamala_seal::{issuer::IssuerKey, key::SigningKey, preflight::preflight, proof};

const FORUM: &str = "BDTF-2026";
/// Requests of which an act is weighed.
const WEIGHED: usize = 48;
/// Requests of one round of reading.
const ROUND: usize = 120;
/// An address may register this often before its door closes for a while; the bench opens it again.
const REGISTRATIONS_A_ROUND: usize = 48;
/// Letters that the worker sends before the measure begins, and in it.
const LETTERS_BEFORE: usize = 100;
const LETTERS: usize = 800;
const SETTINGS: &[(&str, &str)] = &[("ZAMALA_RATE_LIMIT_FACTOR", "1000")];

/// The service, its database, and the bare handler beside it.
struct House {
    app: TestApp,
    service: Program,
    bare: Bare,
    client: Client,
    /// Sessions of the twelve fellows of cohort 1, as cookies.
    cookies: Vec<String>,
    /// Tokens of the same fellows.
    tokens: Vec<String>,
}

pub async fn measure_all() {
    let app = TestApp::with_sample(Engine::Postgres).await;
    let file = crowd::programme();
    imports::operations::import(&app, &Actor::system(), &file, false)
        .await
        .unwrap();
    let made = Made::make(&app).await;
    let service = Program::serve(&app, &["--no-worker"], SETTINGS).await;
    let bare = Bare::start(&app).await;
    let (mut cookies, mut tokens) = (Vec::new(), Vec::new());
    for code in FELLOWS {
        let person = app.id_of("people", code).await.into();
        let signed_in = accounts::demo_sign_in(&app, person, &Origin::default())
            .await
            .unwrap();
        cookies.push(["zamala-dev=", signed_in.session_secret.expose_secret()].concat());
        tokens.push(token(&app, code).await);
    }
    let client = Client::new();
    let house = House {
        app,
        service,
        bare,
        client,
        cookies,
        tokens,
    };
    println!("per CPU-second          service      bare   ratio   statements  rows added  bytes");
    house.pages(&made.public_code).await;
    house.booking().await;
    house.submission().await;
    house.registration().await;
    house.letter().await;
    house.seal_and_print(&made).await;
}

async fn token(app: &TestApp, code: &str) -> String {
    let person = app.id_of("people", code).await.into();
    let token = accounts::demo_token(app, person).await.unwrap();
    token.expose_secret().to_owned()
}

/// A certificate that was issued: what is verified, sealed and printed.
struct Made {
    public_code: String,
    credential: Vec<u8>,
    pdf: Vec<u8>,
}

impl Made {
    async fn make(app: &TestApp) -> Self {
        let batch = app.batch("MC05").await;
        for code in FELLOWS {
            app.confirm_names(code).await;
        }
        app.seal(batch).await;
        let id = app.certificates(batch).await[0];
        issue(app, &tools(), id).await.unwrap();
        let officer = app.actor("co.noor").await;
        let (_, credential) = register::face(app, &officer, id, Face::Credential)
            .await
            .unwrap();
        let (_, pdf) = register::face(app, &officer, id, Face::Pdf).await.unwrap();
        let view = register::view(app, &officer, id).await.unwrap();
        Self {
            public_code: view.line.frozen.public_code,
            credential,
            pdf,
        }
    }
}

impl House {
    fn url(&self, path: &str) -> String {
        [&self.service.url, path].concat()
    }

    async fn weigh(&self, requests: Vec<RequestBuilder>) -> Weight {
        load::weigh(&self.client, &self.url("/metrics"), &self.app, requests).await
    }

    /// The bare handler at the same weight.
    async fn bare(&self, weight: &Weight) -> f64 {
        let address = self.bare.address(weight);
        let round = async || (0..ROUND).map(|_| self.client.post(&address)).collect();
        load::per_cpu_second(self.bare.id(), round).await
    }

    async fn tell(&self, act: &str, per_second: f64, weight: Weight) {
        let bare = self.bare(&weight).await;
        let Weight {
            statements,
            rows,
            bytes,
        } = weight;
        let share = per_second / bare;
        println!(
            "{act:<22} {per_second:>8.0} {bare:>9.0} {share:>7.3} {statements:>12} {rows:>11} {bytes:>6}"
        );
    }

    /// Measures requests that can be repeated for ever.
    async fn repeated(&self, act: &str, request: impl Fn(usize) -> RequestBuilder) {
        let weight = self.weigh((0..WEIGHED).map(&request).collect()).await;
        let round = async || (0..ROUND).map(&request).collect();
        let per_second = load::per_cpu_second(self.service.id(), round).await;
        self.tell(act, per_second, weight).await;
    }

    async fn pages(&self, public_code: &str) {
        let page = |path: &str| {
            let url = self.url(path);
            move |number: usize| {
                let cookie = &self.cookies[number % self.cookies.len()];
                self.client.get(&url).header("Cookie", cookie)
            }
        };
        self.repeated("fellow's home", page("/en/")).await;
        self.repeated("curriculum page", page("/en/micro-credentials"))
            .await;
        let url = self.url(&format!("/en/v/{public_code}"));
        self.repeated("verification page", |_| self.client.get(&url))
            .await;
    }

    /// 200 fellows at a session of one seat: one takes it, the others wait.
    async fn booking(&self) {
        let mut tokens = Vec::new();
        for number in 1..=crowd::FELLOWS {
            tokens.push(token(&self.app, &crowd::fellow(number)).await);
        }
        let asking = |session: Uuid| -> Vec<RequestBuilder> {
            let url = self.url(&format!("/api/v1/sessions/{session}/bookings"));
            let ask = |token: &String| self.client.post(&url).bearer_auth(token);
            tokens.iter().map(ask).collect()
        };
        let session = self.app.id_of("sessions", &crowd::session(1)).await;
        let weight = self.weigh(asking(session)).await;
        let mut number = 1;
        let round = async || {
            self.app.end_live_bookings().await;
            number = number % crowd::SESSIONS + 1;
            asking(self.app.id_of("sessions", &crowd::session(number)).await)
        };
        let per_second = load::per_cpu_second(self.service.id(), round).await;
        self.tell("booking", per_second, weight).await;
    }

    /// A text of a thousand letters for MC10.
    async fn submission(&self) {
        let work = self.app.id_of("micro_credentials", "MC10").await;
        let url = self.url(&format!("/api/v1/work/{work}/text"));
        let text = "بطاقة حالة ".repeat(100);
        let handing_in = |times: usize| -> Vec<RequestBuilder> {
            let tokens = self.tokens.iter().cycle().take(times);
            let body = json!({ "text": text });
            let hand_in = |token| self.client.post(&url).bearer_auth(token).json(&body);
            tokens.map(hand_in).collect()
        };
        let weight = self.weigh(handing_in(WEIGHED)).await;
        let round = async || {
            self.app.forget_submissions().await;
            handing_in(ROUND)
        };
        let per_second = load::per_cpu_second(self.service.id(), round).await;
        self.tell("submission", per_second, weight).await;
    }

    async fn registration(&self) {
        let url = self.url(&format!("/api/v1/forums/{FORUM}/registrations"));
        let mut next = 0;
        let mut batch = || -> Vec<RequestBuilder> {
            let numbers = next..next + REGISTRATIONS_A_ROUND;
            next += REGISTRATIONS_A_ROUND;
            let one = |number| self.client.post(&url).json(&registration(number));
            numbers.map(one).collect()
        };
        let weight = self.weigh(batch()).await;
        let round = async || {
            self.app.forget_tries().await;
            batch()
        };
        let per_second = load::per_cpu_second(self.service.id(), round).await;
        self.tell("registration", per_second, weight).await;
    }

    /// The letters that the registrations left, by a real worker to a local sink.
    async fn letter(&self) {
        let sink = Sink::start().await;
        let relay = sink.url();
        let settings = [
            ("ZAMALA_SMTP_URL", relay.as_str()),
            ("ZAMALA_MAIL_FROM", "Zamala <zamala@example.org>"),
        ];
        let waiting = self
            .app
            .number("SELECT count(*) FROM letters WHERE state = 'waiting'")
            .await;
        assert!(
            waiting >= i64::try_from(LETTERS_BEFORE + LETTERS).unwrap(),
            "{waiting} letters wait"
        );
        let worker = Program::work(&self.app, &settings);
        let metrics = [&worker.url, "/metrics"].concat();
        let arrived = async |count: usize| {
            let is_so = async || sink.letters().len() >= count;
            eventually(Duration::from_secs(120), "letters arrive", is_so).await;
            let statements = load::statements(&self.client, &metrics).await;
            (sink.letters(), cpu::of_process(worker.id()), statements)
        };
        let (before, cpu_before, statements_before) = arrived(LETTERS_BEFORE).await;
        let (after, cpu_after, statements_after) = arrived(LETTERS_BEFORE + LETTERS).await;
        let sent = after.len() - before.len();
        let statements = (statements_after - statements_before) / sent as u64;
        let bytes = after
            .iter()
            .map(|letter| letter.content.len())
            .sum::<usize>()
            / after.len();
        // A letter adds no row; its attempt and its job's end are changes.
        let weight = Weight {
            statements,
            rows: 0,
            bytes,
        };
        self.tell("letter", sent as f64 / (cpu_after - cpu_before), weight)
            .await;
    }

    async fn seal_and_print(&self, made: &Made) {
        let key = IssuerKey::new(
            "did:web:zamala.example",
            "key-2026-11",
            Arc::new(SigningKey::from_seed(&[7; 32])),
        );
        let at = self.app.now();
        let mut unsigned: Value = serde_json::from_slice(&made.credential).unwrap();
        unsigned.as_object_mut().unwrap().remove("proof");
        let credential = Weight {
            bytes: made.credential.len(),
            ..Weight::default()
        };
        let without = in_this_thread(|| proof::sign(&unsigned, &key, at).unwrap());
        self.tell("seal, no pre-flight", without, credential).await;
        let with = in_this_thread(|| {
            preflight(&unsigned, at).unwrap();
            proof::sign(&unsigned, &key, at).unwrap()
        });
        self.tell("seal with pre-flight", with, credential).await;
        let templates = Templates::load().unwrap();
        let data = zamala_press::open(&made.pdf)
            .unwrap()
            .certificate_data()
            .unwrap();
        let printed = in_this_thread(|| templates.certificate(&data, &made.credential).unwrap());
        let pdf = Weight {
            bytes: made.pdf.len(),
            ..Weight::default()
        };
        self.tell("PDF", printed, pdf).await;
    }
}

/// What a visitor sends.
fn registration(number: usize) -> Value {
    json!({
        "name_ar": "سلمى العلوي",
        "email": format!("visitor{number}@example.org"),
        "organisation": "Sample Agency",
        "ticket_type": "expert",
        "language": "ar",
        "has_consented": true,
    })
}

/// How often a CPU-second of this thread does it.
fn in_this_thread<R>(act: impl Fn() -> R) -> f64 {
    black_box(act());
    let before = cpu::of_this_thread();
    let mut times = 0_u32;
    while cpu::of_this_thread() - before < load::BUDGET {
        black_box(act());
        times += 1;
    }
    f64::from(times) / (cpu::of_this_thread() - before)
}
