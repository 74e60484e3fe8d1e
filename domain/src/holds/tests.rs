//! Holds against a database.

use super::{HoldFacts, HoldSubject, NewHold, entity::holds, operations};
use crate::{
    Actor, App, Bilingual, Language, OperationError, audit,
    id::{HoldId, PersonId, ProgrammeId},
    stage,
};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, Statement};
use std::collections::HashMap;
use uuid::Uuid;

const PROGRAMME: ProgrammeId = ProgrammeId(Uuid::from_u128(1));
const SESSION: Uuid = Uuid::from_u128(11);
const OTHER_SESSION: Uuid = Uuid::from_u128(12);

async fn app_with_programme() -> App {
    let app = stage::app().await;
    let organisation = Uuid::from_u128(2);
    app.write(|txn| {
let app = &app;
async move {
            let txn = &*txn;
        let execute = async |sql: &str, values: Vec<sea_orm::Value>| {
            txn.execute_raw(Statement::from_sql_and_values(app.backend(), sql, values)).await.map(drop)
        };
        execute("INSERT INTO countries (code, name_ar, name_en, partnership) VALUES ('BHR', 'أ', 'B', 'host')", vec![])
            .await?;
        let insert = "INSERT INTO organisations (id, code, country_code, title_ar, title_en) VALUES ($1, 'o', 'BHR', 'أ', 'O')";
        execute(insert, vec![organisation.into()]).await?;
        let insert = "INSERT INTO programmes
            (id, code, kind, state, owner_id, title_ar, title_en, audience_ar, audience_en, zone, is_sample)
            VALUES ($1, 'P', 'fellowship', 'running', $2, 'أ', 'P', 'أ', 'A', 'Asia/Bahrain', TRUE)";
        execute(insert, vec![PROGRAMME.0.into(), organisation.into()]).await?;
        Ok(())
    }})
    .await
    .unwrap();
    app
}

fn coordinator() -> Actor {
    Actor::of(PersonId(Uuid::from_u128(3)), Vec::new(), Language::En)
}

fn reason() -> Bilingual {
    Bilingual::new("تعطّل المكيّف", "The air conditioning is down")
}

async fn place(app: &App, subject: Uuid, reason: Bilingual) -> Result<HoldId, OperationError> {
    let new = NewHold {
        programme: PROGRAMME,
        subject_kind: HoldSubject::Session,
        subject,
        reason,
    };
    app.write(|txn| {
        let new = &new;
        async move { operations::place_in(app, &txn, &coordinator(), new.clone()).await }
    })
    .await
}

async fn lift(app: &App, id: HoldId) -> Result<(), OperationError> {
    app.write(|txn| async move { operations::lift_in(app, &txn, &coordinator(), id).await })
        .await
}

async fn live(app: &App, subject: Uuid) -> Option<HoldFacts> {
    operations::live_hold_from(app.db(), HoldSubject::Session, subject)
        .await
        .unwrap()
}

async fn rows(app: &App) -> Vec<holds::Model> {
    holds::Entity::find().all(app.db()).await.unwrap()
}

/// The audited acts, oldest first, with what they were done to.
async fn acts(app: &App) -> Vec<(String, String)> {
    let lines = audit::operations::log(app, &Actor::system(), None, 100)
        .await
        .unwrap();
    lines
        .into_iter()
        .rev()
        .map(|line| (line.action, line.subject_id))
        .collect()
}

#[tokio::test]
async fn a_hold_stands_until_it_is_lifted() {
    let app = app_with_programme().await;
    let id = place(&app, SESSION, reason()).await.unwrap();

    let held = live(&app, SESSION).await.unwrap();
    assert_eq!((held.id, &held.reason), (id, &reason()));
    assert_eq!(live(&app, OTHER_SESSION).await, None);

    lift(&app, id).await.unwrap();
    assert_eq!(live(&app, SESSION).await, None);
    let [row] = rows(&app).await.try_into().unwrap();
    assert_eq!(
        (row.placed_by, row.lifted_by),
        (coordinator().person, coordinator().person)
    );
    let expected = [
        ("holds.place".to_owned(), id.to_string()),
        ("holds.lift".to_owned(), id.to_string()),
    ];
    assert_eq!(acts(&app).await, expected);
}

