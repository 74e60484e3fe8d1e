//! Opening the database: SQLite with one writer and a pool of readers, or PostgreSQL with a pool for each.

use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

const SQLITE_READERS_MAX: u32 = 8;
/// Of each of the two pools of PostgreSQL.
const POSTGRES_CONNECTIONS_MAX: u32 = 12;
const SQLITE_BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(8);
const STATEMENT_TIMEOUT_MS: &str = "15000";
const LOCK_TIMEOUT_MS: &str = "8000";

/// How much SQLite does before it says that a change is kept. PostgreSQL always runs with `synchronous_commit=on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// `synchronous=FULL`: what is acknowledged survives a power cut. For `serve` and `work`.
    Full,
    /// `synchronous=NORMAL`: survives a killed process. For demo and tests.
    Normal,
}

/// The connections of one database.
#[derive(Clone)]
pub struct Connections {
    pub write: DatabaseConnection,
    pub read: DatabaseConnection,
    pub statements: Statements,
}

/// How many statements were sent over these connections.
#[derive(Clone, Debug, Default)]
pub struct Statements(Arc<AtomicU64>);

impl Statements {
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    async fn counted(&self, options: ConnectOptions) -> Result<DatabaseConnection, DbErr> {
        let mut connection = Database::connect(options).await?;
        let count = self.0.clone();
        connection.set_metric_callback(move |_| {
            count.fetch_add(1, Ordering::Relaxed);
        });
        Ok(connection)
    }
}

/// Connects to `sqlite://…` or `postgres://…`. A missing SQLite file is created.
pub async fn connect(url: &str, durability: Durability) -> Result<Connections, DbErr> {
    let statements = Statements::default();
    let (write, read) = if url.starts_with("sqlite:") {
        let readers = sqlite(url, SQLITE_READERS_MAX, durability);
        (sqlite(url, 1, durability), readers)
    } else {
        // Two pools: a change that reads beside its transaction must not wait for changes that wait for it.
        (postgres(url), postgres(url))
    };
    Ok(Connections {
        write: statements.counted(write).await?,
        read: statements.counted(read).await?,
        statements,
    })
}

fn sqlite(url: &str, connections_max: u32, durability: Durability) -> ConnectOptions {
    let synchronous = match durability {
        Durability::Full => "FULL",
        Durability::Normal => "NORMAL",
    };
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections_max)
        .min_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT);
    options.sqlx_logging(false);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .create_if_missing(true)
            .busy_timeout(SQLITE_BUSY_TIMEOUT)
            .foreign_keys(true)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", synchronous)
            .pragma("temp_store", "MEMORY")
    });
    options
}

fn postgres(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(POSTGRES_CONNECTIONS_MAX)
        .min_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT);
    options.sqlx_logging(false);
    options.map_sqlx_postgres_opts(|postgres| {
        postgres.application_name("zamala").options([
            ("synchronous_commit", "on"),
            ("statement_timeout", STATEMENT_TIMEOUT_MS),
            ("lock_timeout", LOCK_TIMEOUT_MS),
            ("timezone", "UTC"),
        ])
    });
    options
}
