//! Ids: one type per kind of thing, so that a cohort's id can never stand where a person's is meant.
//!
//! Every id is a UUIDv7 made by [`crate::App::new_id`]. Public codes (certificates, tickets) are separate random values.

use std::{fmt, str::FromStr};

/// Declares an id of one kind.
macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(sea_orm::DeriveValueType, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        // SeaORM asks every key how to come from a counter; ours are never counters.
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

typed_ids! {
    /// A person, with or without an account.
    PersonId,
    /// A sign-in account of one person.
    AccountId,
    /// A dated role of a person within a scope.
    GrantId,
    /// A single-use link (invitation, reset).
    LinkId,
    /// A personal token for the API.
    TokenId,
    /// A government entity.
    OrganisationId,
    /// A programme (tenant of everything else).
    ProgrammeId,
    /// A micro-credential's definition.
    MicroCredentialId,
    /// A unit (lesson) of a micro-credential.
    UnitId,
    /// A cohort of a programme.
    CohortId,
    /// One week of a cohort's plan.
    WeekId,
    /// One fellow's stay in one cohort.
    ResidencyId,
    /// A public holiday or other day off.
    HolidayId,
    /// A room.
    VenueId,
    /// A kind of equipment in a room.
    EquipmentId,
    /// A lab's definition, taught in several sessions.
    LabId,
    /// A session of any kind: lecture, lab, ceremony, visit.
    SessionId,
    /// A fellow's seat or place in line for a lab session.
    BookingId,
    /// One fellow's attendance of one session.
    AttendanceId,
    /// A rubric.
    RubricId,
    /// One version of work that a fellow handed in.
    SubmissionId,
    /// A mark of one submission.
    MarkId,
    /// A letter in the outbox.
    LetterId,
    /// Somebody who is written to and is nobody of the programme.
    AddresseeId,
    /// A forum.
    ForumId,
    /// The places of a forum of one kind.
    ForumPoolId,
    /// Somebody's registration for a forum.
    RegistrationId,
    /// Something that a person is to be reminded of.
    OccurrenceId,
    /// A reminder planned for one person and one occurrence.
    ReminderId,
    /// A notice in a person's inbox.
    NoticeId,
    /// A programme's plan of reports made by the clock.
    ReportPlanId,
    /// A report of one cohort.
    ReportId,
    /// A job of the worker.
    JobId,
    /// A hold placed on something.
    HoldId,
    /// A stored file.
    FileId,
    /// An entry of the audit log.
    AuditId,
    /// What one award asks for.
    AwardRuleId,
    /// A batch of awards, prepared and sealed as a whole.
    BatchId,
    /// A certificate in the register.
    CertificateId,
    /// A proposal to revoke a certificate.
    RevocationId,
}
