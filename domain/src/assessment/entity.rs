//! Rows of rubrics, assignments, due dates and opening marks.

pub mod rubrics {
    use crate::id::{ProgrammeId, RubricId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rubrics")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RubricId,
        pub programme_id: ProgrammeId,
        pub code: String,
        pub edition: i32,
        pub title_ar: String,
        pub title_en: String,
        pub pass_percent: i32,
        pub criterion_level_min: i32,
        pub markers: i32,
        pub reconcile_over_percent: Option<i32>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod levels {
    use crate::id::RubricId;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rubric_levels")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub rubric_id: RubricId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub level: i32,
        pub title_ar: String,
        pub title_en: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod criteria {
    use crate::id::RubricId;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rubric_criteria")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub rubric_id: RubricId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub ordinal: i32,
        pub weight: i32,
        pub title_ar: String,
        pub title_en: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod assignments {
    use crate::id::{MicroCredentialId, RubricId};
    use chrono::NaiveTime;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "assignments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub micro_credential_id: MicroCredentialId,
        pub rubric_id: RubricId,
        pub kind: String,
        pub title_ar: String,
        pub title_en: String,
        pub resubmissions_max: i32,
        pub late_percent_per_day: i32,
        pub late_cutoff_days: i32,
        pub resubmission_cap_percent: Option<i32>,
        pub resubmission_counts: String,
        pub due_rule: String,
        pub due_time: NaiveTime,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod due_dates {
    use crate::id::{CohortId, MicroCredentialId};
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "due_dates")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub cohort_id: CohortId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub micro_credential_id: MicroCredentialId,
        pub due_at: DateTime<Utc>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod opening_marks {
    use crate::id::{MicroCredentialId, ResidencyId};
    use chrono::NaiveDate;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "opening_marks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub residency_id: ResidencyId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub micro_credential_id: MicroCredentialId,
        pub mark_thousandths: i32,
        pub as_of_on: NaiveDate,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
