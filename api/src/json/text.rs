//! Text in both languages, and what is said of people and things by name.

use poem_openapi::Object;
use std::collections::HashMap;
use uuid::Uuid;
use zamala_domain::{Bilingual, id::PersonId};

/// Text in Arabic and English.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "BilingualText", deny_unknown_fields)]
pub struct Text {
    /// Arabic.
    #[oai(validator(max_length = 2000))]
    pub ar: String,
    /// English.
    #[oai(validator(max_length = 2000))]
    pub en: String,
}

impl From<Bilingual> for Text {
    fn from(text: Bilingual) -> Self {
        Self {
            ar: text.ar,
            en: text.en,
        }
    }
}

impl From<Text> for Bilingual {
    fn from(text: Text) -> Self {
        Self {
            ar: text.ar,
            en: text.en,
        }
    }
}

/// A person by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct NamedPerson {
    pub id: Uuid,
    pub name: Text,
}

impl NamedPerson {
    /// With the name from `names`, which holds everybody of the view.
    pub fn of(id: PersonId, names: &HashMap<PersonId, Bilingual>) -> Self {
        Self {
            id: id.0,
            name: names.get(&id).cloned().unwrap_or_default().into(),
        }
    }
}
