//! Rows of rubrics, assignments, due dates, opening marks, submissions and marks.

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

pub mod submissions {
    use crate::{
        assessment::state::{SubmissionState, WorkKind},
        id::{
            CohortId, FileId, MicroCredentialId, PersonId, ProgrammeId, ResidencyId, SubmissionId,
        },
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "submissions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SubmissionId,
        pub programme_id: ProgrammeId,
        pub cohort_id: CohortId,
        pub residency_id: ResidencyId,
        pub micro_credential_id: MicroCredentialId,
        pub fellow_id: PersonId,
        pub attempt: i32,
        pub edition: i32,
        pub state: SubmissionState,
        pub kind: WorkKind,
        pub body: Option<String>,
        pub file_id: Option<FileId>,
        /// Of the text's UTF-8 or the file's bytes, lower-case hexadecimal.
        pub sha256: String,
        pub size_bytes: i64,
        pub receipt: String,
        pub received_at: DateTime<Utc>,
        pub due_at: DateTime<Utc>,
        pub late_days: i32,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod marks {
    use crate::{
        assessment::state::MarkState,
        id::{
            MarkId, MicroCredentialId, PersonId, ProgrammeId, ResidencyId, RubricId, SubmissionId,
        },
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "marks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MarkId,
        pub programme_id: ProgrammeId,
        pub submission_id: SubmissionId,
        pub residency_id: ResidencyId,
        pub micro_credential_id: MicroCredentialId,
        pub fellow_id: PersonId,
        pub attempt: i32,
        pub rubric_id: RubricId,
        pub state: MarkState,
        pub corrects_id: Option<MarkId>,
        pub reason: Option<String>,
        pub marker_id: PersonId,
        pub marked_at: DateTime<Utc>,
        pub weighted_sum: i64,
        pub weighted_max: i64,
        pub late_days: i32,
        pub late_percent_per_day: i32,
        pub late_cutoff_days: i32,
        pub cap_percent: Option<i32>,
        pub mark_thousandths: i32,
        pub has_passed: bool,
        pub comment: String,
        pub released_by: Option<PersonId>,
        pub released_at: Option<DateTime<Utc>>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod mark_criteria {
    use crate::id::MarkId;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mark_criteria")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub mark_id: MarkId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub criterion_code: String,
        pub ordinal: i32,
        pub weight: i32,
        pub level: i32,
        pub comment: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
