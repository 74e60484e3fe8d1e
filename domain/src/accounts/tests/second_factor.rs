//! One-time codes and recovery codes.

use super::*;
use crate::accounts::{SessionLevel, rules};
use totp_rs::{Builder, Secret};

/// The code that an authenticator shows `steps` steps from now.
fn shown(app: &App, base32: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(base32).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let seconds = app.real_now().timestamp() + 30 * steps;
    totp.generate(u64::try_from(seconds).unwrap()).to_string()
}

/// Turns the second factor on.
///
/// # Returns
/// The authenticator's secret and the recovery codes.
async fn turned_on(app: &App, person: PersonId) -> (String, Vec<String>) {
    let offered = operations::begin_second_factor(app, &acting(person))
        .await
        .unwrap();
    let secret = offered.secret_base32.expose_secret().to_owned();
    let first = shown(app, &secret, 0);
    let codes = operations::confirm_second_factor_setup(app, &acting(person), &first)
        .await
        .unwrap();
    (
        secret,
        codes
            .iter()
            .map(|code| code.expose_secret().to_owned())
            .collect(),
    )
}

#[tokio::test]
async fn a_password_alone_opens_nothing_once_the_second_factor_is_on() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let (authenticator, codes) = turned_on(&app, id).await;
    assert_eq!(codes.len(), 10);

    let half = operations::sign_in(&app, EMAIL, &secret(PASSWORD), &origin())
        .await
        .unwrap();
    assert_eq!(half.level, SessionLevel::FirstFactor);
    assert!(half.expires_at <= app.real_now() + rules::FIRST_FACTOR_LIFE);
    let half = half.session_secret.expose_secret();
    let whole =
        operations::confirm_second_factor(&app, half, &shown(&app, &authenticator, 1), &origin())
            .await
            .unwrap();

    assert_eq!((whole.person, whole.level), (id, SessionLevel::Full));
    assert_ne!(whole.session_secret.expose_secret(), half);
    assert_eq!(
        operations::session(&app, half).await.unwrap(),
        None,
        "the first secret is void"
    );
    assert!(
        operations::session(&app, whole.session_secret.expose_secret())
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn a_code_is_accepted_once_also_when_given_twice_at_the_same_moment() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let (authenticator, _) = turned_on(&app, id).await;
    let (first, second) = (signed_in(&app, EMAIL).await, signed_in(&app, EMAIL).await);
    let (code_shown, origin) = (shown(&app, &authenticator, 1), origin());
    let confirm = |session| operations::confirm_second_factor(&app, session, &code_shown, &origin);

    let outcomes = futures::future::join(confirm(first.as_str()), confirm(second.as_str())).await;

    let mut codes = [code(&outcomes.0), code(&outcomes.1)];
    codes.sort();
    assert_eq!(codes, ["ok", "second-factor-wrong"]);
    assert_eq!(
        number(
            &app,
            "SELECT count(*) AS n FROM sign_in_sessions WHERE level = 'full'"
        )
        .await,
        1
    );
}

#[tokio::test]
async fn a_recovery_code_is_accepted_once() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let (_, codes) = turned_on(&app, id).await;
    let enter = async |typed: &str| {
        let half = signed_in(&app, EMAIL).await;
        code(&operations::confirm_second_factor(&app, &half, typed, &origin()).await)
    };
    assert_eq!(enter(&codes[3].to_lowercase()).await, "ok");
    assert_eq!(enter(&codes[3]).await, "second-factor-wrong");
    assert_eq!(enter(&codes[4]).await, "ok");
    assert_eq!(
        operations::own_account(&app, &acting(id))
            .await
            .unwrap()
            .recovery_codes_left,
        8
    );
}

#[tokio::test]
async fn wrong_codes_are_counted_and_leave_the_session_half_open() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let (_, codes) = turned_on(&app, id).await;
    let half = signed_in(&app, EMAIL).await;
    let before = number(&app, WRITTEN).await;
    for wrong in [
        "000000",
        "",
        "abc",
        "12345678901234567",
        "0000-0000-0000-0000-0",
    ] {
        let outcome = operations::confirm_second_factor(&app, &half, wrong, &origin()).await;
        assert_eq!(code(&outcome), "second-factor-wrong", "{wrong}");
    }
    let outcome = operations::confirm_second_factor(&app, &half, &codes[0], &origin()).await;
    assert_eq!(code(&outcome), "too-many-attempts");
    assert_eq!(number(&app, WRITTEN).await, before);
    assert_eq!(entries(&app, "accounts.refuse-sign-in").await, 5);
    let session = operations::session(&app, &half).await.unwrap().unwrap();
    assert_eq!(session.level, SessionLevel::FirstFactor);
}

