//! What every operation is given: the database, the clock, chance, the file store and the keys.
//!
//! Promise: a change is committed whole or not at all ([`App::write`]); a repeated request gets the first one's answer
//! ([`App::write_once`]). SQLite has one write connection, so a write within a write would wait for itself: it panics.

mod connect;
mod demo_clock;
mod once;
mod put;
mod write;

pub use connect::{Connections, Durability, Statements, connect};
pub use once::forget_expired_keys_in;
pub use put::{Put, put};

use crate::{chance, clock::Clock};
use chrono::{DateTime, NaiveDate, Utc};
use hmac::{Hmac, KeyInit, Mac};
use object_store::ObjectStore;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbBackend};
use secrecy::{ExposeSecret, SecretBox};
use std::sync::Arc;
use zamala_seal::key::SigningKey;

/// The transaction that an operation's parts share.
pub type Txn = DatabaseTransaction;

/// The zone of the programme; partner countries have their own.
pub const PROGRAMME_ZONE: chrono_tz::Tz = chrono_tz::Asia::Bahrain;

/// The service's master secret: every other symmetric key is derived from it.
pub type MasterSecret = SecretBox<[u8; 32]>;

/// Everything operations need, cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    connections: Connections,
    clock: Clock,
    files: Arc<dyn ObjectStore>,
    secret: MasterSecret,
    signing_key: SigningKey,
    /// Where people reach the service, without a slash at the end.
    public_url: String,
    /// Who issues certificates: `did:web:<host>`.
    did: String,
    /// Where the issuer's documents are: `https://<host>`.
    did_url: String,
}

/// What [`App::new`] is made of.
pub struct Parts {
    pub connections: Connections,
    pub files: Arc<dyn ObjectStore>,
    pub secret: MasterSecret,
    pub signing_key: SigningKey,
    pub public_url: String,
    pub did: String,
}

impl App {
    pub fn new(parts: Parts) -> Self {
        let Parts {
            connections,
            files,
            secret,
            signing_key,
            public_url,
            did,
        } = parts;
        let public_url = public_url.trim_end_matches('/').to_owned();
        let inner = Inner {
            connections,
            clock: Clock::default(),
            files,
            secret,
            signing_key,
            public_url,
            did_url: did_url(&did),
            did,
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// For reads. On SQLite a pool of its own, so that readers never wait for the writer.
    pub fn db(&self) -> &DatabaseConnection {
        &self.inner.connections.read
    }

    /// How many statements this process has sent to the database.
    pub fn statements(&self) -> u64 {
        self.inner.connections.statements.count()
    }

    pub fn backend(&self) -> DbBackend {
        self.inner.connections.write.get_database_backend()
    }

    /// The programme's now: UTC, whole microseconds.
    pub fn now(&self) -> DateTime<Utc> {
        self.inner.clock.now()
    }

    /// Real time, for sign-ins, sessions and rate limits.
    pub fn real_now(&self) -> DateTime<Utc> {
        Clock::real_now()
    }

    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Today's date in the programme's zone.
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&PROGRAMME_ZONE).date_naive()
    }

    pub fn new_id<Id: From<uuid::Uuid>>(&self) -> Id {
        chance::new_uuid().into()
    }

    pub fn files(&self) -> &Arc<dyn ObjectStore> {
        &self.inner.files
    }

    pub fn signing_key(&self) -> &SigningKey {
        &self.inner.signing_key
    }

    pub fn public_url(&self) -> &str {
        &self.inner.public_url
    }

    /// The issuer of certificates: `did:web:<host>`.
    pub fn did(&self) -> &str {
        &self.inner.did
    }

    /// Where the issuer's documents and verification pages are, whatever address this copy of the service has:
    /// `https://<host>`.
    pub fn did_url(&self) -> &str {
        &self.inner.did_url
    }

    /// A keyed digest (HMAC-SHA256) for one purpose; purposes never share a key.
    pub fn keyed_digest(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let key = hmac_sha256(self.inner.secret.expose_secret(), purpose.as_bytes());
        hmac_sha256(&key, message)
    }
}

/// `did:web` writes the colon before a port as `%3A`.
fn did_url(did: &str) -> String {
    let host = did.trim_start_matches("did:web:").replace("%3A", ":");
    ["https://", &host].concat()
}

fn hmac_sha256(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}
