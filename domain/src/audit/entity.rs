//! Rows of the audit log.

pub mod entries {
    use crate::id::{AuditId, PersonId, ProgrammeId};
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_entries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AuditId,
        pub programme_id: Option<ProgrammeId>,
        pub occurred_at: DateTime<Utc>,
        pub actor_id: Option<PersonId>,
        pub action: String,
        pub subject_kind: String,
        pub subject_id: String,
        pub content: Option<String>,
        pub content_sha256: String,
        pub mac: String,
        pub sequence: Option<i64>,
        pub link: Option<String>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod heads {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_heads")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub sequence: i64,
        pub link: String,
        pub signed_at: DateTime<Utc>,
        pub key: String,
        pub signature: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
