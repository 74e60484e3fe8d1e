//! What awards ask for, batches of them, certificates, their revocation, and what is published of them.

use crate::Step;

pub const STEP: Step = Step {
    name: "m20261122_000013_credentials",
    both: "
CREATE TABLE award_rules (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    code TEXT NOT NULL,
    award TEXT NOT NULL CHECK (award IN ('micro_credential', 'fellowship_certificate', 'attendance_statement')),
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL,
    needs_work_passed BOOLEAN NOT NULL,
    needs_lab_attended BOOLEAN NOT NULL,
    needs_every_core BOOLEAN NOT NULL,
    electives_min INTEGER CHECK (electives_min >= 0),
    needs_capstone_passed BOOLEAN NOT NULL,
    attendance_percent_min INTEGER CHECK (attendance_percent_min BETWEEN 0 AND 100),
    consultations_min INTEGER CHECK (consultations_min >= 0),
    -- Role codes in order, separated by spaces.
    approvals TEXT NOT NULL,
    distinction_percent_min INTEGER CHECK (distinction_percent_min BETWEEN 0 AND 100),
    UNIQUE (programme_id, code),
    UNIQUE (programme_id, award)
);

-- The names that a person confirmed for certificates; name_ar is NULL for who chose Latin script only.
CREATE TABLE confirmed_names (
    person_id {uuid} PRIMARY KEY REFERENCES people (id),
    name_en TEXT NOT NULL,
    name_ar TEXT,
    confirmed_at {instant} NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE award_batches (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    cohort_id {uuid} NOT NULL REFERENCES cohorts (id),
    micro_credential_id {uuid} NOT NULL REFERENCES micro_credentials (id),
    state TEXT NOT NULL CHECK (state IN ('prepared', 'sealed', 'withdrawn')),
    prepared_by {uuid} NOT NULL REFERENCES people (id),
    prepared_at {instant} NOT NULL,
    sealed_by {uuid} REFERENCES people (id),
    sealed_at {instant},
    withdrawn_at {instant},
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT award_batches_two_people CHECK (sealed_by IS NULL OR sealed_by <> prepared_by),
    CONSTRAINT award_batches_sealed CHECK ((state = 'sealed') = (sealed_by IS NOT NULL AND sealed_at IS NOT NULL))
);
CREATE UNIQUE INDEX award_batches_one_prepared ON award_batches (cohort_id, micro_credential_id) WHERE state = 'prepared';

CREATE TABLE batch_members (
    batch_id {uuid} NOT NULL REFERENCES award_batches (id),
    residency_id {uuid} NOT NULL REFERENCES residencies (id),
    fellow_id {uuid} NOT NULL REFERENCES people (id),
    -- NULL: in the batch.
    held_out TEXT,
    PRIMARY KEY (batch_id, residency_id)
);

-- The last serial number given in a year: gap-free, because the number is taken in the transaction that stores its certificate.
CREATE TABLE certificate_serials (
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    year INTEGER NOT NULL,
    last_number INTEGER NOT NULL CHECK (last_number > 0),
    PRIMARY KEY (programme_id, year)
);

CREATE TABLE status_lists (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    created_at {instant} NOT NULL,
    -- Counts the bits set; the document is signed for one count.
    revision BIGINT NOT NULL DEFAULT 0,
    document TEXT,
    document_revision BIGINT,
    document_signed_at {instant}
);

CREATE TABLE certificates (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    cohort_id {uuid} NOT NULL REFERENCES cohorts (id),
    batch_id {uuid} NOT NULL REFERENCES award_batches (id),
    residency_id {uuid} NOT NULL REFERENCES residencies (id),
    fellow_id {uuid} NOT NULL REFERENCES people (id),
    micro_credential_id {uuid} NOT NULL REFERENCES micro_credentials (id),
    state TEXT NOT NULL CHECK (state IN ('planned', 'issued', 'void')),
    serial TEXT NOT NULL,
    serial_year INTEGER NOT NULL,
    serial_number INTEGER NOT NULL CHECK (serial_number > 0),
    public_code TEXT NOT NULL,
    status_list INTEGER NOT NULL REFERENCES status_lists (number),
    status_index INTEGER NOT NULL CHECK (status_index >= 0),
    prepared_by {uuid} NOT NULL REFERENCES people (id),
    sealed_by {uuid} NOT NULL REFERENCES people (id),
    awarded_on {date} NOT NULL,
    expires_on {date},
    -- Everything the certificate says, as JSON, from the moment of sealing on.
    frozen TEXT NOT NULL,
    sealed_at {instant} NOT NULL,
    issued_at {instant},
    credential_sha256 TEXT,
    pdf_sha256 TEXT,
    failure TEXT,
    superseded_by {uuid} REFERENCES certificates (id),
    -- False once void, superseded or revoked as an error: then another may be issued for the same achievement.
    stands BOOLEAN NOT NULL DEFAULT TRUE,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT certificates_people CHECK (sealed_by <> prepared_by AND sealed_by <> fellow_id AND prepared_by <> fellow_id),
    CONSTRAINT certificates_issued CHECK ((state = 'issued') = (issued_at IS NOT NULL AND credential_sha256 IS NOT NULL AND pdf_sha256 IS NOT NULL)),
    CONSTRAINT certificates_serial UNIQUE (programme_id, serial_year, serial_number),
    CONSTRAINT certificates_public_code UNIQUE (public_code),
    CONSTRAINT certificates_status UNIQUE (status_list, status_index)
);
CREATE UNIQUE INDEX certificates_one_standing ON certificates (residency_id, micro_credential_id) WHERE stands;
CREATE INDEX certificates_batch ON certificates (batch_id);
CREATE INDEX certificates_fellow ON certificates (fellow_id);

CREATE TABLE revocations (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programmes (id),
    certificate_id {uuid} NOT NULL REFERENCES certificates (id),
    class TEXT NOT NULL CHECK (class IN ('error', 'misconduct', 'fraud')),
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined')),
    proposed_by {uuid} NOT NULL REFERENCES people (id),
    proposed_at {instant} NOT NULL,
    decided_by {uuid} REFERENCES people (id),
    decided_at {instant},
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT revocations_two_people CHECK (state <> 'confirmed' OR decided_by <> proposed_by),
    CONSTRAINT revocations_decided CHECK ((state = 'proposed') = (decided_by IS NULL AND decided_at IS NULL))
);
CREATE UNIQUE INDEX revocations_one_live ON revocations (certificate_id) WHERE state IN ('proposed', 'confirmed');

-- Keys that have signed: published for ever under a dated fragment, unless one is compromised.
CREATE TABLE signing_keys (
    fragment TEXT PRIMARY KEY,
    public_key TEXT NOT NULL UNIQUE,
    first_used_at {instant} NOT NULL
);

-- Salted digests of credentials, in the order of issue; the salt stays with the holder.
CREATE TABLE credential_log (
    position BIGINT PRIMARY KEY CHECK (position >= 0),
    leaf_sha256 TEXT NOT NULL UNIQUE,
    certificate_id {uuid} NOT NULL UNIQUE REFERENCES certificates (id),
    salt TEXT NOT NULL,
    logged_at {instant} NOT NULL
);
",
    sqlite: "
CREATE TRIGGER certificates_stay BEFORE DELETE ON certificates BEGIN SELECT RAISE(ABORT, 'certificates_stay'); END;
CREATE TRIGGER certificates_mean_the_same BEFORE UPDATE ON certificates
WHEN NEW.serial <> OLD.serial OR NEW.public_code <> OLD.public_code OR NEW.frozen <> OLD.frozen OR NEW.fellow_id <> OLD.fellow_id
    OR NEW.status_list <> OLD.status_list OR NEW.status_index <> OLD.status_index
    OR (OLD.state = 'issued' AND (NEW.state <> 'issued' OR NEW.credential_sha256 <> OLD.credential_sha256 OR NEW.pdf_sha256 <> OLD.pdf_sha256))
BEGIN SELECT RAISE(ABORT, 'certificates_mean_the_same'); END;
CREATE TRIGGER revocations_stay BEFORE DELETE ON revocations BEGIN SELECT RAISE(ABORT, 'revocations_stay'); END;
CREATE TRIGGER revocations_are_final BEFORE UPDATE ON revocations WHEN OLD.state <> 'proposed'
BEGIN SELECT RAISE(ABORT, 'revocations_are_final'); END;
",
    postgres: "
CREATE FUNCTION certificates_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', TG_NAME; END $$;
CREATE TRIGGER certificates_stay BEFORE DELETE ON certificates FOR EACH ROW EXECUTE FUNCTION certificates_refuse();
CREATE TRIGGER certificates_mean_the_same BEFORE UPDATE ON certificates FOR EACH ROW
    WHEN (NEW.serial <> OLD.serial OR NEW.public_code <> OLD.public_code OR NEW.frozen <> OLD.frozen OR NEW.fellow_id <> OLD.fellow_id
    OR NEW.status_list <> OLD.status_list OR NEW.status_index <> OLD.status_index
    OR (OLD.state = 'issued' AND (NEW.state <> 'issued' OR NEW.credential_sha256 <> OLD.credential_sha256 OR NEW.pdf_sha256 <> OLD.pdf_sha256)))
    EXECUTE FUNCTION certificates_refuse();
CREATE TRIGGER revocations_stay BEFORE DELETE ON revocations FOR EACH ROW EXECUTE FUNCTION certificates_refuse();
CREATE TRIGGER revocations_are_final BEFORE UPDATE ON revocations FOR EACH ROW WHEN (OLD.state <> 'proposed')
    EXECUTE FUNCTION certificates_refuse();
",
};
