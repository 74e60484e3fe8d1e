//! Pages: Handlebars templates, the frame around every page, the menu, and pages that say what went wrong.
//!
//! Promise: every template is compiled at start, in strict mode: a value that is missing is an error, not a gap. All
//! text is escaped; templates see booleans and texts, never rows.

mod error_page;
mod nav;
mod page;
mod templates;

pub use error_page::error_page;
pub use nav::NAV;
pub use page::{Crumb, Page};
pub use templates::Templates;
