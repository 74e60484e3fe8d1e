//! Letters and occurrences, against a database.

use super::{
    Event, LetterKind, LetterState, LinkData, ReminderState, SessionData,
    operations::{self, KeptLetter, LetterToSend, NewLetter, NewOccurrence, Occurrence},
};
use crate::{
    App, Bilingual, Language, Role, Scope, actor::Actor, error::OperationError, id::*,
    scope::Grant, stage,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub async fn execute(app: &App, sql: &str, values: impl IntoIterator<Item = Value>) {
    let statement = Statement::from_sql_and_values(app.backend(), sql, values);
    app.write(async |txn| Ok(txn.execute_raw(statement.clone()).await?))
        .await
        .unwrap();
}

pub async fn count(app: &App, of: &str) -> i64 {
    let select = Statement::from_string(app.backend(), format!("SELECT count(*) AS n FROM {of}"));
    app.db()
        .query_one_raw(select)
        .await
        .unwrap()
        .unwrap()
        .try_get("", "n")
        .unwrap()
}

/// A programme with its owner; `code` names both.
pub async fn programme(app: &App, code: &str) -> ProgrammeId {
    let (owner, id): (OrganisationId, ProgrammeId) = (app.new_id(), app.new_id());
    let country = "INSERT INTO countries (code, name_ar, name_en, partnership) VALUES ('BHR', 'البحرين', 'Bahrain', 'host')
                   ON CONFLICT (code) DO NOTHING";
    execute(app, country, []).await;
    let organisation = "INSERT INTO organisations (id, code, country_code, title_ar, title_en)
                        VALUES ($1, $2, 'BHR', 'الهيئة', 'Authority')";
    execute(app, organisation, [owner.into(), code.into()]).await;
    let programme = "INSERT INTO programmes (id, code, kind, state, owner_id, title_ar, title_en, audience_ar,
                         audience_en, zone, is_sample)
                     VALUES ($1, $2, 'residency_fellowship', 'running', $3, 'برنامج', 'Programme', '', '',
                         'Asia/Bahrain', FALSE)";
    execute(app, programme, [id.into(), code.into(), owner.into()]).await;
    id
}

/// A person with an active account, named `name` and read in `language`.
pub async fn person(app: &App, name: &str, language: Language) -> PersonId {
    let (id, account): (PersonId, AccountId) = (app.new_id(), app.new_id());
    let email = format!("{name}@example.org");
    let person = "INSERT INTO people (id, name_ar, name_en, search_key, email, email_key, language, is_sample, created_at)
                  VALUES ($1, 'سارة', $2, '', $3, $3, $4, TRUE, $5)";
    let values = [
        id.into(),
        name.into(),
        email.into(),
        language.code().into(),
        app.now().into(),
    ];
    execute(app, person, values).await;
    let with_account =
        "INSERT INTO accounts (id, person_id, state, created_at) VALUES ($1, $2, 'active', $3)";
    execute(
        app,
        with_account,
        [account.into(), id.into(), app.now().into()],
    )
    .await;
    id
}

pub async fn suspend(app: &App, person: PersonId) {
    execute(
        app,
        "UPDATE accounts SET state = 'suspended' WHERE person_id = $1",
        [person.into()],
    )
    .await;
}

pub fn manager_of(programme: ProgrammeId) -> Actor {
    let grants = vec![Grant::standing(
        Role::ProgrammeManager,
        Scope::Programme(programme),
    )];
    Actor::of(PersonId(Uuid::from_u128(1)), grants, Language::En)
}

/// The whole ledger, as an administrator sees it.
pub async fn ledger(app: &App) -> Vec<operations::LedgerLine> {
    operations::letters(app, &Actor::system(), None, 100)
        .await
        .unwrap()
}

async fn write(app: &App, letter: NewLetter) -> Option<LetterId> {
    app.write(async |txn| operations::write_letter_in(app, txn, letter.clone()).await)
        .await
        .unwrap()
}

async fn given(app: &App, id: LetterId) -> Option<LetterToSend> {
    operations::letter_to_send(app, id).await.unwrap()
}

fn seat_letter(app: &App, recipient: PersonId, programme: ProgrammeId) -> NewLetter {
    let starts_at = app.now() + TimeDelta::days(1);
    let data = SessionData {
        title: Bilingual::new("مختبر", "Lab"),
        code: "LB10-1".into(),
        venue: Bilingual::new("قاعة", "Room"),
        starts_at,
        ends_at: starts_at + TimeDelta::hours(3),
        zone: "Asia/Bahrain".into(),
        lead: None,
        link: "/sessions/7".into(),
    };
    NewLetter {
        kind: LetterKind::SeatPassed,
        programme: Some(programme),
        recipient,
        occasion: "booking 7".into(),
        data: data.into_json(),
        send_at: app.now(),
    }
}

