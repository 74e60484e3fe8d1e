//! One request to a page, as its handler sees it: who asks, in which language, with which words; and what goes back.

use crate::{
    cookies::{self, Jar},
    edge::Edge,
    form::{FormBody, Hidden, is_key},
    language::{Argument, Words},
    notice::{self, Notice, NoticeKind},
    problem::Fault,
    route::PageResult,
    signed_in::SignedIn,
    view::Page,
};
use poem::{
    Response,
    http::{HeaderValue, Method, StatusCode, header},
};
use serde::de::DeserializeOwned;
use std::{
    collections::HashMap,
    str::FromStr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};
use zamala_domain::{
    Actor, App, Language, OperationError,
    accounts::operations::csrf_token,
    actor::{Once, Origin},
};

/// What is known of a request before its handler runs.
pub(crate) struct Facts {
    pub edge: Arc<Edge>,
    pub language: Language,
    pub method: Method,
    /// The pattern without language, for example `/labs/:id`.
    pub pattern: String,
    /// Path and query as they came, without language.
    pub target: String,
    pub is_localised: bool,
    pub wants_json: bool,
    /// Whether the address answers GET, so that the language switch can stay on it.
    pub has_page: bool,
    pub origin: Origin,
    pub params: HashMap<String, String>,
    pub query: HashMap<String, String>,
    pub signed_in: Option<SignedIn>,
    /// What a form is bound to: the session's secret, else the visitor's.
    pub cookie_secret: String,
    pub visitor_is_new: bool,
    pub notice: Option<Notice>,
}

/// One request to a page.
pub struct Visit {
    facts: Facts,
    words: Arc<Words>,
    form: FormBody,
    notice: Mutex<Option<Notice>>,
    notice_is_shown: AtomicBool,
    token_is_given: AtomicBool,
    cookies: Mutex<Vec<HeaderValue>>,
}

impl Visit {
    pub(crate) fn new(mut facts: Facts) -> Self {
        let digits = facts
            .signed_in
            .as_ref()
            .map(|signed_in| signed_in.digits)
            .unwrap_or_default();
        let words = facts.edge.catalogues.words(facts.language, digits).clone();
        let notice = Mutex::new(facts.notice.take());
        let (shown, given) = (AtomicBool::new(false), AtomicBool::new(false));
        let cookies = Mutex::new(Vec::new());
        Self {
            facts,
            words,
            form: FormBody::default(),
            notice,
            notice_is_shown: shown,
            token_is_given: given,
            cookies,
        }
    }

    /// Takes the form over and binds the request's key to it, so that a repeated request gets the first one's answer.
    /// The digest is keyed: forms may hold passwords.
    pub(crate) fn take_form(&mut self, form: FormBody) {
        if let Some(key) = form.key() {
            let (target, content) = (&self.facts.target, form.content());
            let once = self.once(&self.facts.pattern, target, &content, key);
            self.facts.origin.once = Some(once);
        }
        self.form = form;
    }

    fn once(&self, pattern: &str, target: &str, content: &[u8], key: &str) -> Once {
        let digested = [target.as_bytes(), b"\n", content].concat();
        Once {
            route: format!("{} {pattern}", self.facts.method),
            key: key.to_owned(),
            body_sha256: self.app().keyed_digest("idempotency", &digested),
        }
    }

    /// What bound the request of a button at this path to its key: an operation that is given it again answers as it
    /// did then.
    pub fn once_of_button(&self, path: &str, key: &str) -> Option<Once> {
        let content = FormBody::default().content();
        is_key(key).then(|| self.once(path, path, &content, key))
    }

    pub fn edge(&self) -> &Edge {
        &self.facts.edge
    }

    pub fn app(&self) -> &App {
        &self.facts.edge.app
    }

    pub fn language(&self) -> Language {
        self.facts.language
    }

    pub fn request_id(&self) -> &str {
        self.facts.origin.request_id.as_deref().unwrap_or_default()
    }

    /// The route's pattern without language, for example `/labs/:id`.
    pub fn pattern(&self) -> &str {
        &self.facts.pattern
    }

    /// Path and query without language, for example `/labs/x?week=3`.
    pub fn target(&self) -> &str {
        &self.facts.target
    }

    pub fn signed_in(&self) -> Option<&SignedIn> {
        self.facts.signed_in.as_ref()
    }

    /// Who acts, with the request's origin and key: what every operation is given.
    ///
    /// # Errors
    /// `Forbidden` when nobody is signed in; on routes for the signed-in that cannot be.
    pub fn actor(&self) -> Result<Actor, OperationError> {
        let signed_in = self.signed_in().filter(|signed_in| signed_in.is_complete());
        let signed_in = signed_in.ok_or(OperationError::Forbidden)?;
        Ok(Actor {
            origin: self.facts.origin.clone(),
            ..signed_in.actor.clone()
        })
    }

    /// Where the request came from, for operations of people who are not signed in.
    pub fn origin(&self) -> &Origin {
        &self.facts.origin
    }

    pub fn words(&self) -> &Words {
        &self.words
    }

