//! `zamala migrate`: brings the schema up, or says where it stands.

use crate::{
    cli, database,
    failure::Failure,
    schema,
    settings::{self, Needs, Sources},
};
use secrecy::ExposeSecret;
use zamala_domain::app::Durability;

pub async fn run(sources: Sources, choice: cli::Migrate) -> Result<(), Failure> {
    let settings = settings::load(&sources, Needs::DATABASE)?;
    let url = settings
        .database_url
        .ok_or_else(|| Failure::new("ZAMALA_DATABASE_URL is missing"))?;
    if choice.status {
        return status(url.expose_secret()).await;
    }
    let before = schema::migrate(url.expose_secret()).await?;
    for name in &before.pending {
        println!("applied  {name}");
    }
    println!(
        "The schema is current: {} steps, {} of them now.",
        before.applied.len() + before.pending.len(),
        before.pending.len()
    );
    Ok(())
}

async fn status(url: &str) -> Result<(), Failure> {
    let connections = database::open(url, Durability::Full).await?;
    let status = schema::status(&connections.read).await?;
    for name in &status.applied {
        println!("applied  {name}");
    }
    for name in &status.pending {
        println!("pending  {name}");
    }
    for name in &status.unknown {
        println!("unknown  {name} (of a newer release)");
    }
    Ok(())
}
