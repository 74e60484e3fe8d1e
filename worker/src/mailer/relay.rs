//! Which relay, and how it is reached: `smtp://` with or without STARTTLS, or `smtps://`.

use lettre::{
    message::Mailbox,
    transport::smtp::{authentication::Credentials, client::TlsParameters, extension::ClientId},
};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;
use url::{Host, Url};

const SMTP_PORT: u16 = 25;
const SUBMISSION_PORT: u16 = 587;
const SUBMISSIONS_PORT: u16 = 465;
const CONNECTIONS_MAX: usize = 64;

/// How letters reach the relay.
#[derive(Clone)]
pub struct SmtpSettings {
    /// `smtp://[user:password@]host[:port][?tls=required|opportunistic|none]` or `smtps://…`. STARTTLS is required unless
    /// the URL says otherwise; on loopback it is not asked for.
    pub url: SecretString,
    /// Name and password, when the URL does not hold them.
    pub username: Option<String>,
    pub password: Option<SecretString>,
    /// `Zamala <zamala@example.org>`.
    pub from: String,
    /// Connections kept at once, 1 to 64.
    pub connections_max: usize,
    pub connect_timeout: Duration,
    /// How long an answer may take; after the content it decides when a sending's end is unknown.
    pub answer_timeout: Duration,
}

impl SmtpSettings {
    /// Four connections, 10 s to connect, a minute for an answer.
    pub fn new(url: SecretString, from: impl Into<String>) -> Self {
        Self {
            url,
            username: None,
            password: None,
            from: from.into(),
            connections_max: 4,
            connect_timeout: Duration::from_secs(10),
            answer_timeout: Duration::from_mins(1),
        }
    }
}

/// What is wrong with the settings; never says the URL, which may hold a password.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RelayFault {
    #[error("the relay's address is not a URL such as smtp://mail.example.org:587")]
    NotAUrl,
    #[error("`{0}` is no way to reach a relay: smtp or smtps")]
    Scheme(String),
    #[error("tls={0} is not one of required, opportunistic, none")]
    Tls(String),
    #[error(
        "a password must not travel in clear: tls=none is for relays without one, or on this machine"
    )]
    PasswordInClear,
    #[error("a name without a password, or a password without a name")]
    HalfCredentials,
    #[error("the sender `{0}` is not an address such as Zamala <zamala@example.org>")]
    From(String),
    #[error("{0} connections are not between 1 and {CONNECTIONS_MAX}")]
    Connections(usize),
    #[error("TLS cannot be prepared: {0}")]
    TlsSetup(String),
}

/// How the connection is made secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Wrapped,
    /// STARTTLS, or no letter.
    Required,
    /// STARTTLS when the relay offers it.
    Opportunistic,
    None,
}

/// A relay, with everything checked.
pub struct Relay {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub tls: Option<TlsParameters>,
    pub credentials: Option<Credentials>,
    pub hello: ClientId,
    pub from: Mailbox,
    pub connections_max: usize,
    pub connect_timeout: Duration,
    pub answer_timeout: Duration,
}

impl Relay {
    pub fn from_settings(settings: &SmtpSettings) -> Result<Self, RelayFault> {
        let url = Url::parse(settings.url.expose_secret()).map_err(|_| RelayFault::NotAUrl)?;
        let host = url
            .host_str()
            .filter(|host| !host.is_empty())
            .ok_or(RelayFault::NotAUrl)?;
        let is_local = is_loopback(&url);
        let security = security(&url, is_local)?;
        let credentials = credentials(settings, &url)?;
        if credentials.is_some() && security == Security::None && !is_local {
            return Err(RelayFault::PasswordInClear);
        }
        let from: Mailbox = settings
            .from
            .parse()
            .map_err(|_| RelayFault::From(settings.from.clone()))?;
        if !(1..=CONNECTIONS_MAX).contains(&settings.connections_max) {
            return Err(RelayFault::Connections(settings.connections_max));
        }
        let tls = match security {
            Security::None => None,
            _ => Some(
                TlsParameters::new(host.to_owned())
                    .map_err(|e| RelayFault::TlsSetup(e.to_string()))?,
            ),
        };
        let port = url.port().unwrap_or(match security {
            Security::Wrapped => SUBMISSIONS_PORT,
            Security::Required => SUBMISSION_PORT,
            Security::Opportunistic | Security::None => SMTP_PORT,
        });
        let hello = ClientId::Domain(from.email.domain().to_owned());
        let &SmtpSettings {
            connections_max,
            connect_timeout,
            answer_timeout,
            ..
        } = settings;
        let host = host.trim_matches(['[', ']']).to_owned();
        Ok(Self {
            host,
            port,
            security,
            tls,
            credentials,
            hello,
            from,
            connections_max,
            connect_timeout,
            answer_timeout,
        })
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        // Without a special scheme, the URL keeps an address as a name.
        Some(Host::Domain(name)) => {
            name == "localhost"
                || name
                    .parse()
                    .is_ok_and(|a: std::net::IpAddr| a.is_loopback())
        }
        None => false,
    }
}

