//! The three cookies: the session, the visitor before it (so that a form can be bound to somebody), and a notice.

use poem::http::{HeaderMap, HeaderValue, header};

/// Longest value that is looked at.
const VALUE_BYTES_MAX: usize = 2048;

/// What a cookie is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jar {
    Session,
    Visitor,
    Notice,
}

impl Jar {
    /// `__Host-` pins a cookie to this host over HTTPS; browsers refuse it over HTTP, where only the demo runs.
    pub fn name(self, is_https: bool) -> &'static str {
        match (self, is_https) {
            (Self::Session, true) => "__Host-zamala",
            (Self::Session, false) => "zamala-dev",
            (Self::Visitor, true) => "__Host-zamala-visitor",
            (Self::Visitor, false) => "zamala-dev-visitor",
            (Self::Notice, true) => "__Host-zamala-notice",
            (Self::Notice, false) => "zamala-dev-notice",
        }
    }
}

/// The value of a cookie. One that is sent twice is nobody's: somebody else may have planted it.
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let mut values = pairs
        .filter(|(given, _)| *given == name)
        .map(|(_, value)| value);
    match (values.next(), values.next()) {
        (Some(value), None) if !value.is_empty() && value.len() <= VALUE_BYTES_MAX => {
            Some(value.to_owned())
        }
        _ => None,
    }
}

/// A `Set-Cookie` value. `value` must be URL-safe text. Without a life it ends with the browser.
pub fn set(jar: Jar, value: &str, is_https: bool, life_seconds: Option<u32>) -> HeaderValue {
    let (name, secure) = (jar.name(is_https), if is_https { "; Secure" } else { "" });
    let life = life_seconds
        .map(|seconds| format!("; Max-Age={seconds}"))
        .unwrap_or_default();
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{life}");
    let mut header = HeaderValue::from_str(&text).expect("URL-safe text is a header value");
    header.set_sensitive(true);
    header
}

/// Makes the browser forget it.
pub fn clear(jar: Jar, is_https: bool) -> HeaderValue {
    set(jar, "", is_https, Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[&'static str]) -> HeaderMap {
        lines
            .iter()
            .map(|line| (header::COOKIE, HeaderValue::from_static(line)))
            .collect()
    }

    #[test]
    fn a_cookie_is_read_when_it_came_once() {
        assert_eq!(
            read(&headers(&["a=1; zamala-dev=x"]), "zamala-dev").as_deref(),
            Some("x")
        );
        assert_eq!(
            read(&headers(&["zamala-dev=x; zamala-dev=y"]), "zamala-dev"),
            None
        );
        assert_eq!(
            read(&headers(&["zamala-dev=x", "zamala-dev=x"]), "zamala-dev"),
            None
        );
        assert_eq!(read(&headers(&["zamala-dev="]), "zamala-dev"), None);
    }

    #[test]
    fn over_https_a_cookie_belongs_to_this_host() {
        let line = set(Jar::Session, "s", true, None);
        assert_eq!(
            line.to_str().unwrap(),
            "__Host-zamala=s; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        let line = clear(Jar::Notice, false);
        assert_eq!(
            line.to_str().unwrap(),
            "zamala-dev-notice=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
        );
    }
}
