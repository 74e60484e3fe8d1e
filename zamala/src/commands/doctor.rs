//! `zamala doctor`: what would be used, what can be reached, what is missing. Ends with 1 when anything is wrong.

use crate::{
    composition, database,
    failure::Failure,
    schema,
    settings::{self, Needs, Settings, Sources},
};
use object_store::{ObjectStore, ObjectStoreExt, path::Path};
use secrecy::ExposeSecret;
use std::time::Duration;
use tokio::time::timeout;
use zamala_domain::{app::Durability, chance};
use zamala_worker::Mailer;

/// How long each place may take to answer.
const REACH_MAX: Duration = Duration::from_secs(15);

/// What was looked at, line by line.
#[derive(Default)]
struct Findings {
    wrong: usize,
}

impl Findings {
    fn tell(&mut self, what: &str, found: Result<String, String>) {
        match found {
            Ok(words) => println!("ok     {what}: {words}"),
            Err(words) => {
                self.wrong += 1;
                println!("wrong  {what}: {words}");
            }
        }
    }
}

pub async fn run(sources: Sources) -> Result<(), Failure> {
    let (settings, faults) = settings::read(&sources, Needs::WORK);
    show(&settings);
    let mut findings = Findings::default();
    for fault in &faults {
        findings.tell("setting", Err(fault.to_string()));
    }
    if let Some(url) = &settings.database_url {
        let found = Box::pin(within(look_at_database(url.expose_secret()))).await;
        findings.tell("database", found);
    }
    if let Some(place) = &settings.files {
        let found = match composition::open_files(place) {
            Ok(store) => within(look_at_files(store.as_ref())).await,
            Err(failure) => Err(failure.0),
        };
        findings.tell("files", found);
    }
    if settings.smtp.is_some() {
        let found = match settings.mailer() {
            Ok(mailer) => within(look_at_relay(&mailer)).await,
            Err(failure) => Err(failure.0),
        };
        findings.tell("relay", found);
    }
    match findings.wrong {
        0 => {
            println!("Nothing is missing.");
            Ok(())
        }
        wrong => Err(Failure::new(format!("{wrong} wrong"))),
    }
}

/// The settings in force; of secrets, whether they are there.
fn show(settings: &Settings) {
    let hidden = |is_given: bool| if is_given { "(hidden)" } else { "(missing)" }.to_owned();
    let database = settings
        .database_url
        .as_ref()
        .map(|url| settings::without_password(url.expose_secret()));
    let lines = [
        ("DATABASE_URL", database.unwrap_or_else(|| hidden(false))),
        ("LISTEN", settings.listen.to_string()),
        ("PUBLIC_URL", settings.public_url.clone()),
        ("SMTP_URL", hidden(settings.smtp.is_some())),
        (
            "MAIL_FROM",
            settings
                .smtp
                .as_ref()
                .map_or_else(|| hidden(false), |smtp| smtp.from.clone()),
        ),
        (
            "FILES_URL",
            settings
                .files
                .as_ref()
                .map_or_else(|| hidden(false), ToString::to_string),
        ),
        ("SECRET", hidden(settings.secret.is_some())),
        (
            "SIGNING_KEY",
            settings.signing_key.as_ref().map_or_else(
                || hidden(false),
                |key| format!("public half {}", key.public_text()),
            ),
        ),
        ("LOG", settings.log.clone()),
        ("PROBES", settings.probes.to_string()),
        ("LEASE_SECONDS", settings.lease.as_secs().to_string()),
        (
            "AMBIGUOUS_WAIT_SECONDS",
            settings.ambiguous_wait.as_secs().to_string(),
        ),
        (
            "WORKER_CONCURRENCY",
            settings.worker_concurrency.to_string(),
        ),
        ("RATE_LIMIT_FACTOR", settings.rate_limit_factor.to_string()),
        ("TRUSTED_PROXIES", settings.trusted_proxies.to_string()),
        (
            "SHUTDOWN_NOTICE_SECONDS",
            settings.shutdown_notice.as_secs().to_string(),
        ),
    ];
    for (name, value) in lines {
        println!("       ZAMALA_{name} = {value}");
    }
}

async fn within(look: impl Future<Output = Result<String, String>>) -> Result<String, String> {
    timeout(REACH_MAX, look)
        .await
        .unwrap_or_else(|_| Err(format!("no answer within {} s", REACH_MAX.as_secs())))
}

async fn look_at_database(url: &str) -> Result<String, String> {
    let connections = database::open(url, Durability::Full)
        .await
        .map_err(|failure| failure.0)?;
    let status = schema::status(&connections.read)
        .await
        .map_err(|error| error.to_string())?;
    if !status.is_current() {
        return Err(format!(
            "reached; {} steps are pending: run `zamala migrate`",
            status.pending.len()
        ));
    }
    let newer = if status.unknown.is_empty() {
        ""
    } else {
        ", and newer than this release"
    };
    Ok(format!(
        "reached; the schema is current ({} steps{newer})",
        status.applied.len()
    ))
}

/// Writes, reads and deletes an object outside the folder of the service's own.
async fn look_at_files(store: &dyn ObjectStore) -> Result<String, String> {
    let path = Path::from(format!(
        "doctor/{}",
        hex::encode(chance::random_bytes::<8>())
    ));
    let words =
        |what: &'static str| move |error: object_store::Error| format!("cannot {what}: {error}");
    store
        .put(&path, "zamala".into())
        .await
        .map_err(words("write"))?;
    let got = store.get(&path).await.map_err(words("read"))?;
    let bytes = got.bytes().await.map_err(words("read"))?;
    store.delete(&path).await.map_err(words("delete"))?;
    if bytes.as_ref() == b"zamala" {
        Ok("written, read and deleted".to_owned())
    } else {
        Err("reads something else than was written".to_owned())
    }
}

async fn look_at_relay(mailer: &Mailer) -> Result<String, String> {
    match mailer {
        Mailer::Smtp(relay) => relay
            .reach()
            .await
            .map(|()| "reached".to_owned())
            .map_err(|error| error.to_string()),
        Mailer::Kept => Ok("none: letters are kept".to_owned()),
    }
}
