//! Turning the second factor on and off, and its recovery codes.

use super::qr::qr;
use crate::{
    Visit,
    form::{Faults, FieldView, Hidden, TypedSecret},
    notice::Notice,
    route::PageResult,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zamala_domain::{
    OperationError,
    accounts::{Provisioning, operations as accounts},
};

const PATH: &str = "/account/second-factor";
const BEGIN_PATH: &str = "/account/second-factor/begin";

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PasswordForm {
    password: TypedSecret,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CodeForm {
    code: String,
    /// The key of the request that offered the secret.
    offer: String,
}

#[derive(Serialize)]
struct StateView {
    is_on: bool,
    recovery_codes_left: u64,
    begin: Hidden,
    begin_action: String,
    codes: Hidden,
    codes_action: String,
    codes_password: FieldView,
    off: Hidden,
    off_action: String,
    off_password: FieldView,
}

/// Whether it is on, and what can be done about it.
pub async fn show(visit: &Visit) -> PageResult {
    state_page(visit, &Faults::none()).await
}

async fn state_page(visit: &Visit, faults: &Faults) -> PageResult {
    let own = accounts::own_account(visit.app(), &visit.actor()?).await?;
    let view = StateView {
        is_on: own.second_factor_is_on,
        recovery_codes_left: own.recovery_codes_left,
        begin: visit.hidden(),
        begin_action: visit.href(BEGIN_PATH),
        codes: visit.hidden(),
        codes_action: visit.href("/account/second-factor/codes"),
        codes_password: faults.secret_field("codes-password"),
        off: visit.hidden(),
        off_action: visit.href("/account/second-factor/off"),
        off_password: faults.secret_field("off-password"),
    };
    let page = visit
        .page("account/second-factor", "second-factor-own-title")
        .faults(faults);
    page.crumb(visit.say("account-title"), "/account")
        .answer(&view)
}

#[derive(Serialize)]
struct SetupView {
    hidden: Hidden,
    action: String,
    cancel_href: String,
    qr_size: usize,
    qr_path: String,
    secret: String,
    offer: String,
    code: FieldView,
}

/// Offers a secret to an authenticator app.
pub async fn begin(visit: &Visit) -> PageResult {
    let offer = visit.form().key().unwrap_or_default();
    match accounts::begin_second_factor(visit.app(), &visit.actor()?).await {
        Ok(offered) => setup_page(visit, &offered, offer, &Faults::none()),
        Err(error) => visit.back_to(PATH, error),
    }
}

fn setup_page(visit: &Visit, offered: &Provisioning, offer: &str, faults: &Faults) -> PageResult {
    let (qr_size, qr_path) = qr(offered.otpauth_url.expose_secret())?;
    let view = SetupView {
        hidden: visit.hidden(),
        action: visit.href("/account/second-factor/confirm"),
        cancel_href: visit.href(PATH),
        qr_size,
        qr_path,
        secret: in_fours(offered.secret_base32.expose_secret()),
        offer: offer.to_owned(),
        code: faults.secret_field("code"),
    };
    let page = visit
        .page("account/second-factor-setup", "second-factor-setup-title")
        .faults(faults);
    page.crumb(visit.say("account-title"), "/account")
        .crumb(visit.say("second-factor-own-title"), PATH)
        .answer(&view)
}

/// Turns it on with a first code, and shows the recovery codes, this once. After a wrong code the same secret stands.
pub async fn confirm(visit: &Visit) -> PageResult {
    let form: CodeForm = visit.typed()?;
    let mut actor = visit.actor()?;
    match accounts::confirm_second_factor_setup(visit.app(), &actor, &form.code).await {
        Ok(codes) => codes_page(visit, &codes),
        Err(error @ OperationError::Refused("second-factor-wrong" | "too-many-attempts")) => {
            let faults = Faults::of(error, "code", visit.words())?;
            actor.origin.once = visit.once_of_button(BEGIN_PATH, &form.offer);
            let offered = accounts::begin_second_factor(visit.app(), &actor).await?;
            setup_page(visit, &offered, &form.offer, &faults)
        }
        Err(error) => visit.back_to(PATH, error),
    }
}

#[derive(Serialize)]
struct CodesView {
    codes: Vec<String>,
    back_href: String,
}

fn codes_page(visit: &Visit, codes: &[SecretString]) -> PageResult {
    let codes = codes
        .iter()
        .map(|code| code.expose_secret().to_owned())
        .collect();
    let page = visit.page("account/recovery-codes", "recovery-codes-title");
    let page = page
        .crumb(visit.say("account-title"), "/account")
        .crumb(visit.say("second-factor-own-title"), PATH);
    page.answer(&CodesView {
        codes,
        back_href: visit.href("/account"),
    })
}

/// Ten new recovery codes; the old ones are void.
pub async fn new_codes(visit: &Visit) -> PageResult {
    let form: PasswordForm = visit.typed()?;
    match accounts::new_recovery_codes(visit.app(), &visit.actor()?, &form.password).await {
        Ok(codes) => codes_page(visit, &codes),
        Err(error) => {
            state_page(
                visit,
                &Faults::of_own_password(error, "codes-password", visit.words())?,
            )
            .await
        }
    }
}

/// Turns it off.
pub async fn turn_off(visit: &Visit) -> PageResult {
    let form: PasswordForm = visit.typed()?;
    match accounts::turn_off_second_factor(visit.app(), &visit.actor()?, &form.password).await {
        Ok(()) => visit.go_to_with("/account", &Notice::success("second-factor-turned-off")),
        Err(error) => {
            state_page(
                visit,
                &Faults::of_own_password(error, "off-password", visit.words())?,
            )
            .await
        }
    }
}

/// The secret in groups of four, for typing.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters
        .chunks(4)
        .map(|four| four.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_shown_in_fours() {
        assert_eq!(in_fours("GEZDGNBVGY3"), "GEZD GNBV GY3");
    }
}
