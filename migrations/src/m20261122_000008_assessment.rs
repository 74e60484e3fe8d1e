//! Rubrics, what is due when, and the marks of the opening register.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000008_assessment",
    both: "
CREATE TABLE rubrics (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    code TEXT NOT NULL,
    edition INTEGER NOT NULL DEFAULT 1,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    pass_percent INTEGER NOT NULL,
    criterion_level_min INTEGER NOT NULL,
    markers INTEGER NOT NULL,
    reconcile_over_percent INTEGER,
    UNIQUE (programme_id, code, edition)
);

CREATE TABLE rubric_levels (
    rubric_id {uuid} NOT NULL REFERENCES rubrics (id),
    level INTEGER NOT NULL,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    PRIMARY KEY (rubric_id, level)
);

CREATE TABLE rubric_criteria (
    rubric_id {uuid} NOT NULL REFERENCES rubrics (id),
    code TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    weight INTEGER NOT NULL CHECK (weight > 0),
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    PRIMARY KEY (rubric_id, code)
);

CREATE TABLE assignments (
    micro_credential_id {uuid} PRIMARY KEY REFERENCES micro_credentials (id),
    rubric_id {uuid} NOT NULL REFERENCES rubrics (id),
    kind TEXT NOT NULL,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    resubmissions_max INTEGER NOT NULL,
    late_percent_per_day INTEGER NOT NULL,
    late_cutoff_days INTEGER NOT NULL,
    resubmission_cap_percent INTEGER,
    resubmission_counts TEXT NOT NULL,
    due_rule TEXT NOT NULL,
    due_time {time} NOT NULL
);

-- When a cohort's work is due, computed once from the cohort's weeks.
CREATE TABLE due_dates (
    cohort_id {uuid} NOT NULL REFERENCES cohorts (id),
    micro_credential_id {uuid} NOT NULL REFERENCES micro_credentials (id),
    due_at {instant} NOT NULL,
    PRIMARY KEY (cohort_id, micro_credential_id)
);

CREATE TABLE opening_marks (
    residency_id {uuid} NOT NULL REFERENCES residencies (id),
    micro_credential_id {uuid} NOT NULL REFERENCES micro_credentials (id),
    -- Thousandths of a point, 0 to 100,000.
    mark_thousandths INTEGER NOT NULL CHECK (mark_thousandths BETWEEN 0 AND 100000),
    as_of_on {date} NOT NULL,
    PRIMARY KEY (residency_id, micro_credential_id)
);
",
    sqlite: "",
    postgres: "",
};
