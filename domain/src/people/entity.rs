//! Rows of people and their grants.

pub mod people {
    use crate::{
        bilingual::Language,
        id::{OrganisationId, PersonId},
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "people")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PersonId,
        pub code: Option<String>,
        pub name_ar: String,
        pub name_en: String,
        pub name_ar_revision: i32,
        pub name_en_revision: i32,
        pub search_key: String,
        pub email: String,
        pub email_key: String,
        pub language: Language,
        pub organisation_id: Option<OrganisationId>,
        pub is_external: bool,
        pub is_sample: bool,
        pub created_at: DateTime<Utc>,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod grants {
    use crate::{
        id::{CohortId, GrantId, PersonId, ProgrammeId},
        scope::{CountryCode, Role},
    };
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "grants")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: GrantId,
        pub person_id: PersonId,
        pub role: Role,
        pub scope_kind: String,
        pub programme_id: Option<ProgrammeId>,
        pub cohort_id: Option<CohortId>,
        pub country_code: Option<CountryCode>,
        pub starts_on: Option<NaiveDate>,
        pub ends_on: Option<NaiveDate>,
        pub acting_by_decision: Option<String>,
        pub created_at: DateTime<Utc>,
        pub revoked_at: Option<DateTime<Utc>>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod topics {
    use crate::id::PersonId;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person_topics")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub topic: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
