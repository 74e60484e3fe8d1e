//! The world of one certificate: a template, its data, its QR and its credential, and nothing else. No file system, no
//! packages, no network, no clock.

use crate::{
    failure::TemplateError,
    fonts::{self, Fonts},
};
use typst::{
    Library, LibraryExt, World, WorldExt,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// What all pages share; made once.
pub struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    data: FileId,
    qr: FileId,
    credential: FileId,
}

impl Shared {
    pub fn new() -> Result<Self, TemplateError> {
        let Fonts { book, fonts } = fonts::load()?;
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(book),
            fonts,
            data: file("data.json"),
            qr: file("qr.svg"),
            credential: file("credential.json"),
        })
    }
}

/// A name in the virtual folder. Names are interned for the life of the process, so there are only these few.
pub fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain name");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One certificate being set.
pub struct Page<'a> {
    pub shared: &'a Shared,
    pub template: &'a Source,
    pub data: Bytes,
    pub qr: Bytes,
    pub credential: Bytes,
}

impl World for Page<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            return Ok(self.template.clone());
        }
        Err(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let shared = self.shared;
        match id {
            id if id == shared.data => Ok(self.data.clone()),
            id if id == shared.qr => Ok(self.qr.clone()),
            id if id == shared.credential => Ok(self.credential.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

impl Page<'_> {
    /// What the engine complains of, with the line where it has one.
    pub fn words(&self, complaints: &[SourceDiagnostic]) -> String {
        let one = |complaint: &SourceDiagnostic| {
            let line = self
                .range(complaint.span)
                .and_then(|range| self.template.lines().byte_to_line(range.start));
            let hints = complaint.hints.iter();
            let hints = hints.map(|hint| format!(" ({})", hint.v));
            let hints = hints.collect::<Vec<_>>().concat();
            match line {
                Some(line) => format!("line {}: {}{hints}", line + 1, complaint.message),
                None => format!("{}{hints}", complaint.message),
            }
        };
        complaints.iter().map(one).collect::<Vec<_>>().join("; ")
    }
}
