//! Rooms, equipment, sessions of every kind, seats and attendance.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000007_labs",
    both: "
CREATE TABLE venues (
    id {uuid} PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    capacity INTEGER NOT NULL CHECK (capacity > 0),
    has_step_free_access BOOLEAN NOT NULL,
    has_hearing_loop BOOLEAN NOT NULL,
    note_ar TEXT,
    note_en TEXT
);

CREATE TABLE equipment (
    id {uuid} PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    venue_id {uuid} NOT NULL REFERENCES venues (id),
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    is_loanable BOOLEAN NOT NULL,
    budget_bhd_each INTEGER
);

CREATE TABLE equipment_maintenance (
    equipment_id {uuid} NOT NULL REFERENCES equipment (id),
    from_on {date} NOT NULL,
    to_on {date} NOT NULL,
    PRIMARY KEY (equipment_id, from_on)
);

CREATE TABLE labs (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    code TEXT NOT NULL,
    micro_credential_id {uuid} NOT NULL REFERENCES micro_credentials (id),
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    venue_id {uuid} NOT NULL REFERENCES venues (id),
    duration_minutes INTEGER NOT NULL CHECK (duration_minutes > 0),
    UNIQUE (programme_id, code)
);

CREATE TABLE lab_equipment (
    lab_id {uuid} NOT NULL REFERENCES labs (id),
    equipment_id {uuid} NOT NULL REFERENCES equipment (id),
    quantity_per_seat INTEGER NOT NULL CHECK (quantity_per_seat > 0),
    PRIMARY KEY (lab_id, equipment_id)
);

CREATE TABLE sessions (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    cohort_id {uuid} NOT NULL REFERENCES cohorts (id),
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    lab_id {uuid} REFERENCES labs (id),
    micro_credential_id {uuid} REFERENCES micro_credentials (id),
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    venue_id {uuid} NOT NULL REFERENCES venues (id),
    lead_id {uuid} REFERENCES people (id),
    held_on {date} NOT NULL,
    starts_at {instant} NOT NULL,
    ends_at {instant} NOT NULL,
    zone TEXT NOT NULL,
    credited_minutes INTEGER NOT NULL,
    is_mandatory BOOLEAN NOT NULL,
    needs_access_permit BOOLEAN NOT NULL,
    has_transport BOOLEAN NOT NULL,
    -- Seats that can be booked; NULL for sessions that the whole cohort attends.
    seats INTEGER,
    seats_taken INTEGER NOT NULL DEFAULT 0,
    places_given INTEGER NOT NULL DEFAULT 0,
    attendance_taken_at {instant},
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT sessions_times CHECK (starts_at < ends_at),
    CONSTRAINT sessions_seats CHECK (seats_taken >= 0 AND (seats IS NULL OR seats_taken <= seats)),
    CONSTRAINT sessions_lab CHECK ((kind = 'lab') = (lab_id IS NOT NULL AND seats IS NOT NULL)),
    UNIQUE (programme_id, code)
);
CREATE INDEX sessions_cohort ON sessions (cohort_id, starts_at);
CREATE INDEX sessions_lab_id ON sessions (lab_id, starts_at);
CREATE INDEX sessions_lead ON sessions (lead_id, starts_at);
CREATE INDEX sessions_venue ON sessions (venue_id, starts_at);

CREATE TABLE session_breaks (
    session_id {uuid} NOT NULL REFERENCES sessions (id),
    kind TEXT NOT NULL,
    starts_at {instant} NOT NULL,
    ends_at {instant} NOT NULL,
    PRIMARY KEY (session_id, starts_at)
);

