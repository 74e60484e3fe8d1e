//! The own account: what there is to see and change about signing in and reading.

use super::sign_in::left;
use crate::{
    Visit,
    form::{Faults, FieldView, Hidden, TypedSecret},
    notice::Notice,
    route::PageResult,
};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use zamala_domain::{
    FieldError,
    accounts::operations as accounts,
    notifications::{
        Digits,
        operations::{self as notifications, PreferencesDraft},
    },
};

#[derive(Serialize)]
struct AccountView {
    hidden: Hidden,
    email: String,
    has_password: bool,
    second_factor_is_on: bool,
    recovery_codes_left: u64,
    live_sessions: u64,
    digits_text: String,
    is_arabic: bool,
    password_href: String,
    second_factor_href: String,
    tokens_href: String,
    preferences_href: String,
    sign_out_everywhere_action: String,
}

/// The account at a glance.
pub async fn show(visit: &Visit) -> PageResult {
    let actor = visit.actor()?;
    let own = accounts::own_account(visit.app(), &actor).await?;
    let preferences = notifications::preferences(visit.app(), &actor).await?;
    let view = AccountView {
        hidden: visit.hidden(),
        email: visit
            .signed_in()
            .map(|signed_in| signed_in.email.clone())
            .unwrap_or_default(),
        has_password: own.has_password,
        second_factor_is_on: own.second_factor_is_on,
        recovery_codes_left: own.recovery_codes_left,
        live_sessions: own.live_sessions,
        digits_text: visit.say(&format!("digits-{}", preferences.digits.code())),
        is_arabic: visit.language() == zamala_domain::Language::Ar,
        password_href: visit.href("/account/password"),
        second_factor_href: visit.href("/account/second-factor"),
        tokens_href: visit.href("/account/tokens"),
        preferences_href: visit.href("/account/preferences"),
        sign_out_everywhere_action: visit.href("/account/sign-out-everywhere"),
    };
    visit.page("account/account", "account-title").answer(&view)
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PasswordForm {
    password: TypedSecret,
    new_password: TypedSecret,
    new_password_again: TypedSecret,
    /// For password managers only.
    #[serde(rename = "username")]
    _username: String,
}

#[derive(Serialize)]
struct PasswordView {
    hidden: Hidden,
    action: String,
    cancel_href: String,
    email: String,
    password: FieldView,
    new_password: FieldView,
    new_password_again: FieldView,
}

/// The form for a new password.
pub async fn password(visit: &Visit) -> PageResult {
    password_page(visit, &Faults::none())
}

fn password_page(visit: &Visit, faults: &Faults) -> PageResult {
    let view = PasswordView {
        hidden: visit.hidden(),
        action: visit.href("/account/password"),
        cancel_href: visit.href("/account"),
        email: visit
            .signed_in()
            .map(|signed_in| signed_in.email.clone())
            .unwrap_or_default(),
        password: faults.secret_field("password"),
        new_password: faults.secret_field("new_password"),
        new_password_again: faults.secret_field("new_password_again"),
    };
    let page = visit
        .page("account/password", "password-title")
        .faults(faults);
    page.crumb(visit.say("account-title"), "/account")
        .answer(&view)
}

/// Changes the password. All sessions end, this one too.
pub async fn change_password(visit: &Visit) -> PageResult {
    let form: PasswordForm = visit.typed()?;
    if form.new_password.expose_secret() != form.new_password_again.expose_secret() {
        let differs = [FieldError::new("new_password_again", "password-differs")];
        return password_page(visit, &Faults::of_fields(&differs, visit.words()));
    }
    match accounts::change_password(
        visit.app(),
        &visit.actor()?,
        &form.password,
        &form.new_password,
    )
    .await
    {
        Ok(()) => left(visit, "password-changed"),
        Err(error) => password_page(
            visit,
            &Faults::of_own_password(error, "password", visit.words())?,
        ),
    }
}

/// Ends every session of the person, on every device.
pub async fn sign_out_everywhere(visit: &Visit) -> PageResult {
    match accounts::sign_out_everywhere(visit.app(), &visit.actor()?).await {
        Ok(_) => left(visit, "sign-out-everywhere-done"),
        Err(error) => visit.back_to("/account", error),
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PreferencesForm {
    digits: String,
}

#[derive(Serialize)]
struct PreferencesView {
    hidden: Hidden,
    action: String,
    cancel_href: String,
    digits: DigitsView,
}

#[derive(Serialize)]
struct DigitsView {
    options: Vec<DigitsOption>,
    error: Option<String>,
}

#[derive(Serialize)]
struct DigitsOption {
    value: &'static str,
    text: String,
    hint: Option<String>,
    is_checked: bool,
}

/// The form for how figures are written.
pub async fn preferences(visit: &Visit) -> PageResult {
    preferences_page(visit, &Faults::none()).await
}

async fn preferences_page(visit: &Visit, faults: &Faults) -> PageResult {
    let now = notifications::preferences(visit.app(), &visit.actor()?).await?;
    let option = |digits: Digits| DigitsOption {
        value: digits.code(),
        text: visit.say(&format!("digits-{}", digits.code())),
        hint: None,
        is_checked: digits == now.digits,
    };
    let view = PreferencesView {
        hidden: visit.hidden_with(now.version),
        action: visit.href("/account/preferences"),
        cancel_href: visit.href("/account"),
        digits: DigitsView {
            options: Digits::ALL.map(option).into(),
            error: faults.message("digits"),
        },
    };
    let page = visit
        .page("account/preferences", "preferences-title")
        .faults(faults);
    page.crumb(visit.say("account-title"), "/account")
        .answer(&view)
}

/// Saves how figures are written, unless they were changed elsewhere meanwhile.
pub async fn save_preferences(visit: &Visit) -> PageResult {
    let form: PreferencesForm = visit.typed()?;
    let Some(digits) = Digits::from_code(&form.digits) else {
        let unknown = [FieldError::new("digits", "required")];
        return preferences_page(visit, &Faults::of_fields(&unknown, visit.words())).await;
    };
    let draft = PreferencesDraft {
        digits,
        version: visit.form().version()?,
    };
    match notifications::save_preferences(visit.app(), &visit.actor()?, draft).await {
        Ok(_) => visit.go_to_with("/account", &Notice::success("preferences-saved")),
        Err(error) => preferences_page(visit, &Faults::of(error, "digits", visit.words())?).await,
    }
}
