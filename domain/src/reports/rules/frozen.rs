//! Freezing: canonical JSON (RFC 8785) and its SHA-256, so that anybody can see that a report is what was made.

use super::content::CohortReport;
use crate::error::OperationError;
use sha2::{Digest, Sha256};

/// A report as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Canonical JSON.
    pub text: String,
    /// Of `text`, in hexadecimal.
    pub sha256: String,
}

/// The report in canonical JSON, with its digest.
pub fn freeze(report: &CohortReport) -> Result<Frozen, OperationError> {
    let text = serde_json_canonicalizer::to_string(report)
        .map_err(|fault| OperationError::Unexpected(fault.to_string()))?;
    let sha256 = digest(&text);
    Ok(Frozen { text, sha256 })
}

/// What a stored text says.
pub fn thaw(text: &str) -> Result<CohortReport, OperationError> {
    serde_json::from_str(text)
        .map_err(|fault| OperationError::Unexpected(format!("a frozen report: {fault}")))
}

/// SHA-256 in hexadecimal.
pub fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}
