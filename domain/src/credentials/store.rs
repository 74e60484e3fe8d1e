//! Rows of awards, batches, the register and what is published.

mod batches;
mod certificates;
mod published;
mod rules;

pub use batches::*;
pub use certificates::*;
pub use published::*;
pub use rules::*;
