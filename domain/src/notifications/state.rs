//! Channels, kinds of notices, and how a person likes figures written.

use serde::{Deserialize, Serialize};

/// How a reminder reaches a person. Named as in the programme file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Email,
    InApp,
}

impl Channel {
    pub const ALL: [Self; 2] = [Self::Email, Self::InApp];

    pub fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::InApp => "in_app",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

/// What a notice is about. Stored, and in message keys, in kebab case.
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
pub enum NoticeKind {
    LabReminder,
    AssignmentReminder,
    MarkReleased,
}

impl NoticeKind {
    pub fn code(self) -> &'static str {
        match self {
            Self::LabReminder => "lab-reminder",
            Self::AssignmentReminder => "assignment-reminder",
            Self::MarkReleased => "mark-released",
        }
    }
}

/// The digits in which a person reads figures; what they type may use either.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
pub enum Digits {
    /// 0 1 2 3: as in codes, tables and certificate numbers.
    #[default]
    Latin,
    /// ٠ ١ ٢ ٣
    ArabicIndic,
}

impl Digits {
    pub const ALL: [Self; 2] = [Self::Latin, Self::ArabicIndic];

    pub fn code(self) -> &'static str {
        match self {
            Self::Latin => "latin",
            Self::ArabicIndic => "arabic_indic",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|digits| digits.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::ActiveEnum;

    #[test]
    fn what_is_stored_is_the_code() {
        for digits in Digits::ALL {
            assert_eq!(
                (digits.to_value().as_str(), Digits::from_code(digits.code())),
                (digits.code(), Some(digits))
            );
        }
        for kind in [
            NoticeKind::LabReminder,
            NoticeKind::AssignmentReminder,
            NoticeKind::MarkReleased,
        ] {
            assert_eq!(kind.to_value(), kind.code());
        }
    }

    #[test]
    fn channels_are_read_by_their_code_only() {
        assert_eq!(Channel::from_code("in_app"), Some(Channel::InApp));
        assert_eq!(Channel::from_code("sms"), None);
    }
}
