//! Who reads an inbox and sets preferences: the person alone, whatever the roles of others.

use crate::{actor::Actor, error::OperationError, id::PersonId};

/// Everybody who is signed in reads the own inbox; the system has none.
pub fn may_read_inbox(actor: &Actor) -> Result<PersonId, OperationError> {
    actor.person.ok_or(OperationError::Forbidden)
}

/// A notice is marked read by the person whom it is for; of others' one may not even know.
pub fn may_mark_read(actor: &Actor, reader: PersonId) -> Result<(), OperationError> {
    if actor.is(reader) {
        Ok(())
    } else {
        Err(OperationError::NotFound)
    }
}

/// Everybody who is signed in sets the own preferences.
pub fn may_set_preferences(actor: &Actor) -> Result<PersonId, OperationError> {
    actor.person.ok_or(OperationError::Forbidden)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bilingual::Language;
    use uuid::Uuid;

    #[test]
    fn the_system_has_neither_inbox_nor_preferences() {
        assert!(matches!(
            may_read_inbox(&Actor::system()),
            Err(OperationError::Forbidden)
        ));
        assert!(matches!(
            may_set_preferences(&Actor::system()),
            Err(OperationError::Forbidden)
        ));
    }

    #[test]
    fn only_its_reader_marks_a_notice() {
        let [reader, other] = [1, 2].map(|id| PersonId(Uuid::from_u128(id)));
        let actor = Actor::of(reader, Vec::new(), Language::Ar);
        assert_eq!(may_read_inbox(&actor).unwrap(), reader);
        assert!(may_mark_read(&actor, reader).is_ok());
        assert!(matches!(
            may_mark_read(&actor, other),
            Err(OperationError::NotFound)
        ));
    }
}
