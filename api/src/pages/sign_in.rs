//! Signing in and out, the second factor, and the links of letters.

use crate::{
    Visit,
    cookies::Jar,
    form::{Faults, FieldView, Hidden, TypedSecret},
    notice::Notice,
    route::{PageError, PageResult},
    signed_in::own_page,
    visit::see_other,
};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use zamala_domain::{
    FieldError, OperationError,
    accounts::{LinkKind, SessionLevel, SignedIn, operations as accounts},
};

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SignInForm {
    email: String,
    password: TypedSecret,
    next: String,
}

#[derive(Serialize)]
struct SignInView {
    hidden: Hidden,
    action: String,
    forgotten_href: String,
    forums_href: String,
    email: FieldView,
    password: FieldView,
    next: Option<String>,
}

/// The form; whoever is signed in already goes home.
pub async fn show(visit: &Visit) -> PageResult {
    if visit.signed_in().is_some_and(crate::SignedIn::is_complete) {
        return visit.go_to("/");
    }
    let next = visit.query("next").and_then(own_page).unwrap_or_default();
    let form = SignInForm {
        next: next.to_owned(),
        ..SignInForm::default()
    };
    sign_in_page(visit, &form, &Faults::none())
}

fn sign_in_page(visit: &Visit, form: &SignInForm, faults: &Faults) -> PageResult {
    let view = SignInView {
        hidden: visit.hidden(),
        action: visit.href("/sign-in"),
        forgotten_href: visit.href("/sign-in/forgotten"),
        forums_href: visit.href("/forums"),
        email: faults.field("email", &form.email),
        password: faults.secret_field("password"),
        next: own_page(&form.next).map(str::to_owned),
    };
    visit
        .page("sign-in/sign-in", "sign-in-title")
        .faults(faults)
        .answer(&view)
}

/// Signs in, and goes on to where the person wanted to go.
pub async fn submit(visit: &Visit) -> PageResult {
    let form: SignInForm = visit.typed()?;
    let missing: Vec<FieldError> = [
        ("email", form.email.trim().is_empty()),
        ("password", form.password.expose_secret().is_empty()),
    ]
    .into_iter()
    .filter(|(_, is_missing)| *is_missing)
    .map(|(field, _)| FieldError::new(field, "required"))
    .collect();
    if !missing.is_empty() {
        return sign_in_page(visit, &form, &Faults::of_fields(&missing, visit.words()));
    }
    match accounts::sign_in(visit.app(), &form.email, &form.password, visit.origin()).await {
        Ok(signed_in) => entered(visit, &signed_in, &form.next),
        Err(error) => sign_in_page(visit, &form, &Faults::of(error, "email", visit.words())?),
    }
}

