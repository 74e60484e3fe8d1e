//! The file's closed vocabularies. Roles and languages are those of the whole domain.

use super::record::words;

words! {
    /// What kind of programme it is.
    pub enum ProgrammeKind { ResidencyFellowship = "residency_fellowship", InServiceFellowship = "in_service_fellowship", ChampionsNetwork = "champions_network" }

    /// How far a programme has come. One without a status runs.
    pub enum ProgrammeStatus { Planned = "planned", Running = "running", Closed = "closed" }

    /// What ties a country to the programme.
    pub enum CountryRole {
        Host = "host", PilotPartner = "pilot_partner", CapacityBuildingDelegation = "capacity_building_delegation",
        Agreement = "agreement", Delegation = "delegation", Gcc = "gcc",
    }

    /// The parts of the Online Services Index.
    pub enum OsiSubindex { InstitutionalFramework = "IF", ContentProvision = "CP", ServicesProvision = "SP", Technology = "TEC", EParticipation = "EPI" }

    /// How a micro-credential is assessed.
    pub enum AssessmentKind { Assignment = "assignment", Quiz = "quiz", Project = "project" }

    /// Which attempt counts.
    pub enum ResubmissionCounts { Best = "best", Last = "last" }

    /// When an assessment is due.
    pub enum DueRule { LastWeekEnd = "last_week_end" }

    /// How a micro-credential is attended.
    pub enum Participation { OnSite = "on_site", Virtual = "virtual", Hybrid = "hybrid" }

    /// A framework of qualification levels.
    pub enum LevelFramework { Eqf = "EQF", Nqf = "NQF" }

    /// Whether a level has been recognised.
    pub enum LevelStatus { Proposed = "proposed", Confirmed = "confirmed" }

    /// What is awarded.
    pub enum AwardKind { MicroCredential = "micro_credential", FellowshipCertificate = "fellowship_certificate", AttendanceStatement = "attendance_statement" }

    /// What an assessment or a capstone must have come to.
    pub enum RequiredResult { Pass = "pass" }

    /// What a lab must have come to.
    pub enum RequiredLab { Attended = "attended" }

    /// How many of the core micro-credentials are needed.
    pub enum RequiredCore { All = "all" }

    /// How far a cohort has come.
    pub enum CohortStatus { Planned = "planned", AdmissionsOpen = "admissions_open", Running = "running", Completed = "completed", Cancelled = "cancelled" }

    /// What happens in a contact session.
    pub enum ContactKind { Lecture = "lecture", Workshop = "workshop", Seminar = "seminar", Simulation = "simulation" }

    /// What happens in a session outside the curriculum.
    pub enum OtherKind { Ceremony = "ceremony", SiteVisit = "site_visit", Survey = "survey", Showcase = "showcase" }

    /// Why a session pauses.
    pub enum BreakKind { Prayer = "prayer", Meal = "meal", Rest = "rest" }

    /// What a scenario expects to happen.
    pub enum Expectation { Conflict = "conflict", Reconcile = "reconcile", Idempotent = "idempotent" }

    /// What becomes of one attempt in a scenario.
    pub enum AttemptResult { Pass = "pass", Resubmit = "resubmit" }

    /// What the public check of a certificate answers.
    pub enum VerificationStatus { Valid = "valid", Expired = "expired", Superseded = "superseded", Revoked = "revoked" }

    /// What an indicator counts in.
    pub enum IndicatorUnit { Index0To1 = "index_0_1", Rank = "rank", Percent = "percent", Count = "count" }

    /// Where an indicator should go.
    pub enum Direction { Up = "up", Down = "down" }

    /// How often an indicator is measured.
    pub enum Cycle { Weekly = "weekly", Quarterly = "quarterly", Annual = "annual", Biennial = "biennial", PerCohort = "per_cohort" }

    /// How far an observation has come.
    pub enum ObservationStatus { Missing = "missing", Submitted = "submitted", Verified = "verified" }

    /// What kind of evidence it is.
    pub enum EvidenceKind { Url = "url", Document = "document" }

    /// How far a pilot has come.
    pub enum PilotStatus { Planned = "planned", Running = "running", Completed = "completed" }

    /// What kind of knowledge item it is.
    pub enum KnowledgeKind { Playbook = "playbook", CaseStudy = "case_study", Template = "template" }

    /// Who may read a knowledge item.
    pub enum KnowledgeVisibility { Public = "public", Partners = "partners", Internal = "internal" }

    /// How far a knowledge item has come.
    pub enum KnowledgeStatus { Draft = "draft", InReview = "in_review", Published = "published" }

    /// How a tool is had.
    pub enum ToolAvailability { OnRequest = "on_request", Open = "open" }

    /// How a forum is held.
    pub enum ForumMode { OnSite = "on_site", Virtual = "virtual", Hybrid = "hybrid" }

    /// Who must not see a case of feedback.
    pub enum BlindTo { OriginalMarker = "original_marker" }

    /// What letters are about.
    pub enum NotificationEvent {
        LabSession = "lab_session", AssignmentDue = "assignment_due", Consultation = "consultation",
        QuarterlyReportDue = "quarterly_report_due", ForumRegistrationClosing = "forum_registration_closing",
        CertificateIssued = "certificate_issued",
    }

    /// How a notice reaches a person.
    pub enum Channel { Email = "email", InApp = "in_app" }

    /// What is reported.
    pub enum ReportKind { Cohort = "cohort" }
}
