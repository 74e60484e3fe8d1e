//! What can be done with accounts. Secrets leave as `SecretString`, once; every change is audited.

mod links;
mod overview;
mod passwords;
mod second_factor;
mod sessions;
mod sign_in;
mod standing;
mod tokens;
mod tries;

pub use links::{
    LINK_PAGE, LinkFacts, invite, link_secret, open_link, request_password_reset,
    set_password_by_link,
};
pub use overview::{
    AccountLine, OwnAccount, accounts, forget_expired_in, is_suspended, own_account,
};
pub use passwords::change_password;
pub use second_factor::{
    Provisioning, begin_second_factor, confirm_second_factor, confirm_second_factor_setup,
    new_recovery_codes, turn_off_second_factor,
};
pub use sessions::{
    Session, SignedIn, actor_of, csrf_is_right, csrf_token, session, sign_out, sign_out_everywhere,
};
pub use sign_in::{demo_sign_in, sign_in};
pub(crate) use standing::create_account_in;
pub use standing::{reinstate, suspend};
pub use tokens::{
    NewToken, TokenLine, actor_by_token, create_token, demo_token, revoke_token, token_secret,
    tokens,
};
pub(crate) use tries::Try;

use crate::{
    actor::{Actor, Origin},
    app::{App, Txn},
    audit::{self, Entry},
    bilingual::Language,
    error::OperationError,
    id::PersonId,
};

/// An entry about a person's way of signing in.
fn entry(action: &'static str, person: PersonId) -> Entry {
    Entry::new(action, "person", person)
}

async fn record_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    entry: Entry,
) -> Result<(), OperationError> {
    audit::operations::record_in(app, txn, actor, entry).await
}

/// Somebody of whom nothing is known yet, or a person who is not signed in. Only the audit log sees this actor.
fn visitor(person: Option<PersonId>, origin: &Origin) -> Actor {
    Actor {
        person,
        grants: Vec::new(),
        language: Language::Ar,
        origin: origin.clone(),
        token: None,
    }
}
