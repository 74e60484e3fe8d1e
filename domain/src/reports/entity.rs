//! Rows of plans, reports, their frozen contents and who has read them.

pub mod plans {
    use crate::id::{ProgrammeId, ReportPlanId};
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "report_plans")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ReportPlanId,
        pub programme_id: ProgrammeId,
        pub code: String,
        pub title_ar: String,
        pub title_en: String,
        pub cron: String,
        pub zone: String,
        pub audience: String,
        pub created_at: DateTime<Utc>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod reports {
    use crate::{
        id::{CohortId, PersonId, ProgrammeId, ReportId, ReportPlanId},
        reports::state::ReportState,
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reports")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ReportId,
        pub programme_id: ProgrammeId,
        pub cohort_id: CohortId,
        pub number: i32,
        pub plan_id: Option<ReportPlanId>,
        pub tick: Option<DateTime<Utc>>,
        pub asked_by: Option<PersonId>,
        pub asked_at: DateTime<Utc>,
        pub audience: String,
        pub state: ReportState,
        pub steps_done: i32,
        pub steps_count: i32,
        pub as_of: Option<DateTime<Utc>>,
        pub made_at: Option<DateTime<Utc>>,
        pub sha256: Option<String>,
        pub signed_off_by: Option<PersonId>,
        pub signed_off_at: Option<DateTime<Utc>>,
        pub failure: Option<String>,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod contents {
    use crate::id::ReportId;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "report_contents")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub report_id: ReportId,
        pub frozen: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod reads {
    use crate::id::{PersonId, ReportId};
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "report_reads")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub report_id: ReportId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        pub read_at: DateTime<Utc>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
