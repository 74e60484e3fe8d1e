//! A notice for the next page: a message key with its arguments, signed, in a cookie that lives a minute and is read once.

use crate::language::Words;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use fluent_bundle::FluentValue;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zamala_domain::App;

/// How long the cookie lives.
pub const LIFE_SECONDS: u32 = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeKind {
    Success,
    Info,
    Warning,
    Error,
}

/// What the next page says above its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    kind: NoticeKind,
    key: String,
    arguments: Vec<(String, Value)>,
}

impl Notice {
    pub fn new(kind: NoticeKind, key: &str) -> Self {
        Self {
            kind,
            key: key.to_owned(),
            arguments: Vec::new(),
        }
    }

    /// Something was done: the message `key`.
    pub fn success(key: &str) -> Self {
        Self::new(NoticeKind::Success, key)
    }

    /// Something was refused: the message `key`.
    pub fn error(key: &str) -> Self {
        Self::new(NoticeKind::Error, key)
    }

    /// An argument of the message: text or a whole number. Titles and figures only, no secrets: the cookie is signed,
    /// not encrypted.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.arguments.push((name.to_owned(), value.into()));
        self
    }

    /// As the page shows it: kind and text.
    pub fn shown(&self, words: &Words) -> (NoticeKind, String) {
        let value = |value: &Value| match value {
            Value::Number(number) => FluentValue::from(number.as_f64().unwrap_or_default()),
            Value::String(text) => FluentValue::from(text.clone()),
            other => FluentValue::from(other.to_string()),
        };
        let arguments: Vec<_> = self
            .arguments
            .iter()
            .map(|(name, given)| (name.as_str(), value(given)))
            .collect();
        (self.kind, words.say_with(&self.key, &arguments))
    }

    /// The cookie's value.
    pub fn signed(&self, app: &App) -> String {
        let expires_at = app.real_now().timestamp() + i64::from(LIFE_SECONDS);
        let payload = serde_json::to_vec(&(expires_at, self)).unwrap_or_default();
        let signature = app.keyed_digest("notice", &payload);
        format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(&payload),
            URL_SAFE_NO_PAD.encode(signature)
        )
    }

    /// The notice of a cookie that this service signed less than a minute ago.
    pub fn verified(app: &App, cookie: &str) -> Option<Self> {
        let (payload, signature) = cookie.split_once('.')?;
        let payload = URL_SAFE_NO_PAD.decode(payload).ok()?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        if app.keyed_digest("notice", &payload).as_slice() != signature.as_slice() {
            return None;
        }
        let (expires_at, notice): (i64, Self) = serde_json::from_slice(&payload).ok()?;
        (app.real_now().timestamp() < expires_at).then_some(notice)
    }
}
