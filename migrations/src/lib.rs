//! The schema's history, append-only: each step adds, fills or removes, and old and new binaries run side by side.
//!
//! A step is SQL in words that both databases know, with the few differences named in [`Dialect`]. It knows no entity,
//! so that it still means the same when the entities have moved on.

mod dialect;
mod step;

mod m20261122_000001_foundation;
mod m20261122_000002_people;
mod m20261122_000003_accounts;
mod m20261122_000004_jobs_and_letters;
mod m20261122_000005_curriculum;
mod m20261122_000006_residencies;
mod m20261122_000007_labs;
mod m20261122_000008_assessment;
mod m20261122_000009_notifications;
mod m20261122_000010_holds_and_files;
mod m20261122_000013_credentials;
mod m20261122_000011_work;
mod m20261122_000012_forum;
mod m20261122_000014_reports;

pub use dialect::Dialect;
use sea_orm_migration::{MigrationTrait, MigratorTrait};
pub use step::Step;

/// Every step, in order.
pub const STEPS: &[Step] = &[
    m20261122_000001_foundation::STEP,
    m20261122_000002_people::STEP,
    m20261122_000003_accounts::STEP,
    m20261122_000004_jobs_and_letters::STEP,
    m20261122_000005_curriculum::STEP,
    m20261122_000006_residencies::STEP,
    m20261122_000007_labs::STEP,
    m20261122_000008_assessment::STEP,
    m20261122_000009_notifications::STEP,
    m20261122_000010_holds_and_files::STEP,
    m20261122_000013_credentials::STEP,
    m20261122_000011_work::STEP,
    m20261122_000012_forum::STEP,
    m20261122_000014_reports::STEP,
];

/// Brings a schema up.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        STEPS
            .iter()
            .map(|step| Box::new(*step) as Box<dyn MigrationTrait>)
            .collect()
    }
}
