//! Rows of plans, preferences and notices.

pub mod plans {
    use crate::{id::ProgrammeId, outbox::Event};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notification_plans")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub programme_id: ProgrammeId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub event: Event,
        pub offsets: String,
        pub channels: String,
        pub audience: Option<String>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod preferences {
    use crate::{id::PersonId, notifications::state::Digits};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "preferences")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        pub digits: Digits,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod notices {
    use crate::{
        id::{NoticeId, PersonId, ProgrammeId},
        notifications::state::NoticeKind,
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notices")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: NoticeId,
        pub person_id: PersonId,
        pub programme_id: Option<ProgrammeId>,
        pub kind: NoticeKind,
        pub occasion: String,
        /// JSON.
        pub data: String,
        pub created_at: DateTime<Utc>,
        pub read_at: Option<DateTime<Utc>>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
