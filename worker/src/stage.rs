//! A real app for the tests of this crate: a migrated SQLite file, files in memory, fixed keys.

use object_store::memory::InMemory;
use sea_orm_migration::MigratorTrait;
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use zamala_domain::app::{App, Durability, MasterSecret, Parts, connect};
use zamala_migrations::Migrator;
use zamala_press::Templates;
use zamala_seal::key::SigningKey;

static TEMPLATES: LazyLock<Arc<Templates>> = LazyLock::new(|| Arc::new(Templates::load().unwrap()));

/// The press, loaded once for all tests.
pub fn templates() -> Arc<Templates> {
    TEMPLATES.clone()
}

/// An app over an empty database; the folder goes with the test.
pub async fn app() -> (App, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("zamala.sqlite").display());
    let connections = connect(&url, Durability::Normal).await.unwrap();
    Migrator::up(&connections.write, None).await.unwrap();
    let app = App::new(Parts {
        connections,
        files: Arc::new(InMemory::new()),
        secret: MasterSecret::new(Box::new([7; 32])),
        signing_key: SigningKey::from_seed(&[7; 32]),
        public_url: "https://zamala.example.org".to_owned(),
        did: "did:web:zamala.example".to_owned(),
    });
    (app, folder)
}
