//! Conditions, names, batches, sealing, issuing, the register, revocation and verification.

pub mod batches;
pub mod eligibility;
mod freeze;
mod import;
pub mod issue;
pub mod names;
pub mod prepare;
pub mod publish;
pub mod register;
pub mod revocation;
pub mod seal;
pub mod verification;
pub mod void;

pub(crate) use import::{AwardRuleDraft, put_award_rule_in};
