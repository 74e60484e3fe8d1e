//! What is taught: micro-credentials with their units and outcomes.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000005_curriculum",
    both: "
CREATE TABLE micro_credentials (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    code TEXT NOT NULL,
    edition TEXT NOT NULL,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    title_ar_revision INTEGER NOT NULL DEFAULT 1,
    title_en_revision INTEGER NOT NULL DEFAULT 1,
    is_core BOOLEAN NOT NULL,
    ordinal INTEGER NOT NULL,
    effort_minutes INTEGER NOT NULL CHECK (effort_minutes > 0),
    contact_minutes INTEGER NOT NULL,
    lab_minutes INTEGER NOT NULL,
    self_study_minutes INTEGER NOT NULL,
    participation TEXT NOT NULL,
    quality_assurance_ar TEXT NOT NULL,
    quality_assurance_en TEXT NOT NULL,
    level_framework TEXT NOT NULL,
    level_value INTEGER NOT NULL,
    level_status TEXT NOT NULL,
    osi_areas TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT micro_credentials_effort CHECK (contact_minutes + lab_minutes + self_study_minutes = effort_minutes),
    UNIQUE (programme_id, code, edition)
);

CREATE TABLE learning_outcomes (
    micro_credential_id {uuid} NOT NULL REFERENCES micro_credentials (id),
    ordinal INTEGER NOT NULL,
    text_ar TEXT NOT NULL,
    text_en TEXT NOT NULL,
    PRIMARY KEY (micro_credential_id, ordinal)
);

CREATE TABLE units (
    id {uuid} PRIMARY KEY,
    micro_credential_id {uuid} NOT NULL REFERENCES micro_credentials (id),
    code TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    title_ar_revision INTEGER NOT NULL DEFAULT 1,
    title_en_revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (micro_credential_id, code)
);
",
    sqlite: "",
    postgres: "",
};
