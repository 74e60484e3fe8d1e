//! Rows of cohorts, weeks and residencies.

pub mod cohorts {
    use crate::{
        id::{CohortId, ProgrammeId},
        residencies::state::CohortState,
    };
    use chrono::NaiveDate;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cohorts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CohortId,
        pub programme_id: ProgrammeId,
        pub code: String,
        pub title_ar: String,
        pub title_en: String,
        pub state: CohortState,
        pub starts_on: NaiveDate,
        pub ends_on: NaiveDate,
        pub closing_on: NaiveDate,
        pub seat_limit: i32,
        pub zone: String,
        pub is_sample: bool,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod pinned {
    use crate::id::{CohortId, MicroCredentialId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cohort_micro_credentials")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub cohort_id: CohortId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub micro_credential_id: MicroCredentialId,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod weeks {
    use crate::id::{CohortId, WeekId};
    use chrono::NaiveDate;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cohort_weeks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: WeekId,
        pub cohort_id: CohortId,
        pub number: i32,
        pub from_on: NaiveDate,
        pub to_on: NaiveDate,
        pub theme_ar: String,
        pub theme_en: String,
        pub module_codes: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod residencies {
    use crate::{
        id::{CohortId, OrganisationId, PersonId, ProgrammeId, ResidencyId},
        residencies::state::ResidencyState,
        scope::CountryCode,
    };
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "residencies")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ResidencyId,
        pub programme_id: ProgrammeId,
        pub cohort_id: CohortId,
        pub fellow_id: PersonId,
        pub mentor_id: Option<PersonId>,
        pub sponsor_id: OrganisationId,
        pub country_code: CountryCode,
        pub state: ResidencyState,
        pub is_sample: bool,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod moves {
    use crate::{
        id::{PersonId, ResidencyId},
        residencies::state::ResidencyState,
    };
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "residency_moves")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub residency_id: ResidencyId,
        pub from_state: Option<ResidencyState>,
        pub to_state: ResidencyState,
        pub effective_on: NaiveDate,
        pub recorded_at: DateTime<Utc>,
        pub actor_id: Option<PersonId>,
        pub reason: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
