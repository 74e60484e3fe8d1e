//! Sealing a stream: AES-256-GCM over pieces of a mebibyte, each bound to its place and to what the whole is.
//!
//! The key is derived from the service's secret and a random salt, so no key seals twice. A piece that is missing, moved,
//! repeated or cut off does not open.

use crate::failure::Failure;
use aes_gcm::{Aes256Gcm, KeyInit, aead::AeadInPlace};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};
use zamala_domain::{App, chance};

const MAGIC: &[u8; 8] = b"ZMLSEAL1";
const PIECE_BYTES: usize = 1 << 20;
const TAG_BYTES: usize = 16;
const NONCE_BYTES: usize = 12;

/// What went through, before sealing or after opening.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copied {
    pub bytes: u64,
    pub sha256: String,
}

/// Counts and digests.
#[derive(Default)]
struct Tally {
    bytes: u64,
    digest: Sha256,
}

impl Tally {
    fn add(&mut self, piece: &[u8]) {
        self.bytes += piece.len() as u64;
        self.digest.update(piece);
    }

    fn end(self) -> Copied {
        Copied {
            bytes: self.bytes,
            sha256: hex::encode(self.digest.finalize()),
        }
    }
}

fn cipher(app: &App, salt: &[u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(&app.keyed_digest("backup", salt).into())
}

/// The place of a piece, and whether it is the last one.
fn nonce(place: u64, is_last: bool) -> [u8; NONCE_BYTES] {
    let mut nonce = [0; NONCE_BYTES];
    nonce[..8].copy_from_slice(&place.to_be_bytes());
    nonce[NONCE_BYTES - 1] = u8::from(is_last);
    nonce
}

/// Seals a stream as `name`.
pub fn seal(
    app: &App,
    name: &str,
    mut from: impl Read,
    mut to: impl Write,
) -> Result<Copied, Failure> {
    let salt = chance::random_bytes();
    to.write_all(MAGIC)?;
    to.write_all(&salt)?;
    let (cipher, mut tally) = (cipher(app, &salt), Tally::default());
    let mut piece = read_piece(&mut from, PIECE_BYTES)?;
    for place in 0.. {
        let next = if piece.len() == PIECE_BYTES {
            read_piece(&mut from, PIECE_BYTES)?
        } else {
            Vec::new()
        };
        let is_last = next.is_empty();
        tally.add(&piece);
        let sealed =
            cipher.encrypt_in_place(&nonce(place, is_last).into(), name.as_bytes(), &mut piece);
        sealed.map_err(|_| Failure::new("a piece is too large to seal"))?;
        to.write_all(&piece)?;
        if is_last {
            break;
        }
        piece = next;
    }
    to.flush()?;
    Ok(tally.end())
}

/// Opens what was sealed as `name`. What was written before a fault is not to be used.
pub fn unseal(
    app: &App,
    name: &str,
    mut from: impl Read,
    mut to: impl Write,
) -> Result<Copied, Failure> {
    let broken = || {
        Failure::new(format!(
            "{name} does not open: it was changed, cut, or sealed with another ZAMALA_SECRET"
        ))
    };
    let (mut magic, mut salt) = ([0; MAGIC.len()], [0; 32]);
    let head = from
        .read_exact(&mut magic)
        .and_then(|()| from.read_exact(&mut salt));
    if head.is_err() || &magic != MAGIC {
        return Err(broken());
    }
    let (cipher, mut tally) = (cipher(app, &salt), Tally::default());
    let sealed_bytes = PIECE_BYTES + TAG_BYTES;
    let mut piece = read_piece(&mut from, sealed_bytes)?;
    for place in 0.. {
        let next = if piece.len() == sealed_bytes {
            read_piece(&mut from, sealed_bytes)?
        } else {
            Vec::new()
        };
        let is_last = next.is_empty();
        let opened =
            cipher.decrypt_in_place(&nonce(place, is_last).into(), name.as_bytes(), &mut piece);
        opened.map_err(|_| broken())?;
        tally.add(&piece);
        to.write_all(&piece)?;
        if is_last {
            break;
        }
        piece = next;
    }
    to.flush()?;
    Ok(tally.end())
}

/// As much as there is, up to `bytes`.
fn read_piece(from: &mut impl Read, bytes: usize) -> Result<Vec<u8>, Failure> {
    let mut piece = Vec::with_capacity(bytes + TAG_BYTES);
    from.take(bytes as u64).read_to_end(&mut piece)?;
    Ok(piece)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use zamala_domain::app::{Connections, MasterSecret, Parts};
    use zamala_seal::key::SigningKey;

    fn app(secret: u8) -> App {
        let nowhere = sea_orm::DatabaseConnection::default;
        App::new(Parts {
            connections: Connections {
                write: nowhere(),
                read: nowhere(),
                statements: zamala_domain::app::Statements::default(),
            },
            files: Arc::new(object_store::memory::InMemory::new()),
            secret: MasterSecret::new(Box::new([secret; 32])),
            signing_key: SigningKey::from_seed(&[7; 32]),
            public_url: "https://zamala.example.org".to_owned(),
            did: "did:web:zamala.example".to_owned(),
        })
    }

    fn sealed(app: &App, plain: &[u8]) -> (Vec<u8>, Copied) {
        let mut sealed = Vec::new();
        let copied = seal(app, "a", plain, &mut sealed).unwrap();
        (sealed, copied)
    }

    #[test]
    fn what_was_sealed_opens_whole_whatever_its_length() {
        let app = app(1);
        for length in [
            0,
            1,
            PIECE_BYTES - 1,
            PIECE_BYTES,
            PIECE_BYTES + 1,
            2 * PIECE_BYTES,
        ] {
            let plain: Vec<u8> = (0..length)
                .map(|place| u8::try_from(place % 251).unwrap())
                .collect();
            let (sealed, copied) = sealed(&app, &plain);
            let mut opened = Vec::new();
            assert_eq!(
                unseal(&app, "a", sealed.as_slice(), &mut opened).unwrap(),
                copied
            );
            assert_eq!(opened, plain);
            assert_eq!(copied.sha256, hex::encode(Sha256::digest(&plain)));
        }
    }

    #[test]
    fn nothing_opens_that_was_changed_cut_moved_or_sealed_by_another() {
        let app = app(1);
        let (whole, _) = sealed(&app, &vec![9; 2 * PIECE_BYTES + 5]);
        let refused = |app: &App, name: &str, bytes: &[u8]| {
            unseal(app, name, bytes, std::io::sink()).is_err()
        };
        assert!(!refused(&app, "a", &whole));
        assert!(refused(&self::app(2), "a", &whole));
        assert!(refused(&app, "b", &whole));
        let piece = PIECE_BYTES + TAG_BYTES;
        for end in [0, 7, 40, 40 + piece, 40 + 2 * piece, whole.len() - 1] {
            assert!(refused(&app, "a", &whole[..end]), "cut at {end}");
        }
        for place in [0, 8, 40, 40 + piece, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[place] ^= 1;
            assert!(refused(&app, "a", &changed), "changed at {place}");
        }
        let mut swapped = whole.clone();
        swapped[40..40 + 2 * piece].rotate_left(piece);
        assert!(refused(&app, "a", &swapped));
    }
}
