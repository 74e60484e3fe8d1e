//! Rows of sign-in. None of them holds a secret that can be used.

pub mod accounts {
    use crate::{
        accounts::state::AccountState,
        id::{AccountId, PersonId},
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "accounts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AccountId,
        pub person_id: PersonId,
        pub password_hash: Option<String>,
        pub state: AccountState,
        pub totp_secret: Option<Vec<u8>>,
        pub totp_confirmed_at: Option<DateTime<Utc>>,
        pub totp_last_step: Option<i64>,
        pub last_signed_in_at: Option<DateTime<Utc>>,
        pub created_at: DateTime<Utc>,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod recovery_codes {
    use crate::id::AccountId;
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery_codes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: AccountId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub code_hash: String,
        pub used_at: Option<DateTime<Utc>>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod links {
    use crate::{
        accounts::state::LinkKind,
        id::{LinkId, PersonId},
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_links")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: LinkId,
        pub person_id: PersonId,
        pub kind: LinkKind,
        pub secret_hash: String,
        pub expires_at: DateTime<Utc>,
        pub used_at: Option<DateTime<Utc>>,
        pub created_at: DateTime<Utc>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod sessions {
    use crate::{accounts::state::SessionLevel, id::PersonId};
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id_hash: String,
        pub person_id: PersonId,
        pub level: SessionLevel,
        pub created_at: DateTime<Utc>,
        pub last_seen_at: DateTime<Utc>,
        pub expires_at: DateTime<Utc>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod tokens {
    use crate::{
        actor::TokenScope,
        id::{PersonId, TokenId},
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_tokens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: TokenId,
        pub person_id: PersonId,
        pub name: String,
        pub secret_hash: String,
        pub token_scope: TokenScope,
        pub created_at: DateTime<Utc>,
        pub expires_at: DateTime<Utc>,
        pub last_used_at: Option<DateTime<Utc>>,
        pub revoked_at: Option<DateTime<Utc>>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod throttles {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_throttles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub failures: i32,
        pub window_started_at: DateTime<Utc>,
        pub blocked_until: Option<DateTime<Utc>>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
