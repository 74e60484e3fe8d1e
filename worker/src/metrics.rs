//! What this process has done since it started, for `/metrics`.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// One number that only rises.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    pub(crate) fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    pub fn value(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The worker's counters.
#[derive(Debug, Default)]
pub struct Metrics {
    pub jobs_done: Counter,
    /// Failed and to be tried again.
    pub jobs_retried: Counter,
    /// Given back for no fault of their own.
    pub jobs_postponed: Counter,
    pub jobs_dead: Counter,
    pub letters_sent: Counter,
    /// Letters whose connection ended before the relay's answer.
    pub letters_ambiguous: Counter,
    job_microseconds: Counter,
}

impl Metrics {
    pub(crate) fn add_time(&self, spent: Duration) {
        self.job_microseconds
            .add(u64::try_from(spent.as_micros()).unwrap_or(u64::MAX));
    }

    /// Time spent in jobs.
    pub fn job_time(&self) -> Duration {
        Duration::from_micros(self.job_microseconds.value())
    }
}

static METRICS: Metrics = Metrics {
    jobs_done: Counter(AtomicU64::new(0)),
    jobs_retried: Counter(AtomicU64::new(0)),
    jobs_postponed: Counter(AtomicU64::new(0)),
    jobs_dead: Counter(AtomicU64::new(0)),
    letters_sent: Counter(AtomicU64::new(0)),
    letters_ambiguous: Counter(AtomicU64::new(0)),
    job_microseconds: Counter(AtomicU64::new(0)),
};

/// The process's counters.
pub fn metrics() -> &'static Metrics {
    &METRICS
}
