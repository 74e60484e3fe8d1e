//! When people are reminded, how they like to be told, and what waits in their inbox.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000009_notifications",
    both: "
CREATE TABLE notification_plans (
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    event TEXT NOT NULL,
    -- ISO 8601 durations from the event, separated by spaces: -P3D -P1D -PT2H.
    offsets TEXT NOT NULL,
    -- Separated by spaces: email in_app.
    channels TEXT NOT NULL,
    audience TEXT,
    PRIMARY KEY (programme_id, event)
);

CREATE TABLE preferences (
    person_id {uuid} PRIMARY KEY REFERENCES people (id),
    digits TEXT NOT NULL CHECK (digits IN ('latin', 'arabic_indic')),
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE notices (
    id {uuid} PRIMARY KEY,
    person_id {uuid} NOT NULL REFERENCES people (id),
    programme_id {uuid} REFERENCES programmes (id),
    kind TEXT NOT NULL,
    occasion TEXT NOT NULL,
    -- JSON, both languages; the reader's language is chosen when it is shown.
    data TEXT NOT NULL,
    created_at {instant} NOT NULL,
    read_at {instant},
    UNIQUE (kind, person_id, occasion)
);
CREATE INDEX notices_person ON notices (person_id, id);
CREATE INDEX notices_unread ON notices (person_id) WHERE read_at IS NULL;
",
    sqlite: "",
    postgres: "",
};
