//! What is wrong with a form, beside its fields and above the page.

use crate::{
    language::Words,
    problem::{self, Fault},
};
use serde::Serialize;
use zamala_domain::{FieldError, OperationError};

/// The longest text that a form takes has 20,000 characters; a page with much more of it stops a browser.
const SHOWN_BYTES_MAX: usize = 160_000;

/// Shown first in every form.
#[derive(Clone, Debug, Serialize)]
pub struct Hidden {
    pub csrf: String,
    pub key: String,
    pub version: Option<i64>,
}

/// A field as the form shows it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FieldView {
    pub value: Option<String>,
    pub error: Option<String>,
}

/// One entry of the error summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SummaryLine {
    /// Absent when no field is at fault.
    pub href: Option<String>,
    pub text: String,
}

/// The faults of one form; empty when it is shown for the first time.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    lines: Vec<(String, String)>,
    is_conflict: bool,
    /// Seconds, when all there is to do is to wait.
    retry_after_seconds: Option<u64>,
}

impl Faults {
    /// The form has no faults yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// What an operation says about a form: faulty fields beside them, a refusal or a stale version at the field `at`.
    ///
    /// # Errors
    /// Everything else is no fault of the form and comes back.
    pub fn of(error: OperationError, at: &str, words: &Words) -> Result<Self, OperationError> {
        match error {
            OperationError::Invalid(faults) => Ok(Self::of_fields(&faults, words)),
            OperationError::Refused(code @ "too-many-registrations") => Ok(Self {
                retry_after_seconds: Fault::of(&OperationError::Refused(code)).retry_after_seconds,
                ..Self::at("", words.say(&format!("problem-{code}-help")))
            }),
            OperationError::Refused(code) => {
                Ok(Self::at(at, words.say(&format!("problem-{code}"))).conflict())
            }
            OperationError::Stale => Ok(Self::at(at, words.say("problem-stale")).conflict()),
            other => Err(other),
        }
    }

    /// Like [`Self::of`], where the own password was asked for again at the field `at`.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn of_own_password(
        error: OperationError,
        at: &str,
        words: &Words,
    ) -> Result<Self, OperationError> {
        match error {
            OperationError::Refused("credentials-wrong") => {
                Ok(Self::at(at, words.say("field-password-wrong")).conflict())
            }
            other => Self::of(other, at, words),
        }
    }

    /// Faulty fields, found while reading what was typed.
    pub fn of_fields(faults: &[FieldError], words: &Words) -> Self {
        let line = |fault: &FieldError| (fault.field.clone(), problem::field_message(fault, words));
        Self {
            lines: faults.iter().map(line).collect(),
            ..Self::default()
        }
    }

    /// One fault at a field, already in words.
    pub fn at(field: &str, text: String) -> Self {
        Self {
            lines: vec![(field.to_owned(), text)],
            ..Self::default()
        }
    }

    fn conflict(self) -> Self {
        Self {
            is_conflict: true,
            ..self
        }
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The message beside a field.
    pub fn message(&self, field: &str) -> Option<String> {
        self.lines
            .iter()
            .find(|(at, _)| at == field)
            .map(|(_, text)| text.clone())
    }

    /// A field with what was typed into it; of a text that no field takes, the beginning.
    pub fn field(&self, name: &str, typed: &str) -> FieldView {
        let shown = &typed[..typed.floor_char_boundary(SHOWN_BYTES_MAX)];
        FieldView {
            value: (!shown.is_empty()).then(|| shown.to_owned()),
            error: self.message(name),
        }
    }

    /// A password's field: never with its value.
    pub fn secret_field(&self, name: &str) -> FieldView {
        FieldView {
            value: None,
            error: self.message(name),
        }
    }

    /// The error summary; each entry leads to its field.
    pub fn summary(&self) -> Vec<SummaryLine> {
        let line = |(field, text): &(String, String)| SummaryLine {
            href: (!field.is_empty()).then(|| format!("#{field}")),
            text: text.clone(),
        };
        self.lines.iter().map(line).collect()
    }

    /// Seconds to wait, when there were too many.
    pub fn retry_after_seconds(&self) -> Option<u64> {
        self.retry_after_seconds
    }

    /// 422 for faulty fields, 409 for a refusal, 429 for too many.
    pub fn status(&self) -> poem::http::StatusCode {
        if self.retry_after_seconds.is_some() {
            return poem::http::StatusCode::TOO_MANY_REQUESTS;
        }
        match (self.is_empty(), self.is_conflict) {
            (true, _) => poem::http::StatusCode::OK,
            (_, true) => poem::http::StatusCode::CONFLICT,
            (_, false) => poem::http::StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
