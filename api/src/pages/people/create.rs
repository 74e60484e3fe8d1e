//! A new person, with a first role.

use super::roles::{self, GrantFields, OptionView, RoleFormView, SelectView};
use crate::{
    Visit,
    form::{Faults, FieldView},
    notice::Notice,
    route::PageResult,
};
use serde::{Deserialize, Serialize};
use zamala_domain::{
    Bilingual, FieldError, Language, OperationError,
    countries::operations::{self as countries, OrganisationFacts},
    id::PersonId,
    people::{PersonDraft, operations as people, policy},
    scope::Grant,
    text::{EMAIL_BYTES_MAX, NAME_GRAPHEMES_MAX},
};

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PersonForm {
    name_ar: String,
    name_en: String,
    email: String,
    language: String,
    entity: String,
    role: String,
    scope: String,
}

#[derive(Serialize)]
struct NewPersonPage {
    form: RoleFormView,
    cancel_href: String,
    name_ar: FieldView,
    name_en: FieldView,
    name_length_max: usize,
    email: FieldView,
    email_length_max: usize,
    language: LanguageView,
    entity: SelectView,
}

/// As the partial `radios` reads it.
#[derive(Serialize)]
struct LanguageView {
    options: Vec<Choice>,
    error: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    value: &'static str,
    text: String,
    hint: Option<String>,
    is_checked: bool,
}

/// The form, for administrators.
pub async fn show(visit: &Visit) -> PageResult {
    policy::may_create(&visit.actor()?)?;
    page(visit, &PersonForm::default(), &Faults::none()).await
}

async fn page(visit: &Visit, typed: &PersonForm, faults: &Faults) -> PageResult {
    let organisations = countries::organisations(visit.app()).await?;
    let options = organisations.iter().map(|own| OptionView {
        value: own.id.to_string(),
        text: own.title.in_language(visit.language()).to_owned(),
        is_selected: own.id.to_string() == typed.entity,
    });
    let choice = |language: Language| Choice {
        value: language.code(),
        text: visit.say(&format!("people-language-{language}")),
        hint: None,
        is_checked: language.code() == typed.language,
    };
    let scopes = roles::scopes(visit).await?;
    let view = NewPersonPage {
        form: roles::form(visit, "/people/new", &scopes, faults, &typed.grant_fields()),
        cancel_href: visit.href("/people"),
        name_ar: faults.field("name_ar", &typed.name_ar),
        name_en: faults.field("name_en", &typed.name_en),
        name_length_max: NAME_GRAPHEMES_MAX,
        email: faults.field("email", &typed.email),
        email_length_max: EMAIL_BYTES_MAX,
        language: LanguageView {
            options: Language::ALL.map(choice).into(),
            error: faults.message("language"),
        },
        entity: SelectView {
            options: options.collect(),
            error: faults.message("entity"),
        },
    };
    let page = visit.page("people/new", "people-new-title").faults(faults);
    page.crumb(visit.say("people-title"), "/people")
        .answer(&view)
}

impl PersonForm {
    fn grant_fields(&self) -> GrantFields {
        GrantFields {
            role: self.role.clone(),
            scope: self.scope.clone(),
        }
    }

    /// What was typed, as a draft, or every faulty field that the operation does not check itself.
    fn draft(&self, organisations: &[OrganisationFacts]) -> Result<PersonDraft, Vec<FieldError>> {
        let mut faults = Vec::new();
        let texts = [
            ("name_ar", "required-name-ar", &self.name_ar),
            ("name_en", "required-name-en", &self.name_en),
            ("email", "required-email", &self.email),
        ];
        for (field, code, text) in texts {
            if text.trim().is_empty() {
                faults.push(FieldError::new(field, code));
            }
        }
        let language = Language::from_code(&self.language);
        if language.is_none() {
            faults.push(FieldError::new("language", "required-language"));
        }
        let organisation = organisations
            .iter()
            .find(|own| own.id.to_string() == self.entity);
        if organisation.is_none() && !self.entity.is_empty() {
            faults.push(FieldError::new("entity", "unknown"));
        }
        match language {
            Some(language) if faults.is_empty() => Ok(PersonDraft {
                code: None,
                name: Bilingual::new(&self.name_ar, &self.name_en),
                email: self.email.clone(),
                language,
                organisation: organisation.map(|own| own.id),
                is_external: organisation.is_none(),
                is_sample: false,
            }),
            _ => Err(faults),
        }
    }
}

/// Creates the person, and goes on to the page from which the invitation is sent.
pub async fn submit(visit: &Visit) -> PageResult {
    let typed: PersonForm = visit.typed()?;
    policy::may_create(&visit.actor()?)?;
    match created(visit, &typed).await {
        Ok(id) => visit.go_to_with(&format!("/people/{id}"), &Notice::success("people-created")),
        Err(error) => {
            let faults = Faults::of(error, "email", visit.words())?;
            page(visit, &typed, &faults).await
        }
    }
}

async fn created(visit: &Visit, typed: &PersonForm) -> Result<PersonId, OperationError> {
    let organisations = countries::organisations(visit.app()).await?;
    let grant = roles::grant(&typed.grant_fields(), &roles::scopes(visit).await?);
    let (draft, grant): (PersonDraft, Grant) = match (typed.draft(&organisations), grant) {
        (Ok(draft), Ok(grant)) => (draft, grant),
        (draft, grant) => {
            let faults = draft.err().into_iter().chain(grant.err()).flatten();
            return Err(OperationError::Invalid(faults.collect()));
        }
    };
    let created = people::create(visit.app(), &visit.actor()?, draft, grant).await;
    created.map_err(with_limits)
}

/// Names the limit that a text is longer than.
fn with_limits(error: OperationError) -> OperationError {
    let OperationError::Invalid(mut faults) = error else {
        return error;
    };
    for fault in faults.iter_mut().filter(|fault| fault.code == "too-long") {
        let max = if fault.field == "email" {
            EMAIL_BYTES_MAX
        } else {
            NAME_GRAPHEMES_MAX
        };
        fault.figures = vec![("max", i64::try_from(max).unwrap_or(i64::MAX))];
    }
    OperationError::Invalid(faults)
}
