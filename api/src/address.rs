//! The steps that every request to a page takes.
//!
//! Promise: without a session only pages for anyone answer; without the second factor only its page does; no unsafe
//! method reaches a handler without the token of its form; every error becomes a page in the reader's language.

use crate::{
    cookies::{self, Jar},
    edge::Edge,
    form::{self, FormBody},
    language::negotiated,
    notice::Notice,
    problem::{Fault, log_if_ours},
    route::{PageError, PageResult, PageRoute},
    signed_in,
    view::error_page,
    visit::{Facts, Visit, see_other},
};
use poem::{
    Endpoint, Request, Response,
    http::{HeaderValue, Method, StatusCode},
};
use serde::Serialize;
use std::{collections::HashMap, sync::Arc};
use zamala_domain::{Language, actor::Origin, chance};

/// The page of a form whose session has ended.
#[derive(Serialize)]
struct SessionEnded {
    texts: Vec<String>,
    sign_in_href: String,
}

/// Everything that one address answers. Without routes: nothing is here.
pub(crate) struct Address {
    pub edge: Arc<Edge>,
    /// `None` for addresses without language.
    pub language: Option<Language>,
    pub pattern: &'static str,
    pub routes: Vec<PageRoute>,
}

impl Endpoint for Address {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        if let Some(fault) = request.data::<Fault>() {
            let visit = Visit::new(self.facts(&request));
            return Ok(error_page(&visit, *fault));
        }
        let (mut visit, fault) = self.visit(&request).await;
        if let Some(error) = fault {
            return Ok(answered(&visit, Err(error)));
        }
        let Some(route) = self.route(request.method()) else {
            return Ok(self.no_route(&visit));
        };
        if let Err(answer) = expect_entry(&visit, route) {
            if visit.signed_in().is_none() && !request.method().is_safe() {
                let texts = form::own_texts(&self.edge, &mut request).await;
                if !texts.is_empty() {
                    return Ok(answered(&visit, self.session_ended(&visit, texts)));
                }
            }
            return Ok(visit.with_cookies(answer));
        }
        if !request.method().is_safe() {
            let secret = visit.cookie_secret().to_owned();
            match FormBody::read(&self.edge, &mut request, &secret, route.takes_json).await {
                Ok(form) => visit.take_form(form),
                Err(fault) => return Ok(answered(&visit, Err(fault.into()))),
            }
        }
        let (visit, outcome) = (route.handler)(visit).await;
        Ok(answered(&visit, outcome))
    }
}

fn answered(visit: &Visit, outcome: PageResult) -> Response {
    let answer = outcome.unwrap_or_else(|error| match error {
        PageError::Operation(error) => {
            log_if_ours(&error, visit.request_id());
            error_page(visit, Fault::of(&error))
        }
        PageError::Fault(fault) => error_page(visit, fault),
    });
    visit.with_cookies(answer)
}

impl Address {
    fn route(&self, method: &Method) -> Option<&PageRoute> {
        let wanted = if method == Method::HEAD {
            &Method::GET
        } else {
            method
        };
        self.routes.iter().find(|route| route.method == *wanted)
    }

    /// Nothing answers this method here: 405 with those that are answered, or 404.
    fn no_route(&self, visit: &Visit) -> Response {
        let Some(allowed) = self.allowed() else {
            return error_page(visit, Fault::edge("not-found"));
        };
        let mut answer = error_page(visit, Fault::edge("method-not-allowed"));
        answer.headers_mut().insert("allow", allowed);
        answer
    }

    fn allowed(&self) -> Option<HeaderValue> {
        let mut methods: Vec<&str> = self
            .routes
            .iter()
            .map(|route| route.method.as_str())
            .collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        HeaderValue::from_str(&methods.join(", "))
            .ok()
            .filter(|value| !value.is_empty())
    }

    /// The session is over: shows what was typed, that it may be sent again after signing in.
    fn session_ended(&self, visit: &Visit, texts: Vec<String>) -> PageResult {
        let page = self.routes.iter().find(|route| route.method == Method::GET);
        let view = SessionEnded {
            sign_in_href: page
                .map_or_else(|| visit.href("/sign-in"), |page| sign_in_href(visit, page)),
            texts,
        };
        visit
            .page("sign-in/ended", "session-ended-title")
            .status(StatusCode::FORBIDDEN)
            .answer(&view)
    }

