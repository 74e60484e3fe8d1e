//! How many tries there are. A try is counted before it is judged, so that many at once count as many.

use chrono::{DateTime, TimeDelta, Utc};
use std::net::{IpAddr, Ipv6Addr};

/// How many failures a window holds, and how long one waits after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub failures_max: i32,
    pub window: TimeDelta,
    /// The wait after the last allowed failure; each further failure doubles it.
    pub first_wait: TimeDelta,
    pub wait_max: TimeDelta,
}

/// Per account, whether it exists or not: passwords, second factors, resets.
pub const PER_ACCOUNT: Limit = Limit {
    failures_max: 5,
    window: TimeDelta::minutes(15),
    first_wait: TimeDelta::minutes(1),
    wait_max: TimeDelta::hours(1),
};

/// Per network address, behind which there may be a whole ministry.
pub const PER_ADDRESS: Limit = Limit {
    failures_max: 50,
    window: TimeDelta::minutes(15),
    first_wait: TimeDelta::minutes(1),
    wait_max: TimeDelta::hours(1),
};

/// Registrations for the forum from one network address. A ministry registers its people in one morning: the wait is
/// short and never grows.
pub const FORUM_PER_ADDRESS: Limit = Limit {
    failures_max: 600,
    window: TimeDelta::minutes(15),
    first_wait: TimeDelta::minutes(1),
    wait_max: TimeDelta::minutes(1),
};

/// Registrations of one e-mail address: nobody keeps another from registering for longer than the wait.
pub const FORUM_PER_EMAIL: Limit = Limit {
    failures_max: 5,
    ..FORUM_PER_ADDRESS
};

/// Registrations for one forum from everywhere: as many letters at most leave the service.
pub const FORUM_IN_ALL: Limit = Limit {
    failures_max: 6000,
    ..FORUM_PER_ADDRESS
};

impl Limit {
    /// Whether the wait stays as it is, however often one comes.
    fn is_flat(&self) -> bool {
        self.first_wait == self.wait_max
    }

    /// Tries that a flat wait gives back: its share of the window.
    fn tries_of_wait(&self) -> i32 {
        let window = self.window.num_seconds().max(1);
        let share = i64::from(self.failures_max) * self.first_wait.num_seconds() / window;
        i32::try_from(share).unwrap_or(i32::MAX).max(1)
    }
}

/// Bits of an IPv6 address that name a network; one household has all the rest.
const IPV6_NETWORK_BITS: u32 = 64;

/// What of a network address is counted as one: an IPv4 address, or an IPv6 network.
pub fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V6(ip)) => {
            Ipv6Addr::from_bits(ip.to_bits() >> IPV6_NETWORK_BITS << IPV6_NETWORK_BITS).to_string()
        }
        Ok(IpAddr::V4(ip)) => ip.to_string(),
        Err(_) => address.to_owned(),
    }
}

/// What was counted so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub failures: i32,
    pub window_started_at: DateTime<Utc>,
    pub blocked_until: Option<DateTime<Utc>>,
}

impl Count {
    /// Nothing counted yet.
    pub fn fresh(now: DateTime<Utc>) -> Self {
        Self {
            failures: 0,
            window_started_at: now,
            blocked_until: None,
        }
    }

    pub fn is_blocked(&self, now: DateTime<Utc>) -> bool {
        self.blocked_until.is_some_and(|until| now < until)
    }

    /// One more try. Past the limit every try starts the window anew, so that the waits grow until it stays quiet.
    #[must_use]
    pub fn after_try(self, limit: &Limit, now: DateTime<Utc>) -> Self {
        let quiet_since = self
            .blocked_until
            .unwrap_or(self.window_started_at)
            .max(self.window_started_at);
        if now >= quiet_since + limit.window {
            return Self::fresh(now).after_try_in_window(limit, now);
        }
        self.after_try_in_window(limit, now)
    }

