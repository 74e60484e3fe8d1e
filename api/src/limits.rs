//! Limits: how large, how slow and how many requests may be. Everything is counted as it comes, never believed.

use crate::problem::Fault;
use futures::StreamExt;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};
use poem::{Body, Request};
use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use zamala_domain::{files::FILE_BYTES_MAX, id::PersonId};

/// What a form that carries a file of the greatest size has besides it.
const BESIDE_FILE_BYTES_MAX: usize = 64 << 10;

/// Checks after which quiet callers are forgotten.
const FORGET_EVERY_CHECKS: u32 = 4096;

/// The limits of one installation. Tests raise [`Limits::rate_factor`].
#[derive(Clone, Debug)]
pub struct Limits {
    /// Of a body, but for forms that carry files.
    pub body_bytes_max: usize,
    /// Of a form that carries files, files included.
    pub upload_bytes_max: usize,
    /// How long a client may take to send a body.
    pub body_time_max: Duration,
    /// Of path and query together.
    pub target_bytes_max: usize,
    pub requests_per_minute_per_address: u32,
    pub requests_per_minute_per_person: u32,
    /// Multiplies the two rates above.
    pub rate_factor: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes_max: 1 << 20,
            upload_bytes_max: FILE_BYTES_MAX + BESIDE_FILE_BYTES_MAX,
            body_time_max: Duration::from_secs(20),
            target_bytes_max: 4096,
            requests_per_minute_per_address: 1200,
            requests_per_minute_per_person: 600,
            rate_factor: 1,
        }
    }
}

/// Counts requests, per address and per person.
pub struct Limiter {
    addresses: DefaultKeyedRateLimiter<String>,
    people: DefaultKeyedRateLimiter<PersonId>,
    checks: AtomicU32,
    clock: DefaultClock,
}

impl Limiter {
    pub fn new(limits: &Limits) -> Self {
        let per_minute = |requests: u32| {
            let requests = requests.saturating_mul(limits.rate_factor).max(1);
            Quota::per_minute(NonZeroU32::new(requests).unwrap_or(NonZeroU32::MIN))
        };
        Self {
            addresses: RateLimiter::dashmap(per_minute(limits.requests_per_minute_per_address)),
            people: RateLimiter::dashmap(per_minute(limits.requests_per_minute_per_person)),
            checks: AtomicU32::new(0),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request of this address.
    ///
    /// # Errors
    /// `too-many-requests`, with the seconds to wait.
    pub fn check_address(&self, address: Option<&str>) -> Result<(), Fault> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY_CHECKS
            == FORGET_EVERY_CHECKS - 1
        {
            self.addresses.retain_recent();
            self.people.retain_recent();
        }
        let key = network(address.unwrap_or("unknown"));
        self.addresses
            .check_key(&key)
            .map_err(|wait| too_many(wait.wait_time_from(self.clock.now())))
    }

    /// Counts a request of this person, by session or by token.
    ///
    /// # Errors
    /// `too-many-requests`, with the seconds to wait.
    pub fn check_person(&self, person: PersonId) -> Result<(), Fault> {
        self.people
            .check_key(&person)
            .map_err(|wait| too_many(wait.wait_time_from(self.clock.now())))
    }
}

fn too_many(wait: Duration) -> Fault {
    Fault::edge("too-many-requests").after(wait.as_secs() + 1)
}

/// Whoever holds an IPv6 network of 64 bits holds all its addresses.
fn network(address: &str) -> String {
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V6(v6)) => Ipv6Addr::from(u128::from(v6) >> 64 << 64).to_string(),
        _ => address.to_owned(),
    }
}

/// Reads a body whole, counting.
///
/// # Errors
/// `too-large`, `request-timeout`, or `bad-request` when the client went away.
pub async fn read_body(body: Body, bytes_max: usize, time_max: Duration) -> Result<Vec<u8>, Fault> {
    let reading = async {
        let mut stream = Box::pin(body.into_bytes_stream());
        let mut read = Vec::new();
        while let Some(part) = stream.next().await {
            let part = part.map_err(|_| Fault::edge("bad-request"))?;
            if read.len() + part.len() > bytes_max {
                return Err(Fault::edge("too-large"));
            }
            read.extend_from_slice(&part);
        }
        Ok(read)
    };
    tokio::time::timeout(time_max, reading)
        .await
        .unwrap_or_else(|_| Err(Fault::edge("request-timeout")))
}

/// Refuses what can be refused by the head of a request alone.
///
/// # Errors
/// `bad-request` for a target that is too long, `too-large` for a body that announces itself so, and
/// `unsupported-media-type` for a compressed body, which could be anything.
pub fn check_head(request: &Request, limits: &Limits) -> Result<(), Fault> {
    let target = request
        .original_uri()
        .path_and_query()
        .map_or(0, |target| target.as_str().len());
    if target > limits.target_bytes_max {
        return Err(Fault::edge("bad-request"));
    }
    if request
        .header("content-encoding")
        .is_some_and(|coding| !coding.eq_ignore_ascii_case("identity"))
    {
        return Err(Fault::edge("unsupported-media-type"));
    }
    let announced = request
        .header("content-length")
        .and_then(|length| length.parse::<usize>().ok());
    let is_too_large = announced.is_some_and(|length| length > bytes_max(request, limits));
    if is_too_large {
        Err(Fault::edge("too-large"))
    } else {
        Ok(())
    }
}

/// How many bytes the body of this request may have: a form with files or a file may have more.
pub fn bytes_max(request: &Request, limits: &Limits) -> usize {
    let carries_files = request.content_type().is_some_and(|kind| {
        kind.starts_with("multipart/form-data") || kind.starts_with("application/octet-stream")
    });
    if carries_files {
        limits.upload_bytes_max
    } else {
        limits.body_bytes_max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Statement 33.
    #[test]
    fn an_address_over_its_rate_waits_and_others_do_not() {
        let limits = Limits {
            requests_per_minute_per_address: 2,
            ..Limits::default()
        };
        let limiter = Limiter::new(&limits);
        assert!(limiter.check_address(Some("192.0.2.1")).is_ok());
        assert!(limiter.check_address(Some("192.0.2.1")).is_ok());
        let fault = limiter.check_address(Some("192.0.2.1")).unwrap_err();
        assert_eq!(fault.status.as_u16(), 429);
        assert!(
            fault
                .retry_after_seconds
                .is_some_and(|seconds| (1..=61).contains(&seconds))
        );
        assert!(limiter.check_address(Some("192.0.2.2")).is_ok());
    }

    #[test]
    fn an_ipv6_network_counts_as_one_address() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
    }

    #[tokio::test]
    async fn a_body_is_counted_while_it_streams() {
        let body = || Body::from(vec![0; 11]);
        assert_eq!(
            read_body(body(), 11, Duration::from_secs(1))
                .await
                .unwrap()
                .len(),
            11
        );
        assert_eq!(
            read_body(body(), 10, Duration::from_secs(1))
                .await
                .unwrap_err()
                .code,
            "too-large"
        );
    }
}
