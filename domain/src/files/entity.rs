//! Rows of files.

pub mod files {
    use crate::{
        files::rules::{MediaType, Purpose},
        id::{FileId, PersonId, ProgrammeId},
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "files")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: FileId,
        pub programme_id: ProgrammeId,
        /// Lower-case hexadecimal; names the object.
        pub sha256: String,
        pub size_bytes: i64,
        pub media_type: MediaType,
        pub name: String,
        pub purpose: Purpose,
        pub subject_id: Uuid,
        pub owner_id: PersonId,
        pub created_at: DateTime<Utc>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
