//! Passwords, throttles and sessions.

use super::*;
use crate::accounts::{SessionLevel, rules, rules::hashing};

#[tokio::test]
async fn whoever_knows_the_password_signs_in_and_it_is_recorded() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;

    let entered = operations::sign_in(&app, " Leila@EXAMPLE.org ", &secret(PASSWORD), &origin())
        .await
        .unwrap();

    assert_eq!((entered.person, entered.level), (id, SessionLevel::Full));
    let session = operations::session(&app, entered.session_secret.expose_secret())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (session.person, session.level, session.expires_at),
        (id, SessionLevel::Full, entered.expires_at)
    );
    assert_eq!(entries(&app, "accounts.sign-in").await, 1);
    let stored = format!(
        "SELECT count(*) AS n FROM sign_in_sessions WHERE id_hash = '{}'",
        entered.session_secret.expose_secret()
    );
    assert_eq!(
        number(&app, &stored).await,
        0,
        "the cookie's secret is not in the database"
    );
}

#[tokio::test]
async fn unknown_wrong_suspended_and_unset_are_one_answer_and_write_no_session() {
    let app = stage::app().await;
    member(&app, EMAIL).await;
    let suspended = member(&app, "suspended@example.org").await;
    operations::suspend(&app, &administrator(&app).await, suspended)
        .await
        .unwrap();
    let invited = person(&app, "invited@example.org").await;
    operations::invite(&app, &Actor::system(), invited)
        .await
        .unwrap();
    person(&app, "no.account@example.org").await;
    let before = number(&app, WRITTEN).await;

    let tries = [
        ("nobody@example.org", PASSWORD),
        (EMAIL, "herons over quiet waters"),
        (EMAIL, ""),
        ("suspended@example.org", PASSWORD),
        ("invited@example.org", PASSWORD),
        ("invited@example.org", ""),
        ("no.account@example.org", PASSWORD),
        ("", ""),
    ];
    for (email, password) in tries {
        let outcome = operations::sign_in(&app, email, &secret(password), &origin()).await;
        assert_eq!(code(&outcome), "credentials-wrong", "{email}");
    }

    assert_eq!(number(&app, WRITTEN).await, before);
    assert_eq!(entries(&app, "accounts.refuse-sign-in").await, 8);
    assert_eq!(entries(&app, "accounts.sign-in").await, 0);
}

#[tokio::test]
async fn five_failures_close_an_account_even_to_the_right_password_known_or_not() {
    let app = stage::app().await;
    member(&app, EMAIL).await;
    for email in [EMAIL, "nobody@example.org"] {
        for number in 1..=5 {
            let address = from(&format!("198.51.100.{number}"));
            let outcome =
                operations::sign_in(&app, email, &secret("wrong wrong wrong"), &address).await;
            assert_eq!(code(&outcome), "credentials-wrong", "{email} {number}");
        }
        let outcome =
            operations::sign_in(&app, email, &secret(PASSWORD), &from("203.0.113.9")).await;
        assert_eq!(code(&outcome), "too-many-attempts", "{email}");
    }
    assert_eq!(
        number(&app, "SELECT count(*) AS n FROM sign_in_sessions").await,
        0
    );

    set_back(
        &app,
        "sign_in_throttles",
        "blocked_until",
        TimeDelta::seconds(1),
    )
    .await;
    let outcome = operations::sign_in(&app, EMAIL, &secret(PASSWORD), &origin()).await;
    assert_eq!(code(&outcome), "ok");
}

#[tokio::test]
async fn many_tries_at_once_count_as_many() {
    let app = stage::app().await;
    member(&app, EMAIL).await;
    let (wrong, nowhere) = (secret("wrong wrong wrong"), Origin::default());
    let tries = (0..20).map(|_| operations::sign_in(&app, EMAIL, &wrong, &nowhere));

    let outcomes = futures::future::join_all(tries).await;

    let judged = outcomes
        .iter()
        .filter(|outcome| code(outcome) == "credentials-wrong")
        .count();
    assert_eq!(judged, 5);
    assert_eq!(
        outcomes
            .iter()
            .filter(|outcome| code(outcome) == "too-many-attempts")
            .count(),
        15
    );
}

