//! Who is signed in: from the session's cookie to an actor, asked of the database on every request.

use crate::{
    cookies::{self, Jar},
    edge::Edge,
    problem::Fault,
};
use poem::http::HeaderMap;
use zamala_domain::{
    Actor, App, Bilingual, OperationError,
    accounts::{SessionLevel, operations as accounts},
    notifications::{Digits, operations as notifications},
    people::operations as people,
};

/// Longest address that is followed after signing in.
const NEXT_BYTES_MAX: usize = 512;

/// A person with a session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Without an origin: [`crate::Visit::actor`] adds it.
    pub actor: Actor,
    pub name: Bilingual,
    pub email: String,
    pub level: SessionLevel,
    pub digits: Digits,
    /// The secret in the cookie.
    pub session_secret: String,
}

impl SignedIn {
    /// Whether the second factor was given too, where one is on.
    pub fn is_complete(&self) -> bool {
        self.level == SessionLevel::Full
    }
}

/// The session of these headers, if it stands.
pub async fn load(
    app: &App,
    headers: &HeaderMap,
    is_https: bool,
) -> Result<Option<SignedIn>, OperationError> {
    let Some(session_secret) = cookies::read(headers, Jar::Session.name(is_https)) else {
        return Ok(None);
    };
    let Some(session) = accounts::session(app, &session_secret).await? else {
        return Ok(None);
    };
    let Some(actor) = accounts::actor_of(app, session.person).await? else {
        return Ok(None);
    };
    let Some(facts) = people::person_facts(app, session.person).await? else {
        return Ok(None);
    };
    let digits = notifications::preferences(app, &actor).await?.digits;
    let level = session.level;
    Ok(Some(SignedIn {
        actor,
        name: facts.name,
        email: facts.email,
        level,
        digits,
        session_secret,
    }))
}

/// Counts the request against its person's rate.
pub fn count(edge: &Edge, signed_in: Option<&SignedIn>) -> Result<(), Fault> {
    match signed_in.and_then(|signed_in| signed_in.actor.person) {
        Some(person) => edge.limiter.check_person(person),
        None => Ok(()),
    }
}

/// An address to go on to after signing in, when it is a page of ours: `/ar/…` or `/en/…`, nothing that a browser could
/// read as another host.
pub fn own_page(next: &str) -> Option<&str> {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    let is_ours = next.starts_with("/ar/") || next.starts_with("/en/");
    let is_safe =
        next.len() <= NEXT_BYTES_MAX && next.bytes().all(is_plain) && !next.contains("//");
    (is_ours && is_safe).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_gone_on_to() {
        assert_eq!(own_page("/ar/labs?week=3"), Some("/ar/labs?week=3"));
        for elsewhere in [
            "",
            "/",
            "//evil.example",
            "https://evil.example",
            "/ar//evil.example",
            "/\\evil.example",
            "/ar/\\evil",
            "/ar/\nSet-Cookie: a=b",
            "/api/v1",
            "/dev/people",
            "javascript:alert(1)",
            "/en/%0d\r",
            "ar/",
            "/fr/x",
        ] {
            assert_eq!(own_page(elsewhere), None, "{elsewhere}");
        }
    }
}
