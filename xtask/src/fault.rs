//! What a check found, and how it is told: one line each, all at once.

use std::{fmt, process::ExitCode};

/// One broken rule at one line. Lines count from 1; paths are relative to the root.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub path: String,
    pub line: usize,
    pub rule: &'static str,
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: {}: {}",
            self.path, self.line, self.rule, self.what
        )
    }
}

/// Prints every fault and gives the code to end with.
pub fn report(check: &str, faults: &[Fault]) -> ExitCode {
    for fault in faults {
        eprintln!("{fault}");
    }
    if faults.is_empty() {
        println!("{check}: in order");
        return ExitCode::SUCCESS;
    }
    eprintln!("{check}: {} to mend", faults.len());
    ExitCode::FAILURE
}

/// The line, from 1, in which the byte at `offset` stands.
pub fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())]
        .split(|byte| *byte == b'\n')
        .count()
}
