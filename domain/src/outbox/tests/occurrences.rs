//! Opening, moving and withdrawing occurrences.

use super::*;
use crate::{
    outbox::{
        Event, ReminderState,
        operations::{NewOccurrence, Occurrence},
    },
    stage,
};

fn occurrence_of(
    programme: ProgrammeId,
    person: PersonId,
    occurs_at: DateTime<Utc>,
) -> NewOccurrence {
    let [cause, subject] = [11, 12].map(Uuid::from_u128);
    NewOccurrence {
        programme,
        event: Event::LabSession,
        person,
        cause,
        subject,
        occurs_at,
    }
}

async fn open(app: &App, new: NewOccurrence) -> Occurrence {
    let id = app
        .write(|txn| {
            let new = &new;
            async move { operations::open_occurrence_in(app, &txn, new.clone()).await }
        })
        .await
        .unwrap();
    operations::occurrence(app, id).await.unwrap().unwrap()
}

async fn plan(app: &App, occurrence: &Occurrence, moments: &[DateTime<Utc>]) -> u64 {
    app.write(
        |txn| async move { operations::plan_reminders_in(app, &txn, occurrence, moments).await },
    )
    .await
    .unwrap()
}

async fn states(app: &App, occurrence: &Occurrence) -> Vec<ReminderState> {
    operations::reminders(app, occurrence.id)
        .await
        .unwrap()
        .iter()
        .map(|reminder| reminder.state)
        .collect()
}

#[tokio::test]
async fn the_same_occurrence_again_changes_nothing() {
    let app = stage::app().await;
    let (programme, person) = (
        programme(&app, "DTF").await,
        person(&app, "sara", Language::Ar).await,
    );
    let new = occurrence_of(programme, person, at("2026-11-16T05:00:00Z"));
    let first = open(&app, new.clone()).await;
    assert_eq!(open(&app, new).await, first);
    assert_eq!(
        (count(&app, "occurrences").await, count(&app, "jobs").await),
        (1, 1)
    );
}

#[tokio::test]
async fn a_moved_occurrence_is_planned_anew() {
    let app = stage::app().await;
    let (programme, person) = (
        programme(&app, "DTF").await,
        person(&app, "sara", Language::Ar).await,
    );
    let (early, late) = (at("2026-11-14T05:00:00Z"), at("2026-11-15T05:00:00Z"));
    let seen = open(
        &app,
        occurrence_of(programme, person, at("2026-11-16T05:00:00Z")),
    )
    .await;
    assert_eq!(plan(&app, &seen, &[early, late]).await, 2);
    assert_eq!(
        plan(&app, &seen, &[early, late]).await,
        0,
        "what is planned is not planned twice"
    );

    let moved = open(
        &app,
        occurrence_of(programme, person, at("2026-11-17T05:00:00Z")),
    )
    .await;

    assert_eq!(states(&app, &moved).await, [ReminderState::Cancelled; 2]);
    assert_eq!(
        plan(&app, &seen, &[early]).await,
        0,
        "a plan for the old moment comes too late"
    );
    assert_eq!(plan(&app, &moved, &[late]).await, 1);
    assert_eq!(
        states(&app, &moved).await,
        [ReminderState::Cancelled, ReminderState::Planned]
    );
    assert_eq!(count(&app, "jobs WHERE kind = 'plan-reminders'").await, 2);
}

#[tokio::test]
async fn withdrawing_the_cause_cancels_reminders_and_the_letters_that_wait() {
    let app = stage::app().await;
    let (letter, person, programme) = waiting(&app).await;
    let seen = open(
        &app,
        occurrence_of(programme, person, at("2026-11-16T05:00:00Z")),
    )
    .await;
    plan(
        &app,
        &seen,
        &[at("2026-11-14T05:00:00Z"), at("2026-11-15T05:00:00Z")],
    )
    .await;
    let first = operations::reminders(&app, seen.id).await.unwrap()[0].id;
    app.write(|txn| async move {
        let txn = &*txn;
        assert!(operations::settle_reminder_in(txn, first, ReminderState::Sent).await?);
        operations::attach_letter_in(txn, first, letter).await
    })
    .await
    .unwrap();
    assert!(given(&app, letter).await.is_some());

    let withdraw = async |cause: u128| {
        let cause = Uuid::from_u128(cause);
        app.write(|txn| {
            let app = &app;
            async move { operations::withdraw_occurrences_in(app, &txn, cause).await }
        })
        .await
        .unwrap()
    };
    assert_eq!(withdraw(99).await, 0);
    assert_eq!(
        states(&app, &seen).await,
        [ReminderState::Sent, ReminderState::Planned]
    );
    assert_eq!(withdraw(11).await, 1);

    assert_eq!(
        states(&app, &seen).await,
        [ReminderState::Sent, ReminderState::Cancelled]
    );
    assert_eq!(given(&app, letter).await, None);
    assert!(
        !operations::occurrence(&app, seen.id)
            .await
            .unwrap()
            .unwrap()
            .is_open
    );
    assert_eq!(plan(&app, &seen, &[at("2026-11-15T06:00:00Z")]).await, 0);
}
