//! The build house: what a machine needs, what the checks are, and in which order they run.
//!
//! Promise: every command ends with 0 only when all it looked at is in order; nothing is skipped in silence.

mod ci;
mod cluster;
mod command;
mod exceptions;
mod fault;
mod layers;
mod place;
mod setup;
mod words;

use place::Place;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask setup              install what is missing on this machine
cargo xtask ci [--only STEP]   all checks in order, or one of them
cargo xtask layers             the rules of layout and style
cargo xtask words              the message catalogues and the vocabulary
cargo xtask cluster -- CMD…    run CMD beside a private PostgreSQL
cargo xtask bench              what one CPU-second does, beside a bare handler
cargo xtask schema | openapi | policy | states
                               write a generated document anew";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match perform(&words) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// `Err` is a failure that has not been reported yet; a code is one that has.
fn perform(arguments: &[&str]) -> Result<ExitCode, String> {
    let place = Place::find()?;
    match arguments {
        ["setup"] => setup::prepare(&place).map(|()| ExitCode::SUCCESS),
        ["ci"] => ci::run_all(&place),
        ["ci", "--only", step] => ci::run_one(&place, step),
        ["layers"] => Ok(fault::report("layers", &layers::faults(&place.root)?)),
        ["words"] => Ok(fault::report("words", &words::faults(&place.root)?)),
        ["cluster", "--", program, rest @ ..] => cluster::run_beside(&place, program, rest),
        ["bench"] => ci::bench(&place),
        ["schema"] => ci::generate(&place, "schema_is_fresh"),
        ["openapi"] => ci::generate(&place, "openapi_is_fresh"),
        ["policy"] => ci::generate(&place, "policy_is_fresh"),
        ["states"] => ci::generate(&place, "states_are_fresh"),
        _ => {
            eprintln!("{USAGE}");
            Ok(ExitCode::from(2))
        }
    }
}
