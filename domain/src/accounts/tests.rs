//! What signing in promises, against a database.

mod links;
mod second_factor;
mod sign_in;
mod standing;
mod tokens;

use super::operations;
use crate::{
    Actor, App, Bilingual, Grant, Language, OperationError, Role, Scope,
    actor::Origin,
    id::{LinkId, PersonId},
    people::{self, PersonDraft},
    stage,
};
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Statement, Value};
use secrecy::{ExposeSecret, SecretString};

const PASSWORD: &str = "herons over quiet water";
const EMAIL: &str = "leila@example.org";

/// Everything that signing in may write, but for throttles and the audit log, which count refusals too.
const WRITTEN: &str = "SELECT (SELECT count(*) FROM sign_in_sessions) * 1000000 + (SELECT count(*) FROM sign_in_links) * 10000
    + (SELECT count(*) FROM api_tokens) * 1000 + (SELECT count(*) FROM letters) * 100
    + (SELECT count(*) FROM recovery_codes) + (SELECT CAST(coalesce(sum(version), 0) AS BIGINT) FROM accounts) AS n";

fn secret(text: &str) -> SecretString {
    text.to_owned().into()
}

fn origin() -> Origin {
    from("192.0.2.1")
}

fn from(address: &str) -> Origin {
    Origin {
        address: Some(address.to_owned()),
        ..Origin::default()
    }
}

async fn person(app: &App, email: &str) -> PersonId {
    let draft = &PersonDraft {
        code: None,
        name: Bilingual {
            ar: "ليلى بن صالح".into(),
            en: "Leila Ben Salah".into(),
        },
        email: email.to_owned(),
        language: Language::Ar,
        organisation: None,
        is_external: false,
        is_sample: true,
    };
    app.write(|txn| async move { people::operations::put_in(app, &txn, draft, &[]).await })
        .await
        .unwrap()
        .0
}

/// A person who was invited and has set [`PASSWORD`].
async fn member(app: &App, email: &str) -> PersonId {
    let id = person(app, email).await;
    let link = operations::invite(app, &Actor::system(), id).await.unwrap();
    operations::set_password_by_link(app, &link_secret(app, link), &secret(PASSWORD), &origin())
        .await
        .unwrap();
    id
}

fn link_secret(app: &App, link: LinkId) -> String {
    operations::link_secret(app, link)
        .expose_secret()
        .to_owned()
}

fn acting(person: PersonId) -> Actor {
    Actor::of(person, Vec::new(), Language::Ar)
}

async fn administrator(app: &App) -> Actor {
    let id = person(app, "administrator@example.org").await;
    Actor::of(
        id,
        vec![Grant::standing(Role::Administrator, Scope::Installation)],
        Language::En,
    )
}

/// Signs in and returns the session's secret.
async fn signed_in(app: &App, email: &str) -> String {
    let entered = operations::sign_in(app, email, &secret(PASSWORD), &origin())
        .await
        .unwrap();
    entered.session_secret.expose_secret().to_owned()
}

async fn number(app: &App, sql: &str) -> i64 {
    let select = Statement::from_string(app.backend(), sql);
    app.db()
        .query_one_raw(select)
        .await
        .unwrap()
        .unwrap()
        .try_get("", "n")
        .unwrap()
}

async fn entries(app: &App, action: &str) -> i64 {
    number(
        app,
        &format!("SELECT count(*) AS n FROM audit_entries WHERE action = '{action}'"),
    )
    .await
}

async fn letters(app: &App, kind: &str) -> i64 {
    number(
        app,
        &format!("SELECT count(*) AS n FROM letters WHERE kind = '{kind}'"),
    )
    .await
}

/// Sets an instant to `ago` before real time: the tests do not wait.
async fn set_back(app: &App, table: &str, column: &str, ago: TimeDelta) {
    let values: [Value; 1] = [(app.real_now() - ago).into()];
    let update = &Statement::from_sql_and_values(
        app.backend(),
        format!("UPDATE {table} SET {column} = $1"),
        values,
    );
    app.write(|txn| async move { Ok(txn.execute_raw(update.clone()).await?) })
        .await
        .unwrap();
}

/// The code of a refusal, or `ok`.
fn code<T>(outcome: &Result<T, OperationError>) -> String {
    match outcome {
        Ok(_) => "ok".to_owned(),
        Err(OperationError::Invalid(faults)) => faults
            .iter()
            .map(|fault| format!("{} {}", fault.field, fault.code))
            .collect::<Vec<_>>()
            .join(", "),
        Err(error) => error.to_string(),
    }
}