/// Sets the session's cookie and goes on.
pub fn entered(visit: &Visit, signed_in: &SignedIn, next: &str) -> PageResult {
    visit.set_cookie(Jar::Session, signed_in.session_secret.expose_secret(), None);
    let next = own_page(next);
    match (signed_in.level, next) {
        (SessionLevel::Full, Some(next)) => Ok(see_other(next)),
        (SessionLevel::Full, None) => visit.go_to("/"),
        (SessionLevel::FirstFactor, next) => {
            let query = next
                .map(|next| format!("?next={}", encoded(next)))
                .unwrap_or_default();
            Ok(see_other(&format!(
                "{}{query}",
                visit.href("/sign-in/second-factor")
            )))
        }
    }
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CodeForm {
    code: String,
    next: String,
}

#[derive(Serialize)]
struct CodeView {
    hidden: Hidden,
    action: String,
    code: FieldView,
    next: Option<String>,
}

/// Asks for the code of the second factor.
pub async fn second_factor(visit: &Visit) -> PageResult {
    if visit.signed_in().is_some_and(crate::SignedIn::is_complete) {
        return visit.go_to("/");
    }
    let next = visit
        .query("next")
        .and_then(own_page)
        .unwrap_or_default()
        .to_owned();
    code_page(
        visit,
        &CodeForm {
            next,
            ..CodeForm::default()
        },
        &Faults::none(),
    )
}

fn code_page(visit: &Visit, form: &CodeForm, faults: &Faults) -> PageResult {
    let view = CodeView {
        hidden: visit.hidden(),
        action: visit.href("/sign-in/second-factor"),
        code: faults.secret_field("code"),
        next: own_page(&form.next).map(str::to_owned),
    };
    visit
        .page("sign-in/second-factor", "second-factor-title")
        .faults(faults)
        .answer(&view)
}

/// Completes signing in. The session gets a new cookie at this moment.
pub async fn give_second_factor(visit: &Visit) -> PageResult {
    let form: CodeForm = visit.typed()?;
    let Some(session) = visit.signed_in() else {
        return visit.go_to("/sign-in");
    };
    let (secret, origin) = (&session.session_secret, visit.origin());
    match accounts::confirm_second_factor(visit.app(), secret, &form.code, origin).await {
        Ok(signed_in) => entered(visit, &signed_in, &form.next),
        Err(error) => code_page(visit, &form, &Faults::of(error, "code", visit.words())?),
    }
}

/// Ends the session. The page that follows says so.
pub async fn sign_out(visit: &Visit) -> PageResult {
    if let Some(session) = visit.signed_in() {
        accounts::sign_out(visit.app(), &session.session_secret, visit.origin()).await?;
    }
    left(visit, "sign-out-done")
}

/// Forgets the cookies of this browser and says what happened on the sign-in page.
pub fn left(visit: &Visit, key: &str) -> PageResult {
    visit.clear_cookie(Jar::Session);
    visit.clear_cookie(Jar::Visitor);
    visit.go_to_with("/sign-in", &Notice::success(key))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ForgottenForm {
    email: String,
}

#[derive(Serialize)]
struct ForgottenView {
    hidden: Hidden,
    action: String,
    cancel_href: String,
    email: FieldView,
}

/// Asks for the address of a forgotten password.
pub async fn forgotten(visit: &Visit) -> PageResult {
    forgotten_page(visit, "", &Faults::none())
}

fn forgotten_page(visit: &Visit, email: &str, faults: &Faults) -> PageResult {
    let view = ForgottenView {
        hidden: visit.hidden(),
        action: visit.href("/sign-in/forgotten"),
        cancel_href: visit.href("/sign-in"),
        email: faults.field("email", email),
    };
    let page = visit
        .page("sign-in/forgotten", "forgotten-title")
        .faults(faults);
    page.crumb(visit.say("sign-in-title"), "/sign-in")
        .answer(&view)
}

/// Sends a link, if somebody has that address; the answer is the same when nobody does.
pub async fn send_reset(visit: &Visit) -> PageResult {
    let form: ForgottenForm = visit.typed()?;
    if form.email.trim().is_empty() {
        let missing = [FieldError::new("email", "required")];
        return forgotten_page(
            visit,
            &form.email,
            &Faults::of_fields(&missing, visit.words()),
        );
    }
    match accounts::request_password_reset(visit.app(), &form.email, visit.origin()).await {
        Ok(()) => visit.go_to_with("/sign-in", &Notice::success("forgotten-sent")),
        Err(error) => forgotten_page(
            visit,
            &form.email,
            &Faults::of(error, "email", visit.words())?,
        ),
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PasswordForm {
    password: TypedSecret,
    password_again: TypedSecret,
    /// For password managers only.
    #[serde(rename = "username")]
    _username: String,
}

#[derive(Serialize)]
struct LinkView {
    hidden: Hidden,
    action: String,
    email: String,
    is_invitation: bool,
    password: FieldView,
    password_again: FieldView,
}

/// What a letter's link opens: the form for a password.
pub async fn open_link(visit: &Visit) -> PageResult {
    link_page(visit, &Faults::none()).await
}

async fn link_page(visit: &Visit, faults: &Faults) -> PageResult {
    let secret: String = visit.param("secret")?;
    let link = accounts::open_link(visit.app(), &secret).await?;
    let view = LinkView {
        hidden: visit.hidden(),
        action: visit.href(&format!("/sign-in/link/{}", encoded(&secret))),
        email: link.email,
        is_invitation: link.kind == LinkKind::Invitation,
        password: faults.secret_field("password"),
        password_again: faults.secret_field("password_again"),
    };
    visit
        .page("sign-in/link", "link-title")
        .faults(faults)
        .answer(&view)
}

/// Sets the password. Signing in with it is the next step.
pub async fn set_password(visit: &Visit) -> PageResult {
    let secret: String = visit.param("secret")?;
    let form: PasswordForm = visit.typed()?;
    if form.password.expose_secret() != form.password_again.expose_secret() {
        let differs = [FieldError::new("password_again", "password-differs")];
        return link_page(visit, &Faults::of_fields(&differs, visit.words())).await;
    }
    match accounts::set_password_by_link(visit.app(), &secret, &form.password, visit.origin()).await
    {
        Ok(_) => visit.go_to_with("/sign-in", &Notice::success("link-done")),
        Err(error @ OperationError::Invalid(_)) => {
            link_page(visit, &Faults::of(error, "password", visit.words())?).await
        }
        Err(error) => Err(PageError::from(error)),
    }
}
