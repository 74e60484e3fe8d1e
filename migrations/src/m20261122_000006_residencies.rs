//! Cohorts, their weeks, their days off, and the fellows in residence.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000006_residencies",
    both: "
CREATE TABLE cohorts (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    code TEXT NOT NULL,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    state TEXT NOT NULL,
    starts_on {date} NOT NULL,
    ends_on {date} NOT NULL,
    closing_on {date} NOT NULL,
    seat_limit INTEGER NOT NULL CHECK (seat_limit > 0),
    zone TEXT NOT NULL,
    is_sample BOOLEAN NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT cohorts_dates CHECK (starts_on <= closing_on AND closing_on <= ends_on),
    UNIQUE (programme_id, code)
);

-- A cohort pins the edition of each micro-credential that it started with.
CREATE TABLE cohort_micro_credentials (
    cohort_id {uuid} NOT NULL REFERENCES cohorts (id),
    micro_credential_id {uuid} NOT NULL REFERENCES micro_credentials (id),
    PRIMARY KEY (cohort_id, micro_credential_id)
);

CREATE TABLE cohort_weeks (
    id {uuid} PRIMARY KEY,
    cohort_id {uuid} NOT NULL REFERENCES cohorts (id),
    number INTEGER NOT NULL,
    from_on {date} NOT NULL,
    to_on {date} NOT NULL,
    theme_ar TEXT NOT NULL,
    theme_en TEXT NOT NULL,
    -- Codes of what is taught, separated by spaces: micro-credentials and the capstone.
    module_codes TEXT NOT NULL,
    CONSTRAINT cohort_weeks_dates CHECK (from_on <= to_on),
    UNIQUE (cohort_id, number)
);

CREATE TABLE weekend_rules (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    -- Days of rest, separated by spaces: fri sat.
    days TEXT NOT NULL,
    valid_from_on {date} NOT NULL,
    valid_until_on {date},
    source TEXT NOT NULL,
    UNIQUE (programme_id, valid_from_on)
);

CREATE TABLE holidays (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    held_on {date} NOT NULL,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    is_confirmed BOOLEAN NOT NULL,
    source TEXT NOT NULL,
    UNIQUE (programme_id, held_on)
);

CREATE TABLE residencies (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    cohort_id {uuid} NOT NULL REFERENCES cohorts (id),
    fellow_id {uuid} NOT NULL REFERENCES people (id),
    mentor_id {uuid} REFERENCES people (id),
    sponsor_id {uuid} NOT NULL REFERENCES organisations (id),
    country_code TEXT NOT NULL REFERENCES countries (code),
    state TEXT NOT NULL,
    is_sample BOOLEAN NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT residencies_own_mentor CHECK (mentor_id IS NULL OR mentor_id <> fellow_id),
    UNIQUE (cohort_id, fellow_id)
);
CREATE INDEX residencies_fellow ON residencies (fellow_id);
CREATE INDEX residencies_mentor ON residencies (mentor_id);

-- One row for each move of a residency; corrections add, never edit.
CREATE TABLE residency_moves (
    id {uuid} PRIMARY KEY,
    residency_id {uuid} NOT NULL REFERENCES residencies (id),
    from_state TEXT,
    to_state TEXT NOT NULL,
    effective_on {date} NOT NULL,
    recorded_at {instant} NOT NULL,
    actor_id {uuid},
    reason TEXT NOT NULL
);
CREATE INDEX residency_moves_residency ON residency_moves (residency_id);
",
    sqlite: "",
    postgres: "",
};
