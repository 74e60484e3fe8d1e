//! What a backup counts: the rows of every table, and the files that rows name.

use crate::failure::Failure;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Rows of each table.
pub type Counts = BTreeMap<String, i64>;

/// A stored file, by its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedFile {
    pub sha256: String,
    pub size_bytes: i64,
}

async fn ask(db: &impl ConnectionTrait, sql: &str) -> Result<Vec<QueryResult>, DbErr> {
    db.query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
}

async fn tables(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
        }
        _ => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        }
    };
    ask(db, sql)
        .await?
        .iter()
        .map(|row| row.try_get("", "name"))
        .collect()
}

/// Whether nothing is there yet.
pub async fn is_without_tables(db: &impl ConnectionTrait) -> Result<bool, Failure> {
    Ok(tables(db).await?.is_empty())
}

/// Counts every table. Names come from the database's own catalogue.
pub async fn counts(db: &impl ConnectionTrait) -> Result<Counts, Failure> {
    let mut counts = Counts::new();
    for table in tables(db).await? {
        let rows = ask(
            db,
            &format!("SELECT COUNT(*) AS rows_count FROM \"{table}\""),
        )
        .await?;
        let count = rows
            .first()
            .ok_or_else(|| Failure::new("a count without an answer"))?
            .try_get("", "rows_count")?;
        counts.insert(table, count);
    }
    Ok(counts)
}

/// The files that rows name, each content once.
pub async fn named_files(db: &impl ConnectionTrait) -> Result<Vec<NamedFile>, Failure> {
    let rows = ask(
        db,
        "SELECT DISTINCT sha256, size_bytes FROM files ORDER BY sha256",
    )
    .await?;
    let file = |row: &QueryResult| {
        Ok(NamedFile {
            sha256: row.try_get("", "sha256")?,
            size_bytes: row.try_get("", "size_bytes")?,
        })
    };
    rows.iter()
        .map(file)
        .collect::<Result<_, DbErr>>()
        .map_err(Failure::from)
}
