//! Putting the parts together: the app over its database, files and keys; and a process of server, worker and probes.

use crate::{
    database,
    failure::{Failure, while_doing},
    figures::Figures,
    probes::Readiness,
    server,
    settings::{FilesPlace, Settings},
    shutdown::{Shutdown, raised},
};
use object_store::{
    ObjectStore, aws::AmazonS3Builder, local::LocalFileSystem, prefix::PrefixStore,
};
use poem::{Endpoint, IntoResponse};
use secrecy::ExposeSecret;
use std::{sync::Arc, time::Duration};
use tokio::{net::TcpListener, task::JoinHandle, time::MissedTickBehavior};
use zamala_api::proxies::TrustedProxies;
use zamala_domain::{
    App,
    app::{Connections, Durability, Parts},
};
use zamala_press::Templates;
use zamala_worker::Mailer;

/// How often a process that does not work looks at the demo's clock and, before its start, whether it can.
const ROUND: Duration = Duration::from_secs(1);
/// From being asked to the end; the parts' own limits are shorter.
const END_MAX: Duration = Duration::from_secs(14);

/// Opens everything that the settings name; they were loaded with [`crate::settings::Needs::APP`].
pub async fn open_app(settings: &mut Settings) -> Result<App, Failure> {
    let url = settings
        .database_url
        .as_ref()
        .ok_or_else(|| missing("DATABASE_URL"))?;
    let connections = database::open(url.expose_secret(), Durability::Full).await?;
    app_over(settings, connections)
}

/// The app over connections that stand. Takes the secret out of the settings.
pub fn app_over(settings: &mut Settings, connections: Connections) -> Result<App, Failure> {
    let files = open_files(
        settings
            .files
            .as_ref()
            .ok_or_else(|| missing("FILES_URL"))?,
    )?;
    Ok(App::new(Parts {
        connections,
        files,
        secret: settings.secret.take().ok_or_else(|| missing("SECRET"))?,
        signing_key: settings
            .signing_key
            .clone()
            .ok_or_else(|| missing("SIGNING_KEY"))?,
        public_url: settings.public_url.clone(),
        did: settings.did.clone(),
    }))
}

fn missing(name: &str) -> Failure {
    Failure::new(format!("ZAMALA_{name} is missing"))
}

/// A folder, made when it is not there, or a bucket.
pub fn open_files(place: &FilesPlace) -> Result<Arc<dyn ObjectStore>, Failure> {
    let bucket = match place {
        FilesPlace::Folder(folder) => {
            database::make_folder(folder)?;
            let store = LocalFileSystem::new_with_prefix(folder)
                .map_err(while_doing("opening the file store"))?;
            return Ok(Arc::new(store.with_fsync(true)));
        }
        FilesPlace::Bucket(bucket) => bucket,
    };
    let mut builder = AmazonS3Builder::from_env().with_bucket_name(&bucket.name);
    if let Some(endpoint) = &bucket.endpoint {
        builder = builder
            .with_endpoint(endpoint)
            .with_allow_http(endpoint.starts_with("http://"));
    }
    if let Some(region) = &bucket.region {
        builder = builder.with_region(region);
    }
    if let Some((name, secret)) = &bucket.key {
        builder = builder
            .with_access_key_id(name)
            .with_secret_access_key(secret.expose_secret());
    }
    let store = builder
        .build()
        .map_err(while_doing("opening the file store"))?;
    Ok(match bucket.prefix.as_str() {
        "" => Arc::new(store),
        prefix => Arc::new(PrefixStore::new(store, prefix)),
    })
}

/// Takes the address, before anything that takes time.
pub async fn bind(address: std::net::SocketAddr, named_by: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                Failure::new(format!("{address} is taken; {named_by} names another"))
            }
            _ => Failure::new(format!(
                "{address} cannot be listened on ({error}); {named_by} names another"
            )),
        })
}

/// What the API is told of the process it runs in.
pub fn edge_settings(
    app: &App,
    settings: EdgeChoice,
    readiness: Arc<Readiness>,
    figures: Arc<Figures>,
) -> zamala_api::Settings {
    let mut edge = zamala_api::Settings::new(app.public_url());
    edge.demo = settings.is_demo;
    edge.limits.rate_factor = settings.rate_factor;
    edge.trusted_proxies = settings.trusted_proxies;
    let counted = figures.clone();
    edge.ready = Arc::new(move || {
        let readiness = readiness.clone();
        Box::pin(async move { readiness.check().await })
    });
    edge.metrics = Arc::new(move || figures.text());
    edge.on_answer = Some(Arc::new(move |answer| {
        counted.answered(answer.method, answer.route, answer.status, answer.seconds);
    }));
    edge
}

