//! `zamala backup`: a consistent, sealed copy of database and files in an empty place.

use crate::{
    archive::{self, Manifest},
    cli, composition,
    failure::{Failure, while_doing},
    schema,
    settings::{self, Needs, Sources},
};
use object_store::ObjectStoreExt;
use secrecy::ExposeSecret;
use std::path::Path;
use zamala_domain::{App, audit};

pub async fn run(sources: Sources, place: cli::Place) -> Result<(), Failure> {
    let mut settings = settings::load(&sources, Needs::APP)?;
    let url = settings
        .database_url
        .clone()
        .ok_or_else(|| Failure::new("ZAMALA_DATABASE_URL is missing"))?;
    let app = composition::open_app(&mut settings).await?;
    let status = schema::status(app.db()).await?;
    if !status.is_current() {
        return Err(Failure::new(
            "the schema is not current: run `zamala migrate` first",
        ));
    }
    let folder = place.folder;
    archive::empty_folder(&folder)?;
    let mut manifest = Manifest::new(&app);
    manifest.migrations = status.applied;
    // The copy comes after the head, so that its log contains it.
    while audit::operations::sequence(&app).await? > 0 {}
    manifest.audit_head = audit::operations::head(&app).await?;
    let (copied, counts, files) =
        archive::copy_database(&app, url.expose_secret(), &folder).await?;
    let bytes: u64 = {
        let mut bytes = copied.bytes;
        for file in &files {
            bytes += copy_file(&app, &folder, &file.sha256).await?;
        }
        bytes
    };
    (manifest.database, manifest.counts, manifest.files) = (copied, counts, files);
    let (rows, files) = (manifest.counts.values().sum::<i64>(), manifest.files.len());
    let head = manifest.audit_head.as_ref().map_or(0, |head| head.sequence);
    manifest.write(&app, &folder)?;
    println!(
        "{}: {rows} rows, {files} files, {bytes} bytes, audit log up to {head}.",
        folder.display()
    );
    println!("It opens with this service's ZAMALA_SECRET alone: keep that elsewhere.");
    Ok(())
}

/// A file that is missing or was changed fails the backup: nobody would look again later.
async fn copy_file(app: &App, folder: &Path, sha256: &str) -> Result<u64, Failure> {
    let got = app
        .files()
        .get(&archive::object_of(sha256))
        .await
        .map_err(while_doing(format!("the file {sha256}")))?;
    let bytes = got
        .bytes()
        .await
        .map_err(while_doing(format!("the file {sha256}")))?;
    let to = archive::new_file(&archive::place_of(folder, sha256))?;
    let copied = archive::seal(app, sha256, bytes.as_ref(), &to)?;
    to.sync_all()?;
    if copied.sha256 != sha256 {
        return Err(Failure::new(format!("the file {sha256} was changed")));
    }
    Ok(copied.bytes)
}
