//! One step of the schema's history.

use crate::dialect::Dialect;
use sea_orm_migration::prelude::*;

/// SQL for both databases, then what only one of them needs (triggers, exclusion constraints).
#[derive(Clone, Copy)]
pub struct Step {
    pub name: &'static str,
    pub both: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let dialect = Dialect::of(manager.get_database_backend());
        let own = match dialect {
            Dialect::Sqlite => self.sqlite,
            Dialect::Postgres => self.postgres,
        };
        for sql in [self.both, own]
            .into_iter()
            .filter(|sql| !sql.trim().is_empty())
        {
            db.execute_unprepared(&dialect.words(sql)).await?;
        }
        Ok(())
    }

    /// A step is whole or not at all, on SQLite too.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
