//! Rows of the outbox.

pub mod letters {
    use crate::{
        id::{AddresseeId, LetterId, PersonId, ProgrammeId},
        outbox::state::{LetterKind, LetterState},
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "letters")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: LetterId,
        pub programme_id: Option<ProgrammeId>,
        pub kind: LetterKind,
        /// One of the two: this or `addressee_id`.
        pub recipient_id: Option<PersonId>,
        pub occasion: String,
        /// JSON.
        pub data: String,
        pub send_at: DateTime<Utc>,
        pub state: LetterState,
        pub message_id: String,
        pub attempts: i32,
        /// Real time.
        pub ambiguous_at: Option<DateTime<Utc>>,
        pub last_error: Option<String>,
        pub created_at: DateTime<Utc>,
        pub sent_at: Option<DateTime<Utc>>,
        pub addressee_id: Option<AddresseeId>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod kept_letters {
    use crate::{bilingual::Language, id::LetterId};
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kept_letters")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub letter_id: LetterId,
        pub to_address: String,
        pub language: Language,
        pub subject: String,
        pub text: String,
        pub html: String,
        pub message_id: String,
        pub sent_at: DateTime<Utc>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod kept_attachments {
    use crate::id::LetterId;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kept_attachments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub letter_id: LetterId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub media_type: String,
        pub content: Vec<u8>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod addressees {
    use crate::{bilingual::Language, id::AddresseeId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "addressees")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AddresseeId,
        /// Empty once erased.
        pub email: String,
        pub name_ar: String,
        pub name_en: String,
        pub language: Language,
        pub is_sample: bool,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod occurrences {
    use crate::{
        id::{OccurrenceId, PersonId, ProgrammeId},
        outbox::state::{Event, OccurrenceState},
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "occurrences")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: OccurrenceId,
        pub programme_id: ProgrammeId,
        pub event: Event,
        pub person_id: PersonId,
        pub cause_id: uuid::Uuid,
        pub subject_id: uuid::Uuid,
        pub occurs_at: DateTime<Utc>,
        pub created_at: DateTime<Utc>,
        pub state: OccurrenceState,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod reminders {
    use crate::{
        id::{LetterId, OccurrenceId, ReminderId},
        outbox::state::ReminderState,
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reminders")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ReminderId,
        pub occurrence_id: OccurrenceId,
        pub send_at: DateTime<Utc>,
        pub state: ReminderState,
        pub letter_id: Option<LetterId>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
