//! The forum: days, places, seats, tickets, registrations; and letters to addresses of people without an account.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000012_forum",
    both: "
-- Who is written to and is nobody of the programme. Empty once erased: what still waits is then cancelled.
CREATE TABLE addressees (
    id {uuid} PRIMARY KEY,
    email TEXT NOT NULL,
    name_ar TEXT NOT NULL,
    name_en TEXT NOT NULL,
    language TEXT NOT NULL,
    is_sample BOOLEAN NOT NULL
);

CREATE TABLE forums (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    code TEXT NOT NULL UNIQUE,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    host_id {uuid} NOT NULL REFERENCES organisations (id),
    mode TEXT NOT NULL,
    opens_at {instant} NOT NULL,
    closes_at {instant} NOT NULL,
    -- From this day on, seats that no delegation took are free for all.
    delegation_seats_released_on {date} NOT NULL,
    zone TEXT NOT NULL,
    is_sample BOOLEAN NOT NULL,
    CONSTRAINT forums_window CHECK (opens_at < closes_at)
);

CREATE TABLE forum_days (
    forum_id {uuid} NOT NULL REFERENCES forums (id),
    held_on {date} NOT NULL,
    PRIMARY KEY (forum_id, held_on)
);

CREATE TABLE forum_sessions (
    forum_id {uuid} NOT NULL REFERENCES forums (id),
    code TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    slots INTEGER,
    PRIMARY KEY (forum_id, code)
);

CREATE TABLE forum_delegations (
    forum_id {uuid} NOT NULL REFERENCES forums (id),
    country_code TEXT NOT NULL REFERENCES countries (code),
    seats INTEGER NOT NULL CHECK (seats > 0),
    PRIMARY KEY (forum_id, country_code)
);

-- Places of one kind: on site or online.
CREATE TABLE forum_pools (
    id {uuid} PRIMARY KEY,
    forum_id {uuid} NOT NULL REFERENCES forums (id),
    kind TEXT NOT NULL CHECK (kind IN ('on_site', 'online')),
    capacity INTEGER NOT NULL CHECK (capacity >= 0),
    UNIQUE (forum_id, kind),
    UNIQUE (id, capacity)
);

CREATE TABLE forum_ticket_types (
    forum_id {uuid} NOT NULL REFERENCES forums (id),
    code TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    needs_approval BOOLEAN NOT NULL,
    PRIMARY KEY (forum_id, code),
    FOREIGN KEY (forum_id, kind) REFERENCES forum_pools (forum_id, kind)
);

-- One row for each seat there is. No number can stand above the capacity, and a registration holds at most one.
CREATE TABLE forum_seats (
    pool_id {uuid} NOT NULL,
    number INTEGER NOT NULL,
    capacity INTEGER NOT NULL,
    registration_id {uuid} UNIQUE,
    PRIMARY KEY (pool_id, number),
    UNIQUE (pool_id, number, registration_id),
    CONSTRAINT forum_seats_within_capacity CHECK (number BETWEEN 1 AND capacity),
    FOREIGN KEY (pool_id, capacity) REFERENCES forum_pools (id, capacity) ON UPDATE CASCADE
);
CREATE INDEX forum_seats_free ON forum_seats (pool_id, number) WHERE registration_id IS NULL;

