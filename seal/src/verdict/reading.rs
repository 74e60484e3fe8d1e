//! JSON read strictly: what two readers could understand in two ways is refused.

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value};
use std::fmt;

/// More than any credential or status list has.
const BYTES_MAX: usize = 1024 * 1024;

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not strict JSON: {0}")]
pub struct NotJson(String);

/// Refuses a member that stands twice, and what is nested deeper than 128.
pub fn parse(bytes: &[u8]) -> Result<Value, NotJson> {
    if bytes.len() > BYTES_MAX {
        return Err(NotJson(format!("more than {BYTES_MAX} bytes")));
    }
    serde_json::from_slice::<Strict>(bytes)
        .map(|strict| strict.0)
        .map_err(|error| NotJson(error.to_string()))
}

/// Whether the bytes are of a credential, were it a damaged one: two marks, so that one changed byte hides neither.
pub(super) fn speaks_of_a_credential(bytes: &[u8]) -> bool {
    let has = |mark: &str| {
        bytes
            .windows(mark.len())
            .any(|window| window == mark.as_bytes())
    };
    has("\"https://www.w3.org/ns/credentials/v2\"") || has("\"DataIntegrityProof\"")
}

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("no number"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some((name, Strict(value))) = members.next_entry::<String, Strict>()? {
            if map.insert(name.clone(), value).is_some() {
                return Err(A::Error::custom(format!("`{name}` stands twice")));
            }
        }
        Ok(Value::Object(map))
    }
}
