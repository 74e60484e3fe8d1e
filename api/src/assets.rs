//! The style sheet and the icon: one answer each, under a name made of their content, so that they never go stale.

use poem::{IntoResponse, Response};
use rust_embed::Embed;
use sha2::{Digest, Sha256};

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/assets"]
struct Files;

const HASH_CHARS: usize = 16;
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// A file as it is sent.
struct Asset {
    href: String,
    content_type: &'static str,
    body: Vec<u8>,
}

/// Everything under `/assets`.
pub struct Assets {
    style_sheet: Asset,
    icon: Asset,
}

impl Assets {
    /// Concatenates the style sheet in the order of its files' names.
    pub fn embedded() -> Self {
        let mut names: Vec<_> = Files::iter()
            .filter(|name| name.ends_with(".css"))
            .collect();
        names.sort();
        let sheet = names.iter().flat_map(|name| bytes(name)).collect();
        Self {
            style_sheet: named("zamala", "css", "text/css; charset=utf-8", sheet),
            icon: named("icon", "svg", "image/svg+xml", bytes("favicon.svg")),
        }
    }

    pub fn css_href(&self) -> &str {
        &self.style_sheet.href
    }

    pub fn icon_href(&self) -> &str {
        &self.icon.href
    }

    /// The file of this path; `None` when there is none.
    pub fn answer(&self, path: &str) -> Option<Response> {
        let asset = [&self.style_sheet, &self.icon]
            .into_iter()
            .find(|asset| asset.href == path)?;
        Some(sent(asset, IMMUTABLE))
    }

    /// What browsers ask for by themselves, as `/favicon.ico`.
    pub fn favicon(&self) -> Response {
        sent(&self.icon, "public, max-age=86400")
    }
}

fn bytes(name: &str) -> Vec<u8> {
    Files::get(name)
        .map(|file| file.data.into_owned())
        .unwrap_or_default()
}

fn named(name: &str, ending: &str, content_type: &'static str, body: Vec<u8>) -> Asset {
    let hash = hex::encode(Sha256::digest(&body));
    Asset {
        href: format!("/assets/{name}-{}.{ending}", &hash[..HASH_CHARS]),
        content_type,
        body,
    }
}

fn sent(asset: &Asset, cache_control: &'static str) -> Response {
    let mut answer = asset
        .body
        .clone()
        .with_content_type(asset.content_type)
        .into_response();
    answer.headers_mut().insert(
        "cache-control",
        poem::http::HeaderValue::from_static(cache_control),
    );
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_of_the_content() {
        let assets = Assets::embedded();
        let digits = assets.css_href().strip_prefix("/assets/zamala-");
        let digits = digits.and_then(|rest| rest.strip_suffix(".css"));
        assert_eq!(digits.map(str::len), Some(HASH_CHARS));
        assert!(assets.answer(assets.css_href()).is_some());
        assert!(
            assets
                .answer("/assets/zamala-0000000000000000.css")
                .is_none()
        );
        assert_ne!(
            named("a", "css", "text/css", b"1".to_vec()).href,
            named("a", "css", "text/css", b"2".to_vec()).href
        );
    }
}
