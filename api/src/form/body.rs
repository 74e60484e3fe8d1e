//! Reading a form, with or without files, counted and timed.

use crate::{edge::Edge, limits, problem::Fault};
use futures::TryStreamExt;
use poem::{
    Body, FromRequest, Request, RequestBody,
    web::{Field, Multipart},
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};
use zamala_domain::accounts::operations::csrf_is_right;

const FIELDS_MAX: usize = 2000;
const FILES_MAX: usize = 10;
/// Of the two hidden fields that come first.
const HIDDEN_BYTES_MAX: usize = 200;

/// A file as it was sent. Name and type are claims.
#[derive(Clone, Debug)]
pub struct UploadedFile {
    pub field: String,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The fields of a form, without the hidden ones, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct FormBody {
    fields: Vec<(String, String)>,
    files: Vec<UploadedFile>,
    key: Option<String>,
    version: Option<String>,
}

impl FormBody {
    /// Reads the form of this request, whose token must belong to `cookie_secret`; or, where that is taken, a JSON object
    /// without a token.
    ///
    /// # Errors
    /// `form-expired` for a token that is missing or another's, `too-large`, `request-timeout`,
    /// `unsupported-media-type`, `bad-request`.
    pub async fn read(
        edge: &Edge,
        request: &mut Request,
        cookie_secret: &str,
        takes_json: bool,
    ) -> Result<Self, Fault> {
        let limits = &edge.settings.limits;
        let body = request.take_body();
        let kind = request
            .content_type()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let reading = async {
            match kind.split(';').next().unwrap_or_default().trim() {
                "multipart/form-data" => multipart(edge, request, body, cookie_secret).await,
                "application/x-www-form-urlencoded" | "" => {
                    let bytes =
                        limits::read_body(body, limits.body_bytes_max, limits.body_time_max)
                            .await?;
                    urlencoded(edge, &bytes, cookie_secret)
                }
                "application/json" if takes_json => {
                    let bytes =
                        limits::read_body(body, limits.body_bytes_max, limits.body_time_max)
                            .await?;
                    from_json(&bytes)
                }
                _ => Err(Fault::edge("unsupported-media-type")),
            }
        };
        let read = tokio::time::timeout(limits.body_time_max, reading).await;
        read.unwrap_or_else(|_| Err(Fault::edge("request-timeout")))
    }

    /// A field's text; empty when it did not come.
    pub fn text(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(given, _)| given == name)
            .map_or("", |(_, value)| value)
    }

    /// All fields, for forms whose names are made of ids.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub fn file(&self, field: &str) -> Option<&UploadedFile> {
        self.files.iter().find(|file| file.field == field)
    }

    /// The client's key for this change.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The version of what the form shows.
    ///
    /// # Errors
    /// `version-required` when it is missing or no number.
    pub fn version(&self) -> Result<i64, Fault> {
        let version = self
            .version
            .as_deref()
            .and_then(|version| version.parse().ok());
        version.ok_or(Fault::edge("version-required"))
    }

    /// The fields as a struct of `String`s with `#[serde(default, deny_unknown_fields)]`.
    ///
    /// # Errors
    /// `bad-request` for a field that the struct does not know.
    pub fn typed<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        let object: Map<_, _> = self
            .fields
            .iter()
            .map(|(k, v)| (k.clone(), Value::String(v.clone())))
            .collect();
        serde_json::from_value(Value::Object(object)).map_err(|_| Fault::edge("bad-request"))
    }

    /// What the keyed digest of a repeated request is taken over.
    pub fn content(&self) -> Vec<u8> {
        let fields = self
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()));
        let files = self
            .files
            .iter()
            .map(|file| (file.field.as_str(), file.bytes.as_slice()));
        let version = self
            .version
            .iter()
            .map(|version| ("_version", version.as_bytes()));
        let mut content = Vec::new();
        for (name, value) in fields.chain(files).chain(version) {
            for part in [name.as_bytes(), value] {
                content.extend_from_slice(&(part.len() as u64).to_be_bytes());
                content.extend_from_slice(part);
            }
        }
        content
    }

    fn add(&mut self, name: String, value: String) -> Result<(), Fault> {
        match name.as_str() {
            "_key" if self.key.is_none() && is_key(&value) => {
                self.key = Some(value);
                Ok(())
            }
            "_version" if self.version.is_none() => {
                self.version = Some(value);
                Ok(())
            }
            "_csrf" | "_key" | "_version" => Err(Fault::edge("bad-request")),
            _ if self.fields.len() >= FIELDS_MAX => Err(Fault::edge("too-large")),
            _ if self.fields.iter().any(|(given, _)| *given == name) => {
                Err(Fault::edge("bad-request"))
            }
            _ => {
                self.fields.push((name, value));
                Ok(())
            }
        }
    }
}

