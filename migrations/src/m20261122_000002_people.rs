//! Countries, organisations, programmes, people and the roles they hold.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000002_people",
    both: "
CREATE TABLE countries (
    code TEXT PRIMARY KEY CHECK (length(code) = 3),
    name_ar TEXT NOT NULL,
    name_en TEXT NOT NULL,
    partnership TEXT NOT NULL,
    note TEXT
);

CREATE TABLE organisations (
    id {uuid} PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    country_code TEXT NOT NULL REFERENCES countries (code),
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL
);

CREATE TABLE programmes (
    id {uuid} PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    owner_id {uuid} NOT NULL REFERENCES organisations (id),
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    audience_ar TEXT NOT NULL,
    audience_en TEXT NOT NULL,
    location_ar TEXT,
    location_en TEXT,
    duration_weeks INTEGER,
    -- Attendance that completion asks for; rule 32 gives the default, the programme file overrides it.
    attendance_percent_min INTEGER NOT NULL DEFAULT 80 CHECK (attendance_percent_min BETWEEN 0 AND 100),
    zone TEXT NOT NULL,
    is_sample BOOLEAN NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE people (
    id {uuid} PRIMARY KEY,
    code TEXT UNIQUE,
    name_ar TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_ar_revision INTEGER NOT NULL DEFAULT 1,
    name_en_revision INTEGER NOT NULL DEFAULT 1,
    search_key TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    language TEXT NOT NULL,
    organisation_id {uuid} REFERENCES organisations (id),
    is_external BOOLEAN NOT NULL DEFAULT FALSE,
    is_sample BOOLEAN NOT NULL,
    created_at {instant} NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX people_search_key ON people (search_key);

CREATE TABLE person_topics (
    person_id {uuid} NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,
    PRIMARY KEY (person_id, kind, topic)
);

CREATE TABLE grants (
    id {uuid} PRIMARY KEY,
    person_id {uuid} NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    scope_kind TEXT NOT NULL,
    programme_id {uuid} REFERENCES programmes (id),
    cohort_id {uuid},
    country_code TEXT REFERENCES countries (code),
    starts_on {date},
    ends_on {date},
    acting_by_decision TEXT,
    created_at {instant} NOT NULL,
    revoked_at {instant},
    CONSTRAINT grants_scope CHECK (
        (scope_kind = 'installation' AND role = 'administrator' AND programme_id IS NULL AND cohort_id IS NULL AND country_code IS NULL)
        OR (scope_kind = 'programme' AND programme_id IS NOT NULL AND cohort_id IS NULL AND country_code IS NULL)
        OR (scope_kind = 'cohort' AND programme_id IS NULL AND cohort_id IS NOT NULL AND country_code IS NULL)
        OR (scope_kind = 'country' AND programme_id IS NULL AND cohort_id IS NULL AND country_code IS NOT NULL))
);
CREATE INDEX grants_person ON grants (person_id);
",
    sqlite: "
CREATE UNIQUE INDEX grants_once ON grants
    (person_id, role, scope_kind, coalesce(programme_id, cohort_id, country_code, '')) WHERE revoked_at IS NULL;
",
    postgres: "
CREATE UNIQUE INDEX grants_once ON grants
    (person_id, role, scope_kind, coalesce(programme_id::text, cohort_id::text, country_code, '')) WHERE revoked_at IS NULL;
",
};
