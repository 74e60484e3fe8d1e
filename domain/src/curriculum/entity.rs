//! Rows of programmes and micro-credentials.

pub mod programmes {
    use crate::id::{OrganisationId, ProgrammeId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "programmes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ProgrammeId,
        pub code: String,
        pub kind: String,
        pub state: String,
        pub owner_id: OrganisationId,
        pub title_ar: String,
        pub title_en: String,
        pub audience_ar: String,
        pub audience_en: String,
        pub location_ar: Option<String>,
        pub location_en: Option<String>,
        pub duration_weeks: Option<i32>,
        pub attendance_percent_min: i32,
        pub zone: String,
        pub is_sample: bool,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod micro_credentials {
    use crate::id::{MicroCredentialId, ProgrammeId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "micro_credentials")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MicroCredentialId,
        pub programme_id: ProgrammeId,
        pub code: String,
        pub edition: String,
        pub title_ar: String,
        pub title_en: String,
        pub title_ar_revision: i32,
        pub title_en_revision: i32,
        pub is_core: bool,
        pub ordinal: i32,
        pub effort_minutes: i32,
        pub contact_minutes: i32,
        pub lab_minutes: i32,
        pub self_study_minutes: i32,
        pub participation: String,
        pub quality_assurance_ar: String,
        pub quality_assurance_en: String,
        pub level_framework: String,
        pub level_value: i32,
        pub level_status: String,
        pub osi_areas: String,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod learning_outcomes {
    use crate::id::MicroCredentialId;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "learning_outcomes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub micro_credential_id: MicroCredentialId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub ordinal: i32,
        pub text_ar: String,
        pub text_en: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod units {
    use crate::id::{MicroCredentialId, UnitId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "units")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: UnitId,
        pub micro_credential_id: MicroCredentialId,
        pub code: String,
        pub ordinal: i32,
        pub title_ar: String,
        pub title_en: String,
        pub title_ar_revision: i32,
        pub title_en_revision: i32,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
