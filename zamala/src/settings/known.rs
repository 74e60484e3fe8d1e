//! Every setting there is: the table that the reader, `doctor` and the refusals share.

/// One setting.
#[derive(Debug)]
pub struct Known {
    /// As in the TOML file; as a variable it is `ZAMALA_` and capitals.
    pub name: &'static str,
    pub default: Option<&'static str>,
    /// Its value is never shown, and it may be given as `<name>_file` instead.
    pub is_secret: bool,
    /// What it is and what would be right.
    pub right: &'static str,
}

impl Known {
    pub fn variable(&self) -> String {
        variable(self.name)
    }

    pub fn of(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|known| known.name == name)
    }
}

/// `listen` as `ZAMALA_LISTEN`.
pub fn variable(name: &str) -> String {
    format!("{PREFIX}{}", name.to_uppercase())
}

/// What every variable begins with.
pub const PREFIX: &str = "ZAMALA_";

const fn plain(name: &'static str, default: &'static str, right: &'static str) -> Known {
    Known {
        name,
        default: Some(default),
        is_secret: false,
        right,
    }
}

const fn optional(name: &'static str, right: &'static str) -> Known {
    Known {
        name,
        default: None,
        is_secret: false,
        right,
    }
}

const fn secret(name: &'static str, right: &'static str) -> Known {
    Known {
        name,
        default: None,
        is_secret: true,
        right,
    }
}

pub const SETTINGS: &[Known] = &[
    secret(
        "database_url",
        "sqlite:///var/lib/zamala/zamala.sqlite or postgres://user:password@host/name",
    ),
    plain(
        "listen",
        "127.0.0.1:8080",
        "an address and a port, such as 127.0.0.1:8080 or [::]:8080",
    ),
    optional(
        "public_url",
        "where people reach the service: https://zamala.example.org (http only on this machine)",
    ),
    optional(
        "did",
        "the issuer of certificates, such as did:web:zamala.example.org; the host of public_url when absent",
    ),
    secret(
        "smtp_url",
        "smtp://mail.example.org:587 or smtps://mail.example.org",
    ),
    optional("smtp_user", "the name at the relay"),
    secret("smtp_password", "the password at the relay"),
    // One letter under way per process: a killed worker leaves at most one in doubt.
    plain("smtp_connections", "1", "connections kept at once, 1 to 64"),
    plain(
        "smtp_answer_seconds",
        "60",
        "how long the relay may take to answer, 1 to 600 seconds",
    ),
    optional(
        "mail_from",
        "the sender, such as Zamala <zamala@example.org>",
    ),
    optional("files_url", "file:///var/lib/zamala/files or s3://bucket"),
    optional(
        "files_endpoint",
        "the S3 service when it is not Amazon's: https://s3.example.org",
    ),
    optional("files_region", "the S3 region, such as me-south-1"),
    optional("files_access_key", "the name of the S3 key"),
    secret("files_secret_key", "the S3 key"),
    secret(
        "secret",
        "at least 32 random bytes, such as `openssl rand -base64 48` prints",
    ),
    secret(
        "signing_key",
        "an Ed25519 key in PKCS#8 PEM, as `openssl genpkey -algorithm ed25519` writes it",
    ),
    plain(
        "log",
        "info,sqlx=warn,sea_orm_migration=warn",
        "what is logged: error, warn, info, debug, or target=level, by commas",
    ),
    plain(
        "probes",
        "127.0.0.1:9090",
        "where `zamala work` answers /healthz, /readyz and /metrics",
    ),
    plain(
        "lease_seconds",
        "60",
        "how long a job is held without a sign of life, 1 to 3600 seconds",
    ),
    plain(
        "ambiguous_wait_seconds",
        "600",
        "how long a letter rests whose end is unknown, 0 to 86400 seconds",
    ),
    plain("worker_concurrency", "8", "jobs at once, 1 to 64"),
    plain(
        "rate_limit_factor",
        "1",
        "what the request limits are multiplied with, 1 to 1000",
    ),
    plain(
        "trusted_proxies",
        "",
        "proxies before the service, whose X-Forwarded-For is believed: addresses or networks, such as 10.0.0.5 or \
         fd00::/8, by commas",
    ),
    plain(
        "shutdown_notice_seconds",
        "1",
        "how long requests are taken after /readyz has turned, 0 to 3 seconds",
    ),
];
