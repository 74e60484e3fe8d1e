//! PostgreSQL: copied by `pg_dump` from a snapshot in which the rows are counted too, brought back by `pg_restore`.

use super::{Copied, Counts, NamedFile, beside, counts, named_files, new_file, seal, unseal};
use crate::failure::{Failure, while_doing};
use sea_orm::{
    AccessMode, ConnectionTrait, DbBackend, IsolationLevel, Statement, TransactionTrait,
};
use std::{
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use url::Url;
use zamala_domain::App;

const NAME: &str = "database";
/// Where Debian keeps the programs of each version.
const VERSIONS: &str = "/usr/lib/postgresql";

pub async fn copy(
    app: &App,
    url: &str,
    to: &Path,
) -> Result<(Copied, Counts, Vec<NamedFile>), Failure> {
    let mut dump = program("pg_dump", url)?;
    let snapshot = app
        .db()
        .begin_with_config(
            Some(IsolationLevel::RepeatableRead),
            Some(AccessMode::ReadOnly),
        )
        .await?;
    let export = Statement::from_string(DbBackend::Postgres, "SELECT pg_export_snapshot() AS id");
    let exported = snapshot
        .query_one_raw(export)
        .await?
        .ok_or_else(|| Failure::new("no snapshot"))?;
    let id: String = exported.try_get("", "id")?;
    let (rows, files) = (counts(&snapshot).await?, named_files(&snapshot).await?);
    dump.args([
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        "--snapshot",
    ])
    .arg(id);
    let (app, to) = (app.clone(), to.to_owned());
    let copied = beside(move || {
        let mut child = dump.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let output = child
            .stdout
            .take()
            .ok_or_else(|| Failure::new("pg_dump gives nothing"))?;
        let sealed = new_file(&to)?;
        let copied = seal(&app, NAME, output, &sealed);
        // Waited for in either case, so that none is left behind.
        let status = child.wait()?;
        if !status.success() {
            return Err(Failure::new(format!("pg_dump ended with {status}")));
        }
        sealed.sync_all()?;
        copied
    });
    let copied = copied.await?;
    snapshot.commit().await?;
    Ok((copied, rows, files))
}

/// All in one transaction: the database stays empty when anything fails. The sealed copy is opened once to prove it
/// before, because `pg_restore` could not take back what a later piece betrays.
pub async fn bring(app: &App, url: &str, from: &Path) -> Result<Copied, Failure> {
    let mut restore = program("pg_restore", url)?;
    restore.args([
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        "--exit-on-error",
        "--single-transaction",
    ]);
    let (app, from) = (app.clone(), from.to_owned());
    beside(move || {
        unseal(&app, NAME, File::open(&from)?, std::io::sink())?;
        let mut child = restore
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        let input = child
            .stdin
            .take()
            .ok_or_else(|| Failure::new("pg_restore takes nothing"))?;
        let brought = unseal(&app, NAME, File::open(&from)?, input);
        let status = child.wait()?;
        if !status.success() {
            return Err(Failure::new(format!("pg_restore ended with {status}")));
        }
        brought
    })
    .await
}

/// A program of PostgreSQL for this database. The password goes by the environment: arguments are seen by everybody.
fn program(name: &str, url: &str) -> Result<Command, Failure> {
    let mut url = Url::parse(url).map_err(while_doing("the database's address"))?;
    let mut command = Command::new(find(name)?);
    if let Some(password) = url.password().map(decoded) {
        command.env("PGPASSWORD", password);
        // Cannot fail where there was one.
        let _ = url.set_password(None);
    }
    command.arg("--dbname").arg(url.as_str());
    Ok(command)
}

/// The newest version that is installed; else the one on the path.
fn find(name: &str) -> Result<PathBuf, Failure> {
    let versions = std::fs::read_dir(VERSIONS).into_iter().flatten().flatten();
    let number = |version: &std::fs::DirEntry| version.file_name().to_str()?.parse::<u32>().ok();
    let own = versions
        .filter_map(|version| Some((number(&version)?, version.path().join("bin").join(name))));
    if let Some((_, path)) = own.filter(|(_, path)| path.is_file()).max() {
        return Ok(path);
    }
    let found = Command::new(name)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if found.is_ok_and(|status| status.success()) {
        return Ok(PathBuf::from(name));
    }
    Err(Failure::new(format!(
        "{name} is not here: install PostgreSQL's client programs (postgresql-client)"
    )))
}

/// The percent-encoding of an address undone.
fn decoded(text: &str) -> String {
    let pair = format!("v={}", text.replace('+', "%2B").replace('&', "%26"));
    let mut pairs = url::form_urlencoded::parse(pair.as_bytes());
    pairs
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_of_any_signs_is_decoded() {
        let url = Url::parse("postgres://u:p%40a+b&c=d%25@h/d").unwrap();
        assert_eq!(decoded(url.password().unwrap()), "p@a+b&c=d%");
    }
}