/// What differs between `serve` and `demo`.
#[derive(Clone, Debug)]
pub struct EdgeChoice {
    pub is_demo: bool,
    pub rate_factor: u32,
    pub trusted_proxies: TrustedProxies,
}

/// What a process that works has beside the app.
pub struct Working {
    pub settings: zamala_worker::Settings,
    pub mailer: Mailer,
    pub templates: Arc<Templates>,
}

impl Working {
    /// Sets every template of the press once: a broken one ends the process here, in words, before anything is served.
    pub fn new(settings: zamala_worker::Settings, mailer: Mailer) -> Result<Self, Failure> {
        Ok(Self {
            settings,
            mailer,
            templates: Arc::new(Templates::load()?),
        })
    }
}

/// The parts of a running process.
pub struct Process<E> {
    pub app: App,
    pub listener: TcpListener,
    pub endpoint: E,
    pub worker: Option<Working>,
    pub readiness: Arc<Readiness>,
    pub figures: Arc<Figures>,
    pub shutdown: Shutdown,
}

impl<E> Process<E>
where
    E: Endpoint + 'static,
    E::Output: IntoResponse,
{
    /// Runs until asked to stop, by a signal or by a part that cannot go on.
    pub async fn run(self) -> Result<(), Failure> {
        let Self {
            app,
            listener,
            endpoint,
            worker,
            readiness,
            figures,
            shutdown,
        } = self;
        // In a database that is no demo's, or has no schema yet, there is no clock to follow.
        let _ = app.refresh_clock().await;
        tokio::spawn(figures.keep_fresh(app.clone(), shutdown.is_asked.clone()));
        let working = match worker {
            Some(working) => tokio::spawn(work(app, working, readiness, shutdown.clone())),
            None => tokio::spawn(follow_clock(app, shutdown.clone())),
        };
        let serving = tokio::spawn(server::serve(
            listener,
            endpoint,
            shutdown.is_closed.clone(),
        ));
        let mut asked = shutdown.is_asked.clone();
        raised(&mut asked).await;
        let all = async { (ended(working).await, ended(serving).await) };
        let Ok((worked, served)) = tokio::time::timeout(END_MAX, all).await else {
            tracing::warn!("not everything ended in time");
            return Ok(());
        };
        worked?;
        served?;
        tracing::info!("stopped");
        Ok(())
    }
}

async fn ended<E: std::fmt::Display>(part: JoinHandle<Result<(), E>>) -> Result<(), Failure> {
    part.await
        .map_err(while_doing("a part of the process ended unasked"))?
        .map_err(while_doing("stopped"))
}

/// Works as soon as the schema is current. A worker that fails ends the process, so that it is started again.
async fn work(
    app: App,
    working: Working,
    readiness: Arc<Readiness>,
    shutdown: Shutdown,
) -> Result<(), Failure> {
    let Working {
        settings,
        mailer,
        templates,
    } = working;
    let mut asked = shutdown.is_asked.clone();
    let mut round = tokio::time::interval(ROUND);
    while readiness.check().await.is_err() {
        tokio::select! {
            () = raised(&mut asked) => return Ok(()),
            _ = round.tick() => {}
        }
    }
    let asked = shutdown.is_asked.clone();
    let worked = zamala_worker::run(app, settings, mailer, templates, asked).await;
    shutdown.ask();
    worked.map_err(while_doing("the worker"))
}

/// The worker moves the clock of a demo along; a process without one does it itself.
async fn follow_clock(app: App, shutdown: Shutdown) -> Result<(), Failure> {
    let mut asked = shutdown.is_asked.clone();
    let mut round = tokio::time::interval(ROUND);
    round.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = raised(&mut asked) => return Ok(()),
            _ = round.tick() => {
                if let Err(error) = app.refresh_clock().await {
                    tracing::debug!(%error, "the clock could not be read");
                }
            }
        }
    }
}
