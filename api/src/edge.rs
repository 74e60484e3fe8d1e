//! What the edge needs beside the domain: settings, words, templates, the style sheet and the limits.

use crate::{
    assets::Assets,
    language::{Catalogues, Words},
    limits::{Limiter, Limits},
    proxies::TrustedProxies,
    route::{PageRoute, Who},
    view::Templates,
};
use futures::future::BoxFuture;
use poem::http::Method;
use std::sync::Arc;
use zamala_domain::{App, Language, notifications::Digits};

/// Asks whether the service can serve: database reachable, schema current. The text is for the log.
pub type Ready = Arc<dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync>;
/// Gives the figures for Prometheus, in its text format.
pub type Metrics = Arc<dyn Fn() -> String + Send + Sync>;
/// Told of every answer: method, route pattern, status and seconds.
pub type OnAnswer = Arc<dyn Fn(&Answered<'_>) + Send + Sync>;

/// One answer, for the figures.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    pub method: &'a str,
    /// The pattern, for example `/ar/sessions/:id`; never the path itself, which may carry a secret.
    pub route: &'a str,
    pub status: u16,
    pub seconds: f64,
}

/// What the composition root decides.
#[derive(Clone)]
pub struct Settings {
    /// Where people reach the service, for example `https://zamala.example.org`.
    pub public_url: String,
    /// Cookies are `Secure` and `__Host-`, and HSTS is sent.
    pub is_https: bool,
    /// The pages under `/dev` exist.
    pub demo: bool,
    pub limits: Limits,
    /// None, unless they are named: then `Forwarded` and `X-Forwarded-*` have no effect.
    pub trusted_proxies: TrustedProxies,
    pub ready: Ready,
    pub metrics: Metrics,
    pub on_answer: Option<OnAnswer>,
}

impl Settings {
    /// For a public address: HTTPS when it says so, no demo, default limits, always ready, no figures.
    pub fn new(public_url: impl Into<String>) -> Self {
        let public_url = public_url.into();
        Self {
            is_https: public_url.starts_with("https://"),
            public_url,
            demo: false,
            limits: Limits::default(),
            trusted_proxies: TrustedProxies::default(),
            ready: Arc::new(|| Box::pin(async { Ok(()) })),
            metrics: Arc::new(String::new),
            on_answer: None,
        }
    }
}

/// Shared by all requests.
pub struct Edge {
    pub app: App,
    pub settings: Settings,
    pub catalogues: Catalogues,
    pub templates: Templates,
    pub assets: Assets,
    pub limiter: Limiter,
    /// The route table, for the menu and `/dev/routes.json`.
    pub routes: Vec<PageRoute>,
}

impl Edge {
    pub fn new(app: App, settings: Settings, routes: Vec<PageRoute>) -> Self {
        let catalogues = Catalogues::embedded();
        let templates = Templates::embedded(&catalogues);
        let limiter = Limiter::new(&settings.limits);
        Self {
            app,
            settings,
            catalogues,
            templates,
            assets: Assets::embedded(),
            limiter,
            routes,
        }
    }

    /// Who sees the page of this path, when there is one.
    pub fn who_sees(&self, path: &str) -> Option<Who> {
        let is_it = |route: &&PageRoute| {
            route.path == path && route.method == Method::GET && route.is_localised
        };
        self.routes.iter().find(is_it).map(|route| route.who)
    }

    /// The words of a language in Western digits.
    pub fn words(&self, language: Language) -> &Arc<Words> {
        self.catalogues.words(language, Digits::Latin)
    }
}
