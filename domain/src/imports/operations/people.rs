//! Countries, organisations, people and the roles that follow from the file.

use super::{Known, known};
use crate::{
    actor::Actor,
    app::{App, Txn},
    countries::{self, CountryFacts},
    error::OperationError,
    imports::reader::{ProgrammeFile, setting::Person},
    people::{self, PersonDraft},
    scope::{CountryCode, Grant, Role, Scope},
};

pub async fn put_countries(
    app: &App,
    txn: &Txn,
    file: &ProgrammeFile,
    known: &mut Known,
) -> Result<(), OperationError> {
    for country in &file.countries {
        let facts = CountryFacts {
            code: CountryCode(country.iso3.clone()),
            name: country.name.clone(),
            partnership: country.role.code().to_owned(),
            note: country.note.clone(),
        };
        known.has_changed |= countries::operations::put_in(txn, &facts).await?;
    }
    for organisation in &file.organisations {
        let country = CountryCode(organisation.country.clone());
        let put = countries::operations::put_organisation_in(
            app,
            txn,
            &organisation.id,
            country,
            &organisation.title,
        );
        let id = known.note(put.await?);
        known
            .organisations
            .insert(organisation.id.clone(), (id, organisation.country.clone()));
    }
    Ok(())
}

pub async fn put_people(
    app: &App,
    txn: &Txn,
    file: &ProgrammeFile,
    known: &mut Known,
) -> Result<(), OperationError> {
    for person in &file.people {
        let organisation = known
            .organisations
            .get(&person.organisation)
            .map(|(id, _)| *id);
        let draft = PersonDraft {
            code: Some(person.id.clone()),
            name: person.name.clone(),
            email: person.email.clone(),
            language: person.preferred_locale,
            organisation,
            is_external: person.external,
            is_sample: person.sample || file.meta.sample_data,
        };
        let topics = [
            ("teaches", person.teaches.clone()),
            ("expertise", person.expertise.clone()),
        ];
        let id = known.note(people::operations::put_in(app, txn, &draft, &topics).await?);
        known.people.insert(person.id.clone(), id);
    }
    Ok(())
}

/// Roles of the file with the scope that the file gives them: a fellow's, trainer's and mentor's cohorts, a focal point's
/// country, the programmes of one's own organisation for the others.
pub async fn put_grants(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    file: &ProgrammeFile,
    known: &mut Known,
) -> Result<(), OperationError> {
    for person in &file.people {
        let id = self::known(&known.people, &person.id)?;
        for scope in scopes(file, known, person)? {
            let grant = Grant::standing(person.role, scope);
            known.has_changed |= people::operations::grant_in(app, txn, actor, id, &grant).await?;
        }
    }
    Ok(())
}

fn scopes(
    file: &ProgrammeFile,
    known: &Known,
    person: &Person,
) -> Result<Vec<Scope>, OperationError> {
    Ok(match person.role {
        Role::Administrator => vec![Scope::Installation],
        Role::FocalPoint => {
            let country = known
                .organisations
                .get(&person.organisation)
                .map(|(_, country)| country.clone());
            country
                .map(CountryCode)
                .map(Scope::Country)
                .into_iter()
                .collect()
        }
        Role::Fellow | Role::Trainer | Role::Mentor => cohorts_of(file, known, person)?,
        _ => {
            let own = file
                .programmes
                .iter()
                .filter(|programme| programme.owner == person.organisation);
            own.map(|programme| self::known(&known.programmes, &programme.id).map(Scope::Programme))
                .collect::<Result<_, _>>()?
        }
    })
}

fn cohorts_of(
    file: &ProgrammeFile,
    known: &Known,
    person: &Person,
) -> Result<Vec<Scope>, OperationError> {
    let code = &person.id;
    let concerns = |cohort: &&crate::imports::reader::residency::Cohort| match person.role {
        Role::Fellow => cohort.fellows.iter().any(|own| own.person == *code),
        Role::Mentor => cohort.fellows.iter().any(|own| own.mentor == *code),
        _ => {
            cohort
                .lab_sessions
                .iter()
                .any(|session| session.lead == *code)
                || cohort
                    .contact_sessions
                    .iter()
                    .any(|session| session.lead == *code)
        }
    };
    let cohorts = file.cohorts.iter().filter(concerns);
    cohorts
        .map(|cohort| self::known(&known.cohorts, &cohort.id).map(Scope::Cohort))
        .collect()
}
