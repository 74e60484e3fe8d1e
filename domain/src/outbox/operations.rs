//! What the outbox does: writing letters, opening occurrences, delivering, and showing the ledger.

mod deliver;
mod ledger;
mod occur;
mod write;

pub use deliver::{
    Attachment, KeptLetter, LetterToSend, keep, kept_letters, letter_to_send, mark_ambiguous,
    mark_attempt, mark_dead, mark_failed, mark_sent,
};
pub use ledger::{LETTERS_PAGE_MAX, LedgerLine, letters};
pub use occur::{NewOccurrence, Occurrence, Reminder, occurrence, reminder, reminders};
pub(crate) use occur::{
    attach_letter_in, open_occurrence_in, plan_reminders_in, settle_reminder_in,
    withdraw_occurrence_in, withdraw_occurrences_in,
};
pub use write::{NewAddressee, NewLetter, is_reachable, link_secret};
pub(crate) use write::{
    add_addressee_in, addressees, change_addressee_in, erase_addressees_in, write_letter_in,
};
