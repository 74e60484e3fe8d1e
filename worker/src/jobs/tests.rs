//! Letters on their way from the outbox to a relay that misbehaves.

use super::{JobError, Tools, perform};
use crate::{
    Settings, drain,
    mailer::{Mailer, SmtpMailer, SmtpSettings},
    sink::{Mode, Sink},
    stage,
};
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement, Value};
use std::{sync::Arc, time::Duration};
use tempfile::TempDir;
use zamala_domain::{
    App,
    id::{LetterId, PersonId},
    jobs::{Job, operations::promise_in},
    outbox::operations as outbox,
};

const WAIT: Duration = Duration::from_mins(10);

struct Stage {
    app: App,
    sink: Sink,
    tools: Arc<Tools>,
    letter: LetterId,
    _folder: TempDir,
}

impl Stage {
    /// One letter to one person, a relay, and a wait after an unknown end.
    async fn new(ambiguous_wait: Duration) -> Self {
        let (app, folder) = stage::app().await;
        let sink = Sink::start().await;
        let settings = SmtpSettings::new(sink.url().into(), "Zamala <zamala@example.org>");
        let mailer = Mailer::Smtp(Box::new(SmtpMailer::new(&settings).unwrap()));
        let tools = Arc::new(Tools::new(mailer, stage::templates(), ambiguous_wait).unwrap());
        let letter = write_letter(&app).await;
        Self {
            app,
            sink,
            tools,
            letter,
            _folder: folder,
        }
    }

    async fn send(&self) -> Result<(), JobError> {
        perform(
            &self.app,
            &self.tools,
            &Job::SendLetter {
                letter: self.letter,
            },
        )
        .await
    }

    fn copies(&self) -> Vec<usize> {
        self.sink.copies().into_values().collect()
    }

    async fn state(&self) -> String {
        let select = Statement::from_sql_and_values(
            self.app.backend(),
            "SELECT state FROM letters WHERE id = $1",
            [self.letter.into()],
        );
        self.app
            .db()
            .query_one_raw(select)
            .await
            .unwrap()
            .unwrap()
            .try_get("", "state")
            .unwrap()
    }
}

async fn execute(app: &App, sql: &str, values: Vec<Value>) {
    let statement = Statement::from_sql_and_values(app.backend(), sql, values);
    let statement = &statement;
    app.write(|txn| async move { Ok(txn.execute_raw(statement.clone()).await?) })
        .await
        .unwrap();
}

async fn write_letter(app: &App) -> LetterId {
    let (person, letter): (PersonId, LetterId) = (app.new_id(), app.new_id());
    let now = app.now();
    let person_sql = "INSERT INTO people (id, name_ar, name_en, search_key, email, email_key, language, is_sample, created_at)
                      VALUES ($1, 'أمينة', 'Amina', '', 'amina@example.org', 'amina@example.org', 'ar', FALSE, $2)";
    execute(app, person_sql, vec![person.into(), now.into()]).await;
    let data =
        r#"{"changed_at": "2026-11-15T04:30:00Z", "zone": "Asia/Bahrain", "link": "/password"}"#;
    let letter_sql = "INSERT INTO letters (id, kind, recipient_id, occasion, data, send_at, state, message_id, created_at)
                      VALUES ($1, 'password-changed', $2, 'x', $3, $4, 'waiting', '<1@zamala.example.org>', $4)";
    execute(
        app,
        letter_sql,
        vec![letter.into(), person.into(), data.into(), now.into()],
    )
    .await;
    app.write(|txn| async move { promise_in(app, &txn, &Job::SendLetter { letter }, now).await })
        .await
        .unwrap();
    letter
}

#[tokio::test]
async fn a_letter_is_sent_once_in_the_recipients_language() {
    let stage = Stage::new(WAIT).await;
    stage.send().await.unwrap();
    stage.send().await.unwrap();
    assert_eq!(
        (stage.copies(), stage.state().await),
        (vec![1], "sent".to_owned())
    );
    assert!(
        stage.sink.letters()[0]
            .content
            .contains("Content-Language: ar\n")
    );
}

