//! The life of one request: id, limits, the part of the service that answers it, headers, one line in the log.

use crate::{
    edge::{Answered, Edge},
    language::{from_path, negotiated},
    limits,
    probes,
    problem::{Fault, Problem},
    security,
};
use futures::FutureExt;
use poem::{Endpoint, IntoResponse, Request, Response, Route, http::Method, route::PathPattern};
use std::{panic::AssertUnwindSafe, sync::Arc, time::Instant};
use zamala_domain::{Language, actor::Origin};

/// Where a request is answered.
pub struct Service<Api> {
    pages: Route,
    api: Api,
    edge: Arc<Edge>,
}

impl<Api: Endpoint> Service<Api> {
    /// `api` answers below `/api`, with the prefix stripped.
    pub fn new(pages: Route, api: Api, edge: Arc<Edge>) -> Self {
        Self { pages, api, edge }
    }
}

/// The head of a request, kept for its answer.
struct Head {
    request_id: String,
    method: Method,
    path: String,
    language: Language,
    accept: poem::http::HeaderMap,
}

impl Head {
    fn is_for_machines(&self) -> bool {
        self.path == "/api" || self.path.starts_with("/api/")
    }
}
