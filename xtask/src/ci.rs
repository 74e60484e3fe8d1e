//! All checks, in the order in which they are cheapest to fail.
//!
//! Promise: the quick checks all speak before the run ends for one of them; the slow ones start only when the
//! quick ones pass. The last thing printed by a whole run is the test runner's summary.

use crate::{
    cluster::Cluster,
    command::{cargo, command, linking_cargo, run},
    fault, layers,
    place::Place,
    setup, words,
};
use std::{
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

/// One check. A quick one lets the next quick one speak even when it fails.
struct Step {
    name: &'static str,
    is_quick: bool,
    run: fn(&Place) -> Result<(), String>,
}

const STEPS: &[Step] = &[
    Step {
        name: "setup",
        is_quick: false,
        run: setup::prepare,
    },
    Step {
        name: "format",
        is_quick: true,
        run: format_check,
    },
    Step {
        name: "layers",
        is_quick: true,
        run: layers_check,
    },
    Step {
        name: "words",
        is_quick: true,
        run: words_check,
    },
    Step {
        name: "deny",
        is_quick: true,
        run: deny,
    },
    Step {
        name: "clippy",
        is_quick: false,
        run: clippy,
    },
    Step {
        name: "docs",
        is_quick: false,
        run: docs,
    },
    Step {
        name: "build",
        is_quick: false,
        run: build,
    },
    Step {
        name: "build-tests",
        is_quick: false,
        run: build_tests,
    },
];
/// The last step: everything that runs. It needs the build.
const TESTS: &str = "tests";

const TEST_ARGUMENTS: &[&str] = &[
    "nextest",
    "run",
    "--workspace",
    "--cargo-profile",
    "release",
    "--features",
    "zamala-tests/services",
];
/// Every failure is told, not only the first. The runner refuses this beside `--no-run`.
const TO_THE_END: &str = "--no-fail-fast";

/// `cargo xtask ci`.
pub fn run_all(place: &Place) -> Result<ExitCode, String> {
    let mut took = Vec::new();
    let mut failures = Vec::new();
    for step in STEPS {
        if !step.is_quick && !failures.is_empty() {
            break;
        }
        println!("== {}", step.name);
        let begun = Instant::now();
        let outcome = (step.run)(place);
        took.push((step.name, begun.elapsed(), outcome.is_ok()));
        if let Err(message) = outcome {
            eprintln!("xtask: {message}");
            failures.push(step.name);
        }
    }
    println!("{}", table(&took));
    if !failures.is_empty() {
        return Err(format!("failed: {}", failures.join(", ")));
    }
    println!("== {TESTS}");
    tests(place)
}

/// `cargo xtask ci --only STEP`.
pub fn run_one(place: &Place, name: &str) -> Result<ExitCode, String> {
    if name == TESTS {
        return tests(place);
    }
    let Some(step) = STEPS.iter().find(|step| step.name == name) else {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        return Err(format!(
            "no step `{name}`; there are {}, {TESTS}",
            names.join(", ")
        ));
    };
    (step.run)(place).map(|()| ExitCode::SUCCESS)
}

/// Runs the test that compares a generated document, this time allowed to write it. The same build as in `ci`, so that
/// neither of them builds twice.
pub fn generate(place: &Place, test: &str) -> Result<ExitCode, String> {
    build_tests(place)?;
    let cluster = Cluster::start()?;
    let filter = format!("package(zamala-tests) and test(=generated::{test})");
    let mut command = cargo(place, TEST_ARGUMENTS);
    command
        .args(["--filterset", &filter])
        .env("ZAMALA_UPDATE", "1");
    run_tests(cluster.offer(place, &mut command))
}

/// Measures the program as it is built, with PostgreSQL beside it. No step of the check: a machine that builds is noisy.
pub fn bench(place: &Place) -> Result<ExitCode, String> {
    build(place)?;
    let cluster = Cluster::start()?;
    let program = place.benches().to_string_lossy().into_owned();
    let mut command = command(place, &program);
    run_tests(cluster.offer(place, &mut command))
}

fn format_check(place: &Place) -> Result<(), String> {
    run(&mut cargo(place, &["fmt", "--all", "--check"]))
}

fn layers_check(place: &Place) -> Result<(), String> {
    told(
        fault::report("layers", &layers::faults(&place.root)?),
        "the layout's rules are broken",
    )
}

fn words_check(place: &Place) -> Result<(), String> {
    told(
        fault::report("words", &words::faults(&place.root)?),
        "the words are not in order",
    )
}

fn told(code: ExitCode, message: &str) -> Result<(), String> {
    if code == ExitCode::SUCCESS {
        Ok(())
    } else {
        Err(message.to_owned())
    }
}

/// Advisories would need a clone of their database; the exceptions' dates are tested instead.
fn deny(place: &Place) -> Result<(), String> {
    run(&mut cargo(
        place,
        &["deny", "check", "bans", "licenses", "sources"],
    ))
}

fn clippy(place: &Place) -> Result<(), String> {
    let what = ["clippy", "--workspace", "--release", "--all-targets"];
    let how = [
        "--features",
        "zamala-tests/services",
        "--",
        "-D",
        "warnings",
    ];
    run(&mut linking_cargo(place, &[&what[..], &how].concat()))
}

fn docs(place: &Place) -> Result<(), String> {
    let what = ["doc", "--no-deps", "--release", "--workspace"];
    run(linking_cargo(place, &what).env("RUSTDOCFLAGS", "-D warnings"))
}

fn build(place: &Place) -> Result<(), String> {
    run(&mut linking_cargo(
        place,
        &["build", "--release", "--workspace"],
    ))
}

fn build_tests(place: &Place) -> Result<(), String> {
    run(&mut linking_cargo(
        place,
        &[TEST_ARGUMENTS, &["--no-run"]].concat(),
    ))
}

fn tests(place: &Place) -> Result<ExitCode, String> {
    let cluster = Cluster::start()?;
    let mut command = cargo(place, TEST_ARGUMENTS);
    command.arg(TO_THE_END);
    run_tests(cluster.offer(place, &mut command))
}

/// Prints nothing of its own after the runner's summary.
fn run_tests(command: &mut Command) -> Result<ExitCode, String> {
    let status = command
        .status()
        .map_err(|error| format!("the test runner did not start: {error}"))?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn table(took: &[(&str, Duration, bool)]) -> String {
    let row = |(name, time, is_ok): &(&str, Duration, bool)| {
        let verdict = if *is_ok { "passed" } else { "FAILED" };
        format!("{name:<12} {:>8.1} s  {verdict}", time.as_secs_f64())
    };
    let whole: Duration = took.iter().map(|(_, time, _)| *time).sum();
    let mut rows: Vec<String> = took.iter().map(row).collect();
    rows.push(format!(
        "{:<12} {:>8.1} s",
        "before tests",
        whole.as_secs_f64()
    ));
    rows.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_each_step_with_its_time_and_its_verdict() {
        let took = [
            ("format", Duration::from_millis(1_250), true),
            ("layers", Duration::from_millis(340), false),
        ];
        let expected = "\
format            1.2 s  passed
layers            0.3 s  FAILED
before tests      1.6 s";
        assert_eq!(table(&took), expected);
    }

    #[test]
    fn a_step_that_does_not_exist_is_refused_with_the_names_of_those_that_do() {
        let place = Place {
            root: "/nowhere".into(),
            target: "/nowhere".into(),
        };
        let expected = "no step `lint`; there are setup, format, layers, words, deny, clippy, docs, \
                        build, build-tests, tests";
        assert_eq!(run_one(&place, "lint"), Err(expected.to_owned()));
    }
}
