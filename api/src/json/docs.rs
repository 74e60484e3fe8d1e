//! The page that shows the document: Swagger UI, in one file.
//!
//! Promise: the scripts of this page, named by their digests, are the only ones that run in the whole service, and it
//! talks to nobody but the service.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use poem::{Response, http::header};
use sha2::{Digest, Sha256};

/// The page with the policy under which it works.
#[derive(Clone, Debug)]
pub struct DocsPage {
    html: String,
    policy: String,
}

impl DocsPage {
    pub fn new(html: String) -> Self {
        let digests: Vec<String> = inline_scripts(&html)
            .map(|script| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
            .collect();
        let policy = format!(
            "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; \
             base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            digests.join(" ")
        );
        Self { html, policy }
    }

    pub fn answer(&self) -> Response {
        Response::builder()
            .content_type("text/html; charset=utf-8")
            .header(header::CONTENT_SECURITY_POLICY, &self.policy)
            .body(self.html.clone())
    }
}

/// What stands between `<script …>` and the next `</script>`; a script may hold the word itself.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let (_, from_tag) = rest.split_once("<script")?;
        let (_, from_text) = from_tag.split_once('>')?;
        let (script, after) = from_text.split_once("</script>")?;
        rest = after;
        Some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_script_is_named_by_its_digest() {
        let html =
            "<head><script charset=\"UTF-8\">let a = '<script>';</script></head><script>b</script>";
        let scripts: Vec<&str> = inline_scripts(html).collect();
        assert_eq!(scripts, ["let a = '<script>';", "b"]);
        let page = DocsPage::new(html.to_owned());
        let digest = "'sha256-PiPoFgA5WUozpjcRx5VHzuoUtMl4Uzy0w4AJLyEwH0w='".len();
        let script_src = page
            .policy
            .split("; ")
            .find(|part| part.starts_with("script-src"));
        assert_eq!(
            script_src.unwrap().len(),
            "script-src ".len() + 2 * digest + 1
        );
        assert_eq!(
            page.answer().headers()[header::CONTENT_SECURITY_POLICY],
            page.policy
        );
    }

    #[test]
    fn the_real_page_has_its_two_scripts() {
        let page = DocsPage::new(super::super::service().swagger_ui_html());
        assert_eq!(inline_scripts(&page.html).count(), 2);
    }
}
