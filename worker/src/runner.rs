//! Claim, perform, finish.
//!
//! Each job runs in a task of its own, and another task renews its lease at a third of it. A job whose lease was lost is
//! stopped; one that panics is tried again; one that cannot be read is dead. Asked to stop, the runner claims no more,
//! lets running jobs end, and gives back what is left, so that another worker need not wait for its lease.

use crate::{
    Settings, asked_to_stop,
    jobs::{JobError, Tools, Work, performing},
    metrics::metrics,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::{
    sync::watch,
    task::{JoinError, JoinHandle, JoinSet},
    time::{MissedTickBehavior, interval, timeout},
};
use zamala_domain::{
    App, OperationError, chance,
    id::JobId,
    jobs::{Claimed, Job, Lease, back_off, operations},
};

/// The leases that this worker holds.
type Held = Arc<Mutex<HashMap<JobId, Lease>>>;

/// What the tasks of one runner share.
#[derive(Clone)]
struct Desk {
    app: App,
    work: Arc<Work>,
    lease: Duration,
    held: Held,
}

/// Works until asked to stop.
pub(crate) async fn run(
    app: App,
    settings: Settings,
    work: Arc<Work>,
    mut shutdown: watch::Receiver<bool>,
) {
    let desk = Desk {
        app,
        work,
        lease: settings.lease,
        held: Held::default(),
    };
    let mut running = JoinSet::new();
    let mut poll = interval(settings.poll);
    poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut has_backlog = false;
    loop {
        tokio::select! {
            () = asked_to_stop(&mut shutdown) => break,
            _ = poll.tick() => {}
            Some(_) = running.join_next() => {
                // With work waiting, half the places are filled at once: one claim for several jobs.
                if !has_backlog || running.len() > settings.concurrency / 2 {
                    continue;
                }
            }
        }
        let free = settings.concurrency.saturating_sub(running.len());
        let claimed = desk.claim(&settings.name, free).await;
        has_backlog = !claimed.is_empty() && claimed.len() == free;
        for job in claimed {
            let desk = desk.clone();
            running.spawn(async move { desk.attend(job).await });
        }
    }
    desk.wind_up(running, settings.drain).await;
}

/// Does every due job, one after the other, until none is left: for tests and the command line. Jobs that failed wait for
/// their back-off and are left.
///
/// # Returns
/// How many jobs were tried.
pub async fn drain(
    app: &App,
    tools: Arc<Tools>,
    settings: &Settings,
) -> Result<u64, OperationError> {
    let work = performing(app.clone(), tools);
    let desk = Desk {
        app: app.clone(),
        work,
        lease: settings.lease,
        held: Held::default(),
    };
    let mut tried = 0;
    loop {
        let claimed = operations::claim(app, &settings.name, 1, settings.lease).await?;
        let Some(job) = claimed.into_iter().next() else {
            return Ok(tried);
        };
        desk.attend(job).await;
        tried += 1;
    }
}

impl Desk {
    async fn claim(&self, name: &str, free: usize) -> Vec<Claimed> {
        let claimed = operations::claim(&self.app, name, free as u64, self.lease).await;
        claimed.unwrap_or_else(|error| {
            tracing::warn!(%error, "nothing could be claimed");
            Vec::new()
        })
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<JobId, Lease>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Performs one claimed job and answers for it.
    async fn attend(&self, claimed: Claimed) {
        let Claimed {
            held,
            kind,
            attempts,
            attempts_max,
            job,
        } = claimed;
        self.held().insert(held.id, held);
        let started = Instant::now();
        let outcome = match &job {
            Ok(job) => self.perform(held, job.clone()).await,
            Err(why) => Some(Err(JobError::GiveUp(format!("it cannot be read: {why}")))),
        };
        metrics().add_time(started.elapsed());
        if let Some(outcome) = outcome {
            let ending = Ending {
                held,
                kind,
                attempts,
                is_last: attempts >= attempts_max,
                job: job.ok(),
            };
            if let Err(error) = self.answer(ending, outcome).await {
                // Nobody answered for it: its lease runs out and another worker tries.
                tracing::warn!(job = %held.id, %error, "a job's end could not be recorded");
            }
        }
        self.held().remove(&held.id);
    }

    /// Runs the job while its lease is renewed; `None` when the lease was lost.
    async fn perform(&self, held: Lease, job: Job) -> Option<Result<(), JobError>> {
        let mut task = Stopping(tokio::spawn((self.work.perform)(job)));
        let mut beat = interval((self.lease / 3).max(Duration::from_millis(1)));
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beat.tick().await;
        loop {
            tokio::select! {
                ended = &mut task.0 => return Some(ended.unwrap_or_else(|error| Err(panicked(error)))),
                _ = beat.tick() => match operations::renew(&self.app, held, self.lease).await {
                    Ok(true) => {}
                    Ok(false) => return None,
                    Err(error) => tracing::warn!(job = %held.id, %error, "a lease could not be renewed"),
                },
            }
        }
    }

    async fn answer(
        &self,
        ending: Ending,
        outcome: Result<(), JobError>,
    ) -> Result<(), OperationError> {
        let Ending {
            held,
            kind,
            attempts,
            is_last,
            job,
        } = ending;
        // Why a job failed may name people: it is kept with the job and not logged.
        match outcome {
            Ok(()) => {
                operations::finish(&self.app, held).await?;
                metrics().jobs_done.add(1);
            }
            Err(JobError::RetryAfter(after, why)) => {
                operations::postpone(&self.app, held, after, &why).await?;
                metrics().jobs_postponed.add(1);
                tracing::info!(job = %held.id, kind, after_seconds = after.as_secs(), "job postponed");
            }
            Err(JobError::Retry(why)) if !is_last => {
                let chance = u16::from_be_bytes(chance::random_bytes());
                let after = back_off(attempts, chance);
                operations::retry(&self.app, held, after, &why).await?;
                metrics().jobs_retried.add(1);
                tracing::warn!(job = %held.id, kind, attempts, after_seconds = after.as_secs(), "job failed");
            }
            Err(JobError::Retry(why) | JobError::GiveUp(why)) => {
                if operations::bury(&self.app, held, &why).await? {
                    metrics().jobs_dead.add(1);
                    tracing::error!(job = %held.id, kind, attempts, "job dead");
                    if let Some(job) = job {
                        (self.work.give_up)(job, why).await?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Lets running jobs end for a while, stops the others and gives their leases back.
    async fn wind_up(&self, mut running: JoinSet<()>, patience: Duration) {
        let all_ended = async { while running.join_next().await.is_some() {} };
        if timeout(patience, all_ended).await.is_ok() {
            return;
        }
        running.shutdown().await;
        let left: Vec<Lease> = self.held().drain().map(|(_, held)| held).collect();
        for held in left {
            let given_back =
                operations::postpone(&self.app, held, Duration::ZERO, "its worker was stopped")
                    .await;
            if let Err(error) = given_back {
                tracing::warn!(job = %held.id, %error, "a lease could not be given back");
            }
        }
    }
}

/// A job that came to an end.
struct Ending {
    held: Lease,
    kind: String,
    attempts: i32,
    /// No further try is left.
    is_last: bool,
    /// `None` when it could not be read.
    job: Option<Job>,
}

/// A task that stops with the one that waits for it.
struct Stopping<T>(JoinHandle<T>);

impl<T> Drop for Stopping<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn panicked(error: JoinError) -> JobError {
    let Ok(panic) = error.try_into_panic() else {
        return JobError::RetryAfter(Duration::ZERO, "its task was stopped".into());
    };
    let words = panic.downcast_ref::<&str>().map(ToString::to_string);
    let words = words
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    JobError::Retry(format!("it panicked: {words}"))
}

#[cfg(test)]
mod tests;