-- Who confirmed a seat stands on a row of forum_seats that names them: never more than there are seats.
CREATE TABLE forum_registrations (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    forum_id {uuid} NOT NULL REFERENCES forums (id),
    pool_id {uuid} NOT NULL REFERENCES forum_pools (id),
    ticket_type TEXT NOT NULL,
    addressee_id {uuid} NOT NULL UNIQUE REFERENCES addressees (id),
    email_key TEXT NOT NULL,
    search_key TEXT NOT NULL,
    organisation TEXT NOT NULL,
    -- NULL is a country that the programme does not know.
    country_code TEXT REFERENCES countries (code),
    state TEXT NOT NULL CHECK (state IN ('unconfirmed', 'waiting', 'confirmed', 'cancelled')),
    seat_number INTEGER,
    -- Secrets are derived from these ids when a letter is sent; here stand their digests.
    confirmation_id {uuid} NOT NULL,
    confirmation_hash TEXT NOT NULL UNIQUE,
    -- Real time, as the next.
    confirmation_expires_at {instant} NOT NULL,
    letter_at {instant} NOT NULL,
    ticket_id {uuid} NOT NULL,
    ticket_hash TEXT NOT NULL UNIQUE,
    -- Order in line, with the id for what happens at once.
    waiting_since {instant},
    consented_at {instant} NOT NULL,
    created_at {instant} NOT NULL,
    confirmed_at {instant},
    ended_at {instant},
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT forum_registrations_seat CHECK ((state = 'confirmed') = (seat_number IS NOT NULL)),
    CONSTRAINT forum_registrations_line CHECK (state <> 'waiting' OR waiting_since IS NOT NULL),
    FOREIGN KEY (forum_id, ticket_type) REFERENCES forum_ticket_types (forum_id, code),
    FOREIGN KEY (pool_id, seat_number, id) REFERENCES forum_seats (pool_id, number, registration_id)
);
CREATE UNIQUE INDEX forum_registrations_one_live ON forum_registrations (forum_id, email_key)
    WHERE state IN ('unconfirmed', 'waiting', 'confirmed');
CREATE INDEX forum_registrations_waiting ON forum_registrations (pool_id, waiting_since, id) WHERE state = 'waiting';
CREATE INDEX forum_registrations_unconfirmed ON forum_registrations (confirmation_expires_at) WHERE state = 'unconfirmed';
CREATE INDEX forum_registrations_forum ON forum_registrations (forum_id, id);

-- Sensitive: kept apart, read by the forum's coordinators alone, erased with its purpose.
CREATE TABLE forum_access_needs (
    registration_id {uuid} NOT NULL REFERENCES forum_registrations (id),
    need TEXT NOT NULL,
    PRIMARY KEY (registration_id, need)
);
",
    // SQLite cannot lift a NOT NULL: the outbox is written anew.
    sqlite: "
CREATE TABLE kept_letters_before AS SELECT * FROM kept_letters;
DROP TABLE kept_letters;
CREATE TABLE letters_anew (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} REFERENCES programmes (id),
    kind TEXT NOT NULL,
    recipient_id {uuid} REFERENCES people (id),
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
    addressee_id {uuid} REFERENCES addressees (id),
    CONSTRAINT letters_one_recipient CHECK ((recipient_id IS NULL) <> (addressee_id IS NULL)),
    UNIQUE (kind, recipient_id, occasion),
    UNIQUE (kind, addressee_id, occasion)
);
INSERT INTO letters_anew (id, programme_id, kind, recipient_id, occasion, data, send_at, state, message_id, attempts,
    ambiguous_at, last_error, created_at, sent_at)
SELECT id, programme_id, kind, recipient_id, occasion, data, send_at, state, message_id, attempts,
    ambiguous_at, last_error, created_at, sent_at FROM letters;
DROP TABLE letters;
ALTER TABLE letters_anew RENAME TO letters;
CREATE INDEX letters_recipient ON letters (recipient_id, created_at);
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
INSERT INTO kept_letters SELECT * FROM kept_letters_before;
DROP TABLE kept_letters_before;
CREATE INDEX kept_letters_sent_at ON kept_letters (sent_at);
CREATE TABLE kept_attachments (
    letter_id {uuid} NOT NULL REFERENCES letters (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content {bytes} NOT NULL,
    PRIMARY KEY (letter_id, name)
);
",
    postgres: "
ALTER TABLE letters ALTER COLUMN recipient_id DROP NOT NULL;
ALTER TABLE letters ADD COLUMN addressee_id {uuid} REFERENCES addressees (id);
ALTER TABLE letters ADD CONSTRAINT letters_one_recipient CHECK ((recipient_id IS NULL) <> (addressee_id IS NULL));
ALTER TABLE letters ADD CONSTRAINT letters_one_per_addressee UNIQUE (kind, addressee_id, occasion);
CREATE TABLE kept_attachments (
    letter_id {uuid} NOT NULL REFERENCES letters (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content {bytes} NOT NULL,
    PRIMARY KEY (letter_id, name)
);
",
};
