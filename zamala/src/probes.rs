//! `/healthz`, `/readyz` and `/metrics`: for balancers and Prometheus; the worker answers them on an address of its own.

use crate::{figures::Figures, schema, shutdown::Shutdown};
use poem::{
    Endpoint, EndpointExt, IntoResponse, Response, Route, get, handler, http::StatusCode, web::Data,
};
use sea_orm::DatabaseConnection;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::Mutex, time::timeout};

/// How long an answer of the database stands: a balancer's questions cost next to nothing.
const ANSWER_KEPT: Duration = Duration::from_secs(1);
const ANSWER_TIME_MAX: Duration = Duration::from_secs(2);

/// Whether the process can serve.
pub struct Readiness {
    db: DatabaseConnection,
    shutdown: Shutdown,
    last: Mutex<Option<(Instant, Result<(), String>)>>,
}

impl Readiness {
    pub fn new(db: DatabaseConnection, shutdown: Shutdown) -> Arc<Self> {
        Arc::new(Self {
            db,
            shutdown,
            last: Mutex::new(None),
        })
    }

    /// The database answers and every step of the schema is applied.
    ///
    /// # Errors
    /// Why not, in words without secrets.
    pub async fn check(&self) -> Result<(), String> {
        if self.shutdown.is_asked() {
            return Err("it is shutting down".to_owned());
        }
        let mut last = self.last.lock().await;
        if let Some((at, answer)) = &*last
            && at.elapsed() < ANSWER_KEPT
        {
            return answer.clone();
        }
        let answer = self.ask().await;
        *last = Some((Instant::now(), answer.clone()));
        answer
    }

    async fn ask(&self) -> Result<(), String> {
        match timeout(ANSWER_TIME_MAX, schema::is_current(&self.db)).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("the schema is not current: run `zamala migrate`".to_owned()),
            Err(_) => Err("the database does not answer in time".to_owned()),
            Ok(Err(error)) => {
                tracing::debug!(%error, "not ready");
                Err(
                    "the database cannot be read, or has no schema: run `zamala migrate`"
                        .to_owned(),
                )
            }
        }
    }
}

/// The probes of a process that serves nothing else.
pub fn endpoint(
    readiness: Arc<Readiness>,
    figures: Arc<Figures>,
) -> impl Endpoint<Output = Response> + use<> {
    let routes = Route::new()
        .at("/healthz", get(healthz))
        .at("/readyz", get(readyz))
        .at("/metrics", get(metrics));
    routes.data(readiness).data(figures).map_to_response()
}

#[handler]
fn healthz() -> &'static str {
    "ok\n"
}

#[handler]
async fn readyz(readiness: Data<&Arc<Readiness>>) -> Response {
    match readiness.check().await {
        Ok(()) => "ok\n".into_response(),
        Err(why) => format!("{why}\n")
            .with_status(StatusCode::SERVICE_UNAVAILABLE)
            .into_response(),
    }
}

#[handler]
fn metrics(figures: Data<&Arc<Figures>>) -> Response {
    figures
        .text()
        .with_content_type("text/plain; version=0.0.4")
        .into_response()
}
