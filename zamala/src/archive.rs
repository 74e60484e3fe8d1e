//! A backup as it lies in its folder: the database, every file that a row names, and a manifest.
//!
//! Promise: database and files are sealed by a key that follows from the service's secret; the manifest holds figures and
//! digests only, and says so itself by a keyed digest. It is written last: a folder without one is no backup.

mod postgres;
mod rows;
mod sealed;
mod sqlite;

pub use rows::{Counts, NamedFile, counts, is_without_tables, named_files};
pub use sealed::{Copied, seal, unseal};

use crate::{
    database,
    failure::{Failure, while_doing},
};
use chrono::{DateTime, Utc};
use object_store::path::Path as ObjectPath;
use sea_orm::DbBackend;
use serde::{Deserialize, Serialize};
use std::{
    fs::{File, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};
use zamala_domain::App;
use zamala_seal::chain::AuditHead;

const MANIFEST: &str = "manifest.json";
const DATABASE: &str = "database.sealed";
const FILES: &str = "files";
/// Of this layout.
const FORMAT: u32 = 1;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: u32,
    /// The release that made it.
    pub version: String,
    /// Real time.
    pub made_at: DateTime<Utc>,
    /// `sqlite` or `postgres`.
    pub engine: String,
    pub migrations: Vec<String>,
    /// Rows of each table.
    pub counts: Counts,
    /// The newest head before the copy was made; the copy's log contains it.
    pub audit_head: Option<AuditHead>,
    /// Of the database's copy before it was sealed.
    pub database: Copied,
    pub files: Vec<NamedFile>,
    /// Keyed digest over everything above.
    pub mac: String,
}

impl Manifest {
    /// An empty one of this release.
    pub fn new(app: &App) -> Self {
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: app.real_now(),
            engine: engine(app.backend()).to_owned(),
            migrations: Vec::new(),
            counts: Counts::new(),
            audit_head: None,
            database: Copied::default(),
            files: Vec::new(),
            mac: String::new(),
        }
    }

    fn digest(&self, app: &App) -> Result<String, Failure> {
        let unsigned = Self {
            mac: String::new(),
            ..self.clone()
        };
        Ok(hex::encode(app.keyed_digest(
            "backup-manifest",
            &serde_json::to_vec(&unsigned)?,
        )))
    }

    /// Writes the manifest, and with it ends the backup.
    pub fn write(mut self, app: &App, folder: &Path) -> Result<(), Failure> {
        self.mac = self.digest(app)?;
        let mut file = new_file(&folder.join(MANIFEST))?;
        file.write_all(&serde_json::to_vec_pretty(&self)?)?;
        file.sync_all()?;
        File::open(folder)?.sync_all()?;
        Ok(())
    }

    /// Reads a manifest, and proves that this service's secret wrote it.
    pub fn read(app: &App, folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(MANIFEST);
        let text = std::fs::read(&path)
            .map_err(while_doing(format!("{} is no backup", folder.display())))?;
        let manifest: Self = serde_json::from_slice(&text).map_err(while_doing(path.display()))?;
        if manifest.format != FORMAT {
            return Err(Failure::new(format!(
                "a backup of layout {}, which this release does not know",
                manifest.format
            )));
        }
        if manifest.mac != manifest.digest(app)? {
            return Err(Failure::new(
                "the manifest was changed, or belongs to a service with another ZAMALA_SECRET",
            ));
        }
        Ok(manifest)
    }
}

/// The name of a database engine.
pub fn engine(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => "postgres",
        _ => "sqlite",
    }
}

/// Seals a copy of the database, all of one moment.
///
/// # Returns
/// What was copied, and the rows and files of that moment.
pub async fn copy_database(
    app: &App,
    url: &str,
    folder: &Path,
) -> Result<(Copied, Counts, Vec<NamedFile>), Failure> {
    let to = folder.join(DATABASE);
    match app.backend() {
        DbBackend::Postgres => postgres::copy(app, url, &to).await,
        _ => sqlite::copy(app, url, &to).await,
    }
}

/// Brings the database back where there is none.
pub async fn bring_database(app: &App, url: &str, folder: &Path) -> Result<Copied, Failure> {
    let from = folder.join(DATABASE);
    match database::sqlite_path(url) {
        Some(path) => sqlite::bring(app, &from, path.to_owned()).await,
        None => postgres::bring(app, url, &from).await,
    }
}

/// Where a file lies in the backup.
pub fn place_of(folder: &Path, sha256: &str) -> PathBuf {
    folder.join(FILES).join(sha256)
}

/// Where the service keeps an object: `sha256/<first byte>/<digest>`.
pub fn object_of(sha256: &str) -> ObjectPath {
    ObjectPath::from_iter(["sha256", sha256.get(..2).unwrap_or_default(), sha256])
}

/// A folder that was not there, or is empty.
pub fn empty_folder(folder: &Path) -> Result<(), Failure> {
    database::make_folder(folder)?;
    let mut inside = std::fs::read_dir(folder).map_err(while_doing(folder.display()))?;
    if inside.next().is_some() {
        return Err(Failure::new(format!("{} is not empty", folder.display())));
    }
    database::make_folder(&folder.join(FILES))
}

/// A file that was not there, readable by its owner alone.
pub fn new_file(path: &Path) -> Result<File, Failure> {
    let created = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    created.map_err(while_doing(format!("creating {}", path.display())))
}

/// Runs what waits for disks and other programs beside the runtime.
async fn beside<T, F>(work: F) -> Result<T, Failure>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Failure> + Send + 'static,
{
    tokio::task::spawn_blocking(work).await?
}
