//! Long texts of a form whose session has ended: shown once more to whoever typed them, and kept nowhere.

use crate::{edge::Edge, limits};
use poem::{Body, FromRequest, Request, RequestBody, web::Multipart};

/// Fields into which people write at length. No password and no code is among them.
const NAMES: [&str; 5] = ["text", "comment", "reason", "reason_ar", "reason_en"];
const NAME_PREFIX: &str = "comment-";

/// The texts that this request carries, if a page of this service sent it. Their token is not asked for: it belonged to the
/// session, so nothing may be done with them but to show them to their sender.
pub async fn own_texts(edge: &Edge, request: &mut Request) -> Vec<String> {
    if !is_from_here(request, &edge.settings.public_url) {
        return Vec::new();
    }
    let limits = &edge.settings.limits;
    let body = request.take_body();
    let read = limits::read_body(body, limits.body_bytes_max, limits.body_time_max).await;
    let Ok(bytes) = read else {
        return Vec::new();
    };
    let kind = request.content_type().unwrap_or_default();
    let fields = if kind.starts_with("multipart/form-data") {
        parts(request, bytes).await
    } else {
        url::form_urlencoded::parse(&bytes).into_owned().collect()
    };
    let is_text = |(name, text): &(String, String)| {
        let is_long = NAMES.contains(&name.as_str()) || name.starts_with(NAME_PREFIX);
        is_long && !text.trim().is_empty()
    };
    let texts = fields.into_iter().filter(is_text);
    texts.map(|(_, text)| text).collect()
}

/// The texts of a form with files; those after a fault are left out.
async fn parts(request: &Request, bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut body = RequestBody::new(Body::from(bytes));
    let Ok(mut parts) = Multipart::from_request(request, &mut body).await else {
        return fields;
    };
    while let Ok(Some(part)) = parts.next_field().await {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_none()
            && let Ok(text) = part.text().await
        {
            fields.push((name, text));
        }
    }
    fields
}

/// What a browser says of the page that sent the request; pages of others cannot say it.
fn is_from_here(request: &Request, public_url: &str) -> bool {
    match request.header("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => request
            .header("origin")
            .is_some_and(|origin| origin == public_url.trim_end_matches('/')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_this_service_is_from_here() {
        let is_own = |headers: &[(&str, &str)]| {
            let request = headers
                .iter()
                .fold(Request::builder(), |request, (name, value)| {
                    request.header(*name, *value)
                });
            is_from_here(&request.finish(), "https://zamala.example/")
        };
        let own = ("origin", "https://zamala.example");
        assert!(is_own(&[("sec-fetch-site", "same-origin")]));
        assert!(is_own(&[own]));
        for site in ["same-site", "cross-site", "none"] {
            assert!(!is_own(&[("sec-fetch-site", site), own]), "{site}");
        }
        assert!(!is_own(&[("origin", "https://zamala.example.org")]));
        assert!(!is_own(&[("origin", "null")]));
        assert!(!is_own(&[]));
    }
}
