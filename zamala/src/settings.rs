//! The settings: defaults, then a TOML file, then `ZAMALA_*` variables; secrets also as `…_FILE`. The only reader of the
//! environment.
//!
//! Promise: everything that is wrong is told at once, with the setting's name, its value (never a secret's) and what would
//! be right. An unknown setting is wrong.

mod given;
mod known;
#[cfg(test)]
mod tests;
mod values;

pub use given::Sources;
pub use values::{FilesPlace, without_password};

use crate::failure::Failure;
use given::Given;
use secrecy::SecretString;
use std::{fmt, net::SocketAddr, time::Duration};
use zamala_api::proxies::TrustedProxies;
use zamala_domain::app::MasterSecret;
use zamala_seal::key::SigningKey;
use zamala_worker::{Mailer, SmtpMailer, SmtpSettings};

/// What is wrong with one setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// As a variable, for example `ZAMALA_LISTEN`.
    pub name: String,
    /// Where it was given and as what; a secret's value is not here.
    pub given: Option<String>,
    /// What would be right.
    pub right: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.given {
            Some(given) => write!(f, "{} {given}: {}", self.name, self.right),
            None => write!(f, "{} is missing: {}", self.name, self.right),
        }
    }
}

/// What a command cannot do without, beside the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Files, the secret and the signing key.
    pub app: bool,
    /// A relay for letters.
    pub mail: bool,
}

impl Needs {
    pub const DATABASE: Self = Self {
        app: false,
        mail: false,
    };
    pub const APP: Self = Self {
        app: true,
        mail: false,
    };
    pub const WORK: Self = Self {
        app: true,
        mail: true,
    };
}

/// Everything that can be set, read and checked. `None` is missing, or wrong and told.
pub struct Settings {
    pub database_url: Option<SecretString>,
    pub files: Option<FilesPlace>,
    pub secret: Option<MasterSecret>,
    pub signing_key: Option<SigningKey>,
    pub smtp: Option<SmtpSettings>,
    pub listen: SocketAddr,
    /// Where people reach the service, without a slash at the end.
    pub public_url: String,
    /// The issuer of certificates.
    pub did: String,
    pub probes: SocketAddr,
    pub log: String,
    pub lease: Duration,
    pub ambiguous_wait: Duration,
    pub worker_concurrency: usize,
    pub rate_limit_factor: u32,
    /// Only they may say from which address a request came.
    pub trusted_proxies: TrustedProxies,
    /// How long requests are still taken after `/readyz` has turned.
    pub shutdown_notice: Duration,
}

/// Reads the settings; all faults in one failure.
pub fn load(sources: &Sources, needs: Needs) -> Result<Settings, Failure> {
    let (settings, faults) = read(sources, needs);
    if faults.is_empty() {
        return Ok(settings);
    }
    let lines: Vec<String> = faults.iter().map(|fault| format!("  {fault}")).collect();
    Err(Failure::new(format!(
        "the settings are not right:\n{}",
        lines.join("\n")
    )))
}

/// Reads the settings and tells the faults beside them, for `doctor`.
pub fn read(sources: &Sources, needs: Needs) -> (Settings, Vec<Fault>) {
    let mut given = Given::gather(sources);
    let listen = given
        .parsed("listen", values::address)
        .unwrap_or(values::LOOPBACK);
    let default_url = format!("http://{listen}");
    let public_url = given
        .parsed("public_url", values::public_url)
        .unwrap_or(default_url);
    let settings = Settings {
        database_url: given.parsed("database_url", values::database_url),
        files: files(&mut given),
        secret: given.parsed("secret", values::master_secret),
        signing_key: given.parsed("signing_key", values::signing_key),
        smtp: smtp(&mut given),
        listen,
        did: given
            .parsed("did", values::did)
            .unwrap_or_else(|| values::did_of(&public_url)),
        public_url,
        probes: given
            .parsed("probes", values::address)
            .unwrap_or(values::LOOPBACK),
        log: given.parsed("log", values::log).unwrap_or_default(),
        lease: given
            .parsed("lease_seconds", values::seconds::<1, 3600>)
            .unwrap_or_default(),
        ambiguous_wait: given
            .parsed("ambiguous_wait_seconds", values::seconds::<0, 86_400>)
            .unwrap_or_default(),
        worker_concurrency: given
            .parsed("worker_concurrency", values::number::<1, 64>)
            .map_or(1, |n| n as usize),
        rate_limit_factor: given
            .parsed("rate_limit_factor", values::number::<1, 1000>)
            .unwrap_or(1),
        trusted_proxies: given
            .parsed("trusted_proxies", values::trusted_proxies)
            .unwrap_or_default(),
        shutdown_notice: given
            .parsed("shutdown_notice_seconds", values::seconds::<0, 3>)
            .unwrap_or_default(),
    };
    given.require("database_url");
    if needs.app {
        for name in ["files_url", "secret", "signing_key"] {
            given.require(name);
        }
    }
    if needs.mail {
        for name in ["smtp_url", "mail_from"] {
            given.require(name);
        }
    }
    (settings, given.into_faults())
}

fn files(given: &mut Given) -> Option<FilesPlace> {
    let place = given.parsed("files_url", values::files_url)?;
    let endpoint = given.parsed("files_endpoint", values::endpoint);
    let region = given.parsed("files_region", values::text);
    let access_key = given.parsed("files_access_key", values::text);
    let secret_key = given.parsed("files_secret_key", values::secret_text);
    if access_key.is_some() != secret_key.is_some() {
        let missing = if access_key.is_some() {
            "files_secret_key"
        } else {
            "files_access_key"
        };
        given.fault_missing(
            missing,
            "FILES_ACCESS_KEY and FILES_SECRET_KEY come together",
        );
    }
    Some(place.with(endpoint, region, access_key.zip(secret_key)))
}

/// The relay is built once here, so that whatever it refuses is told with everything else.
fn smtp(given: &mut Given) -> Option<SmtpSettings> {
    let from = given.parsed("mail_from", values::text);
    let username = given.parsed("smtp_user", values::text);
    let password = given.parsed("smtp_password", values::secret_text);
    let connections = given.parsed("smtp_connections", values::number::<1, 64>);
    let answer = given.parsed("smtp_answer_seconds", values::seconds::<1, 600>);
    let url = given.parsed("smtp_url", values::secret_text)?;
    let mut smtp = SmtpSettings::new(url, from?);
    smtp.username = username;
    smtp.password = password;
    smtp.connections_max = connections.map_or(smtp.connections_max, |n| n as usize);
    smtp.answer_timeout = answer.unwrap_or(smtp.answer_timeout);
    match SmtpMailer::new(&smtp) {
        Ok(_) => Some(smtp),
        Err(fault @ zamala_worker::RelayFault::From(_)) => {
            given.fault("mail_from", &fault.to_string());
            None
        }
        Err(fault) => {
            given.fault("smtp_url", &fault.to_string());
            None
        }
    }
}

impl Settings {
    pub fn mailer(&self) -> Result<Mailer, Failure> {
        let smtp = self
            .smtp
            .as_ref()
            .ok_or_else(|| Failure::new("no relay is set"))?;
        Ok(Mailer::Smtp(Box::new(SmtpMailer::new(smtp)?)))
    }

    pub fn worker(&self) -> zamala_worker::Settings {
        let (lease, ambiguous_wait, concurrency) =
            (self.lease, self.ambiguous_wait, self.worker_concurrency);
        zamala_worker::Settings {
            lease,
            ambiguous_wait,
            concurrency,
            ..zamala_worker::Settings::default()
        }
    }
}
