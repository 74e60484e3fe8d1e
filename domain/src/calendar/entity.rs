//! Rows of weekends and holidays.

pub mod weekend_rules {
    use crate::id::ProgrammeId;
    use chrono::NaiveDate;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "weekend_rules")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: ProgrammeId,
        pub days: String,
        pub valid_from_on: NaiveDate,
        pub valid_until_on: Option<NaiveDate>,
        pub source: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod holidays {
    use crate::id::{HolidayId, ProgrammeId};
    use chrono::NaiveDate;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "holidays")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: HolidayId,
        pub programme_id: ProgrammeId,
        pub held_on: NaiveDate,
        pub title_ar: String,
        pub title_en: String,
        pub is_confirmed: bool,
        pub source: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
