//! `zamala admin`: the first account. The invitation's link is printed once; the letter with it waits in the outbox.

use crate::{
    cli::{self, ScopeArgs},
    composition,
    failure::Failure,
    settings::{self, Needs, Sources},
};
use secrecy::ExposeSecret;
use zamala_domain::{
    Actor, App, Bilingual, Grant, OperationError, Role, Scope,
    accounts::operations as accounts,
    countries, curriculum,
    people::{PersonDraft, operations as people},
    residencies,
};

pub async fn run(sources: Sources, choice: cli::Admin) -> Result<(), Failure> {
    let cli::Admin::CreatePerson(new) = choice;
    let mut settings = settings::load(&sources, Needs::APP)?;
    let app = composition::open_app(&mut settings).await?;
    app.refresh_clock().await.map_err(in_words)?;
    let (system, language) = (Actor::system(), new.language);
    let grant = Grant::standing(new.role, scope(&app, new.role, &new.scope).await?);
    let draft = PersonDraft {
        code: None,
        name: Bilingual {
            ar: new.name_ar,
            en: new.name_en,
        },
        email: new.email,
        language,
        organisation: None,
        is_external: false,
        is_sample: false,
    };
    let person = people::create(&app, &system, draft, grant)
        .await
        .map_err(in_words)?;
    let link = accounts::invite(&app, &system, person)
        .await
        .map_err(in_words)?;
    let secret = accounts::link_secret(&app, link);
    println!("Created {person} as {}.", new.role.code());
    println!("The link to set a password, once, within 7 days:");
    println!(
        "{}/{language}{}/{}",
        app.public_url(),
        accounts::LINK_PAGE,
        secret.expose_secret()
    );
    Ok(())
}

/// The scope that was named, found by its code.
async fn scope(app: &App, role: Role, named: &ScopeArgs) -> Result<Scope, Failure> {
    let unknown = |kind: &str, code: &str| Failure::new(format!("there is no {kind} {code}"));
    if let Some(code) = &named.programme {
        let all = curriculum::operations::programmes(app)
            .await
            .map_err(in_words)?;
        let found = all.into_iter().find(|programme| programme.code == *code);
        return found
            .map(|found| Scope::Programme(found.id))
            .ok_or_else(|| unknown("programme", code));
    }
    if let Some(code) = &named.cohort {
        let all = residencies::operations::cohorts(app, &Actor::system())
            .await
            .map_err(in_words)?;
        let found = all.into_iter().find(|cohort| cohort.code == *code);
        return found
            .map(|found| Scope::Cohort(found.id))
            .ok_or_else(|| unknown("cohort", code));
    }
    if let Some(code) = &named.country {
        let all = countries::operations::all(app).await.map_err(in_words)?;
        let found = all.into_iter().find(|country| country.code.0 == *code);
        return found
            .map(|found| Scope::Country(found.code))
            .ok_or_else(|| unknown("country", code));
    }
    if role == Role::Administrator {
        return Ok(Scope::Installation);
    }
    Err(Failure::new(
        "only administrators hold their role everywhere: name --programme, --cohort or --country",
    ))
}

/// The code of a field's fault in words.
fn what_is_wrong(code: &str) -> String {
    match code {
        "required" => "it may not be empty".to_owned(),
        "too-long" => "it is too long".to_owned(),
        "email-form" => "this is no e-mail address; it looks like name@example.org".to_owned(),
        "email-taken" => "somebody has this address already".to_owned(),
        other => other.replace('-', " "),
    }
}

fn in_words(error: OperationError) -> Failure {
    match error {
        OperationError::Invalid(faults) => {
            let option = |field: &str| field.replace('_', "-");
            let lines: Vec<String> = faults
                .iter()
                .map(|fault| format!("--{}: {}", option(&fault.field), what_is_wrong(fault.code)))
                .collect();
            Failure::new(lines.join("\n"))
        }
        OperationError::Database(error) => Failure::new(format!(
            "the database refused ({error}); is the schema current?"
        )),
        other => Failure::from(other),
    }
}
