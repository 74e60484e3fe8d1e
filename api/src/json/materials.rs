//! Files that a trainer hands to the fellows of a session.

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, once_of_upload},
    paging::{Asked, Cursor, Limit, Page},
    success::Created,
};
use chrono::{DateTime, Utc};
use futures::StreamExt;
use poem::{Body, Request, web::Data};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::{Binary, Json},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zamala_domain::{
    App, OperationError,
    files::{self, FileFacts, Purpose, Upload},
    id::{FileId, SessionId},
    labs::{materials, sessions},
};

/// A file of a session.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct Material {
    pub id: Uuid,
    pub name: String,
    pub size_bytes: u64,
    /// Decided by content.
    pub media_type: String,
    pub owner_id: Uuid,
    pub created_at: DateTime<Utc>,
}

/// The id of a file that was added.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct MaterialId {
    pub id: Uuid,
}

/// A file, to be saved and never shown in place.
#[derive(ApiResponse)]
pub enum Download {
    /// The file's bytes.
    #[oai(status = 200)]
    File(
        Binary<Vec<u8>>,
        /// `attachment`, with the file's name.
        #[oai(header = "Content-Disposition")]
        String,
        /// `nosniff`
        #[oai(header = "X-Content-Type-Options")]
        String,
    ),
}

impl From<FileFacts> for Material {
    fn from(facts: FileFacts) -> Self {
        Self {
            id: facts.id.0,
            name: facts.name,
            size_bytes: facts.size_bytes,
            media_type: facts.media_type.content_type().to_owned(),
            owner_id: facts.owner.0,
            created_at: facts.created_at,
        }
    }
}

/// `attachment` with the name as RFC 6266 wants it: plain ASCII for old readers, UTF-8 beside it.
pub(super) fn attachment(name: &str) -> String {
    let is_plain =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_' | ' ');
    let plain: String = name
        .chars()
        .map(|letter| if is_plain(letter) { letter } else { '_' })
        .collect();
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let encoded = name.bytes().fold(String::new(), |encoded, byte| {
        if is_token(byte) {
            encoded + char::from(byte).encode_utf8(&mut [0; 4])
        } else {
            format!("{encoded}%{byte:02X}")
        }
    });
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

/// The body, counted and digested while it arrives.
pub(super) async fn received(body: Body, purpose: Purpose) -> Result<(Upload, Sha256), Problem> {
    let (mut upload, mut digest) = (Upload::new(purpose.rules()), Sha256::new());
    let mut chunks = body.into_bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Problem::malformed("the body ended too early"))?;
        upload.feed(&chunk)?;
        digest.update(&chunk);
    }
    Ok((upload, digest))
}

pub struct MaterialsApi;

#[OpenApi(tag = "Tag::Materials")]
impl MaterialsApi {
    /// The material of a session
    ///
    /// Files for whoever may see the session.
    #[oai(
        path = "/v1/sessions/:id/materials",
        method = "get",
        operation_id = "listMaterials"
    )]
    async fn materials(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The session.
        id: Path<Uuid>,
        /// How many files.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<Material>>, Problem> {
        let asked = Asked::new("materials", limit.0, &cursor.0)?;
        let rows = sessions::view(&app, &caller.0, SessionId(id.0))
            .await?
            .materials;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.id.to_string(),
            Material::from,
        )?))
    }

    /// Add a file
    ///
    /// At most 10 MiB; the type is decided by content: PDF, PNG, JPEG, Word, Excel, PowerPoint and plain text are taken.
    #[oai(
        path = "/v1/sessions/:id/materials",
        method = "post",
        operation_id = "addMaterial"
    )]
    async fn add(
        &self,
        app: Data<&App>,
        request: &Request,
        caller: Caller,
        /// The session.
        id: Path<Uuid>,
        /// The file's name; cleaned before it is kept.
        #[oai(validator(min_length = 1, max_length = 200))]
        name: Query<String>,
        body: Binary<Body>,
    ) -> Result<Created<MaterialId>, Problem> {
        let session = SessionId(id.0);
        let mut actor = caller.0;
        // Asked before the body is read: nobody fills the store who may not add to it.
        if !sessions::view(&app, &actor, session)
            .await?
            .allowed
            .add_material
        {
            return Err(OperationError::Forbidden.into());
        }
        let (upload, digest) = received(body.0, Purpose::SessionMaterial).await?;
        actor.origin.once = once_of_upload(request, digest)?;
        let content = files::operations::receive(&app, upload).await?;
        let file = materials::add_material(&app, &actor, session, name.0, content).await?;
        Ok(Created::at(
            &format!("/v1/sessions/{session}/materials/{file}"),
            MaterialId { id: file.0 },
        ))
    }

    /// A file
    ///
    /// Always as an attachment, never shown in place.
    #[oai(
        path = "/v1/sessions/:id/materials/:file",
        method = "get",
        operation_id = "getMaterial"
    )]
    async fn material(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The session.
        id: Path<Uuid>,
        /// The file.
        file: Path<Uuid>,
    ) -> Result<Download, Problem> {
        let (facts, bytes) =
            materials::material(&app, &caller.0, SessionId(id.0), FileId(file.0)).await?;
        Ok(Download::File(
            Binary(bytes),
            attachment(&facts.name),
            "nosniff".to_owned(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_breaks_no_header() {
        assert_eq!(
            attachment("a b.pdf"),
            "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf"
        );
        let hostile = attachment("\";\r\nX: ملف.pdf");
        assert!(
            hostile.is_ascii() && !hostile.contains(['\r', '\n']),
            "{hostile}"
        );
        assert!(
            hostile.ends_with("filename*=UTF-8''%22%3B%0D%0AX%3A%20%D9%85%D9%84%D9%81.pdf"),
            "{hostile}"
        );
    }
}
