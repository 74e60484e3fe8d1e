//! The address without a language.

use crate::{Visit, route::PageResult, visit::see_other};

/// `/`: on to Arabic or English, by what the browser prefers.
pub async fn in_language(visit: &Visit) -> PageResult {
    Ok(see_other(&visit.href("/")))
}

/// `/ar` and `/en`: on to the home page, whose address ends with a slash.
pub async fn with_slash(visit: &Visit) -> PageResult {
    Ok(see_other(&format!("{}/", visit.pattern())))
}
