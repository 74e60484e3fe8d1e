//! `zamala demo`: the sample programme on this machine, in one process, on a clock of its own.

use crate::{
    cli,
    commands::import::refused,
    composition::{self, EdgeChoice, Process, Working},
    database,
    failure::{Failure, while_doing},
    figures::Figures,
    probes::Readiness,
    schema,
    settings::{FilesPlace, Sources},
    shutdown::Shutdown,
    telemetry,
};
use chrono::{DateTime, Utc};
use std::{
    io::Write,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::TempDir;
use zamala_api::proxies::TrustedProxies;
use zamala_domain::{
    Actor, App, OperationError, Role, accounts,
    app::{Durability, MasterSecret, Parts, connect},
    chance, imports,
    people::{self, PersonLine},
    reports,
};
use zamala_seal::key::SigningKey;
use zamala_worker::Mailer;

const SAMPLE: &str = include_str!("../../../data/sample_programme.yaml");
/// Who issues the demo's certificates: a reserved name, which nobody takes for a ministry.
const DEMO_DID: &str = "did:web:zamala.example";
/// The Sunday of the running cohort's week 11, 07:30 in Bahrain.
const STARTS_AT: &str = "2026-11-15T07:30:00+03:00";
/// Who has asked for a report when the demo begins.
const REPORT_ASKER: &str = "pm.adel";
/// The address and who is who are what a demo says; the log only warns.
const LOG: &str = "warn";
/// One visitor at this machine, and whatever measures it.
const RATE_FACTOR: u32 = 100;

/// Where the demo keeps its things.
enum Home {
    /// Goes with the process.
    Passing(TempDir),
    Kept(PathBuf),
}

impl Home {
    fn new(choice: &cli::Demo) -> Result<Self, Failure> {
        if let Some(folder) = &choice.data {
            database::make_folder(folder)?;
            return Ok(Self::Kept(folder.clone()));
        }
        let folder = tempfile::Builder::new().prefix("zamala-demo-").tempdir()?;
        Ok(if choice.keep {
            Self::Kept(folder.keep())
        } else {
            Self::Passing(folder)
        })
    }

    fn path(&self) -> &Path {
        match self {
            Self::Passing(folder) => folder.path(),
            Self::Kept(folder) => folder,
        }
    }
}

pub async fn run(sources: Sources, choice: cli::Demo) -> Result<(), Failure> {
    telemetry::start(sources.variable("ZAMALA_LOG").unwrap_or(LOG))?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, choice.port));
    let listener = composition::bind(address, "--port").await?;
    let address = listener.local_addr()?;
    let shutdown = Shutdown::listen(Duration::ZERO)?;
    let home = Home::new(&choice)?;
    let app = open(home.path(), &format!("http://{address}")).await?;
    fill(&app).await?;
    let readiness = Readiness::new(app.db().clone(), shutdown.clone());
    let figures = Figures::new()?;
    let edge = EdgeChoice {
        is_demo: true,
        rate_factor: RATE_FACTOR,
        trusted_proxies: TrustedProxies::default(),
    };
    let edge = composition::edge_settings(&app, edge, readiness.clone(), figures.clone());
    let endpoint = zamala_api::service(app.clone(), edge);
    introduce(&app, &home).await?;
    let worker = Some(Working::new(
        zamala_worker::Settings::default(),
        Mailer::Kept,
    )?);
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
    .await?;
    if let Home::Passing(folder) = home {
        folder
            .close()
            .map_err(while_doing("removing the demo's folder"))?;
    }
    Ok(())
}

/// The service over the folder's database and files, with keys of its own.
async fn open(folder: &Path, public_url: &str) -> Result<App, Failure> {
    let url = format!("sqlite://{}", folder.join("zamala.sqlite").display());
    schema::migrate(&url).await?;
    Ok(App::new(Parts {
        connections: connect(&url, Durability::Normal).await?,
        files: composition::open_files(&FilesPlace::Folder(folder.join("files")))?,
        secret: MasterSecret::new(Box::new(kept_seed(&folder.join("secret"))?)),
        signing_key: SigningKey::from_seed(&kept_seed(&folder.join("signing-seed"))?),
        public_url: public_url.to_owned(),
        did: DEMO_DID.to_owned(),
    }))
}

