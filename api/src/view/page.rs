//! One page: its template, its frame and its answer.

use super::NAV;
use crate::{
    SignedIn,
    form::Faults,
    notice::NoticeKind,
    problem::{Fault, log_if_ours},
    route::{PageError, PageResult},
    visit::Visit,
};
use poem::{IntoResponse, Response, http::StatusCode, web::Html};
use serde::Serialize;
use serde_json::{Value, json};
use zamala_domain::{Language, OperationError, Role};

/// A step of the way from home to this page.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    pub text: String,
    pub href: Option<String>,
}

/// A page about to be answered.
pub struct Page<'v> {
    visit: &'v Visit,
    template: &'static str,
    title: String,
    crumbs: Vec<Crumb>,
    errors: Value,
    notices: Vec<Value>,
    status: StatusCode,
    retry_after_seconds: Option<u64>,
}

impl<'v> Page<'v> {
    pub fn new(visit: &'v Visit, template: &'static str, title: String) -> Self {
        let notices = visit
            .take_notice()
            .into_iter()
            .map(|(kind, text)| json!({ "kind": kind, "text": text }))
            .collect();
        Self {
            visit,
            template,
            title,
            crumbs: Vec::new(),
            errors: json!([]),
            notices,
            status: StatusCode::OK,
            retry_after_seconds: None,
        }
    }

    /// A step above this page: text in the page's language, path without language.
    #[must_use]
    pub fn crumb(mut self, text: impl Into<String>, path: &str) -> Self {
        self.crumbs.push(Crumb {
            text: text.into(),
            href: Some(self.visit.href(path)),
        });
        self
    }

    /// Shows the form's faults above the page, and answers 422, 409 or 429 when there are any.
    #[must_use]
    pub fn faults(mut self, faults: &Faults) -> Self {
        self.errors = json!(faults.summary());
        self.status = faults.status();
        self.retry_after_seconds = faults.retry_after_seconds();
        self
    }

    /// Shows a notice on this very page.
    #[must_use]
    pub fn notice(mut self, kind: NoticeKind, text: String) -> Self {
        self.notices.push(json!({ "kind": kind, "text": text }));
        self
    }

    #[must_use]
    pub fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Renders the page with `view`, a struct whose fields stand beside `page` in the template.
    pub fn answer(self, view: &impl Serialize) -> PageResult {
        let text = self.rendered(view).map_err(|fault| {
            let error = OperationError::Unexpected(format!("{}: {fault}", self.template));
            log_if_ours(&error, self.visit.request_id());
            PageError::from(Fault::UNEXPECTED)
        })?;
        let mut answer = answer_of(text, self.status, self.visit.language());
        if let Some(seconds) = self.retry_after_seconds {
            answer.headers_mut().insert("retry-after", seconds.into());
        }
        Ok(answer)
    }

    /// The page's HTML.
    pub fn rendered(&self, view: &impl Serialize) -> Result<String, String> {
        let mut data = serde_json::to_value(view).map_err(|fault| fault.to_string())?;
        let fields = data.as_object_mut().ok_or("a view is a struct")?;
        fields.insert("page".to_owned(), self.frame());
        let templates = &self.visit.edge().templates;
        templates
            .render(self.visit.words(), self.template, &data)
            .map_err(|fault| fault.to_string())
    }

    /// Everything that the layout reads.
    fn frame(&self) -> Value {
        let (visit, words) = (self.visit, self.visit.words());
        let (language, other) = (visit.language(), visit.language().other());
        let now = words.date_and_time(visit.app().now());
        let mut breadcrumbs = self.crumbs.clone();
        if !breadcrumbs.is_empty() {
            breadcrumbs.push(Crumb {
                text: self.title.clone(),
                href: None,
            });
        }
        json!({
            "lang": language.code(),
            "dir": language.direction(),
            "title": self.title,
            "is_error": self.status.is_client_error() && self.errors.as_array().is_some_and(|errors| !errors.is_empty()),
            "path_other": visit.path_in(other),
            "lang_other": other.code(),
            "name_other": match other { Language::Ar => "العربية", Language::En => "English" },
            "css_href": visit.edge().assets.css_href(),
            "icon_href": visit.edge().assets.icon_href(),
            "is_demo": visit.edge().settings.demo,
            "demo_clock": visit.edge().settings.demo.then(|| now.clone()),
            "now_text": now,
            "signed_in": signed_in(visit),
            "nav": nav(visit),
            "breadcrumbs": breadcrumbs,
            "notices": self.notices,
            "errors": self.errors,
            "help_href": visit.href("/help"),
            "accessibility_href": visit.href("/accessibility"),
        })
    }
}

fn signed_in(visit: &Visit) -> Value {
    let Some(signed_in) = visit.signed_in() else {
        return Value::Null;
    };
    let mut roles: Vec<Role> = signed_in
        .actor
        .grants
        .iter()
        .map(|grant| grant.role)
        .collect();
    roles.sort_unstable();
    roles.dedup();
    let names: Vec<String> = roles
        .into_iter()
        .map(|role| visit.say(&format!("role-{}", role.code())))
        .collect();
    let separator = match visit.language() {
        Language::Ar => "، ",
        Language::En => ", ",
    };
    let name = signed_in.name.in_language(visit.language());
    json!({ "name": name, "role_text": names.join(separator), "csrf": visit.csrf_token() })
}

fn nav(visit: &Visit) -> Vec<Value> {
    if !visit.signed_in().is_some_and(SignedIn::is_complete) {
        return Vec::new();
    }
    let is_shown = |path: &str| {
        visit
            .edge()
            .who_sees(path)
            .is_some_and(|who| who.includes(visit.signed_in()))
    };
    let lines = NAV.iter().filter(|(path, _)| is_shown(path));
    let line = |(path, key): &(&str, &str)| {
        let is_current = visit.pattern() == *path
            || (*path != "/" && visit.pattern().starts_with(&format!("{path}/")));
        json!({ "href": visit.href(path), "text": visit.say(key), "is_current": is_current })
    };
    lines.map(line).collect()
}

/// An HTML answer in a language.
pub fn answer_of(text: String, status: StatusCode, language: Language) -> Response {
    let mut answer = Html(text).with_status(status).into_response();
    answer.headers_mut().insert(
        "content-language",
        poem::http::HeaderValue::from_static(language.code()),
    );
    answer
}
