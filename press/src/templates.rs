//! The templates: loaded and proved once, then set as often as needed.

use crate::{
    data::{CertificateData, TemplateVersion, data_digest},
    failure::{NotOurs, PressError, TemplateError},
    fonts,
    page::{Page, Shared, file},
    reader::{ATTACHMENT_BYTES_MAX, Opened, open},
    sample::sample,
};
use chrono::{DateTime, Datelike, Timelike, Utc};
use qrcode::{EcLevel, QrCode, render::svg};
use sha2::{Digest, Sha256};
use typst::{
    comemo,
    diag::{SourceDiagnostic, SourceResult},
    foundations::{Bytes, Datetime, Smart},
    syntax::Source,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Raised when the engine below sets the same template in other bytes; a test notices. Certificates of an earlier
/// press are then answered with [`Face::UnknownTemplate`], not called altered.
const PRESS: &str = "zamala-press-1";
/// How many certificates later what was remembered of one is forgotten.
const MEMORY_AGE_MAX: usize = 4;
/// How a template refuses a text that has no room (`templates/*.typ`).
const NO_ROOM: &str = "no room for ";

/// Every design of [`TemplateVersion::ALL`], with fonts and library.
pub struct Templates {
    shared: Shared,
    standards: PdfStandards,
    certificate_1: Source,
}

/// What a signed credential says of the PDF around it.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    pub template_digest: &'a str,
    pub data_digest: &'a str,
}

/// Whether the pages of a PDF are those that were issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Setting it again gives these very bytes.
    AsRendered,
    /// Something in the file is not as it was issued.
    Altered,
    /// Issued by an earlier or later press: its pages cannot be judged here.
    UnknownTemplate,
}

impl Templates {
    /// Sets every template once with the sample, so that a broken one stops the service at start.
    pub fn load() -> Result<Self, TemplateError> {
        Self::with(include_str!("../templates/certificate-1.typ"))
    }

    fn with(certificate_1: &str) -> Result<Self, TemplateError> {
        let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
            .map_err(|error| TemplateError::Standards(error.message().to_string()))?;
        let templates = Self {
            shared: Shared::new()?,
            standards,
            certificate_1: Source::new(file("certificate-1.typ"), certificate_1.to_owned()),
        };
        for template in TemplateVersion::ALL {
            let mut data = sample();
            data.template = *template;
            let set = templates.certificate(&data, b"{}");
            set.map_err(|error| TemplateError::Broken {
                template: format!("{}.typ", template.name()),
                words: error.to_string(),
            })?;
        }
        Ok(templates)
    }

    /// The PDF (A-3a and UA-1) with the credential's very bytes attached.
    pub fn certificate(
        &self,
        data: &CertificateData,
        credential: &[u8],
    ) -> Result<Vec<u8>, PressError> {
        if credential.len() > ATTACHMENT_BYTES_MAX {
            return Err(PressError::Credential(ATTACHMENT_BYTES_MAX));
        }
        let page = Page {
            shared: &self.shared,
            template: self.source(data.template),
            data: Bytes::new(data.canonical_json()),
            qr: Bytes::from_string(qr(&data.verify_url)?),
            credential: Bytes::new(credential.to_vec()),
        };
        let set = self.set(&page, data);
        comemo::evict(MEMORY_AGE_MAX);
        set.map_err(|complaints| refusal(&page, &complaints))
    }

    fn set(&self, page: &Page<'_>, data: &CertificateData) -> SourceResult<Vec<u8>> {
        let document = typst::compile::<PagedDocument>(page).output?;
        let options = PdfOptions {
            ident: Smart::Custom(format!("{} {}", data.serial, data_digest(data))),
            creator: Smart::Custom(Some("Zamala".to_owned())),
            timestamp: timestamp(data.issued_at),
            standards: self.standards.clone(),
            tagged: true,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options)
    }

    fn source(&self, version: TemplateVersion) -> &Source {
        match version {
            TemplateVersion::Certificate1 => &self.certificate_1,
        }
    }

    /// SHA-256 in hexadecimal over everything but the data that decides the bytes: press, template, fonts.
    pub fn template_digest(&self, version: TemplateVersion) -> String {
        let mut hash = Sha256::new();
        hash.update(PRESS);
        hash.update(typst::utils::version().raw());
        hash.update(Sha256::digest(self.source(version).text()));
        for face in fonts::FACES {
            hash.update(Sha256::digest(face.bytes));
        }
        hex::encode(hash.finalize())
    }

    /// Whether the file is the one that was issued, by what its credential, found good before, names.
    pub fn face(&self, pdf: &[u8], opened: &Opened, named: &Named<'_>) -> Face {
        let attached = hex::encode(Sha256::digest(&opened.data));
        if attached != named.data_digest {
            return Face::Altered;
        }
        let is_known = |it: &&TemplateVersion| self.template_digest(**it) == named.template_digest;
        let Some(version) = TemplateVersion::ALL.iter().find(is_known) else {
            return Face::UnknownTemplate;
        };
        match opened.certificate_data() {
            Ok(data) if data.template == *version && self.gives(pdf, &data, opened) => {
                Face::AsRendered
            }
            _ => Face::Altered,
        }
    }

    /// Whether setting the attached data and credential again gives these very bytes.
    pub fn is_as_rendered(&self, pdf: &[u8]) -> Result<bool, NotOurs> {
        let opened = open(pdf)?;
        let data = opened.certificate_data()?;
        Ok(self.gives(pdf, &data, &opened))
    }

    fn gives(&self, pdf: &[u8], data: &CertificateData, opened: &Opened) -> bool {
        self.certificate(data, &opened.credential)
            .is_ok_and(|again| again == pdf)
    }
}

fn refusal(page: &Page<'_>, complaints: &[SourceDiagnostic]) -> PressError {
    let no_room = complaints.iter().find_map(|it| {
        let (_, field) = it.message.split_once(NO_ROOM)?;
        Some(field.trim_matches('"').to_owned())
    });
    match no_room {
        Some(field) => PressError::TooLong { field },
        None => PressError::Unprintable(page.words(complaints)),
    }
}

/// One black path on white, to be scaled by the template; its quiet zone is the template's.
fn qr(address: &str) -> Result<String, PressError> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M)
        .map_err(|_| PressError::Address)?;
    Ok(code
        .render::<svg::Color<'_>>()
        .quiet_zone(false)
        .module_dimensions(1, 1)
        .build())
}

fn timestamp(at: DateTime<Utc>) -> Option<Timestamp> {
    let part = |number: u32| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        at.year(),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )?;
    Some(Timestamp::new_utc(datetime))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_template_is_said_in_words_with_its_line() {
        let broken = "#let data = json(\"data.json\")\n#set document(title: [x])\n#data.nothing";
        let error = Templates::with(broken).err().expect("it is broken");
        let words = error.to_string();
        assert!(words.contains("certificate-1.typ"), "{words}");
        assert!(words.contains("line 3"), "{words}");
        assert!(words.contains("nothing"), "{words}");
    }

    #[test]
    fn a_template_reads_its_three_files_and_nothing_else() {
        for source in [
            "#read(\"/etc/passwd\")",
            "#read(\"../Cargo.toml\")",
            "#import \"@preview/example:0.1.0\": add",
        ] {
            let error = Templates::with(source).err().expect("it is refused");
            assert!(matches!(error, TemplateError::Broken { .. }), "{error}");
        }
    }

    #[test]
    fn a_template_without_a_title_is_not_accessible_and_refused() {
        let error = Templates::with("untitled").err().expect("it is refused");
        assert!(error.to_string().contains("title"), "{error}");
    }
}
