//! Planning and sending reminders, and the inbox, against a database.

use super::{
    Channel, Digits, NoticeKind,
    operations::{self, NoticeSubject, PreferencesDraft, ReminderOutcome},
    rules::Offset,
};
use crate::{
    App, Language,
    actor::Actor,
    error::OperationError,
    id::*,
    outbox::{
        self, Event, LetterKind, ReminderState,
        operations::{NewOccurrence, Reminder},
        tests::{at, count, execute, ledger, person, programme, suspend},
    },
    stage,
};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// Sunday, 07:30 in Bahrain.
const BOOKED_AT: &str = "2026-11-15T04:30:00Z";

/// A programme with a plan, a cohort with one due date, one lab session on Monday, and a fellow with a seat in it.
struct Scene {
    app: App,
    programme: ProgrammeId,
    fellow: PersonId,
    residency: ResidencyId,
    micro_credential: MicroCredentialId,
    session: SessionId,
    booking: BookingId,
}

async fn scene() -> Scene {
    let app = stage::app().await;
    app.mark_as_demo(at(BOOKED_AT)).await.unwrap();
    let (programme, fellow) = (
        programme(&app, "DTF").await,
        person(&app, "sara", Language::Ar).await,
    );
    let scene = Scene {
        programme,
        fellow,
        residency: app.new_id(),
        micro_credential: app.new_id(),
        session: app.new_id(),
        booking: app.new_id(),
        app,
    };
    scene.store_curriculum().await;
    scene.store_assignment().await;
    scene.store_lab().await;
    scene
        .store_plan(Event::LabSession, &["-P3D", "-P1D", "-PT2H"])
        .await;
    scene
        .store_plan(Event::AssignmentDue, &["-P5D", "-P1D", "+P1D"])
        .await;
    scene
}

