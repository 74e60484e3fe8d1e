//! Seats: given, waited for, passed on.

use super::*;
use proptest::prelude::*;
use std::collections::VecDeque;

#[tokio::test]
async fn a_cancelled_seat_passes_to_the_first_who_waits() {
    let (app, _) = forum(1).await;
    let (first, _) = come(&app, "first").await;
    let (second, waiting) = come(&app, "second").await;
    let (third, last) = come(&app, "third").await;
    assert_eq!(
        (waiting.place, last.place, state(&app, &third).await),
        (Some(1), Some(2), (RegistrationState::Waiting, Some(2)))
    );

    cancel(&app, &first).await.unwrap();
    assert_eq!(state(&app, &first).await.0, RegistrationState::Cancelled);
    assert_eq!(state(&app, &second).await.0, RegistrationState::Confirmed);
    assert_eq!(
        state(&app, &third).await,
        (RegistrationState::Waiting, Some(1))
    );
    for (kind, letters) in [("forum-seat-passed", 1), ("forum-cancelled", 1)] {
        assert_eq!(
            count(&app, &format!("letters WHERE kind = '{kind}'")).await,
            letters
        );
    }

    let before = written(&app).await;
    cancel(&app, &first).await.unwrap();
    assert_eq!(written(&app).await, before, "what is cancelled stays so");
}

#[tokio::test]
async fn after_registration_closes_a_seat_stays_free_and_after_the_forum_nothing_moves() {
    let (app, _) = forum(1).await;
    let (first, _) = come(&app, "first").await;
    let (second, _) = come(&app, "second").await;
    move_clock(&app, "2026-11-27T05:00:00Z").await;
    cancel(&app, &first).await.unwrap();
    assert_eq!(
        state(&app, &second).await,
        (RegistrationState::Waiting, Some(1))
    );
    move_clock(&app, "2026-12-02T21:00:00Z").await;
    let before = written(&app).await;
    assert_eq!(code(&cancel(&app, &second).await), "forum-over");
    assert_eq!(written(&app).await, before);
}

#[tokio::test]
async fn the_same_forum_again_changes_nothing_and_new_seats_go_to_those_who_wait() {
    let (app, programme) = forum(1).await;
    assert!(!put(&app, programme, 1).await.unwrap());
    come(&app, "first").await;
    let (second, _) = come(&app, "second").await;
    assert!(put(&app, programme, 3).await.unwrap());
    assert_eq!(state(&app, &second).await.0, RegistrationState::Confirmed);
    let before = written(&app).await;
    assert_eq!(code(&put(&app, programme, 1).await), "forum-seats-held");
    assert_eq!(written(&app).await, before);
    assert!(put(&app, programme, 2).await.unwrap());
    assert_eq!(count(&app, "forum_seats WHERE capacity = 2").await, 2);
}

// Statement 38.
#[tokio::test]
async fn the_database_lets_nobody_hold_a_seat_that_is_not_there() {
    let (app, _) = forum(1).await;
    come(&app, "first").await;
    let (_, _) = come(&app, "second").await;
    let refused = [
        "UPDATE forum_registrations SET state = 'confirmed' WHERE state = 'waiting'",
        "UPDATE forum_registrations SET state = 'confirmed', seat_number = 1 WHERE state = 'waiting'",
        "UPDATE forum_registrations SET state = 'confirmed', seat_number = 2 WHERE state = 'waiting'",
        "INSERT INTO forum_seats (pool_id, number, capacity) SELECT pool_id, 2, 1 FROM forum_seats WHERE capacity = 1",
        "INSERT INTO forum_seats (pool_id, number, capacity) SELECT pool_id, 2, 2 FROM forum_seats WHERE capacity = 1",
        "UPDATE forum_pools SET capacity = 0 WHERE kind = 'on_site'",
        "UPDATE forum_seats SET registration_id = NULL WHERE registration_id IS NOT NULL",
    ];
    for sql in refused {
        let statement = Statement::from_string(app.backend(), sql);
        let outcome = app
            .write(|txn| {
                let statement = &statement;
                async move { Ok(txn.execute_raw(statement.clone()).await?) }
            })
            .await;
        assert!(outcome.is_err(), "{sql}");
    }
}

// Statement 40.
#[tokio::test]
async fn of_many_who_confirm_one_link_at_once_one_succeeds() {
    let (app, _) = forum(5).await;
    register(&app, &draft("salma")).await.unwrap();
    let secret = link(&app, "salma@example.org").await;
    let tries = (0..8).map(|_| confirm(&app, &secret));
    let outcomes = futures::future::join_all(tries).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert_eq!(
        count(&app, "forum_seats WHERE registration_id IS NOT NULL").await,
        1
    );
    assert_eq!(count(&app, "letters WHERE kind = 'forum-ticket'").await, 1);
}

/// Comes, or cancels whoever is at that place among those who came.
#[derive(Clone, Copy, Debug)]
enum Step {
    Come,
    Cancel(usize),
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Against a model of a list: seats go to the first in line, nobody waits while a seat is free.
    // Statement 38.
    #[test]
    fn seats_pass_on_in_the_order_of_the_line(
        seats in 1_usize..4,
        steps in prop::collection::vec(
            prop_oneof![2 => Just(Step::Come), 1 => (0_usize..12).prop_map(Step::Cancel)], 1..20),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(walk(seats, steps));
    }
}

async fn walk(seats: usize, steps: Vec<Step>) {
    let (app, _) = forum(i32::try_from(seats).unwrap()).await;
    let mut tickets: Vec<String> = Vec::new();
    let (mut seated, mut line): (Vec<usize>, VecDeque<usize>) = (Vec::new(), VecDeque::new());
    for step in steps {
        match step {
            Step::Come => {
                let who = tickets.len();
                tickets.push(come(&app, &format!("p{who}")).await.0);
                if seated.len() < seats {
                    seated.push(who);
                } else {
                    line.push_back(who);
                }
            }
            Step::Cancel(who) if who < tickets.len() => {
                cancel(&app, &tickets[who]).await.unwrap();
                line.retain(|other| *other != who);
                if seated.contains(&who) {
                    seated.retain(|other| *other != who);
                    seated.extend(line.pop_front());
                }
            }
            Step::Cancel(_) => {}
        }
        for (who, ticket) in tickets.iter().enumerate() {
            let place = line.iter().position(|other| *other == who);
            let expected = match place {
                Some(place) => (
                    RegistrationState::Waiting,
                    Some(i64::try_from(place).unwrap() + 1),
                ),
                None if seated.contains(&who) => (RegistrationState::Confirmed, None),
                None => (RegistrationState::Cancelled, None),
            };
            assert_eq!(state(&app, ticket).await, expected, "person {who}");
        }
    }
}