#[tokio::test]
async fn an_address_is_closed_after_fifty_names_and_no_other_is() {
    let app = stage::app().await;
    member(&app, EMAIL).await;
    for number in 0..50 {
        let email = format!("guess{number}@example.org");
        // Resets are counted in the same way and cost no hash.
        operations::request_password_reset(&app, &email, &from("2001:db8:1:2::1"))
            .await
            .unwrap();
    }
    let same_network =
        operations::request_password_reset(&app, EMAIL, &from("2001:db8:1:2:ffff::9")).await;
    let other = operations::request_password_reset(&app, EMAIL, &from("2001:db8:1:3::1")).await;
    assert_eq!(
        (code(&same_network).as_str(), code(&other).as_str()),
        ("too-many-attempts", "ok")
    );
    assert_eq!(letters(&app, "password-reset").await, 1);
}

#[tokio::test]
async fn a_success_forgets_the_accounts_failures() {
    let app = stage::app().await;
    member(&app, EMAIL).await;
    for _ in 0..3 {
        for _ in 0..4 {
            let outcome =
                operations::sign_in(&app, EMAIL, &secret("wrong wrong wrong"), &origin()).await;
            assert_eq!(code(&outcome), "credentials-wrong");
        }
        signed_in(&app, EMAIL).await;
    }
}

#[tokio::test]
async fn an_old_hash_is_renewed_when_the_password_is_given() {
    use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
    let app = stage::app().await;
    member(&app, EMAIL).await;
    let weak = Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(8_192, 1, 1, None).unwrap(),
    );
    let weak = weak
        .hash_password_with_salt(PASSWORD.as_bytes(), &[7; 16])
        .unwrap()
        .to_string();
    let update = &Statement::from_sql_and_values(
        app.backend(),
        "UPDATE accounts SET password_hash = $1",
        [weak.into()],
    );
    app.write(|txn| async move { Ok(txn.execute_raw(update.clone()).await?) })
        .await
        .unwrap();

    signed_in(&app, EMAIL).await;

    let select = Statement::from_string(app.backend(), "SELECT password_hash FROM accounts");
    let row = app.db().query_one_raw(select).await.unwrap().unwrap();
    let hash: String = row.try_get("", "password_hash").unwrap();
    assert!(
        !hashing::is_outdated(&hash) && hashing::is_right(PASSWORD, &hash),
        "{hash}"
    );
}

#[tokio::test]
async fn a_session_ends_by_idleness_by_age_and_by_signing_out_on_every_replica() {
    let connections = stage::connections().await;
    let (one, two) = (
        stage::app_over(connections.clone()),
        stage::app_over(connections),
    );
    member(&one, EMAIL).await;

    let idle = signed_in(&one, EMAIL).await;
    set_back(
        &one,
        "sign_in_sessions",
        "last_seen_at",
        rules::SESSION_IDLE,
    )
    .await;
    assert_eq!(operations::session(&two, &idle).await.unwrap(), None);

    let old = signed_in(&one, EMAIL).await;
    set_back(&one, "sign_in_sessions", "expires_at", TimeDelta::zero()).await;
    assert_eq!(operations::session(&two, &old).await.unwrap(), None);

    let left = signed_in(&one, EMAIL).await;
    assert!(operations::session(&two, &left).await.unwrap().is_some());
    operations::sign_out(&one, &left, &origin()).await.unwrap();
    assert_eq!(operations::session(&two, &left).await.unwrap(), None);
    assert_eq!(entries(&one, "accounts.sign-out").await, 1);
    operations::sign_out(&one, &left, &origin()).await.unwrap();
    assert_eq!(entries(&one, "accounts.sign-out").await, 1);
}

