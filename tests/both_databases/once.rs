//! A repeated request has one effect, and a change within a change is an error of ours.

use futures::future::join_all;
use stage::on_both_databases;
use zamala_domain::{
    Actor, OperationError,
    actor::Once,
    id::SessionId,
    labs::booking::{Booked, book},
};

fn asking(actor: &Actor, key: &str, body: u8) -> Actor {
    let mut actor = actor.clone();
    let route = "POST /sessions/:id/bookings".to_owned();
    actor.origin.once = Some(Once {
        route,
        key: key.to_owned(),
        body_sha256: [body; 32],
    });
    actor
}

on_both_databases! {
    async fn thirty_two_repeats_at_once_have_one_effect_and_one_answer(app) {
        let session: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
        let fellow = asking(&app.actor("fe.a01").await, "repeat", 1);
        let asked = (0..32).map(|_| book(app, &fellow, session));
        let answers: Vec<Booked> = join_all(asked).await.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        assert_eq!(app.count("bookings").await, 1);
        assert_eq!(app.number("SELECT count(*) FROM audit_entries WHERE action = 'labs.book'").await, 1);
        assert_eq!(app.number("SELECT count(*) FROM occurrences WHERE event = 'lab_session'").await, 1);
    }

    async fn the_same_key_with_another_body_is_refused(app) {
        let session: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
        let fellow = app.actor("fe.a01").await;
        book(app, &asking(&fellow, "once", 1), session).await.unwrap();
        let before = app.dump().await;
        let other = book(app, &asking(&fellow, "once", 2), session).await;
        assert!(matches!(other, Err(OperationError::KeyReused)));
        assert_eq!(app.dump().await, before);
    }

    async fn a_write_within_a_write_panics(app) {
        let inner = app.app.clone();
        let nested = tokio::spawn(async move {
            let inner = &inner;
            inner.write(|_| async move { inner.write(|_| async move { Ok(()) }).await }).await
        });
        assert!(nested.await.unwrap_err().is_panic());
        assert_eq!(app.write(|_| async move { Ok(7) }).await.unwrap(), 7, "the database goes on");
    }
}
