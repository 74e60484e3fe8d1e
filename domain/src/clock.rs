//! The programme's clock: real time, or, in a database marked as a demo or a test, real time plus a stored offset.
//!
//! Leases, sign-ins and rate limits never ask it: they use real time ([`Clock::real_now`]) or the database's.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use std::sync::atomic::{AtomicI64, Ordering};

/// Digits of a second that both databases keep.
const SUBSECOND_DIGITS: u16 = 6;

/// Gives the time. Shared by all clones of the app.
#[derive(Debug, Default)]
pub struct Clock {
    offset_us: AtomicI64,
}

impl Clock {
    /// The programme's now, UTC, in whole microseconds.
    pub fn now(&self) -> DateTime<Utc> {
        Self::real_now() + TimeDelta::microseconds(self.offset_us.load(Ordering::Relaxed))
    }

    /// Real time, for what a moved demo clock must not touch.
    #[expect(clippy::disallowed_methods, reason = "the one home of real time")]
    pub fn real_now() -> DateTime<Utc> {
        Utc::now().trunc_subsecs(SUBSECOND_DIGITS)
    }

    /// Microseconds between real time and the programme's; zero outside demo and tests.
    pub fn offset_us(&self) -> i64 {
        self.offset_us.load(Ordering::Relaxed)
    }

    /// Takes over the offset that the database holds.
    pub fn set_offset_us(&self, offset_us: i64) {
        self.offset_us.store(offset_us, Ordering::Relaxed);
    }
}
