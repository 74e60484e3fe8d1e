//! The worker: does what was promised, sends letters, keeps the schedule.
//!
//! Arrows: knows `domain` and calls its operations, `press` and `seal`. Any number of workers may run over one database,
//! beside each other and beside `serve`; none of them leads.
//! Promise: a job of a worker that dies is done by another within its lease; a letter whose end is known is sent once;
//! asked to stop, the worker finishes what it holds or gives it back at once.

pub mod jobs;
pub mod letters;
pub mod mailer;
pub mod metrics;
mod runner;
pub mod schedule;
#[cfg(test)]
mod stage;

/// The tests' own mail relay; `tests` has it too.
#[cfg(test)]
#[path = "../../tests/stage/sink.rs"]
mod sink;

pub use jobs::{JobError, Tools};
pub use mailer::{Mailer, RelayFault, SmtpMailer, SmtpSettings};
pub use metrics::metrics;
pub use runner::drain;

use std::{sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    time::{Interval, MissedTickBehavior},
};
use zamala_domain::{App, OperationError, audit};
use zamala_press::Templates;

/// How often the schedule, the log's sequencer and the demo clock are looked after.
const ROUND: Duration = Duration::from_secs(1);

/// How a worker works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Its name in the log.
    pub name: String,
    /// How long a job is held without a sign of life; renewed at a third of it.
    pub lease: Duration,
    /// How often it looks for due jobs when idle.
    pub poll: Duration,
    /// Jobs at once.
    pub concurrency: usize,
    /// How long a letter rests whose last sending ended without an answer.
    pub ambiguous_wait: Duration,
    /// How long running jobs may go on after the worker is asked to stop.
    pub drain: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: format!("worker-{}", std::process::id()),
            lease: Duration::from_mins(1),
            poll: Duration::from_millis(200),
            concurrency: 8,
            ambiguous_wait: Duration::from_mins(10),
            drain: Duration::from_secs(12),
        }
    }
}

/// Why a worker does not start, or stopped unasked.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    #[error(transparent)]
    Letters(#[from] letters::LettersFault),
    #[error(transparent)]
    Schedule(#[from] schedule::ScheduleFault),
    #[error("a part of the worker ended unasked: {0}")]
    Ended(tokio::task::JoinError),
}

/// Works until `shutdown` says `true` or its sender is gone. Fails at once, in words, when a template or the schedule
/// cannot be read.
pub async fn run(
    app: App,
    settings: Settings,
    mailer: Mailer,
    templates: Arc<Templates>,
    shutdown: watch::Receiver<bool>,
) -> Result<(), WorkerError> {
    let tools = Arc::new(Tools::new(mailer, templates, settings.ambiguous_wait)?);
    let clock = schedule::Clock::new(schedule::table())?;
    // Before the first claim: by real time, a demo's jobs would be due too early.
    let mut start = Rounds::new("start", &shutdown);
    while start.next().await && !start.tell(&app.refresh_clock().await) {}
    let demo_clock = tokio::spawn(follow_demo_clock(
        app.clone(),
        Rounds::new("demo-clock", &shutdown),
    ));
    let sequencer = tokio::spawn(sequence(app.clone(), Rounds::new("sequencer", &shutdown)));
    let striking = tokio::spawn(strike(
        app.clone(),
        clock,
        Rounds::new("schedule", &shutdown),
    ));
    let running = tokio::spawn(async move {
        let perform = jobs::performing(app.clone(), tools);
        runner::run(app, settings, perform, shutdown).await;
    });
    // A part that panics ends the worker, so that whoever started it starts it again.
    tokio::try_join!(demo_clock, sequencer, striking, running).map_err(WorkerError::Ended)?;
    Ok(())
}

async fn follow_demo_clock(app: App, mut rounds: Rounds) {
    while rounds.next().await {
        rounds.tell(&app.refresh_clock().await);
    }
}

async fn sequence(app: App, mut rounds: Rounds) {
    while rounds.next().await {
        rounds.tell(&audit::operations::sequence(&app).await);
    }
}

async fn strike(app: App, mut clock: schedule::Clock, mut rounds: Rounds) {
    while rounds.next().await {
        rounds.tell(&clock.strike(&app).await);
    }
}

/// One round every second, until the worker is to stop.
struct Rounds {
    part: &'static str,
    every: Interval,
    shutdown: watch::Receiver<bool>,
}

impl Rounds {
    fn new(part: &'static str, shutdown: &watch::Receiver<bool>) -> Self {
        let mut every = tokio::time::interval(ROUND);
        every.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            part,
            every,
            shutdown: shutdown.clone(),
        }
    }

    /// Waits for the next round; `false` when there is none.
    async fn next(&mut self) -> bool {
        tokio::select! {
            () = asked_to_stop(&mut self.shutdown) => false,
            _ = self.every.tick() => true,
        }
    }

    /// A failure is told, and tried again with the next round; answers whether it went well.
    fn tell<T>(&self, outcome: &Result<T, OperationError>) -> bool {
        if let Err(error) = outcome {
            tracing::warn!(part = self.part, %error, "a round failed");
        }
        outcome.is_ok()
    }
}

/// Returns once the worker is to stop.
pub(crate) async fn asked_to_stop(shutdown: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone: nobody is left to work for.
    let _ = shutdown.wait_for(|is_asked| *is_asked).await;
}
