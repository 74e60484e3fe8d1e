//! What the tests of this context play in.

use crate::{
    App, Language,
    actor::Actor,
    id::*,
    notifications::{
        Channel,
        operations::{self, ReminderOutcome},
        rules::Offset,
    },
    outbox::{
        self, Event, ReminderState,
        operations::{NewOccurrence, Reminder},
        tests::{at, execute, person, programme},
    },
    stage,
};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// Sunday, 07:30 in Bahrain.
pub const BOOKED_AT: &str = "2026-11-15T04:30:00Z";

/// A programme with a plan, a cohort with one due date, one lab session on Monday, and a fellow with a seat in it.
pub struct Scene {
    pub app: App,
    pub programme: ProgrammeId,
    pub fellow: PersonId,
    pub residency: ResidencyId,
    pub micro_credential: MicroCredentialId,
    pub session: SessionId,
    pub booking: BookingId,
}

pub async fn scene() -> Scene {
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
    pub async fn store_curriculum(&self) {
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
    pub async fn store_assignment(&self) {
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

    pub async fn store_lab(&self) {
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

    pub async fn store_plan(&self, event: Event, offsets: &[&str]) -> bool {
        let offsets: Vec<Offset> = offsets
            .iter()
            .map(|offset| Offset::parse(offset).unwrap())
            .collect();
        let plan = (&offsets[..], &Channel::ALL[..], None);
        let stored = self.app.write(|txn| async move {
            let txn = &*txn;
            operations::store_plan_in(&self.app, txn, self.programme, event, plan).await
        });
        stored.await.unwrap()
    }

    pub async fn open(
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
        let opened = self.app.write(|txn| {
            let new = &new;
            async move {
                let txn = &*txn;
                outbox::operations::open_occurrence_in(&self.app, txn, new.clone()).await
            }
        });
        opened.await.unwrap()
    }

    /// Opens the fellow's lab occurrence for `occurs_at` and plans its reminders.
    pub async fn planned_lab(&self, occurs_at: &str) -> Vec<Reminder> {
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

    pub async fn planned_work(&self) -> Vec<Reminder> {
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

    pub async fn send(&self, reminder: &Reminder) -> ReminderOutcome {
        operations::send_reminder(&self.app, reminder.id)
            .await
            .unwrap()
    }

    pub async fn state(&self, reminder: &Reminder) -> ReminderState {
        outbox::operations::reminder(&self.app, reminder.id)
            .await
            .unwrap()
            .unwrap()
            .state
    }

    pub fn actor(&self) -> Actor {
        Actor::of(self.fellow, Vec::new(), Language::Ar)
    }
}

/// 08:00 in Bahrain.
pub const MONDAY: &str = "2026-11-16T05:00:00Z";
pub const WEDNESDAY: &str = "2026-11-18T05:00:00Z";
/// 14:00 in Bahrain, on a Thursday.
pub const DUE_AT: &str = "2026-11-19T11:00:00Z";

pub fn moments(reminders: &[Reminder]) -> Vec<DateTime<Utc>> {
    reminders.iter().map(|reminder| reminder.send_at).collect()
}
