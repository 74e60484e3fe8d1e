//! A database for each test.

use crate::{DEMO_STARTS_AT, SAMPLE};
use chrono::{DateTime, Utc};
use object_store::local::LocalFileSystem;
use sea_orm::{ConnectionTrait, Database, Statement};
use sea_orm_migration::MigratorTrait;
use sha2::{Digest, Sha256};
use std::{ops::Deref, path::PathBuf, sync::Arc};
use tempfile::TempDir;
use zamala_domain::{
    Actor, App,
    app::{Connections, Durability, MasterSecret, Parts, connect},
    imports,
};
use zamala_migrations::Migrator;
use zamala_seal::key::SigningKey;

/// The master secret of the stage and of the programs it starts, which take its SHA-256.
pub const SECRET: &str = "Qv3kX8-wL1z0RtYc7Hn5Jb2MpGd9SfAe";

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// An app over a database that no other test sees.
pub struct TestApp {
    pub app: App,
    pub engine: Engine,
    pub url: String,
    folder: TempDir,
}

impl Deref for TestApp {
    type Target = App;
    fn deref(&self) -> &App {
        &self.app
    }
}

impl TestApp {
    /// Migrated and empty.
    pub async fn empty(engine: Engine) -> Self {
        let (folder, url) = place(engine).await;
        let connections = connect(&url, Durability::Normal).await.unwrap();
        Migrator::up(&connections.write, None).await.unwrap();
        Self {
            app: app_over(connections, folder.path().join("files")),
            engine,
            url,
            folder,
        }
    }

    /// A place where nothing stands yet, not even a table; its own connection goes elsewhere.
    pub async fn unmigrated(engine: Engine) -> Self {
        let (folder, url) = place(engine).await;
        let aside = format!("sqlite://{}", folder.path().join("aside.sqlite").display());
        let connections = connect(&aside, Durability::Normal).await.unwrap();
        Self {
            app: app_over(connections, folder.path().join("aside")),
            engine,
            url,
            folder,
        }
    }

    /// The same place, opened again.
    pub async fn reopened(self) -> Self {
        let app = self.replica().await;
        Self { app, ..self }
    }

    /// Marked as a demo, with the clock at the demo's beginning and the sample programme imported.
    pub async fn with_sample(engine: Engine) -> Self {
        let stage = Self::empty(engine).await;
        stage.mark_as_demo(instant(DEMO_STARTS_AT)).await.unwrap();
        let report = imports::operations::import(&stage, &Actor::system(), SAMPLE, false)
            .await
            .unwrap();
        assert!(report.has_changed);
        stage
    }

    /// A copy of this test's SQLite database, to be changed at will.
    pub async fn copy(&self) -> Self {
        assert_eq!(self.engine, Engine::Sqlite, "only a file can be copied");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("zamala.sqlite");
        let into = ["VACUUM INTO '", &file.display().to_string(), "'"].concat();
        self.app.db().execute_unprepared(&into).await.unwrap();
        let url = format!("sqlite://{}", file.display());
        let connections = connect(&url, Durability::Normal).await.unwrap();
        let app = app_over(connections, folder.path().join("files"));
        app.refresh_clock().await.unwrap();
        Self {
            app,
            engine: self.engine,
            url,
            folder,
        }
    }

    /// Another replica over the same database.
    pub async fn replica(&self) -> App {
        let connections = connect(&self.url, Durability::Normal).await.unwrap();
        let app = app_over(connections, self.folder.path().join("files"));
        app.refresh_clock().await.unwrap();
        app
    }

    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Every table with every row as text, in the order of the tables' names: what *byte-equal* means.
    pub async fn dump(&self) -> Vec<(String, Vec<String>)> {
        let mut tables = Vec::new();
        for table in self.tables().await {
            let rows = self
                .app
                .db()
                .query_all_raw(self.statement(&self.rows_of(&table)))
                .await
                .unwrap();
            let mut rows: Vec<String> = rows
                .iter()
                .map(|row| row.try_get("", "line").unwrap())
                .collect();
            rows.sort_unstable();
            tables.push((table, rows));
        }
        tables
    }

    /// How many rows a table holds.
    pub async fn count(&self, table: &str) -> i64 {
        let select = self.statement(&["SELECT count(*) AS n FROM ", table].concat());
        self.app
            .db()
            .query_one_raw(select)
            .await
            .unwrap()
            .unwrap()
            .try_get("", "n")
            .unwrap()
    }

