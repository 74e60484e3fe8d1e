//! Rows of holds.

pub mod holds {
    use crate::{
        holds::state::{HoldState, HoldSubject},
        id::{HoldId, PersonId, ProgrammeId},
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "holds")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: HoldId,
        pub programme_id: ProgrammeId,
        pub subject_kind: HoldSubject,
        pub subject_id: Uuid,
        pub reason_ar: String,
        pub reason_en: String,
        /// `None` is the system.
        pub placed_by: Option<PersonId>,
        pub placed_at: DateTime<Utc>,
        pub lifted_by: Option<PersonId>,
        pub lifted_at: Option<DateTime<Utc>>,
    }
    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        pub fn state(&self) -> HoldState {
            if self.lifted_at.is_some() {
                HoldState::Lifted
            } else {
                HoldState::Live
            }
        }
    }
}