/// A letter that waits, its recipient and their programme.
async fn waiting(app: &App) -> (LetterId, PersonId, ProgrammeId) {
    let programme = programme(app, "DTF").await;
    let recipient = person(app, "sara", Language::Ar).await;
    (
        write(app, seat_letter(app, recipient, programme))
            .await
            .unwrap(),
        recipient,
        programme,
    )
}

#[tokio::test]
async fn an_occasion_has_one_letter_and_one_promise_to_send_it() {
    let app = stage::app().await;
    let (_, recipient, programme) = waiting(&app).await;

    assert_eq!(
        write(&app, seat_letter(&app, recipient, programme)).await,
        None
    );

    assert_eq!(
        (count(&app, "letters").await, count(&app, "jobs").await),
        (1, 1)
    );
    let other = NewLetter {
        occasion: "booking 8".into(),
        ..seat_letter(&app, recipient, programme)
    };
    assert!(write(&app, other).await.is_some());
    assert_eq!(
        (count(&app, "letters").await, count(&app, "jobs").await),
        (2, 2)
    );
}

#[tokio::test]
async fn a_letter_is_given_in_the_recipients_language_until_it_is_sent() {
    let app = stage::app().await;
    let (id, recipient, _) = waiting(&app).await;

    let letter = given(&app, id).await.unwrap();
    assert_eq!(
        (letter.language, letter.recipient_name.as_str()),
        (Language::Ar, "سارة")
    );
    assert_eq!(
        (letter.to_address.as_str(), letter.is_sample),
        ("sara@example.org", true)
    );
    assert_eq!(letter.link, "https://zamala.example.org/ar/sessions/7");
    assert!(
        letter.message_id.ends_with("@zamala.example.org>"),
        "{}",
        letter.message_id
    );

    execute(
        &app,
        "UPDATE people SET language = 'en' WHERE id = $1",
        [recipient.into()],
    )
    .await;
    let english = given(&app, id).await.unwrap();
    assert_eq!(
        (english.language, english.recipient_name.as_str()),
        (Language::En, "sara")
    );
    assert_eq!(english.message_id, letter.message_id);

    assert!(operations::mark_attempt(&app, id).await.unwrap());
    assert!(operations::mark_sent(&app, id).await.unwrap());
    assert_eq!(given(&app, id).await, None);
    assert!(
        !operations::mark_sent(&app, id).await.unwrap(),
        "a letter is sent once"
    );
    assert!(!operations::mark_attempt(&app, id).await.unwrap());
    let [line] = &ledger(&app).await[..] else {
        panic!("one letter")
    };
    assert_eq!(
        (line.state, line.attempts, line.sent_at.is_some()),
        (LetterState::Sent, 1, true)
    );
    assert_eq!(
        count(&app, "audit_entries WHERE action = 'outbox.send'").await,
        1
    );
}

#[tokio::test]
async fn an_attempt_without_answer_leaves_a_doubt_and_a_refusal_takes_it_away() {
    let app = stage::app().await;
    let (id, ..) = waiting(&app).await;
    assert_eq!(given(&app, id).await.unwrap().ambiguous_at, None);

    operations::mark_attempt(&app, id).await.unwrap();
    let doubtful = given(&app, id).await.unwrap();
    assert!(doubtful.ambiguous_at.is_some());
    assert_eq!(doubtful.attempts, 1);

    operations::mark_failed(&app, id, "451 later")
        .await
        .unwrap();
    assert_eq!(given(&app, id).await.unwrap().ambiguous_at, None);

    operations::mark_attempt(&app, id).await.unwrap();
    operations::mark_ambiguous(&app, id, "connection lost")
        .await
        .unwrap();
    let doubtful = given(&app, id).await.unwrap();
    assert_eq!(
        (doubtful.attempts, doubtful.ambiguous_at.is_some()),
        (2, true)
    );
    assert_eq!(
        ledger(&app).await[0].last_error.as_deref(),
        Some("connection lost")
    );
}

#[tokio::test]
async fn a_letter_that_is_given_up_stays_in_the_ledger_with_its_reason() {
    let app = stage::app().await;
    let (id, ..) = waiting(&app).await;
    assert!(
        operations::mark_dead(&app, id, "550 no\r\nsuch box")
            .await
            .unwrap()
    );
    assert_eq!(given(&app, id).await, None);
    let line = &ledger(&app).await[0];
    assert_eq!(
        (line.state, line.last_error.as_deref()),
        (LetterState::Dead, Some("550 no such box"))
    );
}

#[tokio::test]
async fn who_is_suspended_gets_no_letter_and_the_ledger_says_so() {
    let app = stage::app().await;
    let (id, recipient, _) = waiting(&app).await;
    assert!(given(&app, id).await.is_some());
    assert!(operations::is_reachable(&app, recipient).await.unwrap());

    suspend(&app, recipient).await;

    assert!(!operations::is_reachable(&app, recipient).await.unwrap());
    assert_eq!(given(&app, id).await, None);
    let line = &ledger(&app).await[0];
    assert_eq!(
        (line.state, line.last_error.as_deref()),
        (LetterState::Cancelled, Some("recipient-suspended"))
    );
}

