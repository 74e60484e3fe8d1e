//! Why a credential is not valid, or why nobody can tell.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    NotACredential,
    Unreadable,
    OtherContexts,
    NoDid,
    OtherDid,
    UnknownKey,
    NoProof,
    UnknownSuite,
    ProofUnreadable,
    OtherIssuer,
    WrongSignature,
    UndefinedTerm,
    NotLinkedData,
    NotLookedAt,
    DatesUnreadable,
    NotYetValid,
    Expired,
    Revoked,
    NoStatusEntry,
    NoStatusList,
    OtherStatusList,
    StatusListNotTrusted,
    StatusListNotCurrent,
}

impl Reason {
    /// Stable, for machines.
    pub fn code(self) -> &'static str {
        self.told().0
    }

    /// Whether it leaves the question open, instead of answering it with no.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::NotACredential
                | Self::NoDid
                | Self::OtherDid
                | Self::UnknownKey
                | Self::NoStatusEntry
                | Self::NoStatusList
                | Self::OtherStatusList
                | Self::StatusListNotTrusted
                | Self::StatusListNotCurrent
        )
    }

    fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::NotACredential => ("not_a_credential", "this is no credential"),
            Self::Unreadable => ("unreadable", "the credential is damaged and cannot be read"),
            Self::OtherContexts => (
                "other_contexts",
                "its words have another meaning than a certificate's",
            ),
            Self::NoDid => ("no_did", "the issuer's DID document was not given"),
            Self::OtherDid => ("other_did", "the DID document is of another issuer"),
            Self::UnknownKey => (
                "unknown_key",
                "the DID document does not publish the key that the proof names",
            ),
            Self::NoProof => ("no_proof", "a proof is missing"),
            Self::UnknownSuite => ("unknown_suite", "a proof is of an unknown kind"),
            Self::ProofUnreadable => ("proof_unreadable", "a proof is not as the issuer writes it"),
            Self::OtherIssuer => ("other_issuer", "the proof's key is not the issuer's"),
            Self::WrongSignature => (
                "wrong_signature",
                "the content is not what the issuer signed",
            ),
            Self::UndefinedTerm => ("undefined_term", "it holds a term that no proof covers"),
            Self::NotLinkedData => ("not_linked_data", "it is not linked data"),
            Self::NotLookedAt => (
                "not_looked_at",
                "not looked at, because the other proof does not hold",
            ),
            Self::DatesUnreadable => ("dates_unreadable", "its dates cannot be read"),
            Self::NotYetValid => ("not_yet_valid", "it is not valid yet"),
            Self::Expired => ("expired", "it has expired"),
            Self::Revoked => (
                "revoked",
                "the issuer has withdrawn it: revoked, or replaced by a newer one",
            ),
            Self::NoStatusEntry => ("no_status_entry", "it names no status list"),
            Self::NoStatusList => ("no_status_list", "the status list was not given"),
            Self::OtherStatusList => (
                "other_status_list",
                "the status list is not the one that it names",
            ),
            Self::StatusListNotTrusted => (
                "status_list_not_trusted",
                "the status list is not the issuer's, or is damaged",
            ),
            Self::StatusListNotCurrent => (
                "status_list_not_current",
                "the status list is too old to say anything today",
            ),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.told().1)
    }
}

/// What was looked at and found good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    Proofs,
    Dates,
    Status,
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Proofs => "both proofs hold, by a key that the issuer publishes",
            Self::Dates => "today is within its dates",
            Self::Status => "the issuer's status list does not withdraw it",
        })
    }
}
