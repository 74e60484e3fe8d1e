//! Personal tokens, and the demo's.

use super::*;
use crate::{
    accounts::NewToken,
    actor::{Once, TokenScope},
};

fn asked(name: &str) -> NewToken {
    NewToken {
        name: name.to_owned(),
        scope: TokenScope::Read,
        days: 30,
    }
}

/// Creates a token and returns its secret.
pub async fn create(app: &App, owner: PersonId, name: &str) -> String {
    let id = operations::create_token(app, &acting(owner), asked(name))
        .await
        .unwrap();
    operations::token_secret(app, id).expose_secret().to_owned()
}

#[tokio::test]
async fn a_token_acts_for_its_owner_within_its_scope() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let token = create(&app, id, "laptop").await;
    assert!(token.starts_with("zml_") && token.len() == 47, "{token}");

    let actor = operations::actor_by_token(&app, &token, &origin())
        .await
        .unwrap()
        .unwrap();

    assert_eq!(
        (actor.person, actor.token, actor.origin),
        (Some(id), Some(TokenScope::Read), origin())
    );
    let listed = operations::tokens(&app, &acting(id)).await.unwrap();
    assert_eq!(
        listed
            .iter()
            .map(|token| token.name.as_str())
            .collect::<Vec<_>>(),
        ["laptop"]
    );
    assert!(listed[0].last_used_at.is_some());
    let held = format!(
        "SELECT count(*) AS n FROM api_tokens WHERE secret_hash LIKE '%{}%'",
        &token[4..]
    );
    assert_eq!(number(&app, &held).await, 0);
}

#[tokio::test]
async fn revoked_expired_and_made_up_tokens_are_nobody() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let omar = member(&app, "omar@example.org").await;
    let token = create(&app, id, "laptop").await;
    let listed = operations::tokens(&app, &acting(id)).await.unwrap();
    let by_another = operations::revoke_token(&app, &acting(omar), listed[0].id).await;
    assert_eq!(code(&by_another), "not-found");
    assert!(
        operations::actor_by_token(&app, &token, &origin())
            .await
            .unwrap()
            .is_some()
    );

    operations::revoke_token(&app, &acting(id), listed[0].id)
        .await
        .unwrap();
    assert_eq!(
        operations::actor_by_token(&app, &token, &origin())
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        code(&operations::revoke_token(&app, &acting(id), listed[0].id).await),
        "not-found"
    );

    let expired = create(&app, id, "phone").await;
    assert!(
        operations::actor_by_token(&app, &expired, &origin())
            .await
            .unwrap()
            .is_some()
    );
    set_back(&app, "api_tokens", "expires_at", TimeDelta::zero()).await;
    for nobody in [expired.as_str(), "zml_", "", "made up"] {
        assert_eq!(
            operations::actor_by_token(&app, nobody, &origin())
                .await
                .unwrap(),
            None,
            "{nobody}"
        );
    }
}

#[tokio::test]
async fn twenty_tokens_live_at_a_time() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    for number in 0..20 {
        create(&app, id, &format!("token {number}")).await;
    }
    let before = number(&app, WRITTEN).await;
    let outcome = operations::create_token(&app, &acting(id), asked("one more")).await;
    assert_eq!(code(&outcome), "token-limit-reached");
    assert_eq!(number(&app, WRITTEN).await, before);

    let newest = operations::tokens(&app, &acting(id)).await.unwrap()[0].id;
    operations::revoke_token(&app, &acting(id), newest)
        .await
        .unwrap();
    create(&app, id, "one more").await;
}

#[tokio::test]
async fn a_token_makes_no_token_and_changes_no_password() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let new = NewToken {
        scope: TokenScope::ReadWrite,
        ..asked("all")
    };
    let token = operations::create_token(&app, &acting(id), new)
        .await
        .unwrap();
    let token = operations::token_secret(&app, token);
    let actor = operations::actor_by_token(&app, token.expose_secret(), &origin())
        .await
        .unwrap()
        .unwrap();
    let before = number(&app, WRITTEN).await;

    assert_eq!(
        code(&operations::create_token(&app, &actor, asked("more")).await),
        "forbidden"
    );
    let change = operations::change_password(
        &app,
        &actor,
        &secret(PASSWORD),
        &secret("nine quiet herons fly"),
    )
    .await;
    assert_eq!(code(&change), "forbidden");
    assert_eq!(
        code(&operations::begin_second_factor(&app, &actor).await),
        "forbidden"
    );
    assert_eq!(
        code(&operations::sign_out_everywhere(&app, &actor).await),
        "forbidden"
    );
    assert_eq!(number(&app, WRITTEN).await, before);
}

#[tokio::test]
async fn a_repeated_request_shows_the_same_token_and_stores_no_secret() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let mut actor = acting(id);
    let once = Once {
        route: "POST /tokens".into(),
        key: "k1".into(),
        body_sha256: [1; 32],
    };
    actor.origin.once = Some(once);
    let first = operations::create_token(&app, &actor, asked("laptop"))
        .await
        .unwrap();
    let second = operations::create_token(&app, &actor, asked("laptop"))
        .await
        .unwrap();
    assert_eq!(first, second);
    assert_eq!(
        number(&app, "SELECT count(*) AS n FROM api_tokens").await,
        1
    );
    let secret = operations::token_secret(&app, first).expose_secret()[4..].to_owned();
    let held =
        format!("SELECT count(*) AS n FROM idempotency_keys WHERE outcome LIKE '%{secret}%'");
    assert_eq!(number(&app, &held).await, 0);
}

#[tokio::test]
async fn faulty_fields_are_all_named() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let faulty = NewToken {
        name: " ".into(),
        scope: TokenScope::Read,
        days: 366,
    };
    let outcome = operations::create_token(&app, &acting(id), faulty).await;
    assert_eq!(code(&outcome), "name required, days out-of-range");
    assert_eq!(
        number(&app, "SELECT count(*) AS n FROM api_tokens").await,
        0
    );
}

#[tokio::test]
async fn demo_doors_exist_in_a_demo_only() {
    let app = stage::app().await;
    let id = person(&app, EMAIL).await;
    let before = number(&app, WRITTEN).await;
    assert_eq!(
        code(&operations::demo_sign_in(&app, id, &origin()).await),
        "not-found"
    );
    assert_eq!(code(&operations::demo_token(&app, id).await), "not-found");
    assert_eq!(number(&app, WRITTEN).await, before);

    app.mark_as_demo(app.real_now()).await.unwrap();
    let entered = operations::demo_sign_in(&app, id, &origin()).await.unwrap();
    assert!(
        operations::session(&app, entered.session_secret.expose_secret())
            .await
            .unwrap()
            .is_some()
    );
    let token = operations::demo_token(&app, id).await.unwrap();
    let again = operations::demo_token(&app, id).await.unwrap();
    assert_eq!(token.expose_secret(), again.expose_secret());
    let actor = operations::actor_by_token(&app, token.expose_secret(), &origin())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (actor.person, actor.token),
        (Some(id), Some(TokenScope::ReadWrite))
    );
    assert_eq!(
        code(&operations::demo_sign_in(&app, app.new_id(), &origin()).await),
        "not-found"
    );
    let with_nothing = operations::sign_in(&app, EMAIL, &secret(""), &origin()).await;
    assert_eq!(
        code(&with_nothing),
        "credentials-wrong",
        "demo people have no password"
    );
}
