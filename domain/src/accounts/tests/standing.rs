//! Suspension, the list of accounts, and forgetting.

use super::*;
use crate::{accounts::AccountState, id::AccountId};

async fn created(app: &App, person: PersonId) -> AccountId {
    app.write(|txn| async move { operations::create_account_in(app, &txn, person).await })
        .await
        .unwrap()
}

async fn forgotten(app: &App) -> u64 {
    app.write(|txn| async move { operations::forget_expired_in(app, &txn).await })
        .await
        .unwrap()
}

#[tokio::test]
async fn suspension_ends_sessions_tokens_and_links_at_once_on_every_replica() {
    let connections = stage::connections().await;
    let (one, two) = (
        stage::app_over(connections.clone()),
        stage::app_over(connections),
    );
    let id = member(&one, EMAIL).await;
    let session = signed_in(&one, EMAIL).await;
    let token = tokens::create(&one, id, "laptop").await;
    operations::request_password_reset(&one, EMAIL, &origin())
        .await
        .unwrap();
    assert!(operations::session(&two, &session).await.unwrap().is_some());
    assert!(
        operations::actor_by_token(&two, &token, &origin())
            .await
            .unwrap()
            .is_some()
    );
    assert!(operations::actor_of(&two, id).await.unwrap().is_some());
    let administrator = administrator(&one).await;

    operations::suspend(&one, &administrator, id).await.unwrap();

    assert_eq!(operations::session(&two, &session).await.unwrap(), None);
    assert_eq!(
        operations::actor_by_token(&two, &token, &origin())
            .await
            .unwrap(),
        None
    );
    assert_eq!(operations::actor_of(&two, id).await.unwrap(), None);
    assert!(operations::is_suspended(&two, id).await.unwrap());
    assert_eq!(
        number(
            &two,
            "SELECT count(*) AS n FROM sign_in_links WHERE used_at IS NULL"
        )
        .await,
        0
    );
    assert_eq!(
        code(&operations::suspend(&two, &administrator, id).await),
        "account-suspended"
    );
}

#[tokio::test]
async fn a_reinstated_person_signs_in_anew_and_what_ended_stays_ended() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let session = signed_in(&app, EMAIL).await;
    let token = tokens::create(&app, id, "laptop").await;
    let administrator = administrator(&app).await;
    operations::suspend(&app, &administrator, id).await.unwrap();
    operations::reinstate(&app, &administrator, id)
        .await
        .unwrap();
    assert_eq!(operations::session(&app, &session).await.unwrap(), None);
    assert_eq!(
        operations::actor_by_token(&app, &token, &origin())
            .await
            .unwrap(),
        None
    );
    signed_in(&app, EMAIL).await;
    assert_eq!(
        code(&operations::reinstate(&app, &administrator, id).await),
        "stale"
    );
}

#[tokio::test]
async fn only_an_administrator_suspends_and_never_the_own_account() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let administrator = administrator(&app).await;
    let own = administrator.person.unwrap();
    created(&app, own).await;
    let before = number(&app, WRITTEN).await;
    assert_eq!(
        code(&operations::suspend(&app, &acting(id), own).await),
        "forbidden"
    );
    assert_eq!(
        code(&operations::suspend(&app, &administrator, own).await),
        "forbidden"
    );
    assert_eq!(
        code(&operations::reinstate(&app, &acting(id), own).await),
        "forbidden"
    );
    assert_eq!(
        code(&operations::suspend(&app, &administrator, app.new_id()).await),
        "not-found"
    );
    assert_eq!(number(&app, WRITTEN).await, before);
    assert_eq!(entries(&app, "accounts.suspend").await, 0);
}

#[tokio::test]
async fn the_list_of_accounts_is_for_administrators_and_managers() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let bare = person(&app, "bare@example.org").await;
    let administrator = administrator(&app).await;

    let lines = operations::accounts(&app, &administrator, &[id, bare])
        .await
        .unwrap();

    let [line] = lines.as_slice() else {
        panic!("one of them has an account: {lines:?}")
    };
    assert_eq!(
        (line.person, line.state, line.has_password),
        (id, AccountState::Active, true)
    );
    assert_eq!(
        (line.second_factor_is_on, line.last_signed_in_at),
        (false, None)
    );
    assert_eq!(
        code(&operations::accounts(&app, &acting(id), &[id]).await),
        "forbidden"
    );
}

#[tokio::test]
async fn an_account_is_created_once_and_without_a_password() {
    let app = stage::app().await;
    let id = person(&app, EMAIL).await;
    assert_eq!(created(&app, id).await, created(&app, id).await);
    let open = "SELECT count(*) AS n FROM accounts WHERE password_hash IS NULL AND version = 1";
    assert_eq!(number(&app, open).await, 1);
    let entered = operations::sign_in(&app, EMAIL, &secret(""), &origin()).await;
    assert_eq!(code(&entered), "credentials-wrong");
}

#[tokio::test]
async fn what_is_over_is_forgotten_and_what_lives_stays() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let session = signed_in(&app, EMAIL).await;
    let token = tokens::create(&app, id, "laptop").await;
    assert_eq!(forgotten(&app).await, 0);
    assert!(operations::session(&app, &session).await.unwrap().is_some());
    assert!(
        operations::actor_by_token(&app, &token, &origin())
            .await
            .unwrap()
            .is_some()
    );

    set_back(
        &app,
        "sign_in_sessions",
        "last_seen_at",
        TimeDelta::hours(12),
    )
    .await;
    set_back(&app, "sign_in_links", "expires_at", TimeDelta::days(91)).await;
    set_back(&app, "api_tokens", "expires_at", TimeDelta::days(91)).await;
    set_back(
        &app,
        "sign_in_throttles",
        "window_started_at",
        TimeDelta::days(2),
    )
    .await;
    let throttles = number(&app, "SELECT count(*) AS n FROM sign_in_throttles").await;
    assert_eq!(forgotten(&app).await, u64::try_from(3 + throttles).unwrap());
}
