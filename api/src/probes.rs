//! What machines ask: is it alive, can it serve, what are its figures.

use crate::edge::Edge;
use poem::{IntoResponse, Response, http::StatusCode};

/// The answer to `/healthz`, `/readyz` and `/metrics`; `None` for every other path.
pub async fn answer(edge: &Edge, path: &str) -> Option<Response> {
    match path {
        "/healthz" => Some(plain(StatusCode::OK, "alive\n")),
        "/readyz" => Some(ready(edge).await),
        "/metrics" => {
            let figures = (edge.settings.metrics)();
            Some(
                figures
                    .with_content_type("text/plain; version=0.0.4; charset=utf-8")
                    .into_response(),
            )
        }
        _ => None,
    }
}

async fn ready(edge: &Edge) -> Response {
    match (edge.settings.ready)().await {
        Ok(()) => plain(StatusCode::OK, "ready\n"),
        Err(reason) => {
            tracing::warn!(reason, "not ready");
            plain(StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    Response::builder()
        .status(status)
        .content_type("text/plain; charset=utf-8")
        .body(text)
}
