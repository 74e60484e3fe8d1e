//! Files that a trainer hands to the fellows of a session. They are saved, never shown in place.

use super::{HoldForm, words::NoFields};
use crate::{
    Visit,
    form::{Faults, FieldView, Hidden},
    notice::Notice,
    route::PageResult,
};
use poem::{Response, http::header};
use serde::Serialize;
use zamala_domain::{
    FieldError, OperationError,
    files::{self, FileFacts, Purpose, Upload},
    id::{FileId, SessionId},
    labs::{
        materials,
        sessions::{self, SessionView},
    },
};

const KILOBYTE: u64 = 1024;

/// The files of a session, with the form that adds one.
#[derive(Serialize)]
pub struct MaterialView {
    files: Vec<FileView>,
    upload: Option<UploadView>,
}

#[derive(Serialize)]
struct FileView {
    href: String,
    name: String,
    size: String,
    added: String,
}

#[derive(Serialize)]
struct UploadView {
    hidden: Hidden,
    action: String,
    file: FieldView,
    accept: String,
    hint: String,
}

pub fn list(visit: &Visit, seen: &SessionView, faults: &Faults) -> MaterialView {
    let id = seen.session.id;
    let files = seen
        .materials
        .iter()
        .map(|file| file_view(visit, id, file))
        .collect();
    let upload = seen.allowed.add_material.then(|| UploadView {
        hidden: visit.hidden(),
        action: visit.href(&format!("/sessions/{id}/materials")),
        file: faults.field("file", ""),
        accept: accepted(),
        hint: visit.say_with("sessions-file-hint", &[("size", size_max(visit).into())]),
    });
    MaterialView { files, upload }
}

fn file_view(visit: &Visit, id: SessionId, file: &FileFacts) -> FileView {
    FileView {
        href: visit.href(&format!("/sessions/{id}/materials/{}", file.id)),
        name: file.name.clone(),
        size: size(visit, file.size_bytes),
        added: visit.words().date_and_time(file.created_at),
    }
}

/// `340 KB`, `1.2 MB`.
fn size(visit: &Visit, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(KILOBYTE);
    let (key, figure) = if kilobytes < KILOBYTE {
        ("sessions-size-kilobytes", kilobytes.to_string())
    } else {
        let tenths = kilobytes * 10 / KILOBYTE;
        (
            "sessions-size-megabytes",
            format!("{}.{}", tenths / 10, tenths % 10),
        )
    };
    visit.say_with(key, &[("figure", visit.words().figures(&figure).into())])
}

/// What both the form and the purpose of the file let pass.
fn size_max(visit: &Visit) -> String {
    let of_forms = visit.edge().settings.limits.upload_bytes_max as u64;
    let megabytes =
        of_forms.min(Purpose::SessionMaterial.rules().size_max_bytes) / KILOBYTE / KILOBYTE;
    visit.words().figures(&megabytes.to_string())
}

fn accepted() -> String {
    let types = Purpose::SessionMaterial.rules().media_types.iter();
    let endings: Vec<String> = types
        .flat_map(|kind| kind.extensions())
        .map(|ending| format!(".{ending}"))
        .collect();
    endings.join(",")
}

/// Adds a file to the session's material.
pub async fn add(visit: &Visit) -> PageResult {
    let id: SessionId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    match stored(visit, id).await {
        Ok(_) => {
            let notice = Notice::success("sessions-file-added");
            visit.go_to_with(&format!("/sessions/{id}"), &notice)
        }
        Err(error) => {
            let faults = Faults::of(error, "file", visit.words())?;
            super::page(visit, id, &faults, &HoldForm::default()).await
        }
    }
}

async fn stored(visit: &Visit, id: SessionId) -> Result<FileId, OperationError> {
    let (app, actor) = (visit.app(), visit.actor()?);
    // Asked before the object is written; the operation asks again.
    if !sessions::view(app, &actor, id).await?.allowed.add_material {
        return Err(OperationError::Forbidden);
    }
    let file = visit.form().file("file");
    let file = file
        .ok_or_else(|| OperationError::Invalid(vec![FieldError::new("file", "required-file")]))?;
    let mut upload = Upload::new(Purpose::SessionMaterial.rules());
    upload.feed(&file.bytes)?;
    let received = files::operations::receive(app, upload).await?;
    materials::add_material(app, &actor, id, file.name.clone(), received).await
}

/// A file, to be saved.
pub async fn download(visit: &Visit) -> PageResult {
    let (id, file): (SessionId, FileId) = (visit.param("id")?, visit.param("file")?);
    let (facts, bytes) = materials::material(visit.app(), &visit.actor()?, id, file).await?;
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, facts.media_type.content_type())
        .header(header::CONTENT_DISPOSITION, disposition(&facts.name))
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(bytes))
}

/// An attachment with its name in UTF-8 (RFC 6266, RFC 8187).
pub fn disposition(name: &str) -> String {
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(["%", &format!("{byte:02X}")]);
        }
    }
    format!("attachment; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_in_arabic_or_with_quotes_cannot_leave_its_place() {
        assert_eq!(
            disposition("دليل 1.pdf"),
            "attachment; filename*=UTF-8''%D8%AF%D9%84%D9%8A%D9%84%201.pdf"
        );
        assert_eq!(
            disposition("a\"; x=y\r\n.txt"),
            "attachment; filename*=UTF-8''a%22%3B%20x%3Dy%0D%0A.txt"
        );
    }
}
