//! Pages of the demo: sign in as anybody, read the letters, move the clock, list the routes. Registered in a demo only,
//! and the operations behind them answer in a database so marked only.

mod clock;
mod letters;
mod people;
mod routes;

pub use clock::{clock, move_clock};
pub use letters::{letter_html, letters, letters_json};
pub use people::{people, people_json, person, sign_in_as};
pub use routes::routes_json;

use crate::route::PageResult;
use poem::Response;
use serde::Serialize;
use zamala_domain::OperationError;

/// A JSON answer.
fn json(value: &impl Serialize) -> PageResult {
    let text = serde_json::to_string(value)
        .map_err(|error| OperationError::Unexpected(error.to_string()))?;
    Ok(Response::builder()
        .content_type("application/json")
        .body(text))
}
