//! The life of one request: id, limits, the part of the edge that answers it, headers, one line in the log.

use crate::{
    edge::{Answered, Edge},
    language::{from_path, negotiated},
    limits, probes,
    problem::{Fault, Problem},
    security,
};
use futures::FutureExt;
use poem::{
    Endpoint, PathPattern, Request, Response, Route,
    http::{HeaderMap, Method, StatusCode, header},
};
use std::{panic::AssertUnwindSafe, sync::Arc, time::Instant};
use zamala_domain::{Language, actor::Origin};

/// Everything behind the address of the service.
pub struct Front {
    pages: Route,
    api: Route,
    edge: Arc<Edge>,
}

/// The head of a request, kept for its answer.
struct Head {
    request_id: String,
    method: Method,
    path: String,
    language: Language,
    accepted: HeaderMap,
}

impl Head {
    fn is_for_programs(&self) -> bool {
        self.path == "/api" || self.path.starts_with("/api/")
    }
}

impl Front {
    /// `api` answers below `/api`.
    pub fn new(pages: Route, api: Route, edge: Arc<Edge>) -> Self {
        Self { pages, api, edge }
    }

    fn head(&self, request: &Request) -> Head {
        let path = request.original_uri().path().to_owned();
        let by_header = || negotiated(request.header("accept-language"));
        let codings = request.headers().get_all(header::ACCEPT_ENCODING).iter();
        Head {
            request_id: self.edge.app.new_id::<uuid::Uuid>().to_string(),
            method: request.method().clone(),
            language: from_path(&path).unwrap_or_else(by_header),
            accepted: codings
                .map(|line| (header::ACCEPT_ENCODING, line.clone()))
                .collect(),
            path,
        }
    }

    /// Limits, then the part of the edge that the path belongs to.
    async fn answer(&self, head: &Head, mut request: Request) -> Response {
        let limits = &self.edge.settings.limits;
        if let Some(answer) = probes::answer(&self.edge, &head.path).await {
            return answer;
        }
        let address = self
            .edge
            .settings
            .trusted_proxies
            .address_of(request.remote_addr(), request.headers());
        let allowed = self.edge.limiter.check_address(address.as_deref());
        let refused = allowed
            .and_then(|()| limits::check_head(&request, limits))
            .err();
        if let Some(fault) = refused.filter(|_| head.is_for_programs()) {
            return self.fault(head, fault);
        }
        request.set_data(Origin {
            request_id: Some(head.request_id.clone()),
            address,
            once: None,
        });
        request.set_data(self.edge.app.clone());
        request.set_data(self.edge.clone());
        let is_asset = head.path.starts_with("/assets/") || head.path == "/favicon.ico";
        if is_asset && (head.method == Method::GET || head.method == Method::HEAD) {
            return self.asset(head);
        }
        // A page says what was refused: the router finds it, and its handler is passed by.
        if let Some(fault) = refused {
            request.set_data(fault);
        }
        if head.is_for_programs() {
            self.api_answer(head, request).await
        } else {
            self.pages
                .call(request)
                .await
                .unwrap_or_else(|error| self.error(head, error))
        }
    }

    fn asset(&self, head: &Head) -> Response {
        let assets = &self.edge.assets;
        if head.path == "/favicon.ico" {
            return assets.favicon();
        }
        assets
            .answer(&head.path)
            .unwrap_or_else(|| self.fault(head, Fault::edge("not-found")))
    }

    /// A body is read here, counted and timed; forms with files are counted by who reads them.
    async fn api_answer(&self, head: &Head, mut request: Request) -> Response {
        let limits = &self.edge.settings.limits;
        let is_form_with_files = request
            .content_type()
            .is_some_and(|kind| kind.starts_with("multipart/"));
        if !head.method.is_safe() && !is_form_with_files {
            let bytes_max = limits::bytes_max(&request, limits);
            let reading = limits::read_body(request.take_body(), bytes_max, limits.body_time_max);
            match reading.await {
                Ok(body) => request.set_body(body),
                Err(fault) => return self.fault(head, fault),
            }
        }
        self.api
            .call(request)
            .await
            .unwrap_or_else(|error| self.error(head, error))
    }

    fn error(&self, head: &Head, error: poem::Error) -> Response {
        if error.is_from_response() {
            return error.into_response();
        }
        let status = error.status();
        if status.is_server_error() {
            tracing::error!(request_id = head.request_id, %error, "unexpected error");
        }
        self.fault(head, Fault::of_status(status))
    }

    /// A fault outside pages: a problem document, which people can read too.
    fn fault(&self, head: &Head, fault: Fault) -> Response {
        Problem::answer(fault, self.edge.words(head.language), &head.request_id)
    }

    fn report(&self, head: &Head, pattern: &str, status: StatusCode, started: Instant) {
        let seconds = started.elapsed().as_secs_f64();
        let (method, status) = (head.method.as_str(), status.as_u16());
        tracing::info!(
            request_id = head.request_id,
            method,
            route = pattern,
            status,
            seconds,
            "request"
        );
        if let Some(on_answer) = &self.edge.settings.on_answer {
            on_answer(&Answered {
                method,
                route: pattern,
                status,
                seconds,
            });
        }
    }
}

impl Endpoint for Front {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let started = Instant::now();
        let head = self.head(&request);
        let outcome = AssertUnwindSafe(self.answer(&head, request))
            .catch_unwind()
            .await;
        let mut answer = outcome.unwrap_or_else(|_| {
            tracing::error!(request_id = head.request_id, "a handler panicked");
            self.fault(&head, Fault::UNEXPECTED)
        });
        let pattern = answer
            .data::<PathPattern>()
            .map_or_else(|| "other".to_owned(), |pattern| pattern.0.to_string());
        security::secure(&mut answer, &head.request_id, self.edge.settings.is_https);
        self.report(&head, &pattern, answer.status(), started);
        Ok(security::compressed(answer, &head.accepted))
    }
}