    /// Gathers what is known of the request, and what is wrong with it. The visit shows either.
    async fn visit(&self, request: &Request) -> (Visit, Option<PageError>) {
        let mut facts = self.facts(request);
        let is_https = self.edge.settings.is_https;
        match signed_in::load(&self.edge.app, request.headers(), is_https).await {
            Ok(signed_in) => facts.signed_in = signed_in,
            Err(error) => return (Visit::new(facts), Some(error.into())),
        }
        if let Some(signed_in) = &facts.signed_in {
            facts.cookie_secret.clone_from(&signed_in.session_secret);
            facts.visitor_is_new = false;
        }
        if let Err(fault) = signed_in::count(&self.edge, facts.signed_in.as_ref()) {
            return (Visit::new(facts), Some(fault.into()));
        }
        let given = request.original_uri().query().unwrap_or_default();
        let fault = match unique(url::form_urlencoded::parse(given.as_bytes())) {
            Some(query) => {
                facts.query = query;
                None
            }
            None => Some(Fault::edge("bad-request")),
        };
        let fault = match request.path_params() {
            Ok(params) => {
                facts.params = params;
                fault
            }
            Err(_) => Some(Fault::edge("not-found")),
        };
        (Visit::new(facts), fault.map(PageError::from))
    }

    fn facts(&self, request: &Request) -> Facts {
        let (edge, headers) = (self.edge.clone(), request.headers());
        let is_https = edge.settings.is_https;
        let target = request
            .original_uri()
            .path_and_query()
            .map_or("/", |target| target.as_str());
        let target = match self.language {
            Some(language) => target
                .strip_prefix(&format!("/{language}"))
                .unwrap_or(target),
            None => target,
        };
        let visitor = cookies::read(headers, Jar::Visitor.name(is_https));
        let visitor_is_new = visitor.is_none();
        let notice = cookies::read(headers, Jar::Notice.name(is_https));
        let is_shown = request.method() == Method::GET;
        Facts {
            language: self.language.unwrap_or_else(|| chosen(request)),
            method: request.method().clone(),
            pattern: self.pattern.to_owned(),
            target: target.to_owned(),
            is_localised: self.language.is_some(),
            wants_json: wants_json(request),
            has_page: self.routes.iter().any(|route| route.method == Method::GET),
            origin: request.data::<Origin>().cloned().unwrap_or_default(),
            params: HashMap::new(),
            query: HashMap::new(),
            signed_in: None,
            cookie_secret: visitor.unwrap_or_else(chance::random_secret),
            visitor_is_new,
            notice: notice
                .filter(|_| is_shown)
                .and_then(|cookie| Notice::verified(&edge.app, &cookie)),
            edge,
        }
    }
}

/// Where the address has no language: `?lang=`, else what the browser prefers.
fn chosen(request: &Request) -> Language {
    let query = request.original_uri().query().unwrap_or_default();
    let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
    let asked = asked.and_then(|(_, code)| Language::from_code(&code));
    asked.unwrap_or_else(|| negotiated(request.header("accept-language")))
}

/// Programs ask for anything, or send JSON; browsers ask for HTML.
fn wants_json(request: &Request) -> bool {
    let sends_json = request
        .content_type()
        .is_some_and(|kind| kind.starts_with("application/json"));
    sends_json
        || !request
            .header("accept")
            .is_some_and(|accepted| accepted.contains("text/html"))
}

fn unique(pairs: url::form_urlencoded::Parse<'_>) -> Option<HashMap<String, String>> {
    let mut query = HashMap::new();
    for (name, value) in pairs {
        if query
            .insert(name.into_owned(), value.into_owned())
            .is_some()
        {
            return None;
        }
    }
    Some(query)
}

/// The sign-in page, which leads back to where a page was asked for.
fn sign_in_href(visit: &Visit, route: &PageRoute) -> String {
    let here = visit.href(visit.target());
    let is_page = route.method == Method::GET
        && visit.target() != "/"
        && signed_in::own_page(&here).is_some();
    if !is_page {
        return visit.href("/sign-in");
    }
    let next: String = url::form_urlencoded::byte_serialize(here.as_bytes()).collect();
    format!("{}?next={next}", visit.href("/sign-in"))
}

/// Lets in whom the route is for. Others are sent to sign in, or to the second factor, or get 403.
fn expect_entry(visit: &Visit, route: &PageRoute) -> Result<(), Response> {
    if route.who.includes(visit.signed_in()) {
        return Ok(());
    }
    match visit.signed_in() {
        Some(signed_in) if signed_in.is_complete() => {
            Err(error_page(visit, Fault::edge("forbidden")))
        }
        Some(_) => Err(see_other(&visit.href("/sign-in/second-factor"))),
        None => Err(see_other(&sign_in_href(visit, route))),
    }
}
