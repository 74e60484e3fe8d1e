//! What a file may be: its type by content, its size, its name. Pure; nothing is decoded or unpacked.

mod package;
#[cfg(test)]
mod tests;

use crate::{error::OperationError, text};

/// Of one file that a person sends, in a form or to the API.
pub const FILE_BYTES_MAX: usize = 10 << 20;

/// How far browsers and readers look for a file's nature (WHATWG MIME Sniffing, "resource header": 1445 bytes).
const SNIFFED_BYTES: usize = 1445;

/// The types that are kept. Everything else is refused: HTML, SVG, XML, scripts, programs and archives first of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, sea_orm::EnumIter, sea_orm::DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum MediaType {
    #[sea_orm(string_value = "application/pdf")]
    Pdf,
    #[sea_orm(string_value = "image/png")]
    Png,
    #[sea_orm(string_value = "image/jpeg")]
    Jpeg,
    #[sea_orm(
        string_value = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )]
    Docx,
    #[sea_orm(string_value = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    Xlsx,
    #[sea_orm(
        string_value = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    )]
    Pptx,
    #[sea_orm(string_value = "text/plain")]
    PlainText,
    /// Only what the service itself writes: credentials.
    #[sea_orm(string_value = "application/json")]
    Json,
}

impl MediaType {
    /// What people may hand in.
    pub const ALL: [Self; 7] = [
        Self::Pdf,
        Self::Png,
        Self::Jpeg,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::PlainText,
    ];

    /// The value of `Content-Type`; text is UTF-8.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Self::PlainText => "text/plain; charset=utf-8",
            Self::Json => "application/json",
        }
    }

    /// The endings that a file of this type may bear; the first is given to one that bears another.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::PlainText => &["txt", "md", "csv"],
            Self::Json => &["json"],
        }
    }
}

/// What a file is for. It decides which files are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, sea_orm::EnumIter, sea_orm::DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Purpose {
    /// What a trainer hands to the fellows of a session; the subject is the session.
    SessionMaterial,
    /// A certificate for people; the subject is the certificate.
    CertificatePdf,
    /// The same for machines.
    CertificateCredential,
    /// Work that a fellow hands in; the subject is the submission.
    Submission,
}

impl Purpose {
    /// As it is stored: `session_material`.
    pub fn code(self) -> &'static str {
        match self {
            Self::SessionMaterial => "session_material",
            Self::CertificatePdf => "certificate_pdf",
            Self::CertificateCredential => "certificate_credential",
            Self::Submission => "submission",
        }
    }

    pub fn rules(self) -> FileRules {
        match self {
            Self::SessionMaterial | Self::Submission => FileRules {
                size_max_bytes: FILE_BYTES_MAX as u64,
                media_types: &MediaType::ALL,
            },
            Self::CertificatePdf => FileRules {
                size_max_bytes: 8 * 1024 * 1024,
                media_types: &[MediaType::Pdf],
            },
            Self::CertificateCredential => FileRules {
                size_max_bytes: 1024 * 1024,
                media_types: &[MediaType::Json],
            },
        }
    }
}

/// Which files are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileRules {
    /// An upload is held in memory while it arrives: keep it small.
    pub size_max_bytes: u64,
    pub media_types: &'static [MediaType],
}

impl FileRules {
    /// Called with every chunk's end, so that no more than the limit is ever held.
    ///
    /// # Errors
    /// Refused `file-too-large`.
    pub fn within_size(&self, size_bytes: u64) -> Result<(), OperationError> {
        if size_bytes > self.size_max_bytes {
            return Err(OperationError::refused("file-too-large"));
        }
        Ok(())
    }

    /// Whether a file of this size and type is taken.
    pub fn accept(&self, size_bytes: u64, media_type: MediaType) -> Result<(), OperationError> {
        self.within_size(size_bytes)?;
        if !self.media_types.contains(&media_type) {
            return Err(OperationError::refused("file-type-refused"));
        }
        Ok(())
    }

    /// The type of a whole file's bytes, if the file is taken.
    ///
    /// # Errors
    /// Invalid `file`: `file-empty`; refused `file-too-large` or `file-type-refused`.
    pub fn judge(&self, bytes: &[u8]) -> Result<MediaType, OperationError> {
        if bytes.is_empty() {
            return Err(OperationError::invalid("file", "file-empty"));
        }
        let size_bytes = bytes.len() as u64;
        self.within_size(size_bytes)?;
        let media_type = media_type_of(bytes)
            .map(|media_type| self.read_as_json(bytes, media_type))
            .ok_or_else(|| OperationError::refused("file-type-refused"))?;
        self.accept(size_bytes, media_type)?;
        Ok(media_type)
    }

    /// JSON is plain text to look at: it counts as such unless the rules ask for it.
    fn read_as_json(&self, bytes: &[u8], media_type: MediaType) -> MediaType {
        let is_json = media_type == MediaType::PlainText
            && self.media_types.contains(&MediaType::Json)
            && serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok();
        if is_json { MediaType::Json } else { media_type }
    }
}

/// The type by content alone; `None` is a type that is never kept, or something that could be taken for two things.
pub fn media_type_of(bytes: &[u8]) -> Option<MediaType> {
    if bytes.starts_with(b"%PDF-") {
        return (!shows_markup(bytes)).then_some(MediaType::Pdf);
    }
    if infer::image::is_png(bytes) {
        return Some(MediaType::Png);
    }
    if infer::image::is_jpeg(bytes) {
        return Some(MediaType::Jpeg);
    }
    if infer::archive::is_zip(bytes) {
        return package::office_type_of(bytes);
    }
    is_plain_text(bytes).then_some(MediaType::PlainText)
}

/// UTF-8 without control characters, which nothing takes for markup, a script, a program or a document.
fn is_plain_text(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    if text.chars().any(|character| {
        character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\u{C}')
    }) {
        return false;
    }
    // A PDF reader finds its header behind other text too.
    let head = &bytes[..bytes.len().min(SNIFFED_BYTES)];
    if shows_markup(bytes) || head.windows(5).any(|window| window == b"%PDF-") {
        return false;
    }
    // Pictures, sounds and fonts begin with letters (`BM`, `ID3`) that prose may begin with; none of them is UTF-8 to its end.
    infer::get(bytes).is_none_or(|kind| {
        use infer::MatcherType::{Audio, Font, Image, Video};
        matches!(kind.matcher_type(), Audio | Font | Image | Video)
    })
}

/// Whether the first bytes are markup, or hold some that a browser would run.
fn shows_markup(bytes: &[u8]) -> bool {
    const RUN: [&[u8]; 6] = [
        b"<!doctype",
        b"<html",
        b"<head",
        b"<body",
        b"<script",
        b"<svg",
    ];
    let head = bytes[..bytes.len().min(SNIFFED_BYTES)].to_ascii_lowercase();
    if RUN
        .iter()
        .any(|tag| head.windows(tag.len()).any(|window| window == *tag))
    {
        return true;
    }
    let head = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(&head)
        .trim_ascii_start();
    let opens = head.first() == Some(&b'<');
    opens
        && head
            .get(1)
            .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/'))
}

/// The name under which a file is offered: cleaned, with an ending that agrees with the type, so that what was taken as text is
/// not opened as a page.
pub fn offered_name(given: &str, media_type: MediaType) -> String {
    let name = text::clean_file_name(given);
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let extensions = media_type.extensions();
    if ending.is_some_and(|ending| extensions.contains(&ending.as_str())) {
        return name;
    }
    // Cleaned again: the longer name may have to be shortened, and keeps its ending then.
    text::clean_file_name(&format!("{name}.{}", extensions[0]))
}
