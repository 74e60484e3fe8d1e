//! Work that fellows hand in, and its marks.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000011_work",
    both: "
-- One version of one attempt. What was handed in is never changed; a later version supersedes it.
CREATE TABLE submissions (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    cohort_id {uuid} NOT NULL REFERENCES cohorts (id),
    residency_id {uuid} NOT NULL REFERENCES residencies (id),
    micro_credential_id {uuid} NOT NULL REFERENCES micro_credentials (id),
    fellow_id {uuid} NOT NULL REFERENCES people (id),
    attempt INTEGER NOT NULL CHECK (attempt > 0),
    edition INTEGER NOT NULL CHECK (edition > 0),
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT,
    file_id {uuid} REFERENCES files (id),
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL CHECK (size_bytes > 0),
    receipt TEXT NOT NULL UNIQUE,
    received_at {instant} NOT NULL,
    -- The due instant that held for this fellow and attempt when it was received.
    due_at {instant} NOT NULL,
    late_days INTEGER NOT NULL CHECK (late_days >= 0),
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT submissions_kind CHECK ((kind = 'text') = (body IS NOT NULL) AND (kind = 'file') = (file_id IS NOT NULL)),
    CONSTRAINT submissions_late CHECK ((late_days > 0) = (received_at > due_at)),
    CONSTRAINT submissions_edition UNIQUE (residency_id, micro_credential_id, attempt, edition)
);
CREATE UNIQUE INDEX submissions_one_live ON submissions (residency_id, micro_credential_id, attempt) WHERE state <> 'superseded';
CREATE INDEX submissions_cohort ON submissions (cohort_id, state, received_at);

-- Points are exact: 100 x weighted_sum / weighted_max, less the late points, capped; `mark_thousandths` is that, rounded once.
CREATE TABLE marks (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    submission_id {uuid} NOT NULL REFERENCES submissions (id),
    residency_id {uuid} NOT NULL REFERENCES residencies (id),
    micro_credential_id {uuid} NOT NULL REFERENCES micro_credentials (id),
    fellow_id {uuid} NOT NULL REFERENCES people (id),
    attempt INTEGER NOT NULL,
    rubric_id {uuid} NOT NULL REFERENCES rubrics (id),
    state TEXT NOT NULL,
    corrects_id {uuid} REFERENCES marks (id),
    reason TEXT,
    marker_id {uuid} NOT NULL REFERENCES people (id),
    marked_at {instant} NOT NULL,
    weighted_sum BIGINT NOT NULL CHECK (weighted_sum >= 0),
    weighted_max BIGINT NOT NULL CHECK (weighted_max > 0),
    late_days INTEGER NOT NULL CHECK (late_days >= 0),
    late_percent_per_day INTEGER NOT NULL,
    late_cutoff_days INTEGER NOT NULL,
    cap_percent INTEGER,
    mark_thousandths INTEGER NOT NULL CHECK (mark_thousandths BETWEEN 0 AND 100000),
    has_passed BOOLEAN NOT NULL,
    comment TEXT NOT NULL,
    released_by {uuid} REFERENCES people (id),
    released_at {instant},
    CONSTRAINT marks_not_of_self CHECK (marker_id <> fellow_id AND (released_by IS NULL OR released_by <> fellow_id)),
    CONSTRAINT marks_range CHECK (weighted_sum <= weighted_max),
    CONSTRAINT marks_release CHECK ((state IN ('released', 'replaced')) = (released_at IS NOT NULL)),
    CONSTRAINT marks_second_person CHECK (corrects_id IS NULL OR (reason IS NOT NULL AND (released_by IS NULL OR released_by <> marker_id)))
);
CREATE UNIQUE INDEX marks_one_provisional ON marks (submission_id) WHERE state = 'provisional';
CREATE UNIQUE INDEX marks_one_released ON marks (submission_id) WHERE state = 'released';
CREATE INDEX marks_residency ON marks (residency_id, micro_credential_id);
CREATE INDEX marks_rubric ON marks (rubric_id);

CREATE TABLE mark_criteria (
    mark_id {uuid} NOT NULL REFERENCES marks (id),
    criterion_code TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    weight INTEGER NOT NULL CHECK (weight > 0),
    level INTEGER NOT NULL CHECK (level >= 0),
    comment TEXT NOT NULL,
    PRIMARY KEY (mark_id, criterion_code)
);
",
    sqlite: "
CREATE TRIGGER submissions_kept BEFORE UPDATE ON submissions
WHEN NEW.id <> OLD.id OR NEW.residency_id <> OLD.residency_id OR NEW.micro_credential_id <> OLD.micro_credential_id
    OR NEW.attempt <> OLD.attempt OR NEW.edition <> OLD.edition OR NEW.kind <> OLD.kind OR NEW.body IS NOT OLD.body
    OR NEW.file_id IS NOT OLD.file_id OR NEW.sha256 <> OLD.sha256 OR NEW.receipt <> OLD.receipt
    OR NEW.received_at <> OLD.received_at OR NEW.due_at <> OLD.due_at OR NEW.late_days <> OLD.late_days
BEGIN
    SELECT RAISE(ABORT, 'submissions_kept');
END;
CREATE TRIGGER marks_kept BEFORE UPDATE ON marks WHEN OLD.state <> 'provisional' AND (
    NEW.id <> OLD.id OR NEW.submission_id <> OLD.submission_id OR NEW.rubric_id <> OLD.rubric_id OR NEW.marker_id <> OLD.marker_id
    OR NEW.weighted_sum <> OLD.weighted_sum OR NEW.weighted_max <> OLD.weighted_max OR NEW.late_days <> OLD.late_days
    OR NEW.mark_thousandths <> OLD.mark_thousandths OR NEW.has_passed <> OLD.has_passed OR NEW.comment <> OLD.comment
    OR NEW.reason IS NOT OLD.reason OR NEW.corrects_id IS NOT OLD.corrects_id OR NEW.released_by IS NOT OLD.released_by
    OR NEW.released_at IS NOT OLD.released_at
    OR (NEW.state <> OLD.state AND NOT (OLD.state = 'released' AND NEW.state = 'replaced')))
