//! The clock of demo and tests: one row that moves the programme's time forward. Without the row, nothing moves it.

use super::{App, Txn};
use crate::error::OperationError;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbErr, Statement};

impl App {
    /// Marks the database as a demo's or a test's and starts its clock at `now`, from where it runs on.
    pub async fn mark_as_demo(&self, now: DateTime<Utc>) -> Result<(), OperationError> {
        let offset_us = (now - self.real_now()).num_microseconds().unwrap_or(0);
        self.write(|txn| async move { Ok(write_offset(&txn, offset_us).await?) })
            .await?;
        self.clock().set_offset_us(offset_us);
        Ok(())
    }

    /// Whether the database is marked as a demo's or a test's.
    pub async fn is_demo(&self) -> Result<bool, OperationError> {
        Ok(read_offset(self.db()).await?.is_some())
    }

    /// Moves a demo's clock forward to `now`; leases, sessions and rate limits keep real time.
    pub async fn move_demo_clock(&self, now: DateTime<Utc>) -> Result<(), OperationError> {
        if !self.is_demo().await? {
            return Err(OperationError::NotFound);
        }
        self.refresh_clock().await?;
        if now < self.now() {
            return Err(OperationError::refused("clock-moves-forward-only"));
        }
        self.mark_as_demo(now).await
    }

    /// Takes over what another replica wrote; free of effect where there is no demo clock.
    pub async fn refresh_clock(&self) -> Result<(), OperationError> {
        if let Some(offset_us) = read_offset(self.db()).await? {
            self.clock().set_offset_us(offset_us);
        }
        Ok(())
    }
}

async fn read_offset(db: &impl ConnectionTrait) -> Result<Option<i64>, DbErr> {
    let select = Statement::from_string(
        db.get_database_backend(),
        "SELECT offset_us FROM demo_clock WHERE id = 1",
    );
    db.query_one_raw(select)
        .await?
        .map(|row| row.try_get("", "offset_us"))
        .transpose()
}

async fn write_offset(txn: &Txn, offset_us: i64) -> Result<(), DbErr> {
    let upsert = Statement::from_sql_and_values(
        txn.get_database_backend(),
        "INSERT INTO demo_clock (id, offset_us) VALUES (1, $1)
         ON CONFLICT (id) DO UPDATE SET offset_us = excluded.offset_us",
        [offset_us.into()],
    );
    txn.execute_raw(upsert).await.map(drop)
}