fn security(url: &Url, is_local: bool) -> Result<Security, RelayFault> {
    let tls = url
        .query_pairs()
        .find(|(name, _)| name == "tls")
        .map(|(_, value)| value.into_owned());
    match (url.scheme(), tls.as_deref()) {
        ("smtps", _) => Ok(Security::Wrapped),
        ("smtp", Some("required")) => Ok(Security::Required),
        ("smtp", Some("opportunistic")) => Ok(Security::Opportunistic),
        ("smtp", Some("none")) => Ok(Security::None),
        ("smtp", Some(other)) => Err(RelayFault::Tls(other.to_owned())),
        ("smtp", None) => Ok(if is_local {
            Security::None
        } else {
            Security::Required
        }),
        (scheme, _) => Err(RelayFault::Scheme(scheme.to_owned())),
    }
}

fn credentials(settings: &SmtpSettings, url: &Url) -> Result<Option<Credentials>, RelayFault> {
    let decoded = |text: &str| {
        let pair = format!("v={}", text.replace('+', "%2B"));
        url::form_urlencoded::parse(pair.as_bytes())
            .next()
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    };
    let own_name = Some(decoded(url.username())).filter(|name| !name.is_empty());
    let name = settings.username.clone().or(own_name);
    let own_password = url.password().map(decoded);
    let password = settings
        .password
        .as_ref()
        .map(|secret| secret.expose_secret().to_owned())
        .or(own_password);
    match (name, password) {
        (Some(name), Some(password)) => Ok(Some(Credentials::new(name, password))),
        (None, None) => Ok(None),
        _ => Err(RelayFault::HalfCredentials),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relay(url: &str) -> Result<Relay, RelayFault> {
        Relay::from_settings(&SmtpSettings::new(
            url.into(),
            "Zamala <zamala@example.org>",
        ))
    }

    #[test]
    fn a_url_says_how_the_relay_is_reached() {
        let cases = [
            ("smtp://127.0.0.1:2525", Security::None, 2525),
            ("smtp://mail.example.org", Security::Required, 587),
            (
                "smtp://mail.example.org?tls=opportunistic",
                Security::Opportunistic,
                25,
            ),
            ("smtp://mail.example.org:26?tls=none", Security::None, 26),
            ("smtps://mail.example.org", Security::Wrapped, 465),
        ];
        for (url, security, port) in cases {
            let relay = relay(url).unwrap();
            assert_eq!((relay.security, relay.port), (security, port), "{url}");
        }
    }

    #[test]
    fn credentials_come_whole_and_never_in_clear() {
        let named = relay("smtp://u%40x:p%2Bq+r@mail.example.org").unwrap();
        assert_eq!(
            named.credentials,
            Some(Credentials::new("u@x".into(), "p+q+r".into()))
        );
        assert_eq!(
            relay("smtp://u:p@mail.example.org?tls=none").err(),
            Some(RelayFault::PasswordInClear)
        );
        assert_eq!(
            relay("smtp://u@mail.example.org").err(),
            Some(RelayFault::HalfCredentials)
        );
    }

    #[test]
    fn wrong_settings_are_refused_in_words() {
        assert_eq!(relay("mail.example.org").err(), Some(RelayFault::NotAUrl));
        assert_eq!(
            relay("http://mail.example.org").err(),
            Some(RelayFault::Scheme("http".into()))
        );
        assert_eq!(
            relay("smtp://mail.example.org?tls=yes").err(),
            Some(RelayFault::Tls("yes".into()))
        );
        let sender = Relay::from_settings(&SmtpSettings::new("smtp://127.0.0.1".into(), "nobody"));
        assert_eq!(sender.err(), Some(RelayFault::From("nobody".into())));
    }
}
