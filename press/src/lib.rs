//! The press: bytes in, PDF out. It sets certificates with Typst and opens them again; it knows no database, no
//! network and no file system, and only the worker and the binary know it.
//!
//! ```text
//! CertificateData + signed credential ──certificate──▶ PDF ──open──▶ credential.json + data.json ──face──▶ as rendered?
//! ```
//!
//! Promise: the same data, credential and template give the same bytes, on any machine, at any time. What a person or
//! a programme wrote reaches the template as data, never as source. A template that does not compile is found at
//! [`Templates::load`], before anything is served.

mod data;
mod failure;
mod fonts;
mod page;
mod reader;
mod sample;
mod templates;

pub use data::{
    AwardKind, CertificateData, Signatory, Stacked, TemplateVersion, Text, data_digest,
};
pub use failure::{NotOurs, PressError, TemplateError};
pub use reader::{Opened, is_pdf, open};
pub use sample::{sample, sample_fellowship};
pub use templates::{Face, Named, Templates};