#[tokio::test]
async fn a_refusal_for_now_is_tried_again_and_one_for_good_is_not() {
    let stage = Stage::new(WAIT).await;
    stage.sink.set(Mode::AfterContent("451 4.3.0 later"));
    assert!(matches!(stage.send().await, Err(JobError::Retry(_))));
    assert_eq!(stage.state().await, "waiting");
    stage.sink.set(Mode::AtRecipient("550 5.1.1 nobody"));
    assert!(matches!(stage.send().await, Err(JobError::GiveUp(_))));
}

#[tokio::test]
async fn a_relay_that_is_away_costs_no_try() {
    let stage = Stage::new(WAIT).await;
    stage.sink.set(Mode::DropAtOnce);
    assert!(matches!(stage.send().await, Err(JobError::RetryAfter(..))));
    assert_eq!(stage.state().await, "waiting");
}

#[tokio::test]
async fn after_an_unknown_end_the_letter_rests_and_is_sent_once_more() {
    let stage = Stage::new(WAIT).await;
    stage.sink.set(Mode::DropAfterContent);
    assert!(matches!(
        stage.send().await,
        Err(JobError::RetryAfter(WAIT, _))
    ));
    stage.sink.set(Mode::Accept);
    assert!(matches!(stage.send().await, Err(JobError::RetryAfter(left, _)) if left <= WAIT));
    assert_eq!(stage.copies(), [1]);

    let long_ago = stage.app.real_now() - WAIT;
    execute(
        &stage.app,
        "UPDATE letters SET ambiguous_at = $1",
        vec![long_ago.into()],
    )
    .await;
    stage.send().await.unwrap();
    assert_eq!(
        (stage.copies(), stage.state().await),
        (vec![2], "sent".to_owned())
    );
}

#[tokio::test]
async fn a_second_unknown_end_is_the_last() {
    let stage = Stage::new(Duration::ZERO).await;
    stage.sink.set(Mode::DropAfterContent);
    assert!(matches!(stage.send().await, Err(JobError::RetryAfter(..))));
    assert!(matches!(stage.send().await, Err(JobError::GiveUp(_))));
    assert_eq!(stage.copies(), [2]);
}

#[tokio::test]
async fn an_attempt_of_a_worker_that_died_is_an_unknown_end() {
    let stage = Stage::new(WAIT).await;
    assert!(
        outbox::mark_attempt(&stage.app, stage.letter)
            .await
            .unwrap()
    );
    assert!(matches!(stage.send().await, Err(JobError::RetryAfter(..))));
    assert_eq!(stage.sink.letters(), []);
}

#[tokio::test]
async fn a_letter_that_was_given_up_is_dead_in_the_ledger() {
    let stage = Stage::new(WAIT).await;
    stage.sink.set(Mode::AtRecipient("550 5.1.1 nobody"));
    assert_eq!(
        drain(&stage.app, stage.tools.clone(), &Settings::default())
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        (stage.state().await, stage.copies()),
        ("dead".to_owned(), vec![])
    );
}

#[tokio::test]
async fn a_demo_keeps_its_letters() {
    let mut stage = Stage::new(WAIT).await;
    stage.app.mark_as_demo(stage.app.now()).await.unwrap();
    stage.tools = Arc::new(Tools::new(Mailer::Kept, stage::templates(), WAIT).unwrap());
    drain(&stage.app, stage.tools.clone(), &Settings::default())
        .await
        .unwrap();
    let [kept] = &outbox::kept_letters(&stage.app).await.unwrap()[..] else {
        panic!("one letter")
    };
    assert_eq!(
        (kept.to_address.as_str(), kept.message_id.as_str()),
        ("amina@example.org", "<1@zamala.example.org>")
    );
    assert!(kept.html.contains("dir=\"rtl\"") && !kept.subject.is_empty());
    assert_eq!(
        (stage.state().await, stage.copies()),
        ("sent".to_owned(), vec![])
    );
}
