//! Chance: ids and secrets, from the operating system's generator.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{TryRng, rngs::SysRng};

/// `N` unpredictable bytes.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SysRng
        .try_fill_bytes(&mut bytes)
        .expect("the operating system gives random bytes");
    bytes
}

/// A secret of 256 bits as URL-safe text of 43 characters.
pub fn random_secret() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}

/// A new UUIDv7: sortable by real time, unguessable enough to be no secret.
#[expect(clippy::disallowed_methods, reason = "the one home of ids")]
pub fn new_uuid() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}