#[tokio::test]
async fn a_second_live_hold_is_refused_and_leaves_nothing() {
    let app = app_with_programme().await;
    let id = place(&app, SESSION, reason()).await.unwrap();
    let before = (rows(&app).await, acts(&app).await);

    let refusal = place(&app, SESSION, Bilingual::new("سبب آخر", "Another reason"))
        .await
        .unwrap_err();

    assert!(
        matches!(refusal, OperationError::Refused("already-on-hold")),
        "{refusal:?}"
    );
    assert_eq!((rows(&app).await, acts(&app).await), before);

    lift(&app, id).await.unwrap();
    let again = place(&app, SESSION, reason()).await.unwrap();
    assert_eq!(live(&app, SESSION).await.map(|held| held.id), Some(again));
    assert_eq!(rows(&app).await.len(), 2);
}

#[tokio::test]
async fn a_hold_is_lifted_once() {
    let app = app_with_programme().await;
    let id = place(&app, SESSION, reason()).await.unwrap();
    lift(&app, id).await.unwrap();
    let before = (rows(&app).await, acts(&app).await);

    let refusal = lift(&app, id).await.unwrap_err();

    assert!(
        matches!(refusal, OperationError::Refused("hold-already-lifted")),
        "{refusal:?}"
    );
    assert_eq!((rows(&app).await, acts(&app).await), before);
}

#[tokio::test]
async fn a_hold_that_does_not_exist_is_not_found() {
    let app = app_with_programme().await;
    let error = lift(&app, HoldId(Uuid::from_u128(99))).await.unwrap_err();
    assert!(matches!(error, OperationError::NotFound), "{error:?}");
}

#[tokio::test]
async fn a_reason_in_one_language_is_invalid_and_leaves_nothing() {
    let app = app_with_programme().await;
    let error = place(
        &app,
        SESSION,
        Bilingual::new("", "The air conditioning is down"),
    )
    .await
    .unwrap_err();
    let OperationError::Invalid(faults) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        faults
            .iter()
            .map(|fault| fault.field.as_str())
            .collect::<Vec<_>>(),
        ["reason_ar"]
    );
    assert_eq!(holds::Entity::find().count(app.db()).await.unwrap(), 0);
    assert_eq!(acts(&app).await, []);
}

#[tokio::test]
async fn lists_learn_of_live_holds_only() {
    let app = app_with_programme().await;
    let lifted = place(&app, SESSION, reason()).await.unwrap();
    lift(&app, lifted).await.unwrap();
    let id = place(&app, OTHER_SESSION, reason()).await.unwrap();
    let placed_at = live(&app, OTHER_SESSION).await.unwrap().placed_at;

    let found = operations::live_holds_of(&app, HoldSubject::Session, &[SESSION, OTHER_SESSION])
        .await
        .unwrap();

    assert_eq!(
        found,
        HashMap::from([(
            OTHER_SESSION,
            HoldFacts {
                id,
                reason: reason(),
                placed_at
            }
        )])
    );
    assert_eq!(
        operations::live_holds_of(&app, HoldSubject::Session, &[])
            .await
            .unwrap(),
        HashMap::new()
    );
}

#[tokio::test]
async fn of_two_who_place_at_once_one_wins() {
    let app = app_with_programme().await;
    let both = futures::future::join(
        place(&app, SESSION, reason()),
        place(&app, SESSION, reason()),
    )
    .await;
    let won = [&both.0, &both.1]
        .into_iter()
        .filter(|outcome| outcome.is_ok())
        .count();
    let refused = [&both.0, &both.1]
        .into_iter()
        .filter(|o| matches!(o, Err(OperationError::Refused(_))))
        .count();
    assert_eq!((won, refused), (1, 1));
}