#[tokio::test]
async fn a_session_that_has_begun_needs_no_letter() {
    let app = stage::app().await;
    let (id, ..) = waiting(&app).await;
    app.mark_as_demo(app.now() + TimeDelta::days(2))
        .await
        .unwrap();
    assert_eq!(given(&app, id).await, None);
    assert_eq!(
        ledger(&app).await[0].last_error.as_deref(),
        Some("session-begun")
    );
}

#[tokio::test]
async fn the_secret_of_a_link_is_in_the_letter_and_not_in_the_database() {
    let app = stage::app().await;
    let recipient = person(&app, "sara", Language::En).await;
    let link_id: LinkId = app.new_id();
    let data = LinkData {
        link_id,
        expires_at: app.real_now() + TimeDelta::minutes(10),
        zone: "Asia/Bahrain".into(),
        link: "/reset".into(),
    };
    let letter = NewLetter {
        kind: LetterKind::PasswordReset,
        programme: None,
        recipient,
        occasion: link_id.to_string(),
        data: data.into_json(),
        send_at: app.now(),
    };
    let id = write(&app, letter).await.unwrap();

    let secret = operations::link_secret(&app, link_id);
    assert_eq!(
        given(&app, id).await.unwrap().link,
        format!("https://zamala.example.org/en/reset/{secret}")
    );
    assert_eq!(
        count(&app, &format!("letters WHERE data LIKE '%{secret}%'")).await,
        0
    );
    assert_ne!(secret, operations::link_secret(&app, app.new_id()));
}

#[tokio::test]
async fn a_demo_keeps_letters_and_nothing_else_does() {
    let app = stage::app().await;
    let (id, ..) = waiting(&app).await;
    let kept = KeptLetter {
        to_address: "sara@example.org".into(),
        language: Language::Ar,
        subject: "مقعد".into(),
        text: "نص".into(),
        html: "<p>نص</p>".into(),
        message_id: given(&app, id).await.unwrap().message_id,
        sent_at: app.now(),
    };

    let refused = operations::keep(&app, id, kept.clone()).await;
    assert!(
        matches!(refused, Err(OperationError::NotFound)),
        "{refused:?}"
    );
    assert!(matches!(
        operations::kept_letters(&app).await,
        Err(OperationError::NotFound)
    ));
    assert_eq!(
        (
            count(&app, "kept_letters").await,
            ledger(&app).await[0].state
        ),
        (0, LetterState::Waiting)
    );

    app.mark_as_demo(app.now()).await.unwrap();
    assert!(operations::keep(&app, id, kept.clone()).await.unwrap());
    assert!(!operations::keep(&app, id, kept.clone()).await.unwrap());
    assert_eq!(operations::kept_letters(&app).await.unwrap(), [kept]);
    assert_eq!(ledger(&app).await[0].state, LetterState::Sent);
}

#[tokio::test]
async fn a_manager_sees_the_letters_of_the_own_programme_page_by_page() {
    let app = stage::app().await;
    let (first, recipient, own) = waiting(&app).await;
    let other = programme(&app, "GIF").await;
    let elsewhere = NewLetter {
        occasion: "other".into(),
        ..seat_letter(&app, recipient, other)
    };
    write(&app, elsewhere).await.unwrap();
    let second = NewLetter {
        occasion: "booking 9".into(),
        ..seat_letter(&app, recipient, own)
    };
    let second = write(&app, second).await.unwrap();
    assert_eq!(ledger(&app).await.len(), 3);

    let page = operations::letters(&app, &manager_of(own), None, 1)
        .await
        .unwrap();
    assert_eq!(
        (page.len(), page[0].id, page[0].recipient_name.en.as_str()),
        (1, second, "sara")
    );
    let rest = operations::letters(&app, &manager_of(own), Some(second), 100)
        .await
        .unwrap();
    assert_eq!(rest.iter().map(|line| line.id).collect::<Vec<_>>(), [first]);

    let fellow = Actor::of(recipient, Vec::new(), Language::Ar);
    assert!(matches!(
        operations::letters(&app, &fellow, None, 10).await,
        Err(OperationError::Forbidden)
    ));
}

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
        .write(async |txn| operations::open_occurrence_in(app, txn, new.clone()).await)
        .await
        .unwrap();
    operations::occurrence(app, id).await.unwrap().unwrap()
}

async fn plan(app: &App, occurrence: &Occurrence, moments: &[DateTime<Utc>]) -> u64 {
    app.write(async |txn| operations::plan_reminders_in(app, txn, occurrence, moments).await)
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
    app.write(async |txn| {
        assert!(operations::settle_reminder_in(txn, first, ReminderState::Sent).await?);
        operations::attach_letter_in(txn, first, letter).await
    })
    .await
    .unwrap();
    assert!(given(&app, letter).await.is_some());

    let withdraw = async |cause: u128| {
        let cause = Uuid::from_u128(cause);
        app.write(async |txn| operations::withdraw_occurrences_in(&app, txn, cause).await)
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
