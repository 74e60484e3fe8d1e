//! Work promised for later, the ticks of the schedule, what people are reminded of, and the outbox.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000004_jobs_and_letters",
    both: "
-- `run_at` is on the programme's clock; leases and back-off are in epoch milliseconds on the database's own.
CREATE TABLE jobs (
    id {uuid} PRIMARY KEY,
    kind TEXT NOT NULL,
    -- The whole job as JSON: ids only.
    payload TEXT NOT NULL,
    unique_key TEXT UNIQUE,
    run_at {instant} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    attempts_max INTEGER NOT NULL CHECK (attempts_max > 0),
    lease_until_ms BIGINT,
    -- Rises with every claim: who answers with an older one no longer holds the job.
    fence BIGINT NOT NULL DEFAULT 0,
    retry_at_ms BIGINT,
    last_error TEXT,
    created_at {instant} NOT NULL,
    finished_at {instant},
    CONSTRAINT jobs_lease CHECK ((state = 'running') = (lease_until_ms IS NOT NULL))
);
CREATE INDEX jobs_waiting ON jobs (run_at, id) WHERE state = 'waiting';
CREATE INDEX jobs_running ON jobs (lease_until_ms) WHERE state = 'running';
CREATE INDEX jobs_dead ON jobs (finished_at, id) WHERE state = 'dead';
CREATE INDEX jobs_done ON jobs (finished_at) WHERE state = 'done';

CREATE TABLE cron_ticks (
    name TEXT NOT NULL,
    tick {instant} NOT NULL,
    PRIMARY KEY (name, tick)
);

-- Something that one person is to be reminded of: written in the transaction that gives the cause.
CREATE TABLE occurrences (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    event TEXT NOT NULL,
    person_id {uuid} NOT NULL REFERENCES people (id),
    cause_id {uuid} NOT NULL,
    subject_id {uuid} NOT NULL,
    occurs_at {instant} NOT NULL,
    created_at {instant} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'withdrawn')),
    UNIQUE (event, person_id, cause_id, subject_id)
);
CREATE INDEX occurrences_cause ON occurrences (cause_id);

CREATE TABLE reminders (
    id {uuid} PRIMARY KEY,
    occurrence_id {uuid} NOT NULL REFERENCES occurrences (id),
    send_at {instant} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'cancelled', 'skipped')),
    letter_id {uuid},
    UNIQUE (occurrence_id, send_at)
);

-- The outbox. A letter is sent only after the relay's 250.
CREATE TABLE letters (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} REFERENCES programmes (id),
    kind TEXT NOT NULL,
    recipient_id {uuid} NOT NULL REFERENCES people (id),
    occasion TEXT NOT NULL,
    -- JSON for the template; no secret in clear.
    data TEXT NOT NULL,
    send_at {instant} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'dead', 'cancelled')),
    message_id TEXT NOT NULL UNIQUE,
    attempts INTEGER NOT NULL DEFAULT 0,
    ambiguous_at {instant},
    last_error TEXT,
    created_at {instant} NOT NULL,
    sent_at {instant},
    UNIQUE (kind, recipient_id, occasion)
);
CREATE INDEX letters_recipient ON letters (recipient_id, created_at);

-- What a demo keeps instead of sending.
CREATE TABLE kept_letters (
    letter_id {uuid} PRIMARY KEY REFERENCES letters (id),
    to_address TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    message_id TEXT NOT NULL,
    sent_at {instant} NOT NULL
);
CREATE INDEX kept_letters_sent_at ON kept_letters (sent_at);
",
    sqlite: "",
    postgres: "",
};
