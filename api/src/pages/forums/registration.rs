//! The form by which anybody registers, and what it answers: the same for every address.

use super::unlisted;
use crate::{
    Visit,
    form::{Faults, FieldView, Hidden},
    route::PageResult,
};
use serde::{Deserialize, Serialize};
use zamala_domain::{
    Bilingual, Language, OperationError,
    countries::operations as countries,
    forum::{
        AccessNeed, PlaceKind,
        operations::{self as forums, Forum},
        rules::RegistrationDraft,
    },
    scope::CountryCode,
    text::{EMAIL_BYTES_MAX, NAME_GRAPHEMES_MAX},
};

/// The choice of a country that the programme does not know.
const ANOTHER_COUNTRY: &str = "other";

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RegistrationForm {
    name_ar: String,
    name_en: String,
    email: String,
    organisation: String,
    country: String,
    ticket_type: String,
    language: String,
    need_step_free: String,
    need_sign_language: String,
    need_hearing_loop: String,
    need_large_print: String,
    need_companion: String,
    need_contact: String,
    consent: String,
}

#[derive(Serialize)]
struct FormPage {
    hidden: Hidden,
    action: String,
    cancel_href: String,
    forum: String,
    days: String,
    name_ar: FieldView,
    name_en: FieldView,
    name_length_max: usize,
    email: FieldView,
    email_length_max: usize,
    organisation: FieldView,
    country: Select,
    ticket_type: Radios,
    language: Radios,
    needs: Vec<Checkbox>,
    consent: Checkbox,
}

#[derive(Serialize)]
struct Select {
    options: Vec<Choice>,
    error: Option<String>,
}

#[derive(Serialize)]
struct Radios {
    options: Vec<Choice>,
    error: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
    hint: Option<String>,
    is_checked: bool,
    is_selected: bool,
}

#[derive(Serialize)]
struct Checkbox {
    id: String,
    label: String,
    is_checked: bool,
    error: Option<String>,
}

impl RegistrationForm {
    fn need(&self, need: AccessNeed) -> &str {
        match need {
            AccessNeed::StepFree => &self.need_step_free,
            AccessNeed::SignLanguage => &self.need_sign_language,
            AccessNeed::HearingLoop => &self.need_hearing_loop,
            AccessNeed::LargePrint => &self.need_large_print,
            AccessNeed::Companion => &self.need_companion,
            AccessNeed::Contact => &self.need_contact,
        }
    }

    fn draft(&self) -> RegistrationDraft {
        let needs = AccessNeed::ALL.into_iter();
        let is_named = !self.country.is_empty() && self.country != ANOTHER_COUNTRY;
        RegistrationDraft {
            name: Bilingual::new(&self.name_ar, &self.name_en),
            email: self.email.clone(),
            organisation: self.organisation.clone(),
            country: is_named.then(|| CountryCode(self.country.clone())),
            ticket_type: self.ticket_type.clone(),
            needs: needs.filter(|need| !self.need(*need).is_empty()).collect(),
            language: Language::from_code(&self.language),
            has_consented: !self.consent.is_empty(),
        }
    }
}

/// The form; before and after its time, the forum's page says when that is.
pub async fn show(visit: &Visit) -> PageResult {
    let forum = wanted(visit).await?;
    let form = RegistrationForm {
        language: visit.language().code().to_owned(),
        ..RegistrationForm::default()
    };
    unlisted(page(visit, &forum, &form, &Faults::none()).await)
}

async fn wanted(visit: &Visit) -> Result<Forum, OperationError> {
    let code: String = visit.param("forum")?;
    let forum = forums::forum(visit.app(), &code).await?;
    if forum.is_open {
        Ok(forum)
    } else {
        Err(OperationError::refused("forum-registration-closed"))
    }
}

