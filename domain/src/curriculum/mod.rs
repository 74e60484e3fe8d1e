//! What is taught: programmes, micro-credentials, their units and outcomes. Thin: definitions from the programme file;
//! a cohort pins the edition that it started with.

mod entity;
pub mod operations;
mod store;

pub use operations::{
    MicroCredentialContent, MicroCredentialDraft, MicroCredentialFacts, ProgrammeDraft,
    ProgrammeFacts, UnitFacts,
};
