//! The words in which SQLite and PostgreSQL differ.

use sea_orm_migration::sea_orm::DbBackend;

/// Replaces `{uuid}`, `{instant}`, `{bytes}`, `{date}` and `{time}` by the database's own types. Instants are UTC. SQLite keeps
/// instants, dates and times as text that sorts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    pub fn of(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Postgres => Self::Postgres,
            _ => Self::Sqlite,
        }
    }

    pub fn words(self, sql: &str) -> String {
        let words = match self {
            Self::Sqlite => [
                ("{uuid}", "BLOB"),
                ("{instant}", "TEXT"),
                ("{bytes}", "BLOB"),
                ("{date}", "TEXT"),
                ("{time}", "TEXT"),
            ],
            Self::Postgres => [
                ("{uuid}", "uuid"),
                ("{instant}", "timestamptz"),
                ("{bytes}", "bytea"),
                ("{date}", "date"),
                ("{time}", "time"),
            ],
        };
        words
            .iter()
            .fold(sql.to_owned(), |sql, (word, own)| sql.replace(word, own))
    }
}