async fn page(
    visit: &Visit,
    forum: &Forum,
    form: &RegistrationForm,
    faults: &Faults,
) -> PageResult {
    let path = format!("/forums/{}", forum.code);
    let title = forum.title.in_language(visit.language()).to_owned();
    let view = FormPage {
        hidden: visit.hidden(),
        action: visit.href(&format!("{path}/register")),
        cancel_href: visit.href(&path),
        forum: title.clone(),
        days: super::days(visit, &forum.days),
        name_ar: faults.field("name_ar", &form.name_ar),
        name_en: faults.field("name_en", &form.name_en),
        name_length_max: NAME_GRAPHEMES_MAX,
        email: faults.field("email", &form.email),
        email_length_max: EMAIL_BYTES_MAX,
        organisation: faults.field("organisation", &form.organisation),
        country: Select {
            options: country_choices(visit, &form.country).await?,
            error: faults.message("country"),
        },
        ticket_type: Radios {
            options: ticket_choices(visit, forum, &form.ticket_type),
            error: faults.message("ticket_type"),
        },
        language: Radios {
            options: Language::ALL
                .map(|language| {
                    choice(
                        language.code(),
                        visit.say(&format!("people-language-{language}")),
                        &form.language,
                    )
                })
                .into(),
            error: faults.message("language"),
        },
        needs: AccessNeed::ALL
            .map(|need| Checkbox {
                id: format!("need_{}", need.code()),
                label: visit.say(&format!("forums-need-{}", need.code())),
                is_checked: !form.need(need).is_empty(),
                error: None,
            })
            .into(),
        consent: Checkbox {
            id: "consent".to_owned(),
            label: visit.say("forums-register-consent"),
            is_checked: !form.consent.is_empty(),
            error: faults.message("consent"),
        },
    };
    visit
        .page("forums/register", "forums-register-title")
        .faults(faults)
        .crumb(visit.say("forums-title"), "/forums")
        .crumb(title, &path)
        .answer(&view)
}

fn choice(value: &str, text: String, chosen: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        text,
        hint: None,
        is_checked: value == chosen,
        is_selected: value == chosen,
    }
}

async fn country_choices(visit: &Visit, chosen: &str) -> Result<Vec<Choice>, OperationError> {
    let mut known: Vec<Choice> = countries::all(visit.app())
        .await?
        .into_iter()
        .map(|own| {
            let name = own.name.in_language(visit.language()).to_owned();
            choice(&own.code.0, name, chosen)
        })
        .collect();
    known.sort_by(|one, other| one.text.cmp(&other.text));
    let other = visit.say("forums-register-country-other");
    known.push(choice(ANOTHER_COUNTRY, other, chosen));
    Ok(known)
}

/// Those that nobody must approve; each says where one takes part.
fn ticket_choices(visit: &Visit, forum: &Forum, chosen: &str) -> Vec<Choice> {
    let open = forum.ticket_types.iter().filter(|own| !own.needs_approval);
    open.map(|own| {
        let key = match own.kind {
            PlaceKind::OnSite => "forums-on-site",
            PlaceKind::Online => "forums-online",
        };
        let title = own.title.in_language(visit.language()).to_owned();
        Choice {
            hint: Some(visit.say(key)),
            ..choice(&own.code, title, chosen)
        }
    })
    .collect()
}

/// Keeps the registration, and says: look into your mail. An address that is known already is answered alike.
pub async fn submit(visit: &Visit) -> PageResult {
    let code: String = visit.param("forum")?;
    let form: RegistrationForm = visit.typed()?;
    match forums::register(visit.app(), &code, &form.draft(), visit.origin()).await {
        Ok(()) => visit.go_to(&format!("/forums/{code}/registered")),
        Err(error @ OperationError::Refused("forum-registration-closed")) => Err(error.into()),
        Err(error) => {
            let faults = Faults::of(error, "email", visit.words())?;
            let forum = wanted(visit).await?;
            unlisted(page(visit, &forum, &form, &faults).await)
        }
    }
}

#[derive(Serialize)]
struct RegisteredPage {
    forum_href: String,
}

/// What follows on every registration.
pub async fn registered(visit: &Visit) -> PageResult {
    let code: String = visit.param("forum")?;
    let forum = forums::forum(visit.app(), &code).await?;
    let path = format!("/forums/{code}");
    let view = RegisteredPage {
        forum_href: visit.href(&path),
    };
    unlisted(
        visit
            .page("forums/registered", "forums-registered-title")
            .crumb(visit.say("forums-title"), "/forums")
            .crumb(forum.title.in_language(visit.language()), &path)
            .answer(&view),
    )
}
