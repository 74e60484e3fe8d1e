//! Seats: taken once, places without gap, passed on in order.

use stage::on_both_databases;
use zamala_domain::{
    OperationError,
    id::SessionId,
    labs::{
        BookingState,
        booking::{book, give_back},
    },
};

on_both_databases! {
    async fn a_seat_given_back_passes_to_the_first_who_waits_as_in_s01(app) {
        let session: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
        let mut booked = Vec::new();
        for code in ["fe.a01", "fe.a02", "fe.a03", "fe.a04", "fe.a05"] {
            booked.push(book(app, &app.actor(code).await, session).await.unwrap());
        }
        let states: Vec<_> = booked.iter().map(|booked| (booked.state, booked.position)).collect();
        assert_eq!(states[..3], [(BookingState::Seated, None); 3]);
        assert_eq!(states[3..], [(BookingState::Waiting, Some(1)), (BookingState::Waiting, Some(2))]);

        let giver = app.actor("fe.a02").await;
        let given = give_back(app, &giver, booked[1].booking, booked[1].version).await.unwrap();
        assert_eq!(given.passed_to, Some(booked[3].booking));
        assert_eq!(app.number("SELECT seats_taken FROM sessions WHERE code = 'DTF-2026-A-LB10-1'").await, 3);
        assert_eq!(app.number("SELECT count(*) FROM letters WHERE kind = 'seat-passed'").await, 1);
    }

    async fn refusals_write_nothing(app) {
        let session: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
        let other: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-2").await.into();
        let past: SessionId = app.id_of("sessions", "DTF-2026-A-LB09-1").await.into();
        let lecture: SessionId = app.id_of("sessions", "DTF-2026-A-MC10-C2").await.into();
        let elsewhere: SessionId = app.id_of("sessions", "DTF-2027-B-LB10-1").await.into();
        let fellow = app.actor("fe.a01").await;
        let own = book(app, &fellow, session).await.unwrap();
        let before = app.dump().await;

        let refused = |outcome: Result<_, OperationError>| outcome.map(|_: zamala_domain::labs::booking::Booked| ()).unwrap_err().to_string();
        assert_eq!(refused(book(app, &fellow, session).await), "already-booked-for-lab");
        assert_eq!(refused(book(app, &fellow, other).await), "already-booked-for-lab");
        assert_eq!(refused(book(app, &fellow, past).await), "session-already-started");
        assert_eq!(refused(book(app, &fellow, lecture).await), "no-session-to-book");
        assert_eq!(refused(book(app, &fellow, elsewhere).await), "not-found");
        for code in ["tr.yusuf", "pm.layla", "lc.sami", "me.hassan"] {
            assert_eq!(refused(book(app, &app.actor(code).await, session).await), "forbidden", "{code}");
        }
        for code in ["fe.b01", "fp.tun", "ex.identity", "ad.rashid"] {
            assert_eq!(refused(book(app, &app.actor(code).await, session).await), "not-found", "{code}");
        }
        let stranger = app.actor("fe.a02").await;
        assert!(matches!(give_back(app, &stranger, own.booking, 1).await, Err(OperationError::NotFound)));
        assert!(matches!(give_back(app, &fellow, own.booking, 7).await, Err(OperationError::Stale)));
        assert_eq!(app.dump().await, before);
    }
}
