//! Holds on things, and stored files.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000010_holds_and_files",
    both: "
CREATE TABLE holds (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    subject_kind TEXT NOT NULL,
    subject_id {uuid} NOT NULL,
    reason_ar TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    placed_by {uuid},
    placed_at {instant} NOT NULL,
    lifted_by {uuid},
    lifted_at {instant}
);
CREATE UNIQUE INDEX holds_one_live ON holds (subject_kind, subject_id) WHERE lifted_at IS NULL;

CREATE TABLE files (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL CHECK (size_bytes >= 0),
    media_type TEXT NOT NULL,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    subject_id {uuid} NOT NULL,
    owner_id {uuid} NOT NULL REFERENCES people (id),
    created_at {instant} NOT NULL
);
CREATE INDEX files_subject ON files (purpose, subject_id);
CREATE INDEX files_sha256 ON files (sha256);
",
    sqlite: "",
    postgres: "",
};