#[tokio::test]
async fn use_keeps_a_session_alive_and_is_written_once_a_minute() {
    let app = stage::app().await;
    member(&app, EMAIL).await;
    let session = signed_in(&app, EMAIL).await;
    let seen = "SELECT count(*) AS n FROM sign_in_sessions WHERE last_seen_at > created_at";
    operations::session(&app, &session).await.unwrap().unwrap();
    assert_eq!(
        number(&app, seen).await,
        0,
        "within the minute nothing is written"
    );

    set_back(&app, "sign_in_sessions", "created_at", TimeDelta::hours(13)).await;
    set_back(
        &app,
        "sign_in_sessions",
        "last_seen_at",
        TimeDelta::hours(11),
    )
    .await;
    operations::session(&app, &session).await.unwrap().unwrap();
    set_back(
        &app,
        "sign_in_sessions",
        "created_at",
        TimeDelta::minutes(1),
    )
    .await;
    assert_eq!(number(&app, seen).await, 1, "the last use is now");
}

#[tokio::test]
async fn signing_out_everywhere_ends_all_own_sessions_and_no_other_and_keeps_tokens() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    member(&app, "omar@example.org").await;
    let (first, second) = (signed_in(&app, EMAIL).await, signed_in(&app, EMAIL).await);
    let others = signed_in(&app, "omar@example.org").await;
    let token = tokens::create(&app, id, "laptop").await;

    assert_eq!(
        operations::sign_out_everywhere(&app, &acting(id))
            .await
            .unwrap(),
        2
    );

    for session in [first, second] {
        assert_eq!(operations::session(&app, &session).await.unwrap(), None);
    }
    assert!(operations::session(&app, &others).await.unwrap().is_some());
    assert!(
        operations::actor_by_token(&app, &token, &origin())
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn a_moved_demo_clock_neither_ends_nor_prolongs_a_session() {
    let app = stage::app().await;
    member(&app, EMAIL).await;
    let session = signed_in(&app, EMAIL).await;
    app.mark_as_demo(app.real_now() + TimeDelta::days(365))
        .await
        .unwrap();
    assert!(operations::session(&app, &session).await.unwrap().is_some());
    let next = operations::sign_in(&app, EMAIL, &secret(PASSWORD), &origin())
        .await
        .unwrap();
    assert!(next.expires_at <= app.real_now() + rules::SESSION_LIFE);
}

#[tokio::test]
async fn a_form_token_fits_its_own_cookie_alone() {
    let app = stage::app().await;
    let token = operations::csrf_token(&app, "cookie");
    assert!(operations::csrf_is_right(&app, "cookie", &token));
    assert!(!operations::csrf_is_right(&app, "other", &token));
    assert!(!operations::csrf_is_right(&app, "cookie", ""));
    assert!(!operations::csrf_is_right(&app, "cookie", "cookie"));
}

#[tokio::test]
async fn a_changed_password_asks_for_the_old_one_and_ends_every_session() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let session = signed_in(&app, EMAIL).await;
    let before = number(&app, WRITTEN).await;
    let change = async |current: &str, new: &str| {
        code(&operations::change_password(&app, &acting(id), &secret(current), &secret(new)).await)
    };

    assert_eq!(
        change("wrong wrong wrong", "nine quiet herons fly").await,
        "credentials-wrong"
    );
    assert_eq!(
        change(PASSWORD, "short").await,
        "new_password password-too-short"
    );
    assert_eq!(
        change(PASSWORD, "LeilaBenSalah1").await,
        "new_password password-common"
    );
    assert_eq!(number(&app, WRITTEN).await, before);
    assert!(operations::session(&app, &session).await.unwrap().is_some());

    assert_eq!(change(PASSWORD, "nine quiet herons fly").await, "ok");
    assert_eq!(operations::session(&app, &session).await.unwrap(), None);
    assert_eq!(
        letters(&app, "password-changed").await,
        2,
        "one for the first password, one for this"
    );
    let old = operations::sign_in(&app, EMAIL, &secret(PASSWORD), &origin()).await;
    let new = operations::sign_in(&app, EMAIL, &secret("nine quiet herons fly"), &origin()).await;
    assert_eq!(
        (code(&old).as_str(), code(&new).as_str()),
        ("credentials-wrong", "ok")
    );
}
