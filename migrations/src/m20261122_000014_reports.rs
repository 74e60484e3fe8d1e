//! Report plans, reports with their frozen content, who has read them.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000014_reports",
    both: "
CREATE TABLE report_plans (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    code TEXT NOT NULL,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    -- Seconds first, 1 = Sunday, in the zone.
    cron TEXT NOT NULL,
    zone TEXT NOT NULL,
    -- Codes of roles.
    audience TEXT NOT NULL,
    -- Ticks before it are not caught up.
    created_at {instant} NOT NULL,
    UNIQUE (programme_id, code)
);

-- The last number given to a report of a cohort; its row is the lock under which numbers are given.
CREATE TABLE report_numbers (
    cohort_id {uuid} PRIMARY KEY REFERENCES cohorts (id),
    last_number INTEGER NOT NULL
);

CREATE TABLE reports (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    cohort_id {uuid} NOT NULL REFERENCES cohorts (id),
    number INTEGER NOT NULL,
    plan_id {uuid} REFERENCES report_plans (id),
    -- The nominal instant of the plan that it stands for.
    tick {instant},
    asked_by {uuid} REFERENCES people (id),
    asked_at {instant} NOT NULL,
    audience TEXT NOT NULL,
    state TEXT NOT NULL,
    steps_done INTEGER NOT NULL DEFAULT 0,
    steps_count INTEGER NOT NULL,
    as_of {instant},
    made_at {instant},
    -- Of the frozen content, in hexadecimal.
    sha256 TEXT,
    signed_off_by {uuid} REFERENCES people (id),
    signed_off_at {instant},
    failure TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT reports_number UNIQUE (cohort_id, number),
    CONSTRAINT reports_once_per_tick UNIQUE (plan_id, cohort_id, tick),
    CONSTRAINT reports_cause CHECK ((plan_id IS NULL) = (tick IS NULL) AND (plan_id IS NULL) = (asked_by IS NOT NULL)),
    CONSTRAINT reports_made CHECK ((state IN ('made', 'signed_off'))
        = (as_of IS NOT NULL AND made_at IS NOT NULL AND sha256 IS NOT NULL)),
    CONSTRAINT reports_signed CHECK ((state = 'signed_off') = (signed_off_by IS NOT NULL AND signed_off_at IS NOT NULL)),
    CONSTRAINT reports_second_person CHECK (asked_by IS NULL OR signed_off_by IS NULL OR asked_by <> signed_off_by),
    CONSTRAINT reports_steps CHECK (steps_done BETWEEN 0 AND steps_count)
);
CREATE UNIQUE INDEX reports_one_asked ON reports (cohort_id) WHERE state = 'asked' AND asked_by IS NOT NULL;
CREATE INDEX reports_programme ON reports (programme_id, id);

-- What a report says, in canonical JSON. Written once, with the step to `made`; never changed and never deleted.
CREATE TABLE report_contents (
    report_id {uuid} PRIMARY KEY REFERENCES reports (id),
    frozen TEXT NOT NULL
);

CREATE TABLE report_reads (
    report_id {uuid} NOT NULL REFERENCES reports (id),
    person_id {uuid} NOT NULL REFERENCES people (id),
    read_at {instant} NOT NULL,
    PRIMARY KEY (report_id, person_id)
);
",
    sqlite: "
CREATE TRIGGER report_contents_frozen_on_update BEFORE UPDATE ON report_contents
BEGIN SELECT RAISE(ABORT, 'reports_frozen'); END;
CREATE TRIGGER report_contents_frozen_on_delete BEFORE DELETE ON report_contents
BEGIN SELECT RAISE(ABORT, 'reports_frozen'); END;
CREATE TRIGGER reports_frozen_on_update BEFORE UPDATE ON reports
WHEN OLD.state IN ('made', 'signed_off') AND (OLD.state = 'signed_off' OR NEW.state NOT IN ('made', 'signed_off')
    OR NEW.id <> OLD.id OR NEW.programme_id <> OLD.programme_id OR NEW.cohort_id <> OLD.cohort_id OR NEW.number <> OLD.number
    OR NEW.plan_id IS NOT OLD.plan_id OR NEW.tick IS NOT OLD.tick OR NEW.asked_by IS NOT OLD.asked_by
    OR NEW.asked_at <> OLD.asked_at OR NEW.as_of <> OLD.as_of OR NEW.made_at <> OLD.made_at OR NEW.sha256 <> OLD.sha256)
BEGIN SELECT RAISE(ABORT, 'reports_frozen'); END;
CREATE TRIGGER reports_frozen_on_delete BEFORE DELETE ON reports WHEN OLD.state IN ('made', 'signed_off')
BEGIN SELECT RAISE(ABORT, 'reports_frozen'); END;
",
    postgres: "
CREATE FUNCTION refuse_change_of_frozen_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'reports_frozen'; END $$;
CREATE TRIGGER report_contents_frozen BEFORE UPDATE OR DELETE ON report_contents
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_frozen_report();
CREATE TRIGGER reports_frozen_on_update BEFORE UPDATE ON reports FOR EACH ROW
    WHEN (OLD.state IN ('made', 'signed_off') AND (OLD.state = 'signed_off' OR NEW.state NOT IN ('made', 'signed_off')
        OR (NEW.id, NEW.programme_id, NEW.cohort_id, NEW.number, NEW.plan_id, NEW.tick, NEW.asked_by, NEW.asked_at,
            NEW.as_of, NEW.made_at, NEW.sha256)
        IS DISTINCT FROM (OLD.id, OLD.programme_id, OLD.cohort_id, OLD.number, OLD.plan_id, OLD.tick, OLD.asked_by,
            OLD.asked_at, OLD.as_of, OLD.made_at, OLD.sha256)))
    EXECUTE FUNCTION refuse_change_of_frozen_report();
CREATE TRIGGER reports_frozen_on_delete BEFORE DELETE ON reports FOR EACH ROW
    WHEN (OLD.state IN ('made', 'signed_off'))
    EXECUTE FUNCTION refuse_change_of_frozen_report();
",
};
