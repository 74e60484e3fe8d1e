//! A circuit breaker: after repeated failures to connect, the relay is left in peace for a while.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Failures in a row after which the circuit opens.
const FAILURES_MAX: u32 = 3;
const WAIT_FIRST: Duration = Duration::from_secs(2);
/// The longest wait: a relay that is back is noticed within it.
const WAIT_MAX: Duration = Duration::from_secs(30);

/// The breaker of one relay, shared by all its connections.
#[derive(Debug, Default)]
pub struct Breaker {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    failures: u32,
    open_until: Option<Instant>,
}

impl Breaker {
    /// How long to wait before the relay may be asked; `None`: now. When the wait has passed, one caller may try; the
    /// others wait for what it finds.
    pub fn wait(&self, now: Instant) -> Option<Duration> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let open_until = state.open_until?;
        if open_until > now {
            return Some(open_until - now);
        }
        state.open_until = Some(now + wait_after(state.failures));
        None
    }

    pub fn succeeded(&self) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = State::default();
    }

    /// Notes a failure to connect; answers how long to wait before the next try.
    pub fn failed(&self, now: Instant) -> Duration {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures = state.failures.saturating_add(1);
        let wait = wait_after(state.failures);
        if state.failures >= FAILURES_MAX {
            state.open_until = Some(now + wait);
        }
        wait
    }
}

fn wait_after(failures: u32) -> Duration {
    let doublings = failures.saturating_sub(FAILURES_MAX).min(8);
    (WAIT_FIRST * 2_u32.pow(doublings)).min(WAIT_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_circuit_opens_after_three_failures_and_lets_one_try_at_a_time() {
        let (breaker, start) = (Breaker::default(), Instant::now());
        breaker.failed(start);
        breaker.failed(start);
        assert_eq!(breaker.wait(start), None);
        breaker.failed(start);
        assert_eq!(breaker.wait(start), Some(WAIT_FIRST));

        let later = start + WAIT_FIRST;
        assert_eq!(breaker.wait(later), None);
        assert_eq!(breaker.wait(later), Some(WAIT_FIRST));

        breaker.succeeded();
        assert_eq!(breaker.wait(later), None);
    }

    #[test]
    fn the_wait_grows_to_half_a_minute() {
        let (breaker, now) = (Breaker::default(), Instant::now());
        let waits: Vec<u64> = (0..9).map(|_| breaker.failed(now).as_secs()).collect();
        assert_eq!(waits, [2, 2, 2, 4, 8, 16, 30, 30, 30]);
    }
}
