//! `zamala serve`: API and pages, and the worker unless told not to. It never migrates: `/readyz` says when it should.

use crate::{
    cli,
    composition::{self, EdgeChoice, Process, Working},
    failure::Failure,
    figures::Figures,
    probes::Readiness,
    settings::{self, Needs, Sources},
    shutdown::Shutdown,
    telemetry,
};

pub async fn run(sources: Sources, choice: cli::Serve) -> Result<(), Failure> {
    let mut settings = settings::load(
        &sources,
        if choice.no_worker {
            Needs::APP
        } else {
            Needs::WORK
        },
    )?;
    telemetry::start(&settings.log)?;
    let listener = composition::bind(settings.listen, "ZAMALA_LISTEN").await?;
    let shutdown = Shutdown::listen(settings.shutdown_notice)?;
    let app = composition::open_app(&mut settings).await?;
    let readiness = Readiness::new(app.db().clone(), shutdown.clone());
    let figures = Figures::new()?;
    // A sample programme's database obeys its clock, but the demo's own pages are the demo's alone.
    let edge = EdgeChoice {
        is_demo: false,
        rate_factor: settings.rate_limit_factor,
        trusted_proxies: settings.trusted_proxies.clone(),
    };
    let edge = composition::edge_settings(&app, edge, readiness.clone(), figures.clone());
    let worker = if choice.no_worker {
        None
    } else {
        Some(Working::new(settings.worker(), settings.mailer()?)?)
    };
    tracing::info!(address = %settings.listen, works = worker.is_some(), "serving");
    let endpoint = zamala_api::service(app.clone(), edge);
    Process {
        app,
        listener,
        endpoint,
        worker,
        readiness,
        figures,
        shutdown,
    }
    .run()
    .await
}