-- A fellow's seat or place in line. `lab_id` stands here so that one live booking per fellow and lab is an index.
CREATE TABLE bookings (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    session_id {uuid} NOT NULL REFERENCES sessions (id),
    lab_id {uuid} NOT NULL REFERENCES labs (id),
    fellow_id {uuid} NOT NULL REFERENCES people (id),
    residency_id {uuid} NOT NULL REFERENCES residencies (id),
    state TEXT NOT NULL,
    -- Order in line, from 1; NULL once seated from the beginning.
    position INTEGER,
    created_at {instant} NOT NULL,
    seated_at {instant},
    ended_at {instant},
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT bookings_position CHECK (state <> 'waiting' OR position IS NOT NULL),
    UNIQUE (session_id, position)
);
CREATE UNIQUE INDEX bookings_one_live_per_lab ON bookings (fellow_id, lab_id) WHERE state IN ('seated', 'waiting');
CREATE INDEX bookings_session ON bookings (session_id, state);

CREATE TABLE attendance (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    session_id {uuid} NOT NULL REFERENCES sessions (id),
    residency_id {uuid} NOT NULL REFERENCES residencies (id),
    mark TEXT NOT NULL,
    minutes_late INTEGER NOT NULL DEFAULT 0 CHECK (minutes_late >= 0),
    credited_thousandths BIGINT NOT NULL CHECK (credited_thousandths >= 0),
    marked_by {uuid},
    marked_at {instant} NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (session_id, residency_id)
);
CREATE INDEX attendance_residency ON attendance (residency_id);

-- The register kept before the system: what it says, and when it was taken over.
CREATE TABLE opening_attendance (
    residency_id {uuid} PRIMARY KEY REFERENCES residencies (id),
    as_of_on {date} NOT NULL,
    percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
    planned_minutes INTEGER NOT NULL CHECK (planned_minutes > 0)
);

-- Labs that the register counts as attended.
CREATE TABLE opening_labs (
    residency_id {uuid} NOT NULL REFERENCES residencies (id),
    lab_id {uuid} NOT NULL REFERENCES labs (id),
    PRIMARY KEY (residency_id, lab_id)
);
",
    sqlite: "
CREATE TRIGGER sessions_venue_free_on_insert BEFORE INSERT ON sessions WHEN NEW.state <> 'cancelled'
BEGIN
    SELECT RAISE(ABORT, 'sessions_venue_free') WHERE EXISTS (SELECT 1 FROM sessions s WHERE s.venue_id = NEW.venue_id
        AND s.id <> NEW.id AND s.state <> 'cancelled' AND s.starts_at < NEW.ends_at AND NEW.starts_at < s.ends_at);
    SELECT RAISE(ABORT, 'sessions_lead_free') WHERE NEW.lead_id IS NOT NULL AND EXISTS (SELECT 1 FROM sessions s WHERE s.lead_id = NEW.lead_id
        AND s.id <> NEW.id AND s.state <> 'cancelled' AND s.starts_at < NEW.ends_at AND NEW.starts_at < s.ends_at);
END;
CREATE TRIGGER sessions_venue_free_on_update BEFORE UPDATE OF venue_id, lead_id, starts_at, ends_at, state ON sessions
WHEN NEW.state <> 'cancelled'
BEGIN
    SELECT RAISE(ABORT, 'sessions_venue_free') WHERE EXISTS (SELECT 1 FROM sessions s WHERE s.venue_id = NEW.venue_id
        AND s.id <> NEW.id AND s.state <> 'cancelled' AND s.starts_at < NEW.ends_at AND NEW.starts_at < s.ends_at);
    SELECT RAISE(ABORT, 'sessions_lead_free') WHERE NEW.lead_id IS NOT NULL AND EXISTS (SELECT 1 FROM sessions s WHERE s.lead_id = NEW.lead_id
        AND s.id <> NEW.id AND s.state <> 'cancelled' AND s.starts_at < NEW.ends_at AND NEW.starts_at < s.ends_at);
END;
",
    postgres: "
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE sessions ADD CONSTRAINT sessions_venue_free
    EXCLUDE USING gist (venue_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (state <> 'cancelled');
ALTER TABLE sessions ADD CONSTRAINT sessions_lead_free
    EXCLUDE USING gist (lead_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (state <> 'cancelled' AND lead_id IS NOT NULL);
",
};
