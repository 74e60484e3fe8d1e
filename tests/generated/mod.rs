//! Documents that are made from the program. Each test makes its document anew and compares; `ZAMALA_UPDATE=1` writes it.

mod openapi;
mod policy;
mod schema;
mod states;

use std::path::PathBuf;

/// Compares a document with what stands in the project, or writes it.
fn must_be_fresh(path: &str, text: &str, command: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(path);
    if wants_update() {
        std::fs::write(&file, text).unwrap();
    }
    let standing = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(standing == text, "{path} is stale: run `{command}`");
}

#[expect(
    clippy::disallowed_methods,
    reason = "told by `cargo xtask schema` and its like"
)]
fn wants_update() -> bool {
    std::env::var("ZAMALA_UPDATE").is_ok()
}
