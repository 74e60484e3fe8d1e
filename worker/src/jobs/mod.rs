//! What each job does. Every job may run twice: operations compare and set.

mod accounts;
mod credentials;
mod files;
mod notifications;
mod outbox;
mod reports;
#[cfg(test)]
mod tests;

use crate::{
    letters::{Letters, LettersFault},
    mailer::Mailer,
};
use futures::future::BoxFuture;
use std::{sync::Arc, time::Duration};
use zamala_domain::{App, OperationError, jobs::Job};
use zamala_press::Templates;

/// Why a job is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobError {
    /// Try again later, with back-off; the try counts.
    Retry(String),
    /// Not the job's fault: try again after this time; the try does not count.
    RetryAfter(Duration, String),
    /// Trying again cannot help.
    GiveUp(String),
}

impl From<OperationError> for JobError {
    fn from(error: OperationError) -> Self {
        match error {
            OperationError::Stale
            | OperationError::Unavailable
            | OperationError::Unexpected(_)
            | OperationError::Database(_) => Self::Retry(error.to_string()),
            OperationError::NotFound
            | OperationError::Forbidden
            | OperationError::Invalid(_)
            | OperationError::Refused(_)
            | OperationError::KeyReused => Self::GiveUp(error.to_string()),
        }
    }
}

/// What jobs need beside the app.
pub struct Tools {
    pub mailer: Mailer,
    pub letters: Letters,
    /// The press; shared with every other part of the process.
    pub templates: Arc<Templates>,
    /// How long a letter rests whose last sending ended without an answer.
    pub ambiguous_wait: Duration,
}

impl Tools {
    /// Compiles the letters' templates.
    pub fn new(
        mailer: Mailer,
        templates: Arc<Templates>,
        ambiguous_wait: Duration,
    ) -> Result<Self, LettersFault> {
        Ok(Self {
            mailer,
            letters: Letters::compile()?,
            templates,
            ambiguous_wait,
        })
    }
}

/// Does the job.
pub async fn perform(app: &App, tools: &Tools, job: &Job) -> Result<(), JobError> {
    match job {
        Job::PlanReminders { occurrence } => notifications::plan_reminders(app, *occurrence).await,
        Job::SendReminder { reminder } => notifications::send_reminder(app, *reminder).await,
        Job::SendLetter { letter } => outbox::send_letter(app, tools, *letter).await,
        Job::SealCertificate { certificate } => {
            credentials::seal_certificate(app, tools, *certificate).await
        }
        Job::TellOfRelease { mark } => notifications::tell_of_release(app, *mark).await,
        Job::OpenReports { plan, tick, passed } => reports::open(app, *plan, *tick, passed).await,
        Job::MakeReport { report } => reports::make(app, *report).await,
        Job::ForgetExpired => accounts::forget_expired(app).await,
        Job::PurgeFiles => files::purge(app).await,
    }
}

/// Tells what hangs on a job that it is given up.
async fn give_up(app: &App, job: &Job, why: &str) -> Result<(), OperationError> {
    match job {
        Job::SendLetter { letter } => outbox::give_up(app, *letter, why).await,
        Job::MakeReport { report } => reports::give_up(app, *report, why).await,
        Job::SealCertificate { certificate } => credentials::give_up(app, *certificate, why).await,
        Job::PlanReminders { .. }
        | Job::SendReminder { .. }
        | Job::TellOfRelease { .. }
        | Job::OpenReports { .. }
        | Job::ForgetExpired
        | Job::PurgeFiles => Ok(()),
    }
}

type Perform = dyn Fn(Job) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync;
type GiveUp = dyn Fn(Job, String) -> BoxFuture<'static, Result<(), OperationError>> + Send + Sync;

/// Jobs as the runner sees them.
pub(crate) struct Work {
    pub perform: Box<Perform>,
    pub give_up: Box<GiveUp>,
}

/// The programme's jobs.
pub(crate) fn performing(app: App, tools: Arc<Tools>) -> Arc<Work> {
    let own = app.clone();
    Arc::new(Work {
        perform: Box::new(move |job| {
            let (app, tools) = (app.clone(), tools.clone());
            Box::pin(async move { perform(&app, &tools, &job).await })
        }),
        give_up: Box::new(move |job, why| {
            let app = own.clone();
            Box::pin(async move { give_up(&app, &job, &why).await })
        }),
    })
}
