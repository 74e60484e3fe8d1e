//! Sign-in: accounts, second factors, single-use links, sessions, personal tokens, throttles. All instants are real time.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000003_accounts",
    both: "
CREATE TABLE accounts (
    id {uuid} PRIMARY KEY,
    person_id {uuid} NOT NULL UNIQUE REFERENCES people (id),
    -- Argon2id in PHC form; NULL until the first password is set by link.
    password_hash TEXT CHECK (password_hash LIKE '$argon2id$%'),
    state TEXT NOT NULL CHECK (state IN ('active', 'suspended')),
    -- Sealed by a key that is not in the database.
    totp_secret {bytes},
    totp_confirmed_at {instant},
    -- The newest 30-second step whose code was accepted: each is accepted once.
    totp_last_step BIGINT,
    last_signed_in_at {instant},
    created_at {instant} NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT accounts_second_factor CHECK (totp_confirmed_at IS NULL OR totp_secret IS NOT NULL)
);

CREATE TABLE recovery_codes (
    account_id {uuid} NOT NULL REFERENCES accounts (id),
    code_hash TEXT NOT NULL,
    used_at {instant},
    PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE sign_in_links (
    id {uuid} PRIMARY KEY,
    person_id {uuid} NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reset')),
    secret_hash TEXT NOT NULL UNIQUE,
    expires_at {instant} NOT NULL,
    used_at {instant},
    created_at {instant} NOT NULL
);
CREATE INDEX sign_in_links_person ON sign_in_links (person_id);
CREATE INDEX sign_in_links_expires_at ON sign_in_links (expires_at);

CREATE TABLE sign_in_sessions (
    -- SHA-256 of the cookie's secret.
    id_hash TEXT PRIMARY KEY CHECK (length(id_hash) = 64),
    person_id {uuid} NOT NULL REFERENCES people (id),
    level TEXT NOT NULL CHECK (level IN ('first_factor', 'full')),
    created_at {instant} NOT NULL,
    last_seen_at {instant} NOT NULL,
    expires_at {instant} NOT NULL
);
CREATE INDEX sign_in_sessions_person ON sign_in_sessions (person_id);
CREATE INDEX sign_in_sessions_expires_at ON sign_in_sessions (expires_at);

CREATE TABLE api_tokens (
    id {uuid} PRIMARY KEY,
    person_id {uuid} NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    token_scope TEXT NOT NULL CHECK (token_scope IN ('read', 'read_write')),
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL,
    last_used_at {instant},
    revoked_at {instant}
);
CREATE INDEX api_tokens_person ON api_tokens (person_id);

-- Keys are keyed digests of addresses: no personal data.
CREATE TABLE sign_in_throttles (
    key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL CHECK (failures >= 0),
    window_started_at {instant} NOT NULL,
    blocked_until {instant}
);
CREATE INDEX sign_in_throttles_window ON sign_in_throttles (window_started_at);
",
    sqlite: "",
    postgres: "",
};
