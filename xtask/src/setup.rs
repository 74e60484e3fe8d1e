//! What a machine needs beyond a Rust toolchain and node, fetched by name from the registries.
//!
//! Promise: a second run changes nothing and ends at once. Each place that is filled keeps a copy of what was
//! asked for; only when the two differ is it filled again.

use crate::{
    command::{ask, cargo, command, run},
    place::{Place, on_path},
};
use std::{fs, path::Path, process::Command};

const PACKAGES: &[&str] = &[
    "postgresql",
    "chromium",
    "fonts-noto-core",
    "fonts-hosny-amiri",
    "mold",
    "poppler-utils",
    "qpdf",
];
/// Cargo's own additions, at the versions these checks were written for.
const TOOLS: &[(&str, &str)] = &[("cargo-nextest", "0.9.143"), ("cargo-deny", "0.20.2")];
const STAMP: &str = ".zamala-asked-for";

/// Installs what is missing; says what it did.
pub fn prepare(place: &Place) -> Result<(), String> {
    debian_packages()?;
    for folder in place.npm_folders() {
        npm_packages(place, &folder)?;
    }
    python_packages(place)?;
    cargo_tools(place)?;
    println!("setup: all is there");
    Ok(())
}

fn debian_packages() -> Result<(), String> {
    let mut wanted = PACKAGES.to_vec();
    let has_venv = ask(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_ok();
    if !has_venv {
        wanted.push("python3-venv");
    }
    let missing = missing_packages(&wanted);
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if on_path("apt-get").is_none() {
        return Err(format!(
            "this is no Debian; install by other means what it calls: {names}"
        ));
    }
    if ask(Command::new("id").arg("-u"))?.trim() != "0" {
        return Err(format!(
            "as root: apt-get install --no-install-recommends {names}"
        ));
    }
    run(Command::new("apt-get").args(["update", "--quiet"]))?;
    run(Command::new("apt-get")
        .args(["install", "--yes", "--quiet", "--no-install-recommends"])
        .args(missing)
        .env("DEBIAN_FRONTEND", "noninteractive"))
}

/// A name that dpkg has never heard of makes it complain; the others are answered all the same.
fn missing_packages<'a>(wanted: &[&'a str]) -> Vec<&'a str> {
    let format = "--showformat=${db:Status-Status} ${Package}\n";
    let answer = Command::new("dpkg-query")
        .arg("--show")
        .arg(format)
        .args(wanted)
        .output();
    let text = answer.map(|output| output.stdout).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let is_installed = |name: &str| text.lines().any(|line| line == format!("installed {name}"));
    wanted
        .iter()
        .copied()
        .filter(|name| !is_installed(name))
        .collect()
}

fn npm_packages(place: &Place, folder: &Path) -> Result<(), String> {
    let lock = folder.join("package-lock.json");
    let asked_for =
        fs::read_to_string(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    let stamp = folder.join("node_modules").join(STAMP);
    if is_filled(&stamp, &asked_for) {
        return Ok(());
    }
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    run(command(place, "npm").args(arguments).current_dir(folder))?;
    fill(&stamp, &asked_for)
}

fn python_packages(place: &Place) -> Result<(), String> {
    let list = place.root.join("xtask/python-requirements.txt");
    let asked_for =
        fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    let venv = place.venv();
    let stamp = venv.join(STAMP);
    if is_filled(&stamp, &asked_for) && venv.join("bin/schemathesis").is_file() {
        return Ok(());
    }
    run(command(place, "python3")
        .args(["-m", "venv", "--clear"])
        .arg(&venv))?;
    let pip = venv.join("bin/pip").to_string_lossy().into_owned();
    run(command(place, &pip)
        .args(["install", "--quiet", "--requirement"])
        .arg(&list))?;
    fill(&stamp, &asked_for)
}

fn cargo_tools(place: &Place) -> Result<(), String> {
    for (tool, version) in TOOLS {
        if on_path(tool).is_some() || place.tools().join("bin").join(tool).is_file() {
            continue;
        }
        let root = place.tools();
        let package = format!("{tool}@{version}");
        run(cargo(place, &["install", "--locked", "--root"])
            .arg(&root)
            .arg(package))?;
    }
    Ok(())
}

fn is_filled(stamp: &Path, asked_for: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|found| found == asked_for)
}

fn fill(stamp: &Path, asked_for: &str) -> Result<(), String> {
    fs::write(stamp, asked_for).map_err(|error| format!("{}: {error}", stamp.display()))
}
