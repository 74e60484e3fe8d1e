//! What can be done with the forum.

mod cancel;
mod confirm;
mod desk;
mod forget;
pub(crate) mod import;
mod letters;
mod register;
mod seen;
mod tickets;

pub use cancel::cancel;
pub use confirm::{Confirmed, Pending, confirm, pending};
pub use desk::{
    DeskForum, PoolCounts, REGISTRATIONS_PAGE_MAX, RegistrationLine, forums_of, registrations,
};
pub use forget::forget;
pub use register::register;
pub use seen::{Forum, ForumSession, Pool, TicketType, forum, forums};
pub use tickets::{Ticket, calendar, sample_secrets, ticket, ticket_secret};

use crate::{
    actor::{Actor, Origin},
    bilingual::Language,
};
use sha2::{Digest, Sha256};

/// Paths, without language, of the pages behind secrets; the secret is the last part.
pub const CONFIRMATION_PAGE: &str = "/registrations";
pub const TICKET_PAGE: &str = "/tickets";

/// Somebody of whom nothing is known. Only the audit log sees this actor.
fn visitor(origin: &Origin) -> Actor {
    Actor {
        person: None,
        grants: Vec::new(),
        language: Language::Ar,
        origin: origin.clone(),
        token: None,
    }
}

/// What is stored of a secret.
fn secret_hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}
