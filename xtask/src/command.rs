//! Starting other programs, and saying which one failed.

use crate::place::{Place, on_path};
use std::{
    env,
    process::{Command, Stdio},
};

/// A program started in the checkout, with our own tools on its PATH.
pub fn command(place: &Place, program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&place.root);
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(place.tools().join("bin")).chain(env::split_paths(&path));
    if let Ok(path) = env::join_paths(folders) {
        command.env("PATH", path);
    }
    // What `cargo run` told us about ourselves must not make another build look changed.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        let is_about_us = [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_BIN_",
            "CARGO_CRATE_",
        ]
        .iter()
        .any(|prefix| name.starts_with(prefix));
        if is_about_us || name == "CARGO_PRIMARY_PACKAGE" {
            command.env_remove(name.as_ref());
        }
    }
    command
}

/// Cargo as it is.
pub fn cargo(place: &Place, arguments: &[&str]) -> Command {
    let mut command = command(place, "cargo");
    command.args(arguments);
    command
}

/// Cargo with mold as its linker where mold is installed.
pub fn linking_cargo(place: &Place, arguments: &[&str]) -> Command {
    if on_path("mold").is_none() {
        return cargo(place, arguments);
    }
    let mut command = command(place, "mold");
    command.args(["-run", "cargo"]).args(arguments);
    command
}

/// Runs to the end with our own output; a failure names the command.
pub fn run(command: &mut Command) -> Result<(), String> {
    let shown = shown(command);
    println!("$ {shown}");
    let status = command
        .status()
        .map_err(|error| format!("`{shown}` did not start: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{shown}`: {status}"))
    }
}

/// Runs to the end in silence and gives what it printed; a failure says what it complained of.
pub fn ask(command: &mut Command) -> Result<String, String> {
    let shown = shown(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("`{shown}` did not start: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{shown}`: {}: {}", output.status, said.trim()))
}

fn shown(command: &Command) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    let arguments = command
        .get_args()
        .map(|word| word.to_string_lossy().into_owned());
    std::iter::once(program)
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}
