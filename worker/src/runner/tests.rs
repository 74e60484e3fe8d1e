//! Jobs that fail, panic, hang or lose their lease, and the worker that is asked to stop.

use super::*;
use crate::stage;
use tokio::sync::{Notify, watch};
use zamala_domain::jobs::JobState;

/// Work made of one function for every job.
fn work(
    perform: impl Fn(Job) -> futures::future::BoxFuture<'static, Result<(), JobError>>
    + Send
    + Sync
    + 'static,
) -> Arc<Work> {
    Arc::new(Work {
        perform: Box::new(perform),
        give_up: Box::new(|_, _| Box::pin(async { Ok(()) })),
    })
}

async fn promise(app: &App, job: &Job) -> JobId {
    let now = app.now();
    app.write(|txn| async move { operations::promise_in(app, &txn, job, now).await })
        .await
        .unwrap()
}

fn desk(app: &App, work: Arc<Work>, lease: Duration) -> Desk {
    Desk {
        app: app.clone(),
        work,
        lease,
        held: Held::default(),
    }
}

const LEASE: Duration = Duration::from_mins(1);

async fn counted(app: &App) -> Vec<(String, JobState, i64)> {
    let board = operations::board(app, &zamala_domain::Actor::system())
        .await
        .unwrap();
    board
        .kinds
        .into_iter()
        .map(|kind| (kind.kind, kind.state, kind.count))
        .collect()
}

async fn attend_one(desk: &Desk) {
    let claimed = desk.claim("w", 1).await.remove(0);
    desk.attend(claimed).await;
}

#[tokio::test]
async fn outcomes_decide_where_a_job_stands() {
    let cases = [
        (Ok(()), JobState::Done),
        (Err(JobError::Retry("x".into())), JobState::Waiting),
        (
            Err(JobError::RetryAfter(LEASE, "x".into())),
            JobState::Waiting,
        ),
        (Err(JobError::GiveUp("x".into())), JobState::Dead),
    ];
    for (outcome, state) in cases {
        let (app, _folder) = stage::app().await;
        promise(&app, &Job::PurgeFiles).await;
        let desk = desk(
            &app,
            work(move |_| Box::pin(std::future::ready(outcome.clone()))),
            LEASE,
        );
        attend_one(&desk).await;
        assert_eq!(counted(&app).await, [("purge-files".to_owned(), state, 1)]);
        assert_eq!(desk.claim("w", 1).await, []);
    }
}

#[tokio::test]
async fn a_job_that_panics_is_tried_again() {
    let (app, _folder) = stage::app().await;
    promise(&app, &Job::PurgeFiles).await;
    let desk = desk(
        &app,
        work(|_| Box::pin(async { panic!("out of cheese") })),
        LEASE,
    );
    attend_one(&desk).await;
    assert_eq!(
        counted(&app).await,
        [("purge-files".to_owned(), JobState::Waiting, 1)]
    );
}

#[tokio::test]
async fn a_job_that_outlives_its_lease_is_renewed_and_done_once() {
    let (app, _folder) = stage::app().await;
    promise(&app, &Job::PurgeFiles).await;
    let release = Arc::new(Notify::new());
    let waiting = release.clone();
    let held_open = work(move |_| {
        let waiting = waiting.clone();
        Box::pin(async move {
            waiting.notified().await;
            Ok(())
        })
    });
    // The lease is far shorter than the job: without renewal, the second worker below would get it.
    let desk = desk(&app, held_open, Duration::from_millis(600));
    let claimed = desk.claim("w1", 1).await.remove(0);
    let fence = claimed.held.fence;
    let attending = desk.clone();
    let task = tokio::spawn(async move { attending.attend(claimed).await });
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(1_500) {
        assert_eq!(desk.claim("w2", 1).await, []);
    }
    release.notify_one();
    task.await.unwrap();
    assert_eq!(
        (counted(&app).await, fence),
        (vec![("purge-files".to_owned(), JobState::Done, 1)], 1)
    );
}

#[tokio::test]
async fn a_job_whose_lease_was_lost_is_stopped_and_not_answered_for() {
    let (app, _folder) = stage::app().await;
    promise(&app, &Job::PurgeFiles).await;
    let desk = desk(
        &app,
        work(|_| Box::pin(std::future::pending())),
        Duration::from_millis(30),
    );
    // A lease that ran out at once, and a second worker that took the job over.
    let stale = operations::claim(&app, "w1", 1, Duration::ZERO)
        .await
        .unwrap()
        .remove(0);
    let fresh = operations::claim(&app, "w2", 1, LEASE)
        .await
        .unwrap()
        .remove(0);
    desk.attend(stale).await;
    assert_eq!(
        counted(&app).await,
        [("purge-files".to_owned(), JobState::Running, 1)]
    );
    assert!(operations::finish(&app, fresh.held).await.unwrap());
}

#[tokio::test]
async fn a_worker_asked_to_stop_finishes_what_it_can_and_gives_back_the_rest() {
    let (app, _folder) = stage::app().await;
    promise(&app, &Job::PurgeFiles).await;
    promise(&app, &Job::ForgetExpired).await;
    let (asked, shutdown) = watch::channel(false);
    let started = Arc::new(Notify::new());
    let (starting, stopping) = (started.clone(), shutdown.clone());
    let some_hang = work(move |job| {
        let (starting, mut stopping) = (starting.clone(), stopping.clone());
        Box::pin(async move {
            if job == Job::PurgeFiles {
                starting.notify_one();
                std::future::pending::<()>().await;
            }
            asked_to_stop(&mut stopping).await;
            Ok(())
        })
    });
    let settings = Settings {
        drain: Duration::from_millis(300),
        ..Settings::default()
    };
    let worker = tokio::spawn(run(app.clone(), settings, some_hang, shutdown));
    started.notified().await;
    asked.send(true).unwrap();
    worker.await.unwrap();

    let kinds = counted(&app).await;
    assert_eq!(kinds[1], ("purge-files".to_owned(), JobState::Waiting, 1));
    assert!(kinds[0].1 != JobState::Running, "{kinds:?}");
    assert_eq!(
        operations::claim(&app, "w2", 9, LEASE)
            .await
            .unwrap()
            .last()
            .unwrap()
            .attempts,
        1
    );
}

#[tokio::test]
async fn two_runners_share_the_work() {
    let (app, _folder) = stage::app().await;
    for _ in 0..60 {
        promise(&app, &Job::PurgeFiles).await;
    }
    let done = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let (asked, shutdown) = watch::channel(false);
    let asked = Arc::new(asked);
    let counting = {
        let (done, asked) = (done.clone(), asked.clone());
        work(move |_| {
            let (done, asked) = (done.clone(), asked.clone());
            Box::pin(async move {
                if done.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 59 {
                    asked.send_replace(true);
                }
                Ok(())
            })
        })
    };
    let runner = || {
        tokio::spawn(run(
            app.clone(),
            Settings::default(),
            counting.clone(),
            shutdown.clone(),
        ))
    };
    let (first, second) = tokio::join!(runner(), runner());
    first.and(second).unwrap();
    assert_eq!(done.load(std::sync::atomic::Ordering::SeqCst), 60);
    assert_eq!(
        counted(&app).await,
        [("purge-files".to_owned(), JobState::Done, 60)]
    );
}
