//! What everybody may ask without an account: whether a certificate stands, the issuer's keys, the status lists.

use super::{
    certificates::{class_text, standing_tag},
    forums::unlisted,
    parts::{Fact, Facts, Tag},
};
use crate::{
    Visit,
    form::{Faults, FieldView},
    route::PageResult,
};
use poem::{Response, http::header};
use serde::Serialize;
use zamala_domain::{
    FieldError, Language,
    credentials::{
        Standing, publish,
        verification::{self, Verified},
    },
    text::western_digits,
};

#[derive(Serialize)]
struct VerifyPage {
    found: Option<Found>,
    languages: Vec<LanguageLink>,
}

#[derive(Serialize)]
struct AskPage {
    action: String,
    code: FieldView,
}

/// Name, award, dates and status: nothing else.
#[derive(Serialize)]
struct Found {
    tag: Tag,
    text: String,
    facts: Facts,
    newer_href: Option<String>,
    is_sample: bool,
}

/// Each language by its own name.
#[derive(Serialize)]
struct LanguageLink {
    href: String,
    text: &'static str,
    lang: &'static str,
    dir: &'static str,
}

/// `/v`: for whoever holds a printed certificate and types its code.
pub async fn ask(visit: &Visit) -> PageResult {
    let code = visit.query("code").unwrap_or_default();
    let path = path_of(&western_digits(code));
    if path != path_of("") {
        return visit.go_to(&path);
    }
    let is_empty = visit.query("code").is_some();
    let faults = if is_empty {
        Faults::of_fields(&[FieldError::new("code", "required-code")], visit.words())
    } else {
        Faults::none()
    };
    let view = AskPage {
        action: visit.href("/v"),
        code: faults.field("code", ""),
    };
    visit
        .page("verification/ask", "verify-title")
        .faults(&faults)
        .answer(&view)
}

/// A certificate by its public code. The same neutral answer for all that is not there: it is an answer, no missing page.
pub async fn show(visit: &Visit) -> PageResult {
    let code: String = visit.param("id")?;
    let found = verification::verify(visit.app(), &code).await?;
    let languages = Language::ALL.into_iter().map(|language| LanguageLink {
        href: format!("/{language}{}", path_of(&code)),
        text: match language {
            Language::Ar => "العربية",
            Language::En => "English",
        },
        lang: language.code(),
        dir: language.direction(),
    });
    let view = VerifyPage {
        found: found.map(|found| shown(visit, found)),
        languages: languages.collect(),
    };
    // Who has the address may check it; nobody is to find it by a name.
    unlisted(
        visit
            .page("verification/show", "verify-title")
            .answer(&view),
    )
}

/// What was typed goes back into an address only as far as it can be part of one.
fn path_of(code: &str) -> String {
    let code: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(64)
        .collect();
    format!("/v/{code}")
}

fn shown(visit: &Visit, found: Verified) -> Found {
    let date = |on| visit.words().date(on);
    let text = match &found.standing {
        Standing::Valid => visit.say("verify-valid"),
        Standing::Expired { on } => visit.say_with("verify-expired", &[("on", date(*on).into())]),
        Standing::Superseded { .. } => visit.say("verify-superseded"),
        Standing::Revoked { class, on } => visit.say_with(
            "verify-revoked",
            &[
                ("class", class_text(visit, *class).into()),
                ("on", date(*on).into()),
            ],
        ),
    };
    let newer_href = match &found.standing {
        Standing::Superseded { by } => Some(visit.href(&path_of(by))),
        _ => None,
    };
    Found {
        tag: standing_tag(visit, &found.standing),
        text,
        facts: facts(visit, &found),
        newer_href,
        is_sample: found.is_sample,
    }
}

/// Name, award, dates.
fn facts(visit: &Visit, found: &Verified) -> Facts {
    let language = visit.language();
    let date = |on| visit.words().date(on);
    let mut items = Vec::new();
    if let Some(name) = &found.names.ar {
        items.push(Fact::name(visit.say("certificates-name-ar"), name.clone()));
    }
    items.push(Fact::name(
        visit.say("certificates-name-en"),
        found.names.en.clone(),
    ));
    let content = |text: &zamala_domain::Bilingual| text.in_language(language).to_owned();
    items.push(Fact::words(
        visit.say("verify-award"),
        content(&found.award),
    ));
    items.push(Fact::words(
        visit.say("certificates-programme"),
        content(&found.programme),
    ));
    items.push(Fact::words(
        visit.say("verify-issuer"),
        content(&found.issuer),
    ));
    items.push(Fact {
        label: visit.say("certificates-serial"),
        ltr: Some(found.serial.clone()),
        ..Fact::default()
    });
    items.push(Fact::words(
        visit.say("certificates-awarded-on"),
        date(found.awarded_on),
    ));
    if let Some(on) = found.expires_on {
        items.push(Fact::words(visit.say("verify-expires-on"), date(on)));
    }
    Facts { items }
}

/// `/.well-known/did.json`: the issuer's keys.
pub async fn did_json(visit: &Visit) -> PageResult {
    let document = publish::did_json(visit.app()).await?;
    Ok(published("application/did+json", document.to_string()))
}

/// `/status/<list>`: which certificates are withdrawn, signed.
pub async fn status_list(visit: &Visit) -> PageResult {
    let number: i32 = visit.param("list")?;
    let document = publish::status_list(visit.app(), number).await?;
    Ok(published("application/vc+ld+json", document))
}

/// Other people's verifiers run in browsers too, so that every site may read it.
fn published(content_type: &'static str, document: String) -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, content_type)
        .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .body(document)
}
