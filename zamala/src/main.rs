//! The one binary: the only reader of environment and files, and the composition root that knows every other crate.
//!
//! Promise: a command that could not do its work says why on standard error and ends with 1; a wrong command line ends
//! with 2. `verify` answers with 0, 1 and 2.

mod archive;
mod cli;
mod commands;
mod composition;
mod database;
mod failure;
mod figures;
mod probes;
mod schema;
mod server;
mod settings;
mod shutdown;
mod telemetry;

use clap::Parser;
use cli::{Cli, Command};
use failure::Failure;
use settings::Sources;
use std::{process::ExitCode, time::Duration};

/// How long the end waits for work that cannot be interrupted.
const LAST_WAIT: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let cli = if std::env::args_os().len() > 1 {
        Cli::parse()
    } else {
        return help();
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string()),
    };
    let outcome = runtime.block_on(run(cli));
    runtime.shutdown_timeout(LAST_WAIT);
    match outcome {
        Ok(code) => code,
        Err(Failure(words)) => failed(&words),
    }
}

fn failed(words: &str) -> ExitCode {
    eprintln!("zamala: {words}");
    ExitCode::FAILURE
}

/// Without a command: what there is to command.
fn help() -> ExitCode {
    let printed = <Cli as clap::CommandFactory>::command().print_help();
    if printed.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

async fn run(cli: Cli) -> Result<ExitCode, Failure> {
    let sources = Sources::of_process(cli.config);
    let done = match cli.command {
        Command::Verify(choice) => return Ok(commands::verify::run(&choice)),
        Command::Demo(choice) => commands::demo::run(sources, choice).await,
        Command::Serve(choice) => commands::serve::run(sources, choice).await,
        Command::Work => commands::work::run(sources).await,
        Command::Migrate(choice) => commands::migrate::run(sources, choice).await,
        Command::Import(choice) => commands::import::run(sources, choice).await,
        Command::Doctor => commands::doctor::run(sources).await,
        Command::Admin(choice) => commands::admin::run(sources, choice).await,
        Command::Backup(place) => commands::backup::run(sources, place).await,
        Command::Restore(place) => commands::restore::run(sources, place).await,
    };
    done.map(|()| ExitCode::SUCCESS)
}
