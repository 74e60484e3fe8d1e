//! SQLite: copied by `VACUUM INTO` while others write, brought back as a file.

use super::{Copied, Counts, NamedFile, beside, counts, named_files, new_file, seal, unseal};
use crate::{
    database,
    failure::{Failure, while_doing},
};
use sea_orm::ConnectionTrait;
use std::{
    fs::File,
    path::{Path, PathBuf},
};
use zamala_domain::{App, app::Durability};

const NAME: &str = "database";

/// The copy is made beside the database, sealed into the backup, and removed: nothing readable reaches the backup.
pub async fn copy(
    app: &App,
    url: &str,
    to: &Path,
) -> Result<(Copied, Counts, Vec<NamedFile>), Failure> {
    let database =
        database::sqlite_path(url).ok_or_else(|| Failure::new("not a SQLite database"))?;
    let beside_it = database
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let folder = tempfile::Builder::new()
        .prefix(".zamala-backup-")
        .tempdir_in(beside_it)?;
    let copy = folder.path().join("copy.sqlite");
    let quoted = copy.display().to_string().replace('\'', "''");
    app.db()
        .execute_unprepared(&format!("VACUUM INTO '{quoted}'"))
        .await
        .map_err(while_doing("copying the database"))?;
    let opened =
        database::open(&format!("sqlite://{}", copy.display()), Durability::Normal).await?;
    let (rows, files) = (
        counts(&opened.read).await?,
        named_files(&opened.read).await?,
    );
    opened.write.close().await?;
    opened.read.close().await?;
    let (app, to) = (app.clone(), to.to_owned());
    let copied = beside(move || {
        let sealed = new_file(&to)?;
        let copied = seal(&app, NAME, File::open(copy)?, &sealed)?;
        sealed.sync_all()?;
        Ok(copied)
    });
    Ok((copied.await?, rows, files))
}

/// Opens the sealed copy under another name and moves it to its place when it is whole.
pub async fn bring(app: &App, from: &Path, to: PathBuf) -> Result<Copied, Failure> {
    let (app, from) = (app.clone(), from.to_owned());
    beside(move || {
        let mut partial = to.clone().into_os_string();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let file = new_file(&partial)?;
        let brought = File::open(from)
            .map_err(Failure::from)
            .and_then(|sealed| unseal(&app, NAME, sealed, &file));
        let ended = brought.and_then(|copied| {
            file.sync_all()?;
            std::fs::rename(&partial, &to)?;
            Ok(copied)
        });
        if ended.is_err() {
            // What is not whole is of no use.
            drop(std::fs::remove_file(&partial));
        }
        ended
    })
    .await
}
