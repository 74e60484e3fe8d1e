//! A real app for the tests of this crate: a migrated SQLite file of its own, files in memory, fixed keys, no sample data.

use crate::app::{App, Connections, Durability, MasterSecret, Parts, connect};
use object_store::memory::InMemory;
use sea_orm_migration::MigratorTrait;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};
use zamala_migrations::Migrator;
use zamala_seal::key::SigningKey;

const PREFIX: &str = "zamala-stage-";

/// An app over an empty database that no other test sees.
pub async fn app() -> App {
    app_over(connections().await)
}

/// A migrated, empty database.
pub async fn connections() -> Connections {
    let file = own_folder().join("zamala.sqlite");
    let url = format!("sqlite://{}", file.display());
    let connections = connect(&url, Durability::Normal).await.unwrap();
    Migrator::up(&connections.write, None).await.unwrap();
    connections
}

/// An app over a database: two of them over the same one are two replicas of the service.
pub fn app_over(connections: Connections) -> App {
    App::new(Parts {
        connections,
        files: Arc::new(InMemory::new()),
        secret: MasterSecret::new(Box::new([7; 32])),
        signing_key: SigningKey::from_seed(&[7; 32]),
        public_url: "https://zamala.example.org".to_owned(),
        did: "did:web:zamala.example".to_owned(),
    })
}

/// A folder named after this process. Its end cannot be seen from an [`App`], so the next run clears it away.
fn own_folder() -> PathBuf {
    static SWEPT: OnceLock<()> = OnceLock::new();
    SWEPT.get_or_init(clear_folders_of_ended_processes);
    let prefix = format!("{PREFIX}{}-", std::process::id());
    tempfile::Builder::new()
        .prefix(&prefix)
        .tempdir()
        .unwrap()
        .keep()
}

fn clear_folders_of_ended_processes() {
    for entry in std::fs::read_dir(std::env::temp_dir())
        .into_iter()
        .flatten()
        .flatten()
    {
        let name = entry.file_name();
        let owner = name
            .to_str()
            .and_then(|name| name.strip_prefix(PREFIX))
            .and_then(|name| name.split('-').next());
        let has_ended = owner.is_some_and(|process| !Path::new("/proc").join(process).exists());
        if has_ended {
            // Another run may be clearing it at the same moment.
            drop(std::fs::remove_dir_all(entry.path()));
        }
    }
}
