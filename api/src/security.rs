//! Headers of every answer, errors included, and compression.

use poem::{
    IntoResponse, Response,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    web::{Compress, CompressionAlgo, CompressionLevel},
};

/// Nothing runs here but our own style sheet and pictures; no script at all.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const PERMISSIONS_POLICY: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
const HSTS: &str = "max-age=63072000; includeSubDomains";
/// What may be compressed.
const COMPRESSIBLE: [&str; 5] = [
    "text/",
    "application/json",
    "application/problem+json",
    "image/svg+xml",
    "application/xml",
];
const BROTLI_QUALITY: i32 = 5;
const GZIP_QUALITY: i32 = 6;

/// Sets what an answer does not say itself (Swagger UI has a policy of its own).
pub fn secure(answer: &mut Response, request_id: &str, is_https: bool) {
    let headers = answer.headers_mut();
    let defaults = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("permissions-policy"),
            PERMISSIONS_POLICY,
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in defaults {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    let is_public = headers[header::CACHE_CONTROL]
        .to_str()
        .is_ok_and(|value| value.starts_with("public"));
    if !is_public {
        headers.append(
            header::VARY,
            HeaderValue::from_static("Cookie, Accept-Language"),
        );
    }
    if is_https {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static(HSTS));
    }
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert("x-request-id", id);
    }
}

/// Compresses text for clients that read it so.
pub fn compressed(mut answer: Response, accepted: &HeaderMap) -> Response {
    let status = answer.status();
    let has_body =
        !status.is_redirection() && status != StatusCode::NO_CONTENT && !status.is_informational();
    let kind = answer.content_type().unwrap_or_default();
    let is_text = COMPRESSIBLE.iter().any(|prefix| kind.starts_with(prefix));
    if !has_body || !is_text || answer.headers().contains_key(header::CONTENT_ENCODING) {
        return answer;
    }
    answer
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    let Some((algorithm, quality)) = coding(accepted) else {
        return answer;
    };
    answer.headers_mut().remove(header::CONTENT_LENGTH);
    let compress =
        Compress::new(answer, algorithm).with_quality(CompressionLevel::Precise(quality));
    compress.into_response()
}

/// Brotli before gzip; a coding with weight 0 is refused by the client.
fn coding(accepted: &HeaderMap) -> Option<(CompressionAlgo, i32)> {
    let lines = accepted
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let codings: Vec<String> = lines
        .flat_map(|line| line.split(','))
        .map(|coding| coding.trim().to_lowercase())
        .collect();
    let takes = |name: &str| {
        codings.iter().any(|coding| {
            let (given, weight) = coding.split_once(';').unwrap_or((coding, ""));
            given.trim() == name
                && weight
                    .trim()
                    .trim_start_matches("q=")
                    .parse::<f32>()
                    .unwrap_or(1.0)
                    > 0.0
        })
    };
    match (takes("br"), takes("gzip")) {
        (true, _) => Some((CompressionAlgo::BR, BROTLI_QUALITY)),
        (false, true) => Some((CompressionAlgo::GZIP, GZIP_QUALITY)),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(line: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(line))])
    }

    #[test]
    fn the_better_coding_that_the_client_takes_is_used() {
        assert!(matches!(
            coding(&accepting("gzip, deflate, br")),
            Some((CompressionAlgo::BR, _))
        ));
        assert!(matches!(
            coding(&accepting("gzip;q=0.5, br;q=0")),
            Some((CompressionAlgo::GZIP, _))
        ));
        assert!(coding(&accepting("identity")).is_none());
        assert!(coding(&HeaderMap::new()).is_none());
    }

    #[test]
    fn an_answer_keeps_a_policy_of_its_own() {
        let mut answer = Response::builder()
            .header("content-security-policy", "sandbox")
            .finish();
        secure(&mut answer, "r1", true);
        assert_eq!(answer.headers()["content-security-policy"], "sandbox");
        assert_eq!(answer.headers()["x-request-id"], "r1");
        assert!(answer.headers().contains_key("strict-transport-security"));
        assert_eq!(answer.headers()["cache-control"], "no-store");
    }
}
