//! `zamala work`: a worker alone, with the probes on an address of its own.

use crate::{
    composition::{self, Process, Working},
    failure::Failure,
    figures::Figures,
    probes::{self, Readiness},
    settings::{self, Needs, Sources},
    shutdown::Shutdown,
    telemetry,
};

pub async fn run(sources: Sources) -> Result<(), Failure> {
    let mut settings = settings::load(&sources, Needs::WORK)?;
    telemetry::start(&settings.log)?;
    let listener = composition::bind(settings.probes, "ZAMALA_PROBES").await?;
    let shutdown = Shutdown::listen(settings.shutdown_notice)?;
    let app = composition::open_app(&mut settings).await?;
    let readiness = Readiness::new(app.db().clone(), shutdown.clone());
    let figures = Figures::new()?;
    let worker = Some(Working::new(settings.worker(), settings.mailer()?)?);
    tracing::info!(probes = %listener.local_addr()?, "working");
    let endpoint = probes::endpoint(readiness.clone(), figures.clone());
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
