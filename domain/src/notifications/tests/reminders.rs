//! Planning reminders, and sending each once.

use super::scene::{DUE_AT, MONDAY, WEDNESDAY, moments, scene};
use crate::{
    notifications::{
        NoticeKind,
        operations::{self, NoticeSubject, ReminderOutcome},
    },
    outbox::{
        self, Event, LetterKind, ReminderState,
        tests::{at, count, execute, ledger, suspend},
    },
};
use uuid::Uuid;

#[tokio::test]
async fn a_booking_of_sunday_morning_is_reminded_of_in_permitted_hours() {
    let scene = scene().await;
    let (sunday_8, sunday_19_59) = (at("2026-11-15T05:00:00Z"), at("2026-11-15T16:59:00Z"));
    assert_eq!(
        moments(&scene.planned_lab(MONDAY).await),
        [sunday_8, sunday_19_59]
    );

    let other = scene
        .open(
            Event::LabSession,
            Uuid::from_u128(3),
            Uuid::from_u128(3),
            at(WEDNESDAY),
        )
        .await;
    assert_eq!(
        operations::plan_reminders(&scene.app, other).await.unwrap(),
        3
    );
    let tuesday = [at("2026-11-17T05:00:00Z"), at("2026-11-17T16:59:00Z")];
    let wednesday = outbox::operations::reminders(&scene.app, other)
        .await
        .unwrap();
    assert_eq!(moments(&wednesday), [sunday_8, tuesday[0], tuesday[1]]);

    let today = scene
        .open(
            Event::LabSession,
            Uuid::from_u128(4),
            Uuid::from_u128(4),
            at("2026-11-15T05:00:00Z"),
        )
        .await;
    assert_eq!(
        operations::plan_reminders(&scene.app, today).await.unwrap(),
        0
    );
}

#[tokio::test]
async fn planning_twice_plans_once() {
    let scene = scene().await;
    let reminders = scene.planned_lab(MONDAY).await;
    let jobs = count(&scene.app, "jobs WHERE kind = 'send-reminder'").await;
    assert_eq!(scene.planned_lab(MONDAY).await, reminders);
    assert_eq!(
        (
            jobs,
            count(&scene.app, "jobs WHERE kind = 'send-reminder'").await
        ),
        (2, 2)
    );
}

#[tokio::test]
async fn two_workers_at_once_send_one_letter_and_one_notice() {
    let scene = scene().await;
    let reminder = scene.planned_lab(MONDAY).await.remove(0);

    let (one, other) = tokio::join!(scene.send(&reminder), scene.send(&reminder));

    let mut outcomes = [one, other];
    outcomes.sort_by_key(|outcome| *outcome != ReminderOutcome::Sent);
    assert_eq!(
        outcomes,
        [ReminderOutcome::Sent, ReminderOutcome::AlreadySettled]
    );
    let letters = ledger(&scene.app).await;
    let [letter] = &letters[..] else {
        panic!("one letter: {letters:?}")
    };
    assert_eq!(
        (letter.kind, letter.recipient),
        (LetterKind::LabReminder, scene.fellow.into())
    );
    let settled = outbox::operations::reminder(&scene.app, reminder.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (settled.state, settled.letter),
        (ReminderState::Sent, Some(letter.id))
    );
    let inbox = operations::inbox(&scene.app, &scene.actor(), None, 10)
        .await
        .unwrap();
    let [notice] = &inbox[..] else {
        panic!("one notice: {inbox:?}")
    };
    assert_eq!(
        (notice.kind, notice.is_read),
        (NoticeKind::LabReminder, false)
    );
    let NoticeSubject::Session(session) = &notice.subject else {
        panic!("of a session: {notice:?}")
    };
    assert_eq!(
        (session.code.as_str(), session.starts_at),
        ("LB10-1", at(MONDAY))
    );
    assert_eq!(session.link, format!("/sessions/{}", scene.session));
}

#[tokio::test]
async fn who_gave_the_seat_back_is_not_reminded() {
    let scene = scene().await;
    let reminders = scene.planned_lab(MONDAY).await;
    let given_back = "UPDATE bookings SET state = 'given_back'";
    execute(&scene.app, given_back, []).await;
    assert_eq!(
        scene.send(&reminders[0]).await,
        ReminderOutcome::Skipped("not-seated")
    );

    let cause = scene.booking.0;
    let withdrawn = scene.app.write(|txn| {
        let scene = &scene;
        async move {
            let txn = &*txn;
            outbox::operations::withdraw_occurrences_in(&scene.app, txn, cause).await
        }
    });
    assert_eq!(withdrawn.await.unwrap(), 1);
    assert_eq!(
        scene.send(&reminders[1]).await,
        ReminderOutcome::AlreadySettled
    );

    let states = [
        scene.state(&reminders[0]).await,
        scene.state(&reminders[1]).await,
    ];
    assert_eq!(states, [ReminderState::Skipped, ReminderState::Cancelled]);
    assert_eq!(
        (
            count(&scene.app, "letters").await,
            count(&scene.app, "notices").await
        ),
        (0, 0)
    );
}

#[tokio::test]
async fn a_reminder_of_what_has_begun_or_to_whom_is_suspended_is_skipped() {
    let scene = scene().await;
    let reminders = scene.planned_lab(MONDAY).await;
    suspend(&scene.app, scene.fellow).await;
    assert_eq!(
        scene.send(&reminders[0]).await,
        ReminderOutcome::Skipped("recipient-suspended")
    );
    execute(&scene.app, "UPDATE accounts SET state = 'active'", []).await;
    scene.app.move_demo_clock(at(MONDAY)).await.unwrap();
    assert_eq!(
        scene.send(&reminders[1]).await,
        ReminderOutcome::Skipped("past")
    );
    assert_eq!(
        (
            count(&scene.app, "letters").await,
            count(&scene.app, "notices").await
        ),
        (0, 0)
    );
}

#[tokio::test]
async fn due_work_is_reminded_of_before_and_after_until_it_is_marked() {
    let scene = scene().await;
    let reminders = scene.planned_work().await;
    // The day after a Thursday is a weekend: the reminder after the due date moves to Sunday 07:00.
    assert_eq!(
        moments(&reminders),
        [at("2026-11-18T11:00:00Z"), at("2026-11-22T04:00:00Z")]
    );
    scene
        .app
        .move_demo_clock(reminders[1].send_at)
        .await
        .unwrap();
    assert_eq!(scene.send(&reminders[1]).await, ReminderOutcome::Sent);
    let inbox = operations::inbox(&scene.app, &scene.actor(), None, 10)
        .await
        .unwrap();
    let NoticeSubject::Assignment(work) = &inbox[0].subject else {
        panic!("of work: {inbox:?}")
    };
    assert_eq!(
        (work.code.as_str(), work.is_overdue, work.due_at),
        ("MC10", true, at(DUE_AT))
    );
}

#[tokio::test]
async fn marked_work_is_not_reminded_of() {
    let scene = scene().await;
    let reminders = scene.planned_work().await;
    let sql =
        "INSERT INTO opening_marks (residency_id, micro_credential_id, mark_thousandths, as_of_on)
               VALUES ($1, $2, 80000, '2026-11-15')";
    execute(
        &scene.app,
        sql,
        [scene.residency.into(), scene.micro_credential.into()],
    )
    .await;
    assert_eq!(
        scene.send(&reminders[0]).await,
        ReminderOutcome::Skipped("work-is-in")
    );
    assert_eq!(
        (
            count(&scene.app, "letters").await,
            count(&scene.app, "notices").await
        ),
        (0, 0)
    );
}