BEGIN
    SELECT RAISE(ABORT, 'marks_kept');
END;
CREATE TRIGGER marks_stay BEFORE DELETE ON marks WHEN OLD.state <> 'provisional'
BEGIN
    SELECT RAISE(ABORT, 'marks_kept');
END;
CREATE TRIGGER mark_criteria_kept_on_insert BEFORE INSERT ON mark_criteria
WHEN (SELECT state FROM marks WHERE id = NEW.mark_id) <> 'provisional'
BEGIN
    SELECT RAISE(ABORT, 'marks_kept');
END;
CREATE TRIGGER mark_criteria_kept_on_update BEFORE UPDATE ON mark_criteria
WHEN (SELECT state FROM marks WHERE id = OLD.mark_id) <> 'provisional'
BEGIN
    SELECT RAISE(ABORT, 'marks_kept');
END;
CREATE TRIGGER mark_criteria_kept_on_delete BEFORE DELETE ON mark_criteria
WHEN (SELECT state FROM marks WHERE id = OLD.mark_id) <> 'provisional'
BEGIN
    SELECT RAISE(ABORT, 'marks_kept');
END;
CREATE TRIGGER rubrics_kept BEFORE UPDATE ON rubrics WHEN EXISTS (SELECT 1 FROM marks WHERE rubric_id = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'rubrics_kept');
END;
CREATE TRIGGER rubric_levels_kept BEFORE UPDATE ON rubric_levels WHEN EXISTS (SELECT 1 FROM marks WHERE rubric_id = OLD.rubric_id)
BEGIN
    SELECT RAISE(ABORT, 'rubrics_kept');
END;
CREATE TRIGGER rubric_criteria_kept BEFORE UPDATE ON rubric_criteria WHEN EXISTS (SELECT 1 FROM marks WHERE rubric_id = OLD.rubric_id)
BEGIN
    SELECT RAISE(ABORT, 'rubrics_kept');
END;
",
    postgres: "
CREATE FUNCTION submissions_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.residency_id, NEW.micro_credential_id, NEW.attempt, NEW.edition, NEW.kind, NEW.body, NEW.file_id, NEW.sha256,
        NEW.receipt, NEW.received_at, NEW.due_at, NEW.late_days)
        IS DISTINCT FROM (OLD.id, OLD.residency_id, OLD.micro_credential_id, OLD.attempt, OLD.edition, OLD.kind, OLD.body, OLD.file_id,
        OLD.sha256, OLD.receipt, OLD.received_at, OLD.due_at, OLD.late_days)
    THEN RAISE EXCEPTION 'submissions_kept' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER submissions_kept BEFORE UPDATE ON submissions FOR EACH ROW EXECUTE FUNCTION submissions_kept();
CREATE FUNCTION marks_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'provisional' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'marks_kept' USING ERRCODE = 'check_violation'; END IF;
    IF (NEW.id, NEW.submission_id, NEW.rubric_id, NEW.marker_id, NEW.weighted_sum, NEW.weighted_max, NEW.late_days, NEW.mark_thousandths,
        NEW.has_passed, NEW.comment, NEW.reason, NEW.corrects_id, NEW.released_by, NEW.released_at)
        IS DISTINCT FROM (OLD.id, OLD.submission_id, OLD.rubric_id, OLD.marker_id, OLD.weighted_sum, OLD.weighted_max, OLD.late_days,
        OLD.mark_thousandths, OLD.has_passed, OLD.comment, OLD.reason, OLD.corrects_id, OLD.released_by, OLD.released_at)
        OR (NEW.state <> OLD.state AND NOT (OLD.state = 'released' AND NEW.state = 'replaced'))
    THEN RAISE EXCEPTION 'marks_kept' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER marks_kept BEFORE UPDATE OR DELETE ON marks FOR EACH ROW EXECUTE FUNCTION marks_kept();
CREATE FUNCTION mark_criteria_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE own uuid;
BEGIN
    IF TG_OP = 'INSERT' THEN own := NEW.mark_id; ELSE own := OLD.mark_id; END IF;
    IF (SELECT state FROM marks WHERE id = own) <> 'provisional'
    THEN RAISE EXCEPTION 'marks_kept' USING ERRCODE = 'check_violation'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mark_criteria_kept BEFORE INSERT OR UPDATE OR DELETE ON mark_criteria FOR EACH ROW EXECUTE FUNCTION mark_criteria_kept();
CREATE FUNCTION rubrics_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM marks WHERE rubric_id = OLD.id)
    THEN RAISE EXCEPTION 'rubrics_kept' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rubrics_kept BEFORE UPDATE ON rubrics FOR EACH ROW EXECUTE FUNCTION rubrics_kept();
CREATE FUNCTION rubric_parts_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM marks WHERE rubric_id = OLD.rubric_id)
    THEN RAISE EXCEPTION 'rubrics_kept' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rubric_levels_kept BEFORE UPDATE ON rubric_levels FOR EACH ROW EXECUTE FUNCTION rubric_parts_kept();
CREATE TRIGGER rubric_criteria_kept BEFORE UPDATE ON rubric_criteria FOR EACH ROW EXECUTE FUNCTION rubric_parts_kept();
",
};
