//! Opening the database: SQLite with one writer and a pool of readers, or PostgreSQL with a pool for each.

use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};
use std::time::Duration;

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
}

/// Connects to `sqlite://…` or `postgres://…`. A missing SQLite file is created.
pub async fn connect(url: &str, durability: Durability) -> Result<Connections, DbErr> {
    if url.starts_with("sqlite:") {
        let write = Database::connect(sqlite(url, 1, durability)).await?;
        let read = Database::connect(sqlite(url, SQLITE_READERS_MAX, durability)).await?;
        return Ok(Connections { write, read });
    }
    // Two pools: a change that reads beside its transaction must not wait for changes that wait for it.
    let write = Database::connect(postgres(url)).await?;
    let read = Database::connect(postgres(url)).await?;
    Ok(Connections { write, read })
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
