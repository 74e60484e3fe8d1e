//! How many may register at once, and what is not counted.

use super::*;
use crate::actor::Once;

#[tokio::test]
async fn who_tries_too_often_waits() {
    let (app, _) = forum(2).await;
    for _ in 0..5 {
        assert_eq!(code(&register(&app, &draft("salma")).await), "ok");
    }
    let before = written(&app).await;
    assert_eq!(
        code(&register(&app, &draft("salma")).await),
        "too-many-registrations"
    );
    assert_eq!(written(&app).await, before);
    assert_eq!(code(&register(&app, &draft("omar")).await), "ok");
}

async fn from_ministry(app: &App, name: &str) -> Result<(), OperationError> {
    operations::register(app, CODE, &draft(name), &ministry()).await
}

/// Everybody behind one address.
fn ministry() -> Origin {
    Origin {
        address: Some("192.0.2.1".into()),
        ..Origin::default()
    }
}

/// The highest count of tries whose key begins so.
async fn tries(app: &App, of: &str) -> i32 {
    let select = Statement::from_sql_and_values(
        app.backend(),
        "SELECT max(failures) AS n FROM sign_in_throttles WHERE key LIKE $1",
        [format!("{of}%").into()],
    );
    let row = app.db().query_one_raw(select).await.unwrap().unwrap();
    row.try_get::<Option<i32>>("", "n").unwrap().unwrap_or(0)
}

#[tokio::test]
async fn a_ministry_behind_one_address_registers_its_people() {
    let (app, _) = forum(2).await;
    for number in 0..60 {
        let outcome = from_ministry(&app, &format!("p{number}")).await;
        assert_eq!(code(&outcome), "ok", "person {number}");
    }
    assert_eq!(
        (
            tries(&app, "forum:address").await,
            tries(&app, "forum:all").await
        ),
        (60, 60)
    );
    let secret = link(&app, "p7@example.org").await;
    operations::confirm(&app, &secret, &ministry())
        .await
        .unwrap();
    assert_eq!(
        (
            tries(&app, "forum:address").await,
            tries(&app, "forum:all").await
        ),
        (59, 60),
        "who confirms gives the try back; the letter stays counted"
    );
}

#[tokio::test]
async fn past_the_limits_one_address_and_then_everybody_waits_a_minute() {
    let (app, _) = forum(2).await;
    from_ministry(&app, "salma").await.unwrap();
    let fill = "UPDATE sign_in_throttles SET failures = $1 WHERE key LIKE $2";
    execute(&app, fill, [599.into(), "forum:address%".into()]).await;
    assert_eq!(code(&from_ministry(&app, "omar").await), "ok");
    let before = written(&app).await;
    let refused = from_ministry(&app, "lina").await;
    assert_eq!(code(&refused), "too-many-registrations");
    assert_eq!(written(&app).await, before);
    let elsewhere = register(&app, &draft("lina")).await;
    assert_eq!(code(&elsewhere), "ok", "another address is open");
    let far = "SELECT count(*) AS n FROM sign_in_throttles WHERE blocked_until > $1";
    let later = app.real_now() + chrono::TimeDelta::seconds(61);
    let select = Statement::from_sql_and_values(app.backend(), far, [later.into()]);
    let row = app.db().query_one_raw(select).await.unwrap().unwrap();
    assert_eq!(
        row.try_get::<i64>("", "n").unwrap(),
        0,
        "nobody waits longer"
    );

    execute(&app, fill, [5999.into(), "forum:all%".into()]).await;
    assert_eq!(code(&register(&app, &draft("noor")).await), "ok");
    let refused = register(&app, &draft("hala")).await;
    assert_eq!(code(&refused), "too-many-registrations");
}

#[tokio::test]
async fn a_repeated_request_is_answered_as_it_was_and_not_counted() {
    let (app, _) = forum(2).await;
    let once = |body: u8| Origin {
        once: Some(Once {
            route: "POST /forums/:forum/register".into(),
            key: "k1".into(),
            body_sha256: [body; 32],
        }),
        ..ministry()
    };
    for _ in 0..9 {
        let outcome = operations::register(&app, CODE, &draft("salma"), &once(7)).await;
        assert_eq!(code(&outcome), "ok");
    }
    assert_eq!(tries(&app, "forum:account").await, 1);
    move_clock(&app, "2026-11-26T11:00:00Z").await;
    let late = operations::register(&app, CODE, &draft("salma"), &once(7)).await;
    assert_eq!(
        code(&late),
        "ok",
        "the stored answer, whatever changed since"
    );
    let other = operations::register(&app, CODE, &draft("salma"), &once(8)).await;
    assert_eq!(code(&other), code(&Err::<(), _>(OperationError::KeyReused)));
}