    fn after_try_in_window(self, limit: &Limit, now: DateTime<Utc>) -> Self {
        if limit.is_flat() && self.blocked_until.is_some() {
            let rested = Self {
                failures: limit.failures_max - limit.tries_of_wait(),
                window_started_at: now,
                blocked_until: None,
            };
            return rested.after_try_in_window(limit, now);
        }
        let failures = self.failures.saturating_add(1);
        if failures < limit.failures_max {
            return Self { failures, ..self };
        }
        let doublings = u32::try_from(failures - limit.failures_max)
            .unwrap_or(0)
            .min(16);
        let wait = (limit.first_wait * 2_i32.pow(doublings)).min(limit.wait_max);
        Self {
            failures,
            window_started_at: now,
            blocked_until: Some(now + wait),
        }
    }

    /// Takes back one try that turned out right.
    #[must_use]
    pub fn after_success(self, limit: &Limit) -> Self {
        let failures = (self.failures - 1).max(0);
        let blocked_until = self
            .blocked_until
            .filter(|_| failures >= limit.failures_max);
        Self {
            failures,
            blocked_until,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn tries(count: i32) -> Count {
        (0..count).fold(Count::fresh(START), |so_far, _| {
            so_far.after_try(&PER_ACCOUNT, START)
        })
    }

    #[test]
    fn the_fifth_failure_closes_the_account_for_a_minute() {
        assert_eq!(tries(4).blocked_until, None);
        let fifth = tries(5);
        assert!(fifth.is_blocked(START + TimeDelta::seconds(59)));
        assert!(!fifth.is_blocked(START + TimeDelta::seconds(60)));
    }

    #[test]
    fn each_further_failure_doubles_the_wait_up_to_an_hour() {
        let mut count = tries(5);
        let mut minutes = Vec::new();
        for _ in 0..8 {
            let now = count.blocked_until.unwrap();
            count = count.after_try(&PER_ACCOUNT, now);
            minutes.push((count.blocked_until.unwrap() - now).num_minutes());
        }
        assert_eq!(minutes, [2, 4, 8, 16, 32, 60, 60, 60]);
    }

    #[test]
    fn a_quiet_window_forgets_everything() {
        let end = START + PER_ACCOUNT.window;
        assert_eq!(
            tries(4).after_try(&PER_ACCOUNT, end),
            Count {
                failures: 1,
                ..Count::fresh(end)
            }
        );
        let just_before = end - TimeDelta::microseconds(1);
        assert_eq!(tries(4).after_try(&PER_ACCOUNT, just_before).failures, 5);
        let quiet = tries(7).blocked_until.unwrap() + PER_ACCOUNT.window;
        assert_eq!(tries(7).after_try(&PER_ACCOUNT, quiet).failures, 1);
    }

    #[test]
    fn a_flat_wait_stays_short_and_gives_its_share_of_tries_back() {
        let limit = &FORUM_PER_ADDRESS;
        let mut count = (0..599).fold(Count::fresh(START), |so_far, _| {
            so_far.after_try(limit, START)
        });
        assert_eq!(count.blocked_until, None);
        let mut now = START;
        for tries in [1, 40, 40] {
            assert!(!count.is_blocked(now));
            for _ in 0..tries {
                assert_eq!(count.blocked_until.filter(|until| now < *until), None);
                count = count.after_try(limit, now);
            }
            assert_eq!(count.blocked_until, Some(now + TimeDelta::minutes(1)));
            now += TimeDelta::minutes(1);
        }
        assert_eq!(FORUM_PER_EMAIL.tries_of_wait(), 1);
    }

    #[test]
    fn an_ipv6_network_counts_as_one() {
        assert_eq!(
            network("2001:db8:1:2:aaaa::1"),
            network("2001:db8:1:2:bbbb::2")
        );
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), "192.0.2.1");
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }

    #[test]
    fn a_success_takes_its_own_try_back_and_no_other() {
        assert_eq!(tries(3).after_success(&PER_ACCOUNT), tries(2));
        assert_eq!(tries(5).after_success(&PER_ACCOUNT).blocked_until, None);
        assert!(tries(7).after_success(&PER_ACCOUNT).is_blocked(START));
        assert_eq!(
            Count::fresh(START).after_success(&PER_ACCOUNT),
            Count::fresh(START)
        );
    }
}
