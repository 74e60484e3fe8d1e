//! Awards and certificates: which conditions a fellow meets, batches prepared by one person and sealed by another, the
//! register, verification and revocation.
//!
//! ```text
//! batch        prepared ──seal──▶ sealed            prepared ──withdraw──▶ withdrawn
//! certificate  planned ──issue──▶ issued            planned ──void──▶ void
//! revocation   proposed ──confirm──▶ confirmed      proposed ──decline──▶ declined
//! ```
//! Promises: eligibility is computed again when a batch is sealed; who prepares never seals, who proposes a revocation never
//! confirms it, and the database refuses both; serial and public code stand before anything is rendered; what is issued is
//! frozen, never deleted, and means the same for ever; everybody who knows a code learns the status and nothing more.

mod entity;
pub mod operations;
pub mod policy;
pub mod rules;
pub mod state;
mod store;

pub use operations::{
    batches, eligibility, issue, names, prepare, publish, register, revocation, seal, verification,
    void,
};
pub use rules::{Frozen, Standing};
pub use state::{Award, BatchState, CertificateState, HeldOut, RevocationClass, RevocationState};
