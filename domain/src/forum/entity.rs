//! Rows of the forum.

pub mod forums {
    use crate::id::{ForumId, OrganisationId, ProgrammeId};
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "forums")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ForumId,
        pub programme_id: ProgrammeId,
        pub code: String,
        pub title_ar: String,
        pub title_en: String,
        pub host_id: OrganisationId,
        pub mode: String,
        pub opens_at: DateTime<Utc>,
        pub closes_at: DateTime<Utc>,
        pub delegation_seats_released_on: NaiveDate,
        pub zone: String,
        pub is_sample: bool,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod days {
    use crate::id::ForumId;
    use chrono::NaiveDate;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "forum_days")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub forum_id: ForumId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub held_on: NaiveDate,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod sessions {
    use crate::id::ForumId;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "forum_sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub forum_id: ForumId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub ordinal: i32,
        pub title_ar: String,
        pub title_en: String,
        pub slots: Option<i32>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod delegations {
    use crate::{id::ForumId, scope::CountryCode};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "forum_delegations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub forum_id: ForumId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub country_code: CountryCode,
        pub seats: i32,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod pools {
    use crate::{
        forum::state::PlaceKind,
        id::{ForumId, ForumPoolId},
    };
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "forum_pools")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ForumPoolId,
        pub forum_id: ForumId,
        pub kind: PlaceKind,
        pub capacity: i32,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod ticket_types {
    use crate::{forum::state::PlaceKind, id::ForumId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "forum_ticket_types")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub forum_id: ForumId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub ordinal: i32,
        pub title_ar: String,
        pub title_en: String,
        pub kind: PlaceKind,
        pub needs_approval: bool,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod seats {
    use crate::id::{ForumPoolId, RegistrationId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "forum_seats")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub pool_id: ForumPoolId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub capacity: i32,
        pub registration_id: Option<RegistrationId>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod registrations {
    use crate::{
        forum::state::RegistrationState,
        id::{AddresseeId, ForumId, ForumPoolId, LinkId, ProgrammeId, RegistrationId},
        scope::CountryCode,
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "forum_registrations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RegistrationId,
        pub programme_id: ProgrammeId,
        pub forum_id: ForumId,
        pub pool_id: ForumPoolId,
        pub ticket_type: String,
        pub addressee_id: AddresseeId,
        pub email_key: String,
        pub search_key: String,
        pub organisation: String,
        pub country_code: Option<CountryCode>,
        pub state: RegistrationState,
        pub seat_number: Option<i32>,
        pub confirmation_id: LinkId,
        pub confirmation_hash: String,
        /// Real time, as the next.
        pub confirmation_expires_at: DateTime<Utc>,
        pub letter_at: DateTime<Utc>,
        pub ticket_id: LinkId,
        pub ticket_hash: String,
        pub waiting_since: Option<DateTime<Utc>>,
        pub consented_at: DateTime<Utc>,
        pub created_at: DateTime<Utc>,
        pub confirmed_at: Option<DateTime<Utc>>,
        pub ended_at: Option<DateTime<Utc>>,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod access_needs {
    use crate::{forum::state::AccessNeed, id::RegistrationId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "forum_access_needs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub registration_id: RegistrationId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub need: AccessNeed,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
