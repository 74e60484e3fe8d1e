//! Letters and occurrences, against a database.

mod letters;
mod occurrences;

use super::{
    LetterKind, SessionData,
    operations::{self, LetterToSend, NewLetter},
};
use crate::{App, Bilingual, Language, Role, Scope, actor::Actor, id::*, scope::Grant};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub async fn execute(app: &App, sql: &str, values: impl IntoIterator<Item = Value>) {
    let statement = Statement::from_sql_and_values(app.backend(), sql, values);
    app.write(|txn| {
        let statement = &statement;
        async move { Ok(txn.execute_raw(statement.clone()).await?) }
    })
    .await
    .unwrap();
}

pub async fn count(app: &App, of: &str) -> i64 {
    let sql = ["SELECT count(*) AS n FROM ", of].concat();
    let select = Statement::from_string(app.backend(), sql);
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

pub async fn write(app: &App, letter: NewLetter) -> Option<LetterId> {
    app.write(|txn| {
        let letter = &letter;
        async move { operations::write_letter_in(app, &txn, letter.clone()).await }
    })
    .await
    .unwrap()
}

pub async fn given(app: &App, id: LetterId) -> Option<LetterToSend> {
    operations::letter_to_send(app, id, "zamala@z.org")
        .await
        .unwrap()
}

pub fn seat_letter(app: &App, recipient: PersonId, programme: ProgrammeId) -> NewLetter {
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
        recipient: recipient.into(),
        occasion: "booking 7".into(),
        data: data.into_json(),
        send_at: app.now(),
    }
}

/// A letter that waits, its recipient and their programme.
pub async fn waiting(app: &App) -> (LetterId, PersonId, ProgrammeId) {
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
