//! Kinds and states of letters, occurrences and reminders.

use crate::id::{AddresseeId, PersonId};
use serde::{Deserialize, Serialize};

/// Whom a letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recipient {
    Person(PersonId),
    /// Somebody without an account.
    Addressee(AddresseeId),
}

impl From<PersonId> for Recipient {
    fn from(person: PersonId) -> Self {
        Self::Person(person)
    }
}

impl From<AddresseeId> for Recipient {
    fn from(addressee: AddresseeId) -> Self {
        Self::Addressee(addressee)
    }
}

/// What a letter is about. Stored, and the name of its folder in `mail-templates/`, in kebab case.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    sea_orm::EnumIter,
    sea_orm::DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum LetterKind {
    /// A first sign-in link.
    Invitation,
    /// A link to set a new password; asked for by the recipient.
    PasswordReset,
    /// The password was changed.
    PasswordChanged,
    /// A lab session comes near.
    LabReminder,
    /// Work is due soon, or was due.
    AssignmentReminder,
    /// A seat passed to the recipient from the line.
    SeatPassed,
    /// The names on certificates wait for the recipient's confirmation.
    NamesToConfirm,
    /// A certificate of the recipient's was issued.
    CertificateIssued,
    /// A certificate of the recipient's was revoked.
    CertificateRevoked,
    /// The receipt for work that was handed in.
    WorkReceived,
    /// A mark was released to the recipient.
    MarkReleased,
    /// A link that confirms a registration for the forum.
    ForumConfirmation,
    /// The ticket of a seat at the forum.
    ForumTicket,
    /// A place in line for the forum.
    ForumWaiting,
    /// A seat at the forum passed to the recipient from the line.
    ForumSeatPassed,
    /// A registration for the forum was cancelled.
    ForumCancelled,
}

impl LetterKind {
    pub const ALL: [Self; 16] = [
        Self::Invitation,
        Self::PasswordReset,
        Self::PasswordChanged,
        Self::LabReminder,
        Self::AssignmentReminder,
        Self::SeatPassed,
        Self::NamesToConfirm,
        Self::CertificateIssued,
        Self::CertificateRevoked,
        Self::WorkReceived,
        Self::MarkReleased,
        Self::ForumConfirmation,
        Self::ForumTicket,
        Self::ForumWaiting,
        Self::ForumSeatPassed,
        Self::ForumCancelled,
    ];

    /// The folder of its templates, and its name in the API and in message keys.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::PasswordReset => "password-reset",
            Self::PasswordChanged => "password-changed",
            Self::LabReminder => "lab-reminder",
            Self::AssignmentReminder => "assignment-reminder",
            Self::SeatPassed => "seat-passed",
            Self::NamesToConfirm => "names-to-confirm",
            Self::CertificateIssued => "certificate-issued",
            Self::CertificateRevoked => "certificate-revoked",
            Self::WorkReceived => "work-received",
            Self::MarkReleased => "mark-released",
            Self::ForumConfirmation => "forum-confirmation",
            Self::ForumTicket => "forum-ticket",
            Self::ForumWaiting => "forum-waiting",
            Self::ForumSeatPassed => "forum-seat-passed",
            Self::ForumCancelled => "forum-cancelled",
        }
    }
}

/// What people are reminded of. Named as in the programme file's `notification_plan`.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    sea_orm::EnumIter,
    sea_orm::DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Event {
    LabSession,
    AssignmentDue,
    Consultation,
    QuarterlyReportDue,
    ForumRegistrationClosing,
    CertificateIssued,
}

impl Event {
    pub const ALL: [Self; 6] = [
        Self::LabSession,
        Self::AssignmentDue,
        Self::Consultation,
        Self::QuarterlyReportDue,
        Self::ForumRegistrationClosing,
        Self::CertificateIssued,
    ];

    /// The event's name in files and the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::LabSession => "lab_session",
            Self::AssignmentDue => "assignment_due",
            Self::Consultation => "consultation",
            Self::QuarterlyReportDue => "quarterly_report_due",
            Self::ForumRegistrationClosing => "forum_registration_closing",
            Self::CertificateIssued => "certificate_issued",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.code() == code)
    }
}

// waiting ──begin──▶ sending ──accept──▶ sent
//    ▲                 │ │
//    └────put back─────┘ └─▶ (again sending, after an unknown end)
// waiting, sending ──▶ dead (given up) | cancelled (no longer of use, or nobody to read it)
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    sea_orm::EnumIter,
    sea_orm::DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum LetterState {
    Waiting,
    /// Handed to the mail server; until it answers, nobody knows whether it arrived.
    Sending,
    /// The mail server took it: it answered 250.
    Sent,
    /// Given up; support sees why.
    Dead,
    Cancelled,
}

impl LetterState {
    /// The states from which a letter may still go out.
    pub const LIVE: [Self; 2] = [Self::Waiting, Self::Sending];

    pub fn is_live(self) -> bool {
        Self::LIVE.contains(&self)
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Dead => "dead",
            Self::Cancelled => "cancelled",
        }
    }
}

// open ──withdraw──▶ withdrawn ──open──▶ open
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    sea_orm::EnumIter,
    sea_orm::DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum OccurrenceState {
    Open,
    Withdrawn,
}

// planned ──▶ sent | skipped (no longer of use when its moment came)
// planned ──withdraw or move──▶ cancelled ──plan anew──▶ planned
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    sea_orm::EnumIter,
    sea_orm::DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ReminderState {
    Planned,
    Sent,
    Cancelled,
    Skipped,
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::ActiveEnum;

    #[test]
    fn letters_are_stored_under_the_name_of_their_folder() {
        for kind in LetterKind::ALL {
            assert_eq!(kind.to_value(), kind.folder());
        }
    }

    #[test]
    fn events_are_stored_under_their_code() {
        for event in Event::ALL {
            assert_eq!(
                (event.to_value().as_str(), Event::from_code(event.code())),
                (event.code(), Some(event))
            );
        }
        assert_eq!(Event::from_code("lab-session"), None);
    }

    #[test]
    fn only_what_waits_or_is_being_sent_may_still_go_out() {
        let all = [
            LetterState::Waiting,
            LetterState::Sending,
            LetterState::Sent,
            LetterState::Dead,
            LetterState::Cancelled,
        ];
        let live: Vec<&str> = all
            .into_iter()
            .filter(|state| state.is_live())
            .map(LetterState::code)
            .collect();
        assert_eq!(live, ["waiting", "sending"]);
    }
}
