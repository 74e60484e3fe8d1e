//! Reading each kind of value. An error is empty when the table already says what would be right.

use secrecy::SecretString;
use sha2::{Digest, Sha256};
use std::{
    collections::HashSet,
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};
use tracing_subscriber::EnvFilter;
use url::{Host, Url};
use zamala_api::proxies::TrustedProxies;
use zamala_domain::app::MasterSecret;
use zamala_seal::{issuer::did_web, key::SigningKey};

/// Stands where a wrong address was told already.
pub const LOOPBACK: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

const SECRET_BYTES_MIN: usize = 32;
/// Random text of that length has more; a row of the same few keys has not.
const SECRET_CHARACTERS_MIN: usize = 10;
/// What stands in examples.
const TELLTALE: &[&str] = &[
    "changeme",
    "change-me",
    "change_me",
    "password",
    "secret",
    "example",
    "default",
    "zamala",
    "0123456789",
    "abcdefgh",
    "qwerty",
];

/// Where files are kept.
#[derive(Clone, Debug)]
pub enum FilesPlace {
    Folder(PathBuf),
    Bucket(Bucket),
}

#[derive(Clone, Debug)]
pub struct Bucket {
    pub name: String,
    /// Before every object's name; may be empty.
    pub prefix: String,
    pub endpoint: Option<String>,
    pub region: Option<String>,
    /// Without it, the machine's own identity is used.
    pub key: Option<(String, SecretString)>,
}

impl fmt::Display for FilesPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "file://{}", folder.display()),
            Self::Bucket(bucket) => write!(f, "s3://{}/{}", bucket.name, bucket.prefix),
        }
    }
}

impl FilesPlace {
    pub fn with(
        self,
        endpoint: Option<String>,
        region: Option<String>,
        key: Option<(String, SecretString)>,
    ) -> Self {
        match self {
            Self::Bucket(bucket) => Self::Bucket(Bucket {
                endpoint,
                region,
                key,
                ..bucket
            }),
            folder @ Self::Folder(_) => folder,
        }
    }
}

pub fn text(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        Err("it is empty".to_owned())
    } else {
        Ok(text.to_owned())
    }
}

pub fn secret_text(value: &str) -> Result<SecretString, String> {
    text(value).map(SecretString::from)
}

pub fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| String::new())
}

/// A whole number from `MIN` to `MAX`.
pub fn number<const MIN: u32, const MAX: u32>(text: &str) -> Result<u32, String> {
    text.parse()
        .ok()
        .filter(|number| (MIN..=MAX).contains(number))
        .ok_or_else(String::new)
}

pub fn seconds<const MIN: u32, const MAX: u32>(text: &str) -> Result<Duration, String> {
    number::<MIN, MAX>(text).map(|seconds| Duration::from_secs(seconds.into()))
}

pub fn trusted_proxies(text: &str) -> Result<TrustedProxies, String> {
    text.parse()
        .map_err(|wrong| format!("{wrong} is neither an address nor a network"))
}

pub fn log(text: &str) -> Result<String, String> {
    EnvFilter::try_new(text)
        .map(|_| text.to_owned())
        .map_err(|_| String::new())
}

pub fn database_url(text: &str) -> Result<SecretString, String> {
    let path = text
        .strip_prefix("sqlite://")
        .map(|rest| rest.split('?').next().unwrap_or_default());
    if path.is_some_and(|path| path.is_empty() || path == ":memory:") {
        return Err("a database in memory keeps nothing".to_owned());
    }
    let is_postgres = || {
        let url = Url::parse(text)
            .ok()
            .filter(|url| ["postgres", "postgresql"].contains(&url.scheme()));
        url.is_some_and(|url| url.path().len() > 1)
    };
    if path.is_some() || is_postgres() {
        Ok(text.to_owned().into())
    } else {
        Err(String::new())
    }
}

/// The database's address without its password.
pub fn without_password(database_url: &str) -> String {
    match Url::parse(database_url) {
        Ok(mut url) if url.password().is_some() => {
            // Cannot fail where there was one.
            let _ = url.set_password(Some("hidden"));
            url.to_string()
        }
        _ => database_url.to_owned(),
    }
}

/// Cookies of signed-in people travel encrypted, or not at all beyond this machine.
pub fn public_url(text: &str) -> Result<String, String> {
    let url = Url::parse(text).map_err(|_| String::new())?;
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return Err(String::new()),
    };
    let is_bare = url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty();
    match url.scheme() {
        _ if !is_bare => Err("an address without path, query or name".to_owned()),
        "https" => Ok(text.trim_end_matches('/').to_owned()),
        "http" if is_here => Ok(text.trim_end_matches('/').to_owned()),
        "http" => Err("passwords must not travel in clear".to_owned()),
        _ => Err(String::new()),
    }
}

/// The issuer of certificates: `did:web` and a host that answers at `/.well-known/did.json`.
pub fn did(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("did:web:").ok_or_else(String::new)?;
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let (name, port) = host.split_once("%3A").unwrap_or((host, "443"));
    if name.split('.').all(is_part) && port.parse::<u16>().is_ok() {
        Ok(text.to_owned())
    } else {
        Err("a host in lower case, without path; a port is written after %3A".to_owned())
    }
}

/// The issuer of the host that people reach.
pub fn did_of(public_url: &str) -> String {
    let url = Url::parse(public_url).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or("localhost");
    did_web(host, url.as_ref().and_then(Url::port))
}

pub fn endpoint(text: &str) -> Result<String, String> {
    let url = Url::parse(text).map_err(|_| String::new())?;
    let is_right = ["http", "https"].contains(&url.scheme()) && url.host().is_some();
    if is_right {
        Ok(text.trim_end_matches('/').to_owned())
    } else {
        Err(String::new())
    }
}

pub fn files_url(text: &str) -> Result<FilesPlace, String> {
    let url = Url::parse(text).map_err(|_| String::new())?;
    match (url.scheme(), url.host_str()) {
        ("file", _) => url
            .to_file_path()
            .map(FilesPlace::Folder)
            .map_err(|()| String::new()),
        ("s3", Some(bucket)) => Ok(FilesPlace::Bucket(Bucket {
            name: bucket.to_owned(),
            prefix: url.path().trim_matches('/').to_owned(),
            endpoint: None,
            region: None,
            key: None,
        })),
        _ => Err(String::new()),
    }
}

/// The master secret is the digest of the text, so that every bit of a long one counts.
pub fn master_secret(text: &str) -> Result<MasterSecret, String> {
    let trimmed = text.trim();
    if trimmed.len() < SECRET_BYTES_MIN {
        return Err(format!("it is shorter than {SECRET_BYTES_MIN} bytes"));
    }
    let lower = trimmed.to_lowercase();
    let kinds: HashSet<char> = trimmed.chars().collect();
    if kinds.len() < SECRET_CHARACTERS_MIN || TELLTALE.iter().any(|word| lower.contains(word)) {
        return Err("it looks like a default".to_owned());
    }
    Ok(MasterSecret::new(Box::new(
        Sha256::digest(trimmed.as_bytes()).into(),
    )))
}

pub fn signing_key(pem: &str) -> Result<SigningKey, String> {
    SigningKey::from_pem(pem).map_err(|_| String::new())
}
