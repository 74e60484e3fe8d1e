//! Whether the schema is current, and bringing it up, one migrator at a time.

use crate::{
    database,
    failure::{Failure, while_doing},
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement,
    TransactionTrait,
};
use sea_orm_migration::{MigratorTrait, SchemaManager};
use std::{fs::File, path::Path};
use zamala_migrations::{Migrator, STEPS};

/// "zamala" on a keypad: the advisory lock of migrators.
const MIGRATOR_LOCK: i64 = 926_252;
const HISTORY: &str = "seaql_migrations";
/// A step that fills a large table takes longer than a request may.
const WAITING: &str = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;";

/// Where a database's schema stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    pub applied: Vec<String>,
    pub pending: Vec<&'static str>,
    /// Applied by a newer release: old and new run side by side.
    pub unknown: Vec<String>,
}

impl Status {
    fn of(recorded: Vec<String>) -> Self {
        let is_known = |name: &String| STEPS.iter().any(|step| step.name == name);
        let (applied, unknown): (Vec<_>, Vec<_>) = recorded.into_iter().partition(is_known);
        let pending = STEPS
            .iter()
            .map(|step| step.name)
            .filter(|name| !applied.iter().any(|own| own == name))
            .collect();
        Self {
            applied,
            pending,
            unknown,
        }
    }

    pub fn is_current(&self) -> bool {
        self.pending.is_empty()
    }
}

/// Reads the schema's history; changes nothing.
pub async fn status(db: &DatabaseConnection) -> Result<Status, DbErr> {
    if !SchemaManager::new(db).has_table(HISTORY).await? {
        return Ok(Status::of(Vec::new()));
    }
    recorded(db).await.map(Status::of)
}

/// Like [`status`], in one query: the history's table is there in every database that serves.
pub async fn is_current(db: &DatabaseConnection) -> Result<bool, DbErr> {
    Ok(Status::of(recorded(db).await?).is_current())
}

async fn recorded(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let select = Statement::from_string(
        db.get_database_backend(),
        ["SELECT version FROM ", HISTORY, " ORDER BY version"].concat(),
    );
    db.query_all_raw(select)
        .await?
        .iter()
        .map(|row| row.try_get("", "version"))
        .collect()
}

/// Applies what is pending; another migrator waits meanwhile, and then finds nothing to do.
///
/// # Returns
/// The status from which it started.
pub async fn migrate(url: &str) -> Result<Status, Failure> {
    database::prepare_file(url)?;
    let _lock = match database::sqlite_path(url).map(Path::to_owned) {
        Some(path) => Some(tokio::task::spawn_blocking(move || lock_file(&path)).await??),
        None => None,
    };
    let mut options = ConnectOptions::new(url);
    options.max_connections(2).sqlx_logging(false);
    let db = Database::connect(options)
        .await
        .map_err(while_doing("opening the database"))?;
    let held = match db.get_database_backend() {
        DbBackend::Postgres => Some(db.begin().await?),
        _ => None,
    };
    if let Some(held) = &held {
        held.execute_unprepared(WAITING).await?;
        let lock = Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_advisory_xact_lock($1)",
            [MIGRATOR_LOCK.into()],
        );
        held.query_one_raw(lock).await?;
    }
    let before = status(&db).await?;
    if !before.unknown.is_empty() {
        return Err(Failure::new(format!(
            "the schema is newer than this release: it knows nothing of {}",
            before.unknown.join(", ")
        )));
    }
    if !before.is_current() {
        Migrator::up(&db, None)
            .await
            .map_err(while_doing("migrating"))?;
    }
    if let Some(held) = held {
        held.commit().await?;
    }
    db.close().await?;
    Ok(before)
}

/// The file beside the database that one migrator locks; the system unlocks it when the process ends, however it ends.
fn lock_file(database: &Path) -> Result<File, Failure> {
    let mut path = database.as_os_str().to_owned();
    path.push(".migrator");
    let file = File::create(&path).map_err(while_doing("the migrator's lock file"))?;
    file.lock()
        .map_err(while_doing("waiting for the other migrator"))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_current_when_every_step_of_this_release_is_applied() {
        let mut names: Vec<String> = STEPS.iter().map(|step| step.name.to_owned()).collect();
        assert!(Status::of(names.clone()).is_current());
        names.push("m20991231_000001_later".to_owned());
        let newer = Status::of(names.clone());
        assert!(newer.is_current());
        assert_eq!(newer.unknown, ["m20991231_000001_later"]);
        names.remove(0);
        assert_eq!(Status::of(names).pending, [STEPS[0].name]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn migrators_come_one_after_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("z.sqlite").display());
        let (first, second) = tokio::join!(migrate(&url), migrate(&url));
        let mut pending = [first.unwrap().pending.len(), second.unwrap().pending.len()];
        pending.sort_unstable();
        assert_eq!(pending, [0, STEPS.len()]);
    }
}
