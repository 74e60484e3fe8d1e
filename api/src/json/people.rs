//! People: the list, one person, a new one.

use super::{
    Tag,
    answer::Problem,
    caller::Caller,
    grants::{GrantBody, checked_grant},
    paging::{Asked, Cursor, Limit, Page},
    success::Created,
    text::Text,
};
use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;
use zamala_domain::{
    App, FieldError, Language, OperationError,
    countries::operations as countries,
    id::{OrganisationId, PersonId},
    people::{PersonDraft, PersonLine, operations as people},
};

/// A person, with the roles in force.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Person {
    pub id: Uuid,
    /// The id in the programme file, for example `fe.a10`.
    pub code: Option<String>,
    pub name: Text,
    pub email: String,
    /// The language of letters: `ar` or `en`.
    pub language: String,
    pub organisation_id: Option<Uuid>,
    pub roles: Vec<String>,
    /// Whether the person belongs to the sample programme.
    pub is_sample: bool,
}

/// The language of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename = "Language", rename_all = "lowercase")]
pub enum LanguageChoice {
    Ar,
    En,
}

/// A person to be created, with a first role.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "NewPerson", deny_unknown_fields)]
pub struct NewPersonBody {
    /// 1 to 100 characters in each language.
    pub name: Text,
    /// One address belongs to one person.
    #[oai(validator(min_length = 3, max_length = 254))]
    pub email: String,
    pub language: LanguageChoice,
    pub organisation_id: Option<Uuid>,
    /// Whether the person belongs to no government entity of the programme.
    #[oai(default)]
    pub is_external: bool,
    pub grant: GrantBody,
}

/// The id of a person who was created.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct NewPersonId {
    pub id: Uuid,
}

fn person(line: PersonLine) -> Person {
    let PersonLine { facts, roles } = line;
    Person {
        id: facts.id.0,
        code: facts.code,
        name: facts.name.into(),
        email: facts.email,
        language: facts.language.code().to_owned(),
        organisation_id: facts.organisation.map(|id| id.0),
        roles: roles
            .into_iter()
            .map(|role| role.code().to_owned())
            .collect(),
        is_sample: facts.is_sample,
    }
}

/// Refuses an unknown government entity by name.
async fn checked_organisation(
    app: &App,
    id: Option<Uuid>,
) -> Result<Option<OrganisationId>, Problem> {
    let Some(id) = id.map(OrganisationId) else {
        return Ok(None);
    };
    let known = countries::organisations(app).await?;
    if known.iter().any(|organisation| organisation.id == id) {
        return Ok(Some(id));
    }
    Err(Problem::invalid(&[FieldError::new(
        "organisation_id",
        "unknown",
    )]))
}

pub struct PeopleApi;

#[OpenApi(tag = "Tag::People")]
impl PeopleApi {
    /// The people
    ///
    /// Of the installation, with the roles in force; for administrators and programme managers.
    #[oai(path = "/v1/people", method = "get", operation_id = "listPeople")]
    async fn people(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// Words of the name in either language, or of the code.
        #[oai(validator(max_length = 100))]
        search: Query<Option<String>>,
        /// How many people.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<Person>>, Problem> {
        let asked = Asked::new("people", limit.0, &cursor.0)?;
        let search = search.0.unwrap_or_default();
        let rows = people::list(&app, &caller.0, &search, asked.after()?, asked.limit()).await?;
        Ok(Json(asked.page(
            rows,
            |row| row.facts.id.to_string(),
            person,
        )))
    }

    /// Create a person
    ///
    /// With a first role; for administrators. The person signs in after an invitation.
    #[oai(path = "/v1/people", method = "post", operation_id = "createPerson")]
    async fn create(
        &self,
        app: Data<&App>,
        caller: Caller,
        body: Json<NewPersonBody>,
    ) -> Result<Created<NewPersonId>, Problem> {
        zamala_domain::people::policy::may_create(&caller.0)?;
        let NewPersonBody {
            name,
            email,
            language,
            organisation_id,
            is_external,
            grant,
        } = body.0;
        let organisation = checked_organisation(&app, organisation_id).await?;
        let grant = checked_grant(&app, grant, "grant/").await?;
        let language = match language {
            LanguageChoice::Ar => Language::Ar,
            LanguageChoice::En => Language::En,
        };
        let name = name.into();
        let draft = PersonDraft {
            code: None,
            name,
            email,
            language,
            organisation,
            is_external,
            is_sample: false,
        };
        let id = people::create(&app, &caller.0, draft, grant).await?;
        Ok(Created::at(
            &format!("/v1/people/{id}"),
            NewPersonId { id: id.0 },
        ))
    }

    /// One person
    ///
    /// For administrators and programme managers; anybody may see themselves.
    #[oai(path = "/v1/people/:id", method = "get", operation_id = "getPerson")]
    async fn person(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The person.
        id: Path<Uuid>,
    ) -> Result<Json<Person>, Problem> {
        Ok(Json(person(
            people::person(&app, &caller.0, PersonId(id.0)).await?,
        )))
    }
}

/// The person must exist before anything is done with the account.
pub async fn known_person(app: &App, id: Uuid) -> Result<PersonId, Problem> {
    let found = people::person_facts(app, PersonId(id)).await?;
    Ok(found.ok_or(OperationError::NotFound)?.id)
}
