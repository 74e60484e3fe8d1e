//! What Prometheus reads. Labels are route patterns, kinds and states: never a path, an id or a name.

use crate::failure::Failure;
use prometheus::{
    HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry,
    TextEncoder,
};
use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::sync::watch;
use zamala_domain::{Actor, App, OperationError, jobs};

/// How often the figures of the database are read.
const READ_EVERY: Duration = Duration::from_secs(5);
/// Seconds; the promised limits of pages and API lie between.
const DURATION_BUCKETS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// The figures of one process.
pub struct Figures {
    registry: Registry,
    requests: IntCounterVec,
    durations: HistogramVec,
    jobs: IntGaugeVec,
    job_ends: IntCounterVec,
    queue_age_seconds: IntGauge,
    letters_sent: IntCounter,
    letters_ambiguous: IntCounter,
    statements: IntCounter,
    /// Whose statements are counted, once it runs.
    app: OnceLock<App>,
    is_database_up: IntGauge,
    memory_bytes: IntGauge,
}

impl Figures {
    pub fn new() -> Result<Arc<Self>, Failure> {
        let duration = HistogramOpts::new(
            "zamala_http_request_duration_seconds",
            "Time from request to answer",
        )
        .buckets(DURATION_BUCKETS.to_vec());
        let figures = Self {
            registry: Registry::new(),
            requests: counters(
                "zamala_http_requests_total",
                "Answers",
                &["method", "route", "status"],
            )?,
            durations: HistogramVec::new(duration, &["method", "route"])?,
            jobs: IntGaugeVec::new(
                Opts::new("zamala_jobs", "Jobs that stand in the database"),
                &["kind", "state"],
            )?,
            job_ends: counters(
                "zamala_job_ends_total",
                "Ends of jobs in this process",
                &["result"],
            )?,
            queue_age_seconds: IntGauge::new(
                "zamala_queue_age_seconds",
                "How long the oldest due job has waited",
            )?,
            letters_sent: IntCounter::new(
                "zamala_letters_sent_total",
                "Letters that the relay took",
            )?,
            letters_ambiguous: IntCounter::new(
                "zamala_letters_ambiguous_total",
                "Sendings whose end is unknown",
            )?,
            statements: IntCounter::new(
                "zamala_database_statements_total",
                "Statements that this process sent to the database",
            )?,
            app: OnceLock::new(),
            is_database_up: IntGauge::new(
                "zamala_database_up",
                "1 when the database answered the last time",
            )?,
            memory_bytes: IntGauge::new("process_resident_memory_bytes", "Resident memory")?,
        };
        figures.register()?;
        Ok(Arc::new(figures))
    }

    fn register(&self) -> Result<(), Failure> {
        let build = Opts::new("zamala_build_info", "Always 1")
            .const_label("version", env!("CARGO_PKG_VERSION"));
        let build = IntGauge::with_opts(build)?;
        build.set(1);
        let own: [Box<dyn prometheus::core::Collector>; 11] = [
            Box::new(build),
            Box::new(self.requests.clone()),
            Box::new(self.durations.clone()),
            Box::new(self.jobs.clone()),
            Box::new(self.job_ends.clone()),
            Box::new(self.queue_age_seconds.clone()),
            Box::new(self.letters_sent.clone()),
            Box::new(self.letters_ambiguous.clone()),
            Box::new(self.statements.clone()),
            Box::new(self.is_database_up.clone()),
            Box::new(self.memory_bytes.clone()),
        ];
        own.into_iter()
            .try_for_each(|collector| self.registry.register(collector))
            .map_err(Failure::from)
    }

    /// Counts one answer; `route` is the pattern.
    pub fn answered(&self, method: &str, route: &str, status: u16, seconds: f64) {
        // Methods are any word that a client sends.
        let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
        let method = if known.contains(&method) {
            method
        } else {
            "other"
        };
        self.requests
            .with_label_values(&[method, route, &status.to_string()])
            .inc();
        self.durations
            .with_label_values(&[method, route])
            .observe(seconds);
    }

    /// Reads the database's figures until the process ends.
    pub async fn keep_fresh(self: Arc<Self>, app: App, mut asked: watch::Receiver<bool>) {
        self.app.get_or_init(|| app.clone());
        let mut round = tokio::time::interval(READ_EVERY);
        loop {
            tokio::select! {
                () = crate::shutdown::raised(&mut asked) => return,
                _ = round.tick() => self.is_database_up.set(i64::from(self.read(&app).await.is_ok())),
            }
        }
    }

    async fn read(&self, app: &App) -> Result<(), OperationError> {
        let board = jobs::operations::board(app, &Actor::system()).await?;
        self.jobs.reset();
        for count in board.kinds {
            let state = format!("{:?}", count.state).to_lowercase();
            self.jobs
                .with_label_values(&[&count.kind, &state])
                .set(count.count);
        }
        self.queue_age_seconds
            .set(board.oldest_due.map_or(0, |age| age.num_seconds()));
        Ok(())
    }

    /// In Prometheus' text format.
    pub fn text(&self) -> String {
        let worker = zamala_worker::metrics();
        let ends = [
            ("done", &worker.jobs_done),
            ("retried", &worker.jobs_retried),
            ("postponed", &worker.jobs_postponed),
            ("dead", &worker.jobs_dead),
        ];
        for (result, counter) in ends {
            catch_up(&self.job_ends.with_label_values(&[result]), counter.value());
        }
        if let Some(app) = self.app.get() {
            catch_up(&self.statements, app.statements());
        }
        catch_up(&self.letters_sent, worker.letters_sent.value());
        catch_up(&self.letters_ambiguous, worker.letters_ambiguous.value());
        self.memory_bytes.set(resident_bytes().unwrap_or(0));
        let text = TextEncoder::new().encode_to_string(&self.registry.gather());
        text.unwrap_or_else(|error| format!("# {error}\n"))
    }
}

fn counters(name: &str, help: &str, labels: &[&str]) -> Result<IntCounterVec, prometheus::Error> {
    IntCounterVec::new(Opts::new(name, help), labels)
}

fn catch_up(counter: &IntCounter, value: u64) {
    counter.inc_by(value.saturating_sub(counter.get()));
}

/// As the system counts it; `None` where it does not say.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace()
        .next()?
        .parse::<i64>()
        .ok()
        .map(|kib| kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_counts_answers_by_pattern() {
        let figures = Figures::new().unwrap();
        figures.answered("GET", "/ar/sessions/:id", 200, 0.02);
        figures.answered("GET", "/ar/sessions/:id", 200, 0.02);
        figures.answered("PROPFIND", "/", 405, 0.0);
        let text = figures.text();
        let lines: Vec<&str> = text.lines().collect();
        for line in [
            r#"zamala_http_requests_total{method="GET",route="/ar/sessions/:id",status="200"} 2"#,
            r#"zamala_http_requests_total{method="other",route="/",status="405"} 1"#,
            r#"zamala_http_request_duration_seconds_bucket{method="GET",route="/ar/sessions/:id",le="0.025"} 2"#,
            r#"zamala_build_info{version="0.1.0"} 1"#,
            r#"zamala_job_ends_total{result="done"} 0"#,
        ] {
            assert!(lines.contains(&line), "{line} in\n{text}");
        }
        let memory = lines
            .iter()
            .find_map(|line| line.strip_prefix("process_resident_memory_bytes "))
            .unwrap();
        assert!(memory.parse::<i64>().unwrap() > 1_000_000);
    }
}
