//! Where things are: the checkout, what is built from it, and the tools beside it.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The folders every command needs.
pub struct Place {
    /// The checkout.
    pub root: PathBuf,
    /// Cargo's target directory; tools and the Python environment are kept in it too.
    pub target: PathBuf,
}

impl Place {
    /// From where Cargo says this package stands; `CARGO_TARGET_DIR` is obeyed.
    pub fn find() -> Result<Self, String> {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .ok_or("start this through `cargo xtask`: CARGO_MANIFEST_DIR is not set")?;
        let root = Path::new(&package)
            .parent()
            .ok_or("xtask has no folder above it")?
            .to_owned();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => env::current_dir()
                .map_err(|error| error.to_string())?
                .join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// Where `cargo install` puts what is not on the PATH.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// The Python environment of schemathesis and openapi-spec-validator.
    pub fn venv(&self) -> PathBuf {
        self.target.join("venv")
    }

    /// The program that tests start as a process of its own.
    pub fn binary(&self) -> PathBuf {
        self.target.join("release/zamala")
    }

    /// The program that measures.
    pub fn benches(&self) -> PathBuf {
        self.target.join("release/zamala-benches")
    }

    /// The folders whose packages come from npm: the browser's tests and the third party's verdicts.
    pub fn npm_folders(&self) -> [PathBuf; 2] {
        ["tests/browser", "tests/verdicts"].map(|folder| self.root.join(folder))
    }
}

/// Finds a program on the PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}
