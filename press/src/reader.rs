//! Opening a certificate: the two attachments of a PDF that anybody may have sent.
//!
//! Not a PDF reader but a scan for attached files, which stay in plain sight whatever program saved the file again:
//! a stream is never inside another. One pass, no recursion, a limit on everything. What the pages show is not judged
//! here; setting the certificate again does that ([`crate::Templates::face`]).

use crate::{data::CertificateData, failure::NotOurs};
use flate2::read::ZlibDecoder;
use memchr::memmem::{find, find_iter, rfind};
use serde_json::Value;
use std::io::Read;

/// A certificate weighs about a tenth of a megabyte.
pub const PDF_BYTES_MAX: usize = 8 * 1024 * 1024;
pub const ATTACHMENT_BYTES_MAX: usize = 1024 * 1024;
/// Ours have two; other programs may add some.
const ATTACHMENTS_MAX: usize = 16;
/// Ours have about forty.
const STREAMS_MAX: usize = 4096;
/// How far before its data the description of a stream may begin.
const DICTIONARY_BYTES_MAX: usize = 4096;
const HEADER_BYTES_MAX: usize = 1024;

/// What was attached, byte for byte. Nothing is proved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub credential: Vec<u8>,
    pub data: Vec<u8>,
}

impl Opened {
    /// The attached data, when they are of a form that this press knows.
    pub fn certificate_data(&self) -> Result<CertificateData, NotOurs> {
        serde_json::from_slice(&self.data).map_err(|_| NotOurs::NoData)
    }
}

/// Takes the credential and the data out of a PDF.
pub fn open(pdf: &[u8]) -> Result<Opened, NotOurs> {
    if pdf.len() > PDF_BYTES_MAX {
        return Err(NotOurs::TooLarge);
    }
    if !is_pdf(pdf) {
        return Err(NotOurs::NotPdf);
    }
    let attachments = attachments(pdf);
    let credential = only(&attachments, is_credential)?;
    let data = only(&attachments, is_data)?;
    match (credential, data) {
        (Some(credential), Some(data)) => Ok(Opened { credential, data }),
        _ if is_encrypted(pdf) => Err(NotOurs::Encrypted),
        _ if names_ours(pdf) => Err(NotOurs::Damaged),
        (None, _) => Err(NotOurs::NoCredential),
        (_, None) => Err(NotOurs::NoData),
    }
}

/// The one attachment of a kind. A file saved twice may repeat it; two that differ are nobody's certificate.
fn only(
    attachments: &[Vec<u8>],
    is_it: impl Fn(&Value) -> bool,
) -> Result<Option<Vec<u8>>, NotOurs> {
    let mut found = attachments.iter().filter(|bytes| {
        let value = serde_json::from_slice::<Value>(bytes);
        value.is_ok_and(|value| is_it(&value))
    });
    let first = found.next();
    if found.any(|other| Some(other) != first) {
        return Err(NotOurs::Ambiguous);
    }
    Ok(first.cloned())
}

/// Our data name the template that sets them.
fn is_data(value: &Value) -> bool {
    value.get("template").is_some_and(Value::is_string)
}

fn is_credential(value: &Value) -> bool {
    value.is_object() && !is_data(value)
}

/// Every attached file that can be read within the limits, in the order of the file.
fn attachments(pdf: &[u8]) -> Vec<Vec<u8>> {
    find_iter(pdf, b"stream")
        .filter(|keyword| !pdf[..*keyword].ends_with(b"end"))
        .take(STREAMS_MAX)
        .filter_map(|keyword| {
            let data = data_after(&pdf[keyword + b"stream".len()..])?;
            let dictionary = dictionary_before(&pdf[..keyword]);
            find(dictionary, b"/EmbeddedFile")?;
            Some((dictionary, data))
        })
        .take(ATTACHMENTS_MAX)
        .filter_map(|(dictionary, data)| content(dictionary, data))
        .collect()
}

/// From the object's beginning to the keyword.
fn dictionary_before(pdf: &[u8]) -> &[u8] {
    let near = &pdf[pdf.len().saturating_sub(DICTIONARY_BYTES_MAX)..];
    rfind(near, b" obj").map_or(&near[..0], |at| &near[at..])
}

/// The keyword is followed by one end of line (ISO 32000-1, 7.3.8.1).
fn data_after(rest: &[u8]) -> Option<&[u8]> {
    rest.strip_prefix(b"\r\n")
        .or_else(|| rest.strip_prefix(b"\n"))
}

fn content(dictionary: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    if find(dictionary, b"/Filter").is_none() {
        let end = find(data, b"endstream")?;
        let end = match &data[..end] {
            [.., b'\r', b'\n'] => end - 2,
            [.., b'\n' | b'\r'] => end - 1,
            _ => end,
        };
        let end = length(dictionary).filter(|it| *it <= end).unwrap_or(end);
        return (end <= ATTACHMENT_BYTES_MAX).then(|| data[..end].to_vec());
    }
    find(dictionary, b"/FlateDecode")?;
    let mut content = Vec::new();
    let limit = u64::try_from(ATTACHMENT_BYTES_MAX).ok()? + 1;
    let mut reader = ZlibDecoder::new(data).take(limit);
    reader.read_to_end(&mut content).ok()?;
    (content.len() <= ATTACHMENT_BYTES_MAX).then_some(content)
}

/// A length that is written in place; one that is written elsewhere is not looked for.
fn length(dictionary: &[u8]) -> Option<usize> {
    let after = &dictionary[find(dictionary, b"/Length ")? + b"/Length ".len()..];
    let digits = after.iter().take_while(|it| it.is_ascii_digit()).count();
    let is_reference = after[digits..].starts_with(b" 0 R");
    let number = std::str::from_utf8(&after[..digits]).ok()?;
    if is_reference {
        return None;
    }
    number.parse().ok()
}

/// The name stands more than once and far apart: one changed byte does not hide it.
fn names_ours(pdf: &[u8]) -> bool {
    find(pdf, b"(credential.json)").is_some()
}

/// Whether it is a PDF, by its first bytes: some programs write others before the header.
pub fn is_pdf(bytes: &[u8]) -> bool {
    find(&bytes[..bytes.len().min(HEADER_BYTES_MAX)], b"%PDF-").is_some()
}

fn is_encrypted(pdf: &[u8]) -> bool {
    find(pdf, b"/Encrypt").is_some()
}