    /// The first column of a query, as a number.
    pub async fn number(&self, sql: &str) -> i64 {
        let select = self.statement(sql);
        let row = self.app.db().query_one_raw(select).await.unwrap().unwrap();
        // PostgreSQL tells 32-bit columns from 64-bit ones.
        let long = row.try_get_by_index::<i64>(0);
        long.unwrap_or_else(|_| i64::from(row.try_get_by_index::<i32>(0).unwrap()))
    }

    /// Ends every live booking at a stroke, for the next round of a crowd.
    pub async fn end_live_bookings(&self) {
        let end = self
            .statement("UPDATE bookings SET state = 'left' WHERE state IN ('seated', 'waiting')");
        self.app.db().execute_raw(end).await.unwrap();
    }

    /// Forgets what was tried at every door: a crowd behind one address is meant.
    pub async fn forget_tries(&self) {
        let forget = self.statement("DELETE FROM sign_in_throttles");
        self.app.db().execute_raw(forget).await.unwrap();
    }

    /// Forgets all work that was handed in: a fellow sends twenty versions of one piece at most.
    pub async fn forget_submissions(&self) {
        let forget = self.statement("DELETE FROM submissions");
        self.app.db().execute_raw(forget).await.unwrap();
    }

    fn statement(&self, sql: &str) -> Statement {
        Statement::from_string(self.app.db().get_database_backend(), sql)
    }

    async fn tables(&self) -> Vec<String> {
        let sql = match self.engine {
            Engine::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            }
            Engine::Postgres => {
                "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
            }
        };
        let rows = self
            .app
            .db()
            .query_all_raw(self.statement(sql))
            .await
            .unwrap();
        rows.iter()
            .map(|row| row.try_get("", "name").unwrap())
            .collect()
    }

    fn rows_of(&self, table: &str) -> String {
        match self.engine {
            Engine::Postgres => ["SELECT t::text AS line FROM \"", table, "\" t"].concat(),
            Engine::Sqlite => {
                let columns = self.columns_blocking(table);
                let quoted: Vec<String> = columns
                    .iter()
                    .map(|name| ["quote(\"", name, "\")"].concat())
                    .collect();
                [
                    "SELECT ",
                    &quoted.join(" || ',' || "),
                    " AS line FROM \"",
                    table,
                    "\"",
                ]
                .concat()
            }
        }
    }

    fn columns_blocking(&self, table: &str) -> Vec<String> {
        let sql = ["SELECT name FROM pragma_table_info('", table, "')"].concat();
        tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(async {
                let rows = self
                    .app
                    .db()
                    .query_all_raw(self.statement(&sql))
                    .await
                    .unwrap();
                rows.iter()
                    .map(|row| row.try_get("", "name").unwrap())
                    .collect()
            })
        })
    }
}

async fn place(engine: Engine) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let url = match engine {
        Engine::Sqlite => format!("sqlite://{}", folder.path().join("zamala.sqlite").display()),
        Engine::Postgres => new_postgres().await,
    };
    (folder, url)
}

fn app_over(connections: Connections, files: PathBuf) -> App {
    std::fs::create_dir_all(&files).unwrap();
    App::new(Parts {
        connections,
        files: Arc::new(
            LocalFileSystem::new_with_prefix(files)
                .unwrap()
                .with_fsync(true),
        ),
        secret: MasterSecret::new(Box::new(Sha256::digest(SECRET).into())),
        signing_key: SigningKey::from_seed(&[7; 32]),
        public_url: "http://127.0.0.1:8080".to_owned(),
        did: "did:web:zamala.example".to_owned(),
    })
}

/// A new PostgreSQL database on the cluster that `cargo xtask` started.
async fn new_postgres() -> String {
    let admin = environment("ZAMALA_TEST_POSTGRES_URL");
    let name = [
        "zamala_test_",
        &zamala_domain::chance::new_uuid().simple().to_string(),
    ]
    .concat();
    let db = Database::connect(&admin).await.unwrap();
    let create = ["CREATE DATABASE ", &name].concat();
    db.execute_unprepared(&create).await.unwrap();
    db.close().await.unwrap();
    let server = admin.rsplit_once('/').unwrap().0;
    [server, "/", &name].concat()
}

/// A setting that `cargo xtask` exports. Its absence is a failure, never a reason to skip.
#[expect(
    clippy::disallowed_methods,
    reason = "the stage is told where the services are"
)]
pub fn environment(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: run the suite through `cargo xtask ci` or `cargo xtask cluster`")
    })
}

/// An RFC 3339 instant, in UTC.
pub fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}
