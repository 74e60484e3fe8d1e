//! What operations answer when all is well, beside plain JSON: something versioned, something created, nothing.

use poem_openapi::{
    ApiResponse,
    payload::Json,
    types::{ParseFromJSON, ToJSON},
};

/// What a change of something versioned, or a read of it, answers: the thing, and its version for `If-Match`.
#[derive(ApiResponse)]
pub enum Versioned<T: ParseFromJSON + ToJSON> {
    /// As it stands now.
    #[oai(status = 200)]
    Ok(
        Json<T>,
        /// The version, for `If-Match`.
        #[oai(header = "ETag")]
        String,
    ),
}

impl<T: ParseFromJSON + ToJSON> Versioned<T> {
    pub fn new(thing: T, version: i64) -> Self {
        Self::Ok(Json(thing), etag(version))
    }
}

/// What a creation answers.
#[derive(ApiResponse)]
pub enum Created<T: ParseFromJSON + ToJSON> {
    /// Created.
    #[oai(status = 201)]
    Created(
        Json<T>,
        /// Where it is.
        #[oai(header = "Location")]
        String,
    ),
}

impl<T: ParseFromJSON + ToJSON> Created<T> {
    /// `path` is below `/api`.
    pub fn at(path: &str, thing: T) -> Self {
        Self::Created(Json(thing), format!("/api{path}"))
    }
}

/// What a change answers of which nothing is left to say.
#[derive(ApiResponse)]
pub enum Done {
    /// Done.
    #[oai(status = 204)]
    Done,
}

/// A version as an entity tag.
pub fn etag(version: i64) -> String {
    format!("\"{version}\"")
}