#[tokio::test]
async fn a_full_session_and_an_unknown_one_have_no_code_to_confirm() {
    let app = stage::app().await;
    member(&app, EMAIL).await;
    let full = signed_in(&app, EMAIL).await;
    for session in [full.as_str(), "unknown"] {
        let outcome = operations::confirm_second_factor(&app, session, "123456", &origin()).await;
        assert_eq!(code(&outcome), "credentials-wrong");
    }
}

#[tokio::test]
async fn nothing_is_on_until_a_code_was_given_and_it_is_turned_on_once() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let early = operations::confirm_second_factor_setup(&app, &acting(id), "123456").await;
    assert_eq!(code(&early), "second-factor-not-on");
    operations::begin_second_factor(&app, &acting(id))
        .await
        .unwrap();
    let wrong = operations::confirm_second_factor_setup(&app, &acting(id), "x").await;
    assert_eq!(code(&wrong), "second-factor-wrong");
    let entered = operations::sign_in(&app, EMAIL, &secret(PASSWORD), &origin())
        .await
        .unwrap();
    assert_eq!(
        entered.level,
        SessionLevel::Full,
        "an offer alone changes nothing"
    );

    turned_on(&app, id).await;
    let before = number(&app, WRITTEN).await;
    assert_eq!(
        code(&operations::begin_second_factor(&app, &acting(id)).await),
        "second-factor-already-on"
    );
    assert_eq!(number(&app, WRITTEN).await, before);
}

#[tokio::test]
async fn turning_it_off_and_new_codes_ask_for_the_password() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let not_on = operations::turn_off_second_factor(&app, &acting(id), &secret(PASSWORD)).await;
    assert_eq!(code(&not_on), "second-factor-not-on");
    let (_, old) = turned_on(&app, id).await;
    let before = number(&app, WRITTEN).await;
    let wrong = secret("wrong wrong wrong");
    assert_eq!(
        code(&operations::turn_off_second_factor(&app, &acting(id), &wrong).await),
        "credentials-wrong"
    );
    assert_eq!(
        code(&operations::new_recovery_codes(&app, &acting(id), &wrong).await),
        "credentials-wrong"
    );
    assert_eq!(number(&app, WRITTEN).await, before);

    let new = operations::new_recovery_codes(&app, &acting(id), &secret(PASSWORD))
        .await
        .unwrap();
    let half = signed_in(&app, EMAIL).await;
    let with_old = operations::confirm_second_factor(&app, &half, &old[0], &origin()).await;
    let with_new =
        operations::confirm_second_factor(&app, &half, new[0].expose_secret(), &origin()).await;
    assert_eq!(
        (code(&with_old).as_str(), code(&with_new).as_str()),
        ("second-factor-wrong", "ok")
    );

    operations::turn_off_second_factor(&app, &acting(id), &secret(PASSWORD))
        .await
        .unwrap();
    let entered = operations::sign_in(&app, EMAIL, &secret(PASSWORD), &origin())
        .await
        .unwrap();
    assert_eq!(entered.level, SessionLevel::Full);
    assert_eq!(
        number(&app, "SELECT count(*) AS n FROM recovery_codes").await,
        0
    );
}

#[tokio::test]
async fn a_dump_holds_neither_the_authenticators_secret_nor_a_recovery_code() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let (authenticator, codes) = turned_on(&app, id).await;
    let select = Statement::from_string(app.backend(), "SELECT totp_secret FROM accounts");
    let sealed: Vec<u8> = app
        .db()
        .query_one_raw(select)
        .await
        .unwrap()
        .unwrap()
        .try_get("", "totp_secret")
        .unwrap();
    let plain = Secret::try_from_base32(&authenticator).unwrap();
    assert!(!sealed.windows(20).any(|bytes| bytes == plain.as_ref()));
    assert_eq!(sealed.len(), 12 + 20 + 16);
    let bare = codes[0].replace('-', "");
    let held = format!("SELECT count(*) AS n FROM recovery_codes WHERE code_hash LIKE '%{bare}%'");
    assert_eq!(number(&app, &held).await, 0);
}
