//! What nobody must be able to do: each test names the statement of the trust model that it shows.

mod certificates;
mod doors;
mod forms;
mod marking;
mod marks;
mod programmes;
mod registrations;

use reqwest::{Client, Method, RequestBuilder, Response};
use sea_orm::{ConnectionTrait, Statement};
use secrecy::ExposeSecret;
use serde_json::Value;
use stage::TestApp;
use std::{sync::Arc, time::Duration};
use zamala_domain::{
    OperationError,
    accounts::operations as accounts,
    actor::Origin,
    assessment::{
        hand_in::{Receipt, Work, hand_in},
        marking::{LevelDraft, MarkDraft, marking, save},
        release::release,
    },
    id::{MicroCredentialId, SubmissionId},
};
use zamala_worker::{Mailer, Settings, Tools};

/// 260 of 300: 86 2/3 points, shown as 87.
pub const EIGHTY_SEVEN: [i32; 4] = [2, 3, 3, 3];
/// 160 of 300: 53 1/3 points, no pass.
pub const FIFTY_THREE: [i32; 4] = [1, 2, 2, 2];
/// What only the marker wrote.
pub const COMMENT: &str = "Kestrel over the reed bed.";
/// What only the fellow wrote.
pub const WORDS: &str = "Lanterns along the quay: a use-case card.";

pub fn said<T>(outcome: Result<T, OperationError>) -> String {
    outcome.map_or_else(|error| error.to_string(), |_| "yes".to_owned())
}

/// Whether policy stopped it: not found, or forbidden.
pub fn is_kept_out<T>(outcome: Result<T, OperationError>) -> bool {
    matches!(said(outcome).as_str(), "not-found" | "forbidden")
}

/// What the database says to a change behind the operations' back.
pub async fn execute(app: &TestApp, sql: &str) -> Result<u64, String> {
    let statement = Statement::from_string(app.backend(), sql);
    let statement = &statement;
    let done = app
        .write(|txn| async move { Ok(txn.execute_raw(statement.clone()).await?.rows_affected()) })
        .await;
    done.map_err(|error| match error {
        OperationError::Database(error) => error.to_string(),
        other => other.to_string(),
    })
}

/// Everything that is stored, but for when a token was used, and how often a door was tried.
pub async fn written(app: &TestApp) -> Vec<(String, Vec<String>)> {
    let beside = ["api_tokens", "sign_in_sessions", "sign_in_throttles"];
    let all = app.dump().await.into_iter();
    all.filter(|(table, _)| !beside.contains(&table.as_str()))
        .collect()
}

pub async fn mc10(app: &TestApp) -> MicroCredentialId {
    app.id_of("micro_credentials", "MC10").await.into()
}

pub async fn hand_in_text(app: &TestApp, fellow: &str) -> Receipt {
    let work = Work::Text(WORDS.to_owned());
    hand_in(app, &app.actor(fellow).await, mc10(app).await, work)
        .await
        .unwrap()
}

pub fn levels(levels: [i32; 4]) -> MarkDraft {
    let level = |(place, level): (usize, i32)| LevelDraft {
        criterion: format!("c{}", place + 1),
        level,
        comment: String::new(),
    };
    MarkDraft {
        levels: levels.into_iter().enumerate().map(level).collect(),
        comment: COMMENT.to_owned(),
    }
}

pub async fn version(app: &TestApp, id: SubmissionId) -> i64 {
    let reader = app.actor("pm.layla").await;
    marking(app, &reader, id).await.unwrap().submission.version
}

pub async fn mark(app: &TestApp, id: SubmissionId, made: [i32; 4]) {
    let trainer = app.actor("tr.yusuf").await;
    let version = version(app, id).await;
    save(app, &trainer, id, version, &levels(made))
        .await
        .unwrap();
}

pub async fn mark_and_release(app: &TestApp, id: SubmissionId, made: [i32; 4]) {
    mark(app, id, made).await;
    let trainer = app.actor("tr.yusuf").await;
    let version = version(app, id).await;
    release(app, &trainer, id, version).await.unwrap();
}

/// Does what a worker has to do by now; letters are kept.
pub async fn drain(app: &TestApp) {
    let templates = Arc::new(zamala_press::Templates::load().unwrap());
    let tools = Arc::new(Tools::new(Mailer::Kept, templates, Duration::ZERO).unwrap());
    zamala_worker::drain(app, tools, &Settings::default())
        .await
        .unwrap();
}

/// Somebody's browser or program at the service.
pub struct Visitor {
    client: Client,
    base: String,
    header: Option<(&'static str, String)>,
}

impl Visitor {
    /// Without an account.
    pub fn stranger(base: &str) -> Self {
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            client,
            base: base.to_owned(),
            header: None,
        }
    }

    pub fn with(base: &str, name: &'static str, value: String) -> Self {
        Self {
            header: Some((name, value)),
            ..Self::stranger(base)
        }
    }

    /// Signed in to the pages.
    pub async fn browsing(app: &TestApp, base: &str, code: &str) -> Self {
        let person = app.id_of("people", code).await.into();
        let signed_in = accounts::demo_sign_in(app, person, &Origin::default())
            .await
            .unwrap();
        let secret = signed_in.session_secret.expose_secret();
        Self::with(base, "Cookie", ["zamala-dev=", secret].concat())
    }

    /// With a token for the API that may do all that its owner may.
    pub async fn calling(app: &TestApp, base: &str, code: &str) -> Self {
        let person = app.id_of("people", code).await.into();
        let token = accounts::demo_token(app, person).await.unwrap();
        let bearer = ["Bearer ", token.expose_secret()].concat();
        Self::with(base, "Authorization", bearer)
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, [&self.base, path].concat());
        match &self.header {
            Some((name, value)) => request.header(*name, value),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// Status and body; a body of bytes as far as it is text.
    pub async fn read(&self, path: &str) -> (u16, String) {
        let answer = self.get(path).await;
        let status = answer.status().as_u16();
        let body = answer.bytes().await.unwrap();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    pub async fn send(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        self.send_if(method, path, None, body).await
    }

    /// With the version that the caller has read.
    pub async fn send_if(
        &self,
        method: Method,
        path: &str,
        version: Option<&str>,
        body: &Value,
    ) -> (u16, Value) {
        let mut request = self.request(method, path).json(body);
        if let Some(version) = version {
            request = request.header("If-Match", version);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or(Value::Null))
    }

    /// Sends the form of a page as a browser without script does, with other fields than it has.
    pub async fn submit(&self, page: &str, action: &str, typed: &[(&str, &str)]) -> (u16, String) {
        let (status, html) = self.read(page).await;
        assert_eq!(status, 200, "{page}");
        let place = html.find(&format!("action=\"{action}\""));
        let form = &html[place.unwrap_or_else(|| panic!("no form to {action} in {html}"))..];
        let form = &form[..form.find("</form>").unwrap()];
        let mut fields = Vec::new();
        for name in ["_csrf", "_key", "_version"] {
            if let Some((_, rest)) = form.split_once(&format!("name=\"{name}\" value=\"")) {
                fields.push((name, rest.split('"').next().unwrap()));
            }
        }
        fields.extend(typed);
        let answer = self.request(Method::POST, action).form(&fields);
        let answer = answer.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.text().await.unwrap())
    }
}
