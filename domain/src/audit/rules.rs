//! What an entry says, and its digest.

use crate::{actor::Actor, id::ProgrammeId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// One act, before it is stored.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Context and verb: `labs.book`.
    pub action: &'static str,
    pub subject_kind: &'static str,
    pub subject_id: String,
    pub programme: Option<ProgrammeId>,
    pub before: Value,
    pub after: Value,
    pub reason: Option<String>,
}

impl Entry {
    pub fn new(
        action: &'static str,
        subject_kind: &'static str,
        subject_id: impl ToString,
    ) -> Self {
        let subject_id = subject_id.to_string();
        Self {
            action,
            subject_kind,
            subject_id,
            programme: None,
            before: Value::Null,
            after: Value::Null,
            reason: None,
        }
    }

    #[must_use]
    pub fn programme(mut self, programme: ProgrammeId) -> Self {
        self.programme = Some(programme);
        self
    }

    #[must_use]
    pub fn before(mut self, before: Value) -> Self {
        self.before = before;
        self
    }

    #[must_use]
    pub fn after(mut self, after: Value) -> Self {
        self.after = after;
        self
    }

    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// The erasable part, as it is stored and digested.
    pub fn content(&self, actor: &Actor) -> String {
        let Self {
            before,
            after,
            reason,
            ..
        } = self;
        let acting: Vec<&str> = actor
            .grants
            .iter()
            .filter_map(|grant| grant.acting_by_decision.as_deref())
            .collect();
        json!({
            "before": before,
            "after": after,
            "reason": reason,
            "address": actor.origin.address,
            "request": actor.origin.request_id,
            "acting_by_decisions": acting,
            "by_token": actor.token.is_some(),
        })
        .to_string()
    }
}

/// The fields that the chain covers, in order, each with its length in front so that no two entries look alike.
pub fn covered(fields: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for field in fields {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field.as_bytes());
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_cannot_slide_into_each_other() {
        assert_ne!(covered(&["ab", "c"]), covered(&["a", "bc"]));
    }

    #[test]
    fn content_names_the_acting_decision() {
        use crate::scope::{Grant, Role, Scope};
        let mut actor = Actor::system();
        let mut grant = Grant::standing(Role::Trainer, Scope::Installation);
        grant.acting_by_decision = Some("12/2026".into());
        actor.grants = vec![grant];
        assert!(
            Entry::new("a.b", "c", "d")
                .content(&actor)
                .contains("12/2026")
        );
    }
}