    /// A message in the page's language.
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    pub fn say_with(&self, key: &str, arguments: &[Argument<'_>]) -> String {
        self.words.say_with(key, arguments)
    }

    /// A part of the path, for example `:id`.
    ///
    /// # Errors
    /// `NotFound` when it does not read as what is wanted.
    pub fn param<T: FromStr>(&self, name: &str) -> Result<T, OperationError> {
        let text = self
            .facts
            .params
            .get(name)
            .ok_or(OperationError::NotFound)?;
        text.parse().map_err(|_| OperationError::NotFound)
    }

    /// A part of the query. One that comes twice was refused before.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.facts.query.get(name).map(String::as_str)
    }

    /// Whether a program asks, where an address answers both.
    pub fn wants_json(&self) -> bool {
        self.facts.wants_json
    }

    pub fn form(&self) -> &FormBody {
        &self.form
    }

    /// The form as a struct; see [`FormBody::typed`].
    pub fn typed<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        self.form.typed()
    }

    /// The hidden fields of a form without a version.
    pub fn hidden(&self) -> Hidden {
        Hidden {
            csrf: self.csrf_token(),
            key: self.app().new_id::<uuid::Uuid>().to_string(),
            version: None,
        }
    }

    /// The hidden fields of a form about something of this version.
    pub fn hidden_with(&self, version: i64) -> Hidden {
        Hidden {
            version: Some(version),
            ..self.hidden()
        }
    }

    /// The secret that a form of this visit must be bound to.
    pub(crate) fn cookie_secret(&self) -> &str {
        &self.facts.cookie_secret
    }

    pub fn csrf_token(&self) -> String {
        self.token_is_given.store(true, Ordering::Relaxed);
        csrf_token(self.app(), &self.facts.cookie_secret)
    }

    /// An address of ours in the page's language: `/labs` becomes `/ar/labs`.
    pub fn href(&self, path: &str) -> String {
        format!("/{}{path}", self.facts.language)
    }

    /// This page in another language; home when the address is of a form only.
    pub fn path_in(&self, language: Language) -> String {
        match (self.facts.has_page, self.facts.is_localised) {
            (true, true) => format!("/{language}{}", self.facts.target),
            (true, false) => format!(
                "{}?lang={language}",
                self.facts.target.split('?').next().unwrap_or("/")
            ),
            (false, _) => format!("/{language}/"),
        }
    }

    /// A page about to be answered; `title_key` is a message.
    pub fn page(&self, template: &'static str, title_key: &str) -> Page<'_> {
        Page::new(self, template, self.say(title_key))
    }

    /// A page whose title holds content.
    pub fn page_titled(&self, template: &'static str, title: String) -> Page<'_> {
        Page::new(self, template, title)
    }

    /// Goes on to a page (303), path without language.
    pub fn go_to(&self, path: &str) -> PageResult {
        Ok(see_other(&self.href(path)))
    }

    /// Goes on to a page, which says what happened.
    pub fn go_to_with(&self, path: &str, notice: &Notice) -> PageResult {
        self.leave_notice(notice);
        self.go_to(path)
    }

    /// Goes back to a page after a button was refused: a refusal or a stale version is said there.
    ///
    /// # Errors
    /// Everything else comes back and becomes an error page.
    pub fn back_to(&self, path: &str, error: OperationError) -> PageResult {
        match error {
            OperationError::Refused(code) => {
                self.go_to_with(path, &Notice::error(&format!("problem-{code}")))
            }
            OperationError::Stale => self.go_to_with(path, &Notice::error("problem-stale")),
            other => Err(other.into()),
        }
    }

    pub fn leave_notice(&self, notice: &Notice) {
        self.set_cookie(
            Jar::Notice,
            &notice.signed(self.app()),
            Some(notice::LIFE_SECONDS),
        );
    }

    pub(crate) fn set_cookie(&self, jar: Jar, value: &str, life_seconds: Option<u32>) {
        let line = cookies::set(jar, value, self.edge().settings.is_https, life_seconds);
        self.push_cookie(line);
    }

    pub(crate) fn clear_cookie(&self, jar: Jar) {
        self.push_cookie(cookies::clear(jar, self.edge().settings.is_https));
    }

    fn push_cookie(&self, line: HeaderValue) {
        self.cookies
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .push(line);
    }

    /// The notice that the page before left, once.
    pub(crate) fn take_notice(&self) -> Option<(NoticeKind, String)> {
        let notice = self
            .notice
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .take()?;
        self.notice_is_shown.store(true, Ordering::Relaxed);
        Some(notice.shown(&self.words))
    }

    /// Adds the cookies that this visit asked for.
    pub(crate) fn with_cookies(&self, mut answer: Response) -> Response {
        if self.facts.visitor_is_new && self.token_is_given.load(Ordering::Relaxed) {
            self.set_cookie(Jar::Visitor, &self.facts.cookie_secret, None);
        }
        if self.notice_is_shown.load(Ordering::Relaxed) {
            self.clear_cookie(Jar::Notice);
        }
        let mut cookies = self
            .cookies
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        for line in cookies.drain(..) {
            answer.headers_mut().append(header::SET_COOKIE, line);
        }
        answer
    }
}

/// 303 to an address of ours.
pub(crate) fn see_other(href: &str) -> Response {
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, href)
        .finish()
}
