//! See the cohort, see what comes next, book, be reminded, be marked.

use stage::{database::instant, on_both_databases};
use zamala_domain::{
    OperationError,
    agenda::{
        cohort, home,
        standing::{self, Behind},
    },
    id::{CohortId, SessionId},
    labs::{
        MarkKind,
        attendance::{NewMark, sheet, take},
        bookable::bookable,
        booking::book,
    },
    notifications, outbox,
};

on_both_databases! {
    async fn at_the_start_exactly_fe_a10_is_behind(app) {
        let id: CohortId = app.id_of("cohorts", "DTF-2026-A").await.into();
        let manager = app.actor("pm.layla").await;
        let view = cohort::view(app, &manager, id, None).await.unwrap();
        assert_eq!((view.fellows.len(), view.weeks.len(), view.current_week), (12, 13, Some(11)));
        let behind: Vec<_> = view.fellows.iter().filter(|own| !own.behind.is_empty()).collect();
        assert_eq!(behind.len(), 1);
        assert_eq!(behind[0].residency.id, app.residency("fe.a10").await);
        assert_eq!(behind[0].behind, [Behind::Attendance]);
        assert_eq!(behind[0].attendance.percent.as_deref(), Some("84.00"));
    }

    async fn every_role_has_its_own_home(app) {
        let fellow = home::home(app, &app.actor("fe.a10").await).await.unwrap().fellow.unwrap();
        assert_eq!(fellow.week.unwrap().number, 11);
        assert_eq!(fellow.labs.len(), 4, "the four sessions of LB10");
        assert_eq!(fellow.today.len(), 1, "the lesson at 12:15");
        let left: Vec<_> = fellow.micro_credentials.iter().filter(|own| !own.is_complete).collect();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].facts.code, "MC10");
        let trainer = home::home(app, &app.actor("tr.yusuf").await).await.unwrap().trainer.unwrap();
        assert_eq!(trainer.today.len(), 2, "LB10-4 and a lesson");
        assert_eq!(home::home(app, &app.actor("me.amal").await).await.unwrap().mentor.unwrap().len(), 6);
        let nationals = home::home(app, &app.actor("fp.tkm").await).await.unwrap().focal_point.unwrap();
        assert_eq!(nationals.len(), 3, "two of cohort 1 and one of cohort 2");
        assert_eq!(home::home(app, &app.actor("pm.adel").await).await.unwrap().manager.unwrap().len(), 2);
        assert_eq!(home::home(app, &app.actor("lc.sami").await).await.unwrap().coordinator.unwrap().rooms.len(), 9);
        assert_eq!(home::home(app, &app.actor("ex.interop").await).await.unwrap().roles_without_work.len(), 1);
    }

    async fn reminders_come_when_the_plan_and_quiet_hours_say(app) {
        let expected = [
            ("DTF-2026-A-LB10-1", "fe.a07", vec!["2026-11-15T08:00:00+03:00", "2026-11-15T19:59:00+03:00"]),
            ("DTF-2026-A-LB10-3", "fe.a01", vec!["2026-11-15T08:00:00+03:00", "2026-11-17T08:00:00+03:00", "2026-11-17T19:59:00+03:00"]),
            ("DTF-2026-A-LB10-4", "fe.a08", vec![]),
        ];
        for (code, fellow, moments) in expected {
            let session: SessionId = app.id_of("sessions", code).await.into();
            let booked = book(app, &app.actor(fellow).await, session).await.unwrap();
            let occurrence = app.uuid("SELECT id FROM occurrences WHERE cause_id = $1", vec![booked.booking.0.into()]).await;
            notifications::operations::plan_reminders(app, occurrence.into()).await.unwrap();
            notifications::operations::plan_reminders(app, occurrence.into()).await.unwrap();
            let planned = outbox::operations::reminders(app, occurrence.into()).await.unwrap();
            let planned: Vec<_> = planned.iter().map(|reminder| reminder.send_at).collect();
            assert_eq!(planned, moments.into_iter().map(instant).collect::<Vec<_>>(), "{code}");
        }
    }

    async fn thirty_minutes_late_make_83_99_percent(app) {
        let session: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
        book(app, &app.actor("fe.a10").await, session).await.unwrap();
        let trainer = app.actor("tr.yusuf").await;
        let residency = app.residency("fe.a10").await;
        let mark = [NewMark { residency, mark: MarkKind::Present, minutes_late: 30 }];
        let early = take(app, &trainer, session, 1, &mark).await.unwrap_err();
        assert_eq!(early.to_string(), "attendance-not-open-yet");

        app.move_demo_clock(instant("2026-11-16T08:35:00+03:00")).await.unwrap();
        let open = sheet(app, &trainer, session).await.unwrap();
        assert_eq!((open.rows.len(), open.is_open), (1, true));
        let version = take(app, &trainer, session, open.session.version, &mark).await.unwrap();
        assert!(matches!(take(app, &trainer, session, 1, &mark).await, Err(OperationError::Stale)));
        assert_eq!(version, open.session.version + 1);
        for code in ["fe.a10", "pm.layla", "me.amal", "fp.tkm"] {
            let (own, _) = standing::residency(app, &app.actor(code).await, residency).await.unwrap();
            assert_eq!(own.attendance.percent.as_deref(), Some("83.99"), "{code}");
            assert_eq!((own.attendance.credited_minutes.as_str(), own.attendance.planned_minutes.as_str()), ("7012.8", "8350"));
        }
        let left = bookable(app, &app.actor("fe.a10").await).await.unwrap();
        assert!(left.is_empty(), "the lab is had: no other session of it is offered");
        for code in ["fe.a01", "fp.tun", "me.hassan"] {
            let hidden = standing::residency(app, &app.actor(code).await, residency).await;
            assert!(matches!(hidden, Err(OperationError::NotFound)), "{code}");
        }
    }
}
