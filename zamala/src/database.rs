//! The database's place: finding the file of SQLite, and opening connections.

use crate::failure::{Failure, while_doing};
use std::{
    fs::{DirBuilder, OpenOptions},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};
use zamala_domain::app::{Connections, Durability, connect};

/// The file of a `sqlite://` address.
pub fn sqlite_path(url: &str) -> Option<&Path> {
    let rest = url.strip_prefix("sqlite://")?;
    rest.split('?').next().map(Path::new)
}

/// Makes the file of a new SQLite database, and its folder, readable by their owner alone.
pub fn prepare_file(url: &str) -> Result<(), Failure> {
    let Some(path) = sqlite_path(url).filter(|path| !path.exists()) else {
        return Ok(());
    };
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        make_folder(folder)?;
    }
    let created = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match created {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(while_doing(format!("creating {}", path.display()))(error))
        }
        _ => Ok(()),
    }
}

/// A folder that its owner alone can read; one that stands stays as it is.
pub fn make_folder(folder: &Path) -> Result<(), Failure> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(while_doing(format!(
        "creating the folder {}",
        folder.display()
    )))
}

/// Opens a database that stands; a missing SQLite file is not created.
pub async fn open(url: &str, durability: Durability) -> Result<Connections, Failure> {
    if let Some(path) = sqlite_path(url).filter(|path| !path.exists()) {
        return Err(Failure::new(format!(
            "there is no database at {}; `zamala migrate` makes one",
            path.display()
        )));
    }
    connect(url, durability)
        .await
        .map_err(while_doing("opening the database"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_file_is_what_stands_between_scheme_and_options() {
        assert_eq!(
            sqlite_path("sqlite:///var/z.sqlite?mode=rwc"),
            Some(Path::new("/var/z.sqlite"))
        );
        assert_eq!(sqlite_path("postgres://h/d"), None);
    }

    #[tokio::test]
    async fn a_new_database_is_its_owners_and_only_made_when_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("inner/z.sqlite");
        let url = format!("sqlite://{}", path.display());
        let Err(refused) = open(&url, Durability::Normal).await else {
            panic!("it was made")
        };
        assert!(refused.0.contains("zamala migrate"), "{}", refused.0);
        assert!(!path.exists());
        prepare_file(&url).unwrap();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert!(open(&url, Durability::Normal).await.is_ok());
    }
}
