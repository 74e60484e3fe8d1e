//! `zamala restore`: a backup back into an empty place, and the proof that all of it came.
//!
//! Promise: what was due when the backup is brought back may have been sent long ago: it is not sent again. Nobody stays
//! signed in, and no link works that may have been used since.

use crate::{
    archive::{self, Manifest},
    cli, composition, database,
    failure::{Failure, while_doing},
    settings::{self, Needs, Settings, Sources},
};
use futures::StreamExt;
use object_store::{ObjectStore, ObjectStoreExt, path::Path as ObjectPath};
use sea_orm::{ConnectionTrait, DbErr, Statement, Value};
use secrecy::ExposeSecret;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{fs::File, path::Path};
use zamala_domain::{
    Actor, App, Txn,
    app::{Connections, Durability},
    audit::{self, Verdict},
};
use zamala_migrations::STEPS;

pub async fn run(sources: Sources, place: cli::Place) -> Result<(), Failure> {
    let mut settings = settings::load(&sources, Needs::APP)?;
    let url = settings
        .database_url
        .clone()
        .ok_or_else(|| Failure::new("ZAMALA_DATABASE_URL is missing"))?;
    let url = url.expose_secret();
    let app = unopened(&mut settings, url).await?;
    let manifest = Manifest::read(&app, &place.folder)?;
    check_fit(&manifest, url)?;
    let brought = bring(&app, &manifest, (url, &place.folder), sources).await;
    let stilled = brought.map_err(while_doing(
        "what was brought back is not usable; empty the place before trying again",
    ))?;
    println!(
        "Restored what was copied at {}: {} rows in {} tables and {} files agree, the audit log is whole.",
        manifest.made_at.format("%Y-%m-%d %H:%M UTC"),
        manifest.counts.values().sum::<i64>(),
        manifest.counts.len(),
        manifest.files.len()
    );
    println!(
        "Not sent again: {} letters and {} reminders that were due.",
        stilled.letters, stilled.reminders
    );
    if manifest.migrations.len() < STEPS.len() {
        println!("The backup is of an older release: run `zamala migrate` now.");
    }
    Ok(())
}

/// Brings database and files, proves them, and stills what must not happen twice.
async fn bring(
    app: &App,
    manifest: &Manifest,
    (url, folder): (&str, &Path),
    sources: Sources,
) -> Result<Stilled, Failure> {
    let brought = archive::bring_database(app, url, folder).await?;
    if brought != manifest.database {
        return Err(Failure::new(
            "the database that came is not the one that was copied",
        ));
    }
    for file in &manifest.files {
        bring_file(app, folder, &file.sha256).await?;
    }
    let app = composition::open_app(&mut settings::load(&sources, Needs::APP)?).await?;
    prove(&app, manifest).await?;
    still(&app, manifest).await
}

/// The service before there is a database: its files and keys, over an empty place.
async fn unopened(settings: &mut Settings, url: &str) -> Result<App, Failure> {
    let connections = match database::sqlite_path(url) {
        Some(path) if path.exists() => {
            return Err(Failure::new(format!(
                "{} exists: a backup comes back into an empty place only",
                path.display()
            )));
        }
        Some(path) => {
            if let Some(folder) = path
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty())
            {
                database::make_folder(folder)?;
            }
            let nowhere = sea_orm::DatabaseConnection::default;
            Connections {
                write: nowhere(),
                read: nowhere(),
                statements: zamala_domain::app::Statements::default(),
            }
        }
        None => {
            let connections = database::open(url, Durability::Full).await?;
            if !archive::is_without_tables(&connections.read).await? {
                return Err(Failure::new(
                    "the database has tables: a backup comes back into an empty place only",
                ));
            }
            connections
        }
    };
    let files = composition::open_files(
        settings
            .files
            .as_ref()
            .ok_or_else(|| Failure::new("ZAMALA_FILES_URL is missing"))?,
    )?;
    if files
        .list(Some(&ObjectPath::from("sha256")))
        .next()
        .await
        .is_some()
    {
        return Err(Failure::new(
            "the file store has files: a backup comes back into an empty place only",
        ));
    }
    composition::app_over(settings, connections)
}

