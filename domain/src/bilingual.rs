//! Text in the programme's two languages.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A language of the programme. Both are whole: there is no silent fallback from one to the other.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    sea_orm::EnumIter,
    sea_orm::DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[sea_orm(string_value = "ar")]
    Ar,
    #[sea_orm(string_value = "en")]
    En,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Ar, Self::En];

    /// The BCP 47 code: `ar` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::En => "en",
        }
    }

    /// The direction of writing, as HTML's `dir` wants it.
    pub fn direction(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            Self::En => "ltr",
        }
    }

    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Ar => Self::En,
            Self::En => Self::Ar,
        }
    }

    /// Reads `ar` or `en`; anything else is `None`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The same text in Arabic and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bilingual {
    pub ar: String,
    pub en: String,
}

impl Bilingual {
    pub fn new(ar: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            ar: ar.into(),
            en: en.into(),
        }
    }

    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Ar => &self.ar,
            Language::En => &self.en,
        }
    }
}
