//! Roles of a person, each within a scope, and the form that gives one more.

use crate::{
    Visit,
    form::{Faults, Hidden},
    notice::Notice,
    route::PageResult,
};
use serde::{Deserialize, Serialize};
use zamala_domain::{
    Actor, FieldError, Language, OperationError, Role,
    countries::operations as countries,
    curriculum::operations as curriculum,
    id::PersonId,
    people::{operations as people, policy},
    residencies::operations as residencies,
    scope::{Grant, Scope},
};

/// A role and its scope, as they were typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GrantFields {
    pub role: String,
    pub scope: String,
}

/// A scope that can be chosen: its code in the form, and its name.
pub struct ScopeChoice {
    scope: Scope,
    value: String,
    text: String,
}

/// A role that a person holds.
#[derive(Serialize)]
pub struct RoleView {
    title: String,
    scope: String,
    dates: Option<String>,
    /// The decision by which an acting holder acts.
    decision: Option<String>,
}

#[derive(Serialize)]
pub struct RoleFormView {
    hidden: Hidden,
    action: String,
    pub role: SelectView,
    pub scope: SelectView,
}

/// As the partial `select` reads it.
#[derive(Serialize)]
pub struct SelectView {
    pub options: Vec<OptionView>,
    pub error: Option<String>,
}

#[derive(Serialize)]
pub struct OptionView {
    pub value: String,
    pub text: String,
    pub is_selected: bool,
}

/// The names of roles, with the language's separator.
pub fn titles(visit: &Visit, roles: &[Role]) -> String {
    let separator = match visit.language() {
        Language::Ar => "، ",
        Language::En => ", ",
    };
    let titles: Vec<String> = roles.iter().map(|role| title(visit, *role)).collect();
    titles.join(separator)
}

fn title(visit: &Visit, role: Role) -> String {
    visit.say(&format!("role-{}", role.code()))
}

/// Everything that a role can be given for: the installation, programmes, cohorts and countries.
pub async fn scopes(visit: &Visit) -> Result<Vec<ScopeChoice>, OperationError> {
    let (app, language) = (visit.app(), visit.language());
    let text = |key: &str, title: &str| visit.say_with(key, &[("title", title.to_owned().into())]);
    let mut choices = vec![ScopeChoice {
        scope: Scope::Installation,
        value: "installation".to_owned(),
        text: visit.say("people-scope-installation"),
    }];
    for own in curriculum::programmes(app).await? {
        let text = text("people-scope-programme", own.title.in_language(language));
        let value = format!("programme:{}", own.id);
        choices.push(ScopeChoice {
            scope: Scope::Programme(own.id),
            value,
            text,
        });
    }
    // Roles are given in cohorts whose work the administrator does not see: the service itself looks.
    for own in residencies::cohorts(app, &Actor::system()).await? {
        let text = text("people-scope-cohort", own.title.in_language(language));
        let value = format!("cohort:{}", own.id);
        choices.push(ScopeChoice {
            scope: Scope::Cohort(own.id),
            value,
            text,
        });
    }
    for own in countries::all(app).await? {
        let text = text("people-scope-country", own.name.in_language(language));
        let value = format!("country:{}", own.code);
        choices.push(ScopeChoice {
            scope: Scope::Country(own.code),
            value,
            text,
        });
    }
    Ok(choices)
}

pub fn view(visit: &Visit, grant: &Grant, scopes: &[ScopeChoice]) -> RoleView {
    let words = visit.words();
    let scope = scopes.iter().find(|choice| choice.scope == grant.scope);
    let dates = match (grant.starts_on, grant.ends_on) {
        (Some(from), Some(to)) => {
            let arguments = [
                ("from", words.date_without_weekday(from).into()),
                ("to", words.date_without_weekday(to).into()),
            ];
            Some(visit.say_with("people-role-between", &arguments))
        }
        (None, Some(to)) => {
            let to = words.date_without_weekday(to).into();
            Some(visit.say_with("people-role-until", &[("to", to)]))
        }
        _ => None,
    };
    RoleView {
        title: title(visit, grant.role),
        scope: scope.map(|choice| choice.text.clone()).unwrap_or_default(),
        dates,
        decision: grant.acting_by_decision.clone(),
    }
}

/// The form that gives a role.
pub fn form(
    visit: &Visit,
    path: &str,
    scopes: &[ScopeChoice],
    faults: &Faults,
    typed: &GrantFields,
) -> RoleFormView {
    let roles = Role::ALL.into_iter().map(|role| OptionView {
        value: role.code().to_owned(),
        text: title(visit, role),
        is_selected: role.code() == typed.role,
    });
    let scopes = scopes.iter().map(|choice| OptionView {
        value: choice.value.clone(),
        text: choice.text.clone(),
        is_selected: choice.value == typed.scope,
    });
    RoleFormView {
        hidden: visit.hidden(),
        action: visit.href(path),
        role: SelectView {
            options: roles.collect(),
            error: faults.message("role"),
        },
        scope: SelectView {
            options: scopes.collect(),
            error: faults.message("scope"),
        },
    }
}

/// The grant that was typed, or every faulty field. Administrators, and they alone, are so for the whole installation.
pub fn grant(typed: &GrantFields, scopes: &[ScopeChoice]) -> Result<Grant, Vec<FieldError>> {
    let role = Role::from_code(&typed.role);
    let scope = scopes
        .iter()
        .find(|choice| choice.value == typed.scope)
        .map(|choice| &choice.scope);
    let missing = [
        ("role", "required-role", role.is_none()),
        ("scope", "required-scope", scope.is_none()),
    ];
    let faults = missing.into_iter().filter(|(_, _, is_missing)| *is_missing);
    let faults = faults
        .map(|(field, code, _)| FieldError::new(field, code))
        .collect();
    match (role, scope) {
        (Some(role), Some(scope)) => {
            if (role == Role::Administrator) != (*scope == Scope::Installation) {
                return Err(vec![FieldError::new("scope", "scope-contradictory")]);
            }
            Ok(Grant::standing(role, scope.clone()))
        }
        _ => Err(faults),
    }
}

/// Gives one more role.
pub async fn give(visit: &Visit) -> PageResult {
    let id: PersonId = visit.param("id")?;
    let typed: GrantFields = visit.typed()?;
    let (app, actor) = (visit.app(), visit.actor()?);
    policy::may_grant(&actor, id)?;
    let grant = match grant(&typed, &scopes(visit).await?) {
        Ok(grant) => grant,
        Err(faults) => {
            let faults = Faults::of_fields(&faults, visit.words());
            return super::page(visit, id, &faults, &typed).await;
        }
    };
    let path = format!("/people/{id}");
    match people::give_role(app, &actor, id, grant).await {
        Ok(true) => visit.go_to_with(&path, &Notice::success("people-role-given")),
        Ok(false) => {
            let notice = Notice::new(crate::notice::NoticeKind::Info, "people-role-held-already");
            visit.go_to_with(&path, &notice)
        }
        Err(error) => visit.back_to(&path, error),
    }
}