fn check_fit(manifest: &Manifest, url: &str) -> Result<(), Failure> {
    let engine = if database::sqlite_path(url).is_some() {
        "sqlite"
    } else {
        "postgres"
    };
    if manifest.engine != engine {
        return Err(Failure::new(format!(
            "the backup is of {}, ZAMALA_DATABASE_URL names {engine}",
            manifest.engine
        )));
    }
    let is_known = |name: &String| STEPS.iter().any(|step| step.name == name);
    match manifest.migrations.iter().find(|name| !is_known(name)) {
        Some(name) => Err(Failure::new(format!(
            "the backup is of a newer release: this one knows nothing of {name}"
        ))),
        None => Ok(()),
    }
}

/// Opens a file of the backup, proves its digest and puts it where the service keeps it.
async fn bring_file(app: &App, folder: &Path, sha256: &str) -> Result<(), Failure> {
    let sealed = File::open(archive::place_of(folder, sha256))
        .map_err(while_doing(format!("the file {sha256}")))?;
    let mut bytes = Vec::new();
    let copied = archive::unseal(app, sha256, sealed, &mut bytes)?;
    if copied.sha256 != sha256 {
        return Err(Failure::new(format!("the file {sha256} is another one")));
    }
    let put = app
        .files()
        .put(&archive::object_of(sha256), bytes.into())
        .await;
    put.map(drop)
        .map_err(while_doing(format!("the file {sha256}")))
}

/// Counts, audit chain and digests against the manifest, read back from where the service will read them.
async fn prove(app: &App, manifest: &Manifest) -> Result<(), Failure> {
    let counts = archive::counts(app.db()).await?;
    if counts != manifest.counts {
        let differing = manifest
            .counts
            .iter()
            .find(|(table, rows)| counts.get(*table) != Some(*rows));
        let table = differing.map_or("a table that the backup does not have", |(table, _)| {
            table.as_str()
        });
        return Err(Failure::new(format!(
            "the rows of {table} are not those of the backup"
        )));
    }
    if let Verdict::Broken { sequence, fault } =
        audit::operations::check(app, manifest.audit_head.as_ref()).await?
    {
        return Err(Failure::new(format!(
            "the audit log is broken at {sequence}: {fault}"
        )));
    }
    if archive::named_files(app.db()).await? != manifest.files {
        return Err(Failure::new(
            "the rows name other files than the backup has",
        ));
    }
    for file in &manifest.files {
        let of_file = || format!("the file {}", file.sha256);
        let got = app
            .files()
            .get(&archive::object_of(&file.sha256))
            .await
            .map_err(while_doing(of_file()))?;
        let bytes = got.bytes().await.map_err(while_doing(of_file()))?;
        if hex::encode(Sha256::digest(&bytes)) != file.sha256 {
            return Err(Failure::new(format!(
                "{} is not what was copied",
                of_file()
            )));
        }
    }
    Ok(())
}

/// What was kept from being sent again.
struct Stilled {
    letters: u64,
    reminders: u64,
}

const LETTERS: &str = "UPDATE letters SET state = 'cancelled', last_error = 'restored'
    WHERE state IN ('waiting', 'sending') AND send_at <= $1";
const REMINDERS: &str =
    "UPDATE reminders SET state = 'skipped' WHERE state = 'planned' AND send_at <= $1";
/// Links that may have been used since; $1 is real time.
const LINKS: &str = "UPDATE sign_in_links SET used_at = $1 WHERE used_at IS NULL";
const SESSIONS: &str = "DELETE FROM sign_in_sessions";

/// Cancels what was due, ends what may have ended since, and says so in the audit log.
async fn still(app: &App, manifest: &Manifest) -> Result<Stilled, Failure> {
    app.refresh_clock().await?;
    let (now, real_now) = (app.now(), app.real_now());
    let stilled = app.write(|txn| async move {
            let txn = &*txn;
        let letters = change(txn, LETTERS, [now.into()]).await?;
        let reminders = change(txn, REMINDERS, [now.into()]).await?;
        let links = change(txn, LINKS, [real_now.into()]).await?;
        let sessions = change(txn, SESSIONS, []).await?;
        let after = json!({ "letters": letters, "reminders": reminders, "links": links, "sessions": sessions });
        let entry = audit::Entry::new("backup.restore", "backup", manifest.made_at.to_rfc3339()).after(after);
        audit::operations::record_in(app, txn, &Actor::system(), entry).await?;
        Ok(Stilled { letters, reminders })
    });
    Ok(stilled.await?)
}

async fn change(
    txn: &Txn,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64, DbErr> {
    let statement = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
    Ok(txn.execute_raw(statement).await?.rows_affected())
}
