//! Personal tokens for the API.

use crate::{
    Visit,
    form::{Faults, FieldView, Hidden},
    notice::Notice,
    route::PageResult,
};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use zamala_domain::{
    OperationError,
    accounts::{
        NewToken, TokenLine,
        operations::{self as accounts, token_secret},
    },
    actor::TokenScope,
    id::TokenId,
    text::western_digits,
};

/// What a new token is offered to live.
const DAYS_OFFERED: &str = "90";

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct TokenForm {
    name: String,
    scope: String,
    days: String,
}

impl Default for TokenForm {
    fn default() -> Self {
        Self {
            name: String::new(),
            scope: "read".into(),
            days: DAYS_OFFERED.into(),
        }
    }
}

#[derive(Serialize)]
struct TokensView {
    hidden: Hidden,
    action: String,
    secret: Option<String>,
    name: FieldView,
    scope: ScopeView,
    days: FieldView,
    tokens: Vec<TokenRow>,
}

#[derive(Serialize)]
struct ScopeView {
    options: Vec<ScopeOption>,
    error: Option<String>,
}

#[derive(Serialize)]
struct ScopeOption {
    value: &'static str,
    text: String,
    hint: Option<String>,
    is_checked: bool,
}

#[derive(Serialize)]
struct TokenRow {
    name: String,
    scope: String,
    expires: String,
    last_used: Option<String>,
    revoke: Hidden,
    revoke_action: String,
}

/// The live tokens and the form for a new one.
pub async fn list(visit: &Visit) -> PageResult {
    tokens_page(visit, &TokenForm::default(), &Faults::none(), None).await
}

async fn tokens_page(
    visit: &Visit,
    form: &TokenForm,
    faults: &Faults,
    secret: Option<String>,
) -> PageResult {
    let tokens = accounts::tokens(visit.app(), &visit.actor()?).await?;
    let option = |(value, key): (&'static str, &str)| ScopeOption {
        value,
        text: visit.say(key),
        hint: Some(visit.say(&format!("{key}-hint"))),
        is_checked: form.scope == value,
    };
    let view = TokensView {
        hidden: visit.hidden(),
        action: visit.href("/account/tokens"),
        secret,
        name: faults.field("name", &form.name),
        scope: ScopeView {
            options: [
                ("read", "tokens-scope-read"),
                ("read_write", "tokens-scope-read_write"),
            ]
            .map(option)
            .into(),
            error: faults.message("scope"),
        },
        days: faults.field("days", &form.days),
        tokens: tokens.into_iter().map(|line| row(visit, line)).collect(),
    };
    let page = visit.page("account/tokens", "tokens-title").faults(faults);
    page.crumb(visit.say("account-title"), "/account")
        .answer(&view)
}

fn row(visit: &Visit, line: TokenLine) -> TokenRow {
    let TokenLine {
        id,
        name,
        scope,
        expires_at,
        last_used_at,
        ..
    } = line;
    let scope = match scope {
        TokenScope::Read => "tokens-scope-read",
        TokenScope::ReadWrite => "tokens-scope-read_write",
    };
    TokenRow {
        name,
        scope: visit.say(scope),
        expires: visit.words().date_and_time(expires_at),
        last_used: last_used_at.map(|instant| visit.words().date_and_time(instant)),
        revoke: visit.hidden(),
        revoke_action: visit.href(&format!("/account/tokens/{id}/revoke")),
    }
}

/// Creates a token and shows its secret, this once.
pub async fn create(visit: &Visit) -> PageResult {
    let form: TokenForm = visit.typed()?;
    let created = match draft(&form) {
        Ok(draft) => accounts::create_token(visit.app(), &visit.actor()?, draft).await,
        Err(error) => Err(error),
    };
    match created {
        Ok(id) => {
            let secret = token_secret(visit.app(), id).expose_secret().to_owned();
            tokens_page(visit, &TokenForm::default(), &Faults::none(), Some(secret)).await
        }
        Err(error) => {
            tokens_page(
                visit,
                &form,
                &Faults::of(error, "name", visit.words())?,
                None,
            )
            .await
        }
    }
}

fn draft(form: &TokenForm) -> Result<NewToken, OperationError> {
    let scope = match form.scope.as_str() {
        "read" => TokenScope::Read,
        "read_write" => TokenScope::ReadWrite,
        _ => return Err(OperationError::invalid("scope", "required")),
    };
    // What is no number is out of range; the operation says so together with the other faults.
    let days = western_digits(form.days.trim()).parse().unwrap_or(0);
    Ok(NewToken {
        name: form.name.clone(),
        scope,
        days,
    })
}

/// Revokes a token, at once.
pub async fn revoke(visit: &Visit) -> PageResult {
    let id: TokenId = visit.param("id")?;
    match accounts::revoke_token(visit.app(), &visit.actor()?, id).await {
        Ok(()) => visit.go_to_with("/account/tokens", &Notice::success("tokens-revoked")),
        Err(error) => visit.back_to("/account/tokens", error),
    }
}