/// 32 random bytes, the same ones the next time.
fn kept_seed(path: &Path) -> Result<[u8; 32], Failure> {
    if path.exists() {
        let text = std::fs::read_to_string(path).map_err(while_doing(path.display()))?;
        let bytes = hex::decode(text.trim())
            .ok()
            .and_then(|bytes| bytes.try_into().ok());
        return bytes.ok_or_else(|| Failure::new(format!("{} is not a demo's", path.display())));
    }
    let seed = chance::random_bytes();
    let mut file = crate::archive::new_file(path)?;
    file.write_all(hex::encode(seed).as_bytes())?;
    Ok(seed)
}

/// Starts the clock, then imports the sample, so that everything in it begins at that moment. A folder that was filled
/// before goes on from where its clock is.
async fn fill(app: &App) -> Result<(), Failure> {
    if app.is_demo().await? {
        app.refresh_clock().await?;
        return Ok(());
    }
    if !people::operations::list(app, &Actor::system(), "", None, 1)
        .await?
        .is_empty()
    {
        return Err(Failure::new("the database in this folder is no demo's"));
    }
    let starts_at: DateTime<Utc> = STARTS_AT.parse().map_err(while_doing("the demo's clock"))?;
    app.mark_as_demo(starts_at).await?;
    imports::operations::import(app, &Actor::system(), SAMPLE, false)
        .await
        .map_err(refused)?;
    ask_for_report(app)
        .await
        .map_err(while_doing("the demo's report"))
}

/// One manager asks for a report of the running cohort, so that another one finds it at home, to be signed off.
async fn ask_for_report(app: &App) -> Result<(), OperationError> {
    let everybody = people::operations::sample_people(app).await?;
    let asker = everybody
        .iter()
        .find(|line| line.facts.code.as_deref() == Some(REPORT_ASKER));
    let Some(asker) = asker else {
        return Ok(());
    };
    let Some(actor) = accounts::operations::actor_of(app, asker.facts.id).await? else {
        return Ok(());
    };
    let cohorts = reports::operations::askable_cohorts(app, &actor).await?;
    let running = cohorts
        .iter()
        .find(|cohort| cohort.dates.contains(app.today()));
    if let Some(cohort) = running {
        reports::operations::ask(app, &actor, cohort.id).await?;
    }
    Ok(())
}

/// The address, and one person of each role.
async fn introduce(app: &App, home: &Home) -> Result<(), Failure> {
    let all = people::operations::sample_people(app).await?;
    let url = app.public_url();
    println!("Zamala shows the sample programme at {url}/");
    println!(
        "It is {} in Bahrain there. Letters: {url}/dev/letters  Everybody: {url}/dev/people\n",
        local_time(app)
    );
    println!("{:<20} {:<12} {:<28} sign in", "role", "code", "name");
    for role in Role::ALL {
        let holder = all.iter().find(|line| line.roles.contains(&role));
        if let Some(PersonLine { facts, .. }) = holder {
            let code = facts.code.as_deref().unwrap_or_default();
            println!(
                "{:<20} {code:<12} {:<28} {url}/dev/people/{code}",
                role.code(),
                facts.name.en
            );
        }
    }
    match home {
        Home::Passing(_) => println!("\nCtrl-C ends it and removes everything."),
        Home::Kept(folder) => println!(
            "\nCtrl-C ends it. Everything stays in {}.",
            folder.display()
        ),
    }
    std::io::stdout().flush()?;
    Ok(())
}

fn local_time(app: &App) -> String {
    app.now()
        .with_timezone(&zamala_domain::app::PROGRAMME_ZONE)
        .format("%A %-d %B %Y, %H:%M")
        .to_string()
}
