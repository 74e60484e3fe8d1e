//! `api/openapi.json`.

use super::must_be_fresh;

#[test]
fn openapi_is_fresh() {
    must_be_fresh(
        "api/openapi.json",
        &zamala_api::json::document(),
        "cargo xtask openapi",
    );
}
