//! Where a request came from: from the connection, or from what a trusted proxy says of it.
//!
//! Promise: without trusted proxies no header has any effect. With them, what stands to the left of the first address that
//! is not a trusted proxy's has none: anybody can write it.

use ipnet::IpNet;
use poem::{Addr, http::HeaderMap, web::RemoteAddr};
use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    str::FromStr,
};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The proxies before the service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

/// Addresses or networks, by commas; the error is the part that is neither.
impl FromStr for TrustedProxies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim);
        let network = |part: &str| {
            part.parse::<IpNet>()
                .or_else(|_| part.parse::<IpAddr>().map(IpNet::from))
                .map_err(|_| part.to_owned())
        };
        parts
            .filter(|part| !part.is_empty())
            .map(network)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl fmt::Display for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.0.iter().map(IpNet::to_string).collect();
        f.write_str(&parts.join(","))
    }
}

impl TrustedProxies {
    fn include(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The client's address.
    pub fn address_of(&self, remote: &RemoteAddr, headers: &HeaderMap) -> Option<String> {
        let Addr::SocketAddr(connection) = &remote.0 else {
            return None;
        };
        let said = headers.get_all(FORWARDED_FOR).iter();
        let said: Vec<&str> = said.filter_map(|line| line.to_str().ok()).collect();
        let address = self.first_untrusted(connection.ip(), &said.join(","));
        Some(address.to_string())
    }

    /// From the connection on, from right to left: the first address that is no trusted proxy's. Where the row ends, or
    /// what stands there is no address, it is the last one that was.
    fn first_untrusted(&self, connection: IpAddr, forwarded_for: &str) -> IpAddr {
        let mut address = connection.to_canonical();
        for said in forwarded_for.rsplit(',') {
            if !self.include(address) {
                break;
            }
            let Some(before) = ip_of(said.trim()) else {
                break;
            };
            address = before;
        }
        address
    }
}

/// Some proxies add the port.
fn ip_of(said: &str) -> Option<IpAddr> {
    let bare = said
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let address = bare.unwrap_or(said).parse();
    let with_port = || said.parse::<SocketAddr>().map(|socket| socket.ip());
    address
        .or_else(|_| with_port())
        .ok()
        .map(|ip: IpAddr| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(proxies: &str, connection: &str, lines: &[&str]) -> String {
        let proxies: TrustedProxies = proxies.parse().unwrap();
        let connection: SocketAddr = format!("{connection}:4711").parse().unwrap();
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        headers.insert("forwarded", "for=203.0.113.99".parse().unwrap());
        let remote = RemoteAddr(Addr::from(connection));
        proxies.address_of(&remote, &headers).unwrap()
    }

    #[test]
    fn without_a_trusted_proxy_the_header_has_no_effect() {
        assert_eq!(seen("", "192.0.2.1", &["203.0.113.7"]), "192.0.2.1");
        assert_eq!(
            seen("10.0.0.0/8", "192.0.2.1", &["203.0.113.7"]),
            "192.0.2.1"
        );
        assert_eq!(seen("", "[::ffff:192.0.2.1]", &[]), "192.0.2.1");
    }

    #[test]
    fn a_trusted_proxy_names_the_first_untrusted_address_from_the_right() {
        let proxies = "10.0.0.5, fd00::/8,10.1.0.0/16";
        assert_eq!(seen(proxies, "10.0.0.5", &["203.0.113.7"]), "203.0.113.7");
        assert_eq!(
            seen(
                proxies,
                "10.0.0.5",
                &["198.51.100.66, 203.0.113.7, 10.1.2.3"]
            ),
            "203.0.113.7",
            "what the client wrote itself stands further left"
        );
        assert_eq!(
            seen(
                proxies,
                "[fd00::1]",
                &["198.51.100.66", "203.0.113.7:55,10.1.2.3"]
            ),
            "203.0.113.7",
            "lines are one row"
        );
        assert_eq!(
            seen(proxies, "10.0.0.5", &["[2001:db8::7]:443"]),
            "2001:db8::7"
        );
        assert_eq!(seen(proxies, "10.0.0.6", &["203.0.113.7"]), "10.0.0.6");
    }

    #[test]
    fn a_row_without_an_address_leaves_the_last_proxy() {
        assert_eq!(seen("10.0.0.5", "10.0.0.5", &[]), "10.0.0.5");
        assert_eq!(
            seen("10.0.0.5", "10.0.0.5", &["203.0.113.7, unknown"]),
            "10.0.0.5"
        );
        assert_eq!(seen("10.0.0.0/8", "10.0.0.5", &["10.0.0.9"]), "10.0.0.9");
    }

    #[test]
    fn what_is_no_address_is_told() {
        let wrong = "10.0.0.5, proxy.example.org".parse::<TrustedProxies>();
        assert_eq!(wrong, Err("proxy.example.org".to_owned()));
        let networks: TrustedProxies = "10.0.0.5,fd00::/8".parse().unwrap();
        assert_eq!(networks.to_string(), "10.0.0.5/32,fd00::/8");
    }
}