/// 1 to 128 visible ASCII characters.
pub fn is_key(key: &str) -> bool {
    (1..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

fn urlencoded(edge: &Edge, bytes: &[u8], cookie_secret: &str) -> Result<FormBody, Fault> {
    let mut pairs: Vec<_> = url::form_urlencoded::parse(bytes).into_owned().collect();
    let token = pairs
        .iter()
        .position(|(name, _)| name == "_csrf")
        .map(|place| pairs.remove(place).1);
    expect_token(edge, cookie_secret, token.as_deref().unwrap_or_default())?;
    let mut form = FormBody::default();
    for (name, value) in pairs {
        form.add(name, value)?;
    }
    Ok(form)
}

/// A flat object of texts.
fn from_json(bytes: &[u8]) -> Result<FormBody, Fault> {
    let fields: BTreeMap<String, String> =
        serde_json::from_slice(bytes).map_err(|_| Fault::edge("bad-request"))?;
    let mut form = FormBody::default();
    for (name, value) in fields {
        form.add(name, value)?;
    }
    Ok(form)
}

fn expect_token(edge: &Edge, cookie_secret: &str, given: &str) -> Result<(), Fault> {
    let is_right = csrf_is_right(&edge.app, cookie_secret, given);
    if is_right {
        Ok(())
    } else {
        Err(Fault::edge("form-expired"))
    }
}

async fn multipart(
    edge: &Edge,
    request: &Request,
    body: Body,
    cookie_secret: &str,
) -> Result<FormBody, Fault> {
    let bad = |_| Fault::edge("bad-request");
    let overflow = Arc::new(AtomicBool::new(false));
    let counted = counted(
        body,
        edge.settings.limits.upload_bytes_max,
        overflow.clone(),
    );
    let read = async {
        let mut body = RequestBody::new(counted);
        let mut parts = Multipart::from_request(request, &mut body)
            .await
            .map_err(|_| Fault::edge("bad-request"))?;
        let first = parts
            .next_field()
            .await
            .map_err(bad)?
            .filter(|field| field.name() == Some("_csrf"));
        let token = match first {
            Some(field) => field.text().await.map_err(bad)?,
            None => String::new(),
        };
        expect_token(
            edge,
            cookie_secret,
            token.get(..HIDDEN_BYTES_MAX).unwrap_or(&token),
        )?;
        let mut form = FormBody::default();
        while let Some(field) = parts.next_field().await.map_err(bad)? {
            take_part(&mut form, field).await?;
        }
        Ok(form)
    };
    match read.await {
        Err(_) if overflow.load(Ordering::Relaxed) => Err(Fault::edge("too-large")),
        outcome => outcome,
    }
}

async fn take_part(form: &mut FormBody, part: Field) -> Result<(), Fault> {
    let bad = |_| Fault::edge("bad-request");
    let name = part.name().unwrap_or_default().to_owned();
    let Some(file_name) = part.file_name().map(str::to_owned) else {
        return form.add(name, part.text().await.map_err(bad)?);
    };
    if form.files.len() >= FILES_MAX || form.files.iter().any(|file| file.field == name) {
        return Err(Fault::edge("bad-request"));
    }
    let bytes = part.bytes().await.map_err(bad)?;
    // A file field that was left empty comes as a nameless file without content.
    if !(file_name.is_empty() && bytes.is_empty()) {
        form.files.push(UploadedFile {
            field: name,
            name: file_name,
            bytes,
        });
    }
    Ok(())
}

/// The same body, ending in an error at `bytes_max`.
fn counted(body: Body, bytes_max: usize, overflow: Arc<AtomicBool>) -> Body {
    let seen = AtomicUsize::new(0);
    let stream = body.into_bytes_stream().and_then(move |part| {
        let so_far = seen.fetch_add(part.len(), Ordering::Relaxed) + part.len();
        let is_over = so_far > bytes_max;
        if is_over {
            overflow.store(true, Ordering::Relaxed);
        }
        std::future::ready(if is_over {
            Err(std::io::Error::other("too large"))
        } else {
            Ok(part)
        })
    });
    Body::from_bytes_stream(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Result<FormBody, Fault> {
        let mut form = FormBody::default();
        for (name, value) in pairs {
            form.add((*name).to_owned(), (*value).to_owned())?;
        }
        Ok(form)
    }

    #[test]
    fn a_field_that_comes_twice_is_refused() {
        assert!(form(&[("a", "1"), ("b", "2")]).is_ok());
        for twice in [
            [("a", "1"), ("a", "1")],
            [("_key", "k"), ("_key", "k")],
            [("_version", "1"), ("_version", "2")],
        ] {
            assert_eq!(form(&twice).unwrap_err().code, "bad-request");
        }
    }

    #[test]
    fn a_form_knows_its_fields_and_no_others() {
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        struct Draft {
            title: String,
            note: String,
        }
        let draft: Draft = form(&[("title", "x"), ("_key", "k")])
            .unwrap()
            .typed()
            .unwrap();
        assert_eq!((draft.title.as_str(), draft.note.as_str()), ("x", ""));
        assert_eq!(
            form(&[("role", "administrator")])
                .unwrap()
                .typed::<Draft>()
                .unwrap_err()
                .code,
            "bad-request"
        );
    }

    #[test]
    fn a_key_is_short_and_visible() {
        assert!(form(&[("_key", &"k".repeat(128))]).is_ok());
        for wrong in [String::new(), "k".repeat(129), "a b".into(), "ك".into()] {
            assert!(form(&[("_key", &wrong)]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_content_tells_forms_apart() {
        let content = |pairs: &[(&str, &str)]| form(pairs).unwrap().content();
        assert_ne!(content(&[("ab", "c")]), content(&[("a", "bc")]));
        assert_ne!(
            content(&[("a", "1"), ("_version", "1")]),
            content(&[("a", "1"), ("_version", "2")])
        );
        assert_eq!(
            content(&[("a", "1"), ("_key", "k")]),
            content(&[("a", "1"), ("_key", "l")])
        );
    }
}