impl Scene {
    async fn store_curriculum(&self) {
        let Self {
            app,
            programme,
            fellow,
            residency,
            micro_credential,
            ..
        } = self;
        let (weekend, cohort): (Uuid, CohortId) = (app.new_id(), app.new_id());
        let sql = "INSERT INTO weekend_rules (id, programme_id, days, valid_from_on, source)
                   VALUES ($1, $2, 'fri sat', '2006-09-01', 'test')";
        execute(app, sql, [weekend.into(), (*programme).into()]).await;
        let sql = "INSERT INTO micro_credentials (id, programme_id, code, edition, title_ar, title_en, is_core, ordinal,
                       effort_minutes, contact_minutes, lab_minutes, self_study_minutes, participation,
                       quality_assurance_ar, quality_assurance_en, level_framework, level_value, level_status, osi_areas)
                   VALUES ($1, $2, 'MC10', '1', 'وحدة', 'Module', TRUE, 10, 3, 1, 1, 1, '', '', '', 'NQF', 6, '', '')";
        execute(app, sql, [(*micro_credential).into(), (*programme).into()]).await;
        let sql = "INSERT INTO cohorts (id, programme_id, code, title_ar, title_en, state, starts_on, ends_on, closing_on,
                       seat_limit, zone, is_sample)
                   VALUES ($1, $2, 'A', 'دفعة', 'Cohort', 'running', '2026-09-06', '2026-12-05', '2026-12-03', 12,
                       'Asia/Bahrain', TRUE)";
        execute(app, sql, [cohort.into(), (*programme).into()]).await;
        let sql = "INSERT INTO residencies (id, programme_id, cohort_id, fellow_id, sponsor_id, country_code, state, is_sample)
                   SELECT $1, p.id, $2, $3, p.owner_id, 'BHR', 'active', TRUE FROM programmes p WHERE p.id = $4";
        let values = [
            (*residency).into(),
            cohort.into(),
            (*fellow).into(),
            (*programme).into(),
        ];
        execute(app, sql, values).await;
    }

    /// The module's work, as the cohort has it: an assignment by a rubric, due on a Thursday.
    async fn store_assignment(&self) {
        let Self {
            app,
            programme,
            micro_credential,
            ..
        } = self;
        let rubric: RubricId = app.new_id();
        let sql = "INSERT INTO cohort_micro_credentials (cohort_id, micro_credential_id) SELECT id, $1 FROM cohorts";
        execute(app, sql, [(*micro_credential).into()]).await;
        let sql = "INSERT INTO rubrics (id, programme_id, code, title_ar, title_en, pass_percent, criterion_level_min, markers)
                   VALUES ($1, $2, 'R10', 'سلم', 'Rubric', 60, 2, 1)";
        execute(app, sql, [rubric.into(), (*programme).into()]).await;
        let sql = "INSERT INTO assignments (micro_credential_id, rubric_id, kind, title_ar, title_en, resubmissions_max,
                       late_percent_per_day, late_cutoff_days, resubmission_counts, due_rule, due_time)
                   VALUES ($1, $2, 'report', 'مهمة', 'Report', 1, 10, 5, 'best', 'end_of_last_week', '14:00:00')";
        execute(app, sql, [(*micro_credential).into(), rubric.into()]).await;
        let sql = "INSERT INTO due_dates (cohort_id, micro_credential_id, due_at) SELECT id, $1, $2 FROM cohorts";
        execute(app, sql, [(*micro_credential).into(), at(DUE_AT).into()]).await;
    }

    async fn store_lab(&self) {
        let Self {
            app,
            session,
            booking,
            ..
        } = self;
        let (venue, lab): (VenueId, LabId) = (app.new_id(), app.new_id());
        let sql = "INSERT INTO venues (id, code, title_ar, title_en, capacity, has_step_free_access, has_hearing_loop)
                   VALUES ($1, 'R1', 'قاعة', 'Room', 20, TRUE, TRUE)";
        execute(app, sql, [venue.into()]).await;
        let sql = "INSERT INTO labs (id, programme_id, code, micro_credential_id, title_ar, title_en, venue_id, duration_minutes)
                   VALUES ($1, $2, 'LB10', $3, 'مختبر', 'Lab', $4, 180)";
        execute(
            app,
            sql,
            [
                lab.into(),
                self.programme.into(),
                self.micro_credential.into(),
                venue.into(),
            ],
        )
        .await;
        let sql = "INSERT INTO sessions (id, programme_id, cohort_id, code, kind, state, lab_id, micro_credential_id,
                       title_ar, title_en, venue_id, held_on, starts_at, ends_at, zone, credited_minutes, is_mandatory,
                       needs_access_permit, has_transport, seats, seats_taken)
                   SELECT $1, r.programme_id, r.cohort_id, 'LB10-1', 'lab', 'scheduled', $2, $3, 'مختبر', 'Lab', $4,
                       '2026-11-16', $5, $6, 'Asia/Bahrain', 180, TRUE, FALSE, FALSE, 12, 1 FROM residencies r";
        let times = [at(MONDAY).into(), (at(MONDAY) + TimeDelta::hours(3)).into()];
        let ids = [
            (*session).into(),
            lab.into(),
            self.micro_credential.into(),
            venue.into(),
        ];
        execute(app, sql, ids.into_iter().chain(times)).await;
        let sql = "INSERT INTO bookings (id, programme_id, session_id, lab_id, fellow_id, residency_id, state, created_at)
                   VALUES ($1, $2, $3, $4, $5, $6, 'seated', $7)";
        let ids = [
            (*booking).into(),
            self.programme.into(),
            (*session).into(),
            lab.into(),
            self.fellow.into(),
        ];
        execute(
            app,
            sql,
            ids.into_iter()
                .chain([self.residency.into(), app.now().into()]),
        )
        .await;
    }

    async fn store_plan(&self, event: Event, offsets: &[&str]) -> bool {
        let offsets: Vec<Offset> = offsets
            .iter()
            .map(|offset| Offset::parse(offset).unwrap())
            .collect();
        let plan = (&offsets[..], &Channel::ALL[..], None);
        let stored = self.app.write(async |txn| {
            operations::store_plan_in(&self.app, txn, self.programme, event, plan).await
        });
        stored.await.unwrap()
    }

    async fn open(
        &self,
        event: Event,
        cause: Uuid,
        subject: Uuid,
        occurs_at: DateTime<Utc>,
    ) -> OccurrenceId {
        let new = NewOccurrence {
            programme: self.programme,
            event,
            person: self.fellow,
            cause,
            subject,
            occurs_at,
        };
        let opened = self.app.write(async |txn| {
            outbox::operations::open_occurrence_in(&self.app, txn, new.clone()).await
        });
        opened.await.unwrap()
    }

    /// Opens the fellow's lab occurrence for `occurs_at` and plans its reminders.
    async fn planned_lab(&self, occurs_at: &str) -> Vec<Reminder> {
        let id = self
            .open(
                Event::LabSession,
                self.booking.0,
                self.session.0,
                at(occurs_at),
            )
            .await;
        operations::plan_reminders(&self.app, id).await.unwrap();
        outbox::operations::reminders(&self.app, id).await.unwrap()
    }

    async fn planned_work(&self) -> Vec<Reminder> {
        let id = self
            .open(
                Event::AssignmentDue,
                self.residency.0,
                self.micro_credential.0,
                at(DUE_AT),
            )
            .await;
        operations::plan_reminders(&self.app, id).await.unwrap();
        outbox::operations::reminders(&self.app, id).await.unwrap()
    }

    async fn send(&self, reminder: &Reminder) -> ReminderOutcome {
        operations::send_reminder(&self.app, reminder.id)
            .await
            .unwrap()
    }

    async fn state(&self, reminder: &Reminder) -> ReminderState {
        outbox::operations::reminder(&self.app, reminder.id)
            .await
            .unwrap()
            .unwrap()
            .state
    }

    fn actor(&self) -> Actor {
        Actor::of(self.fellow, Vec::new(), Language::Ar)
    }
}

