//! What every context stands on: idempotency keys, the demo clock, the audit log.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000001_foundation",
    both: "
CREATE TABLE idempotency_keys (
    owner TEXT NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    body_sha256 TEXT NOT NULL,
    outcome TEXT,
    created_at {instant} NOT NULL,
    PRIMARY KEY (owner, route, key)
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);

-- A row here marks the database as a demo or a test; only then is the clock moved.
CREATE TABLE demo_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    offset_us BIGINT NOT NULL
);

CREATE TABLE audit_entries (
    id {uuid} PRIMARY KEY,
    programme_id {uuid},
    occurred_at {instant} NOT NULL,
    actor_id {uuid},
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    -- JSON {for, before, after, reason, address, request}; erasable, because the chain covers its digest only.
    content TEXT,
    content_sha256 TEXT NOT NULL,
    mac TEXT NOT NULL,
    sequence BIGINT UNIQUE,
    link TEXT
);
CREATE INDEX audit_entries_subject ON audit_entries (subject_kind, subject_id);
CREATE INDEX audit_entries_unsequenced ON audit_entries (id) WHERE sequence IS NULL;

CREATE TABLE audit_heads (
    sequence BIGINT PRIMARY KEY,
    link TEXT NOT NULL,
    signed_at {instant} NOT NULL,
    key TEXT NOT NULL,
    signature TEXT NOT NULL
);
",
    sqlite: "
CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit_entries_stay'); END;
CREATE TRIGGER audit_entries_unchanged BEFORE UPDATE ON audit_entries
WHEN NEW.id IS NOT OLD.id OR NEW.action IS NOT OLD.action OR NEW.occurred_at IS NOT OLD.occurred_at
  OR NEW.actor_id IS NOT OLD.actor_id OR NEW.programme_id IS NOT OLD.programme_id
  OR NEW.subject_kind IS NOT OLD.subject_kind OR NEW.subject_id IS NOT OLD.subject_id
  OR NEW.content_sha256 IS NOT OLD.content_sha256 OR NEW.mac IS NOT OLD.mac
  OR (NEW.content IS NOT OLD.content AND NEW.content IS NOT NULL)
  OR (OLD.sequence IS NOT NULL AND (NEW.sequence IS NOT OLD.sequence OR NEW.link IS NOT OLD.link))
BEGIN SELECT RAISE(ABORT, 'audit_entries_unchanged'); END;
",
    postgres: "
CREATE FUNCTION audit_entries_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'audit_entries_stay'; END IF;
    IF (NEW.id, NEW.action, NEW.occurred_at, NEW.actor_id, NEW.programme_id, NEW.subject_kind, NEW.subject_id, NEW.content_sha256, NEW.mac)
       IS DISTINCT FROM
       (OLD.id, OLD.action, OLD.occurred_at, OLD.actor_id, OLD.programme_id, OLD.subject_kind, OLD.subject_id, OLD.content_sha256, OLD.mac)
       OR (NEW.content IS DISTINCT FROM OLD.content AND NEW.content IS NOT NULL)
       OR (OLD.sequence IS NOT NULL AND (NEW.sequence IS DISTINCT FROM OLD.sequence OR NEW.link IS DISTINCT FROM OLD.link))
    THEN RAISE EXCEPTION 'audit_entries_unchanged'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_entries_guard BEFORE UPDATE OR DELETE ON audit_entries
FOR EACH ROW EXECUTE FUNCTION audit_entries_guard();
",
};