/// 08:00 in Bahrain.
const MONDAY: &str = "2026-11-16T05:00:00Z";
const WEDNESDAY: &str = "2026-11-18T05:00:00Z";
/// 14:00 in Bahrain, on a Thursday.
const DUE_AT: &str = "2026-11-19T11:00:00Z";

fn moments(reminders: &[Reminder]) -> Vec<DateTime<Utc>> {
    reminders.iter().map(|reminder| reminder.send_at).collect()
}

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
        (LetterKind::LabReminder, scene.fellow)
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
    let withdrawn = scene.app.write(async |txn| {
        outbox::operations::withdraw_occurrences_in(&scene.app, txn, cause).await
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

#[tokio::test]
async fn storing_an_equal_plan_changes_nothing() {
    let scene = scene().await;
    let audited = count(&scene.app, "audit_entries").await;
    assert!(
        !scene
            .store_plan(Event::LabSession, &["-P3D", "-P1D", "-PT2H"])
            .await
    );
    assert_eq!(count(&scene.app, "audit_entries").await, audited);
    assert!(scene.store_plan(Event::LabSession, &["-P2D"]).await);
    assert_eq!(count(&scene.app, "audit_entries").await, audited + 1);
    assert_eq!(count(&scene.app, "notification_plans").await, 2);
}

#[tokio::test]
async fn an_inbox_is_its_readers_alone() {
    let scene = scene().await;
    for reminder in &scene.planned_lab(MONDAY).await {
        assert_eq!(scene.send(reminder).await, ReminderOutcome::Sent);
    }
    let (app, reader) = (&scene.app, scene.actor());
    let page = operations::inbox(app, &reader, None, 1).await.unwrap();
    let rest = operations::inbox(app, &reader, Some(page[0].id), 100)
        .await
        .unwrap();
    assert_eq!(
        (
            page.len(),
            rest.len(),
            operations::unread_count(app, &reader).await.unwrap()
        ),
        (1, 1, 2)
    );

    let stranger = Actor::of(
        person(app, "noor", Language::En).await,
        Vec::new(),
        Language::En,
    );
    assert_eq!(
        operations::inbox(app, &stranger, None, 100).await.unwrap(),
        []
    );
    let refused = operations::mark_read(app, &stranger, page[0].id).await;
    assert!(
        matches!(refused, Err(OperationError::NotFound)),
        "{refused:?}"
    );
    assert_eq!(operations::mark_all_read(app, &stranger).await.unwrap(), 0);
    assert_eq!(operations::unread_count(app, &reader).await.unwrap(), 2);

    operations::mark_read(app, &reader, page[0].id)
        .await
        .unwrap();
    operations::mark_read(app, &reader, page[0].id)
        .await
        .unwrap();
    assert_eq!(operations::unread_count(app, &reader).await.unwrap(), 1);
    assert_eq!(operations::mark_all_read(app, &reader).await.unwrap(), 1);
    assert!(
        operations::inbox(app, &reader, None, 100)
            .await
            .unwrap()
            .iter()
            .all(|notice| notice.is_read)
    );
}

#[tokio::test]
async fn preferences_are_saved_over_the_version_that_was_seen() {
    let scene = scene().await;
    let (app, reader) = (&scene.app, scene.actor());
    let draft = |digits, version| PreferencesDraft { digits, version };
    let unset = operations::preferences(app, &reader).await.unwrap();
    assert_eq!((unset.digits, unset.version), (Digits::Latin, 0));

    assert_eq!(
        operations::save_preferences(app, &reader, draft(Digits::ArabicIndic, 0))
            .await
            .unwrap(),
        1
    );
    for stale in [0, 7] {
        let refused = operations::save_preferences(app, &reader, draft(Digits::Latin, stale)).await;
        assert!(matches!(refused, Err(OperationError::Stale)), "{refused:?}");
    }
    let kept = operations::preferences(app, &reader).await.unwrap();
    assert_eq!((kept.digits, kept.version), (Digits::ArabicIndic, 1));
    assert_eq!(
        operations::save_preferences(app, &reader, draft(Digits::Latin, 1))
            .await
            .unwrap(),
        2
    );
}
