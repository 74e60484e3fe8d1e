//! Rows of rooms, equipment, labs, sessions, bookings and attendance.

pub mod venues {
    use crate::id::VenueId;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "venues")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: VenueId,
        pub code: String,
        pub title_ar: String,
        pub title_en: String,
        pub capacity: i32,
        pub has_step_free_access: bool,
        pub has_hearing_loop: bool,
        pub note_ar: Option<String>,
        pub note_en: Option<String>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod equipment {
    use crate::id::{EquipmentId, VenueId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "equipment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: EquipmentId,
        pub code: String,
        pub venue_id: VenueId,
        pub title_ar: String,
        pub title_en: String,
        pub quantity: i32,
        pub is_loanable: bool,
        pub budget_bhd_each: Option<i32>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod maintenance {
    use crate::id::EquipmentId;
    use chrono::NaiveDate;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "equipment_maintenance")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub equipment_id: EquipmentId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub from_on: NaiveDate,
        pub to_on: NaiveDate,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod labs {
    use crate::id::{LabId, MicroCredentialId, ProgrammeId, VenueId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "labs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: LabId,
        pub programme_id: ProgrammeId,
        pub code: String,
        pub micro_credential_id: MicroCredentialId,
        pub title_ar: String,
        pub title_en: String,
        pub venue_id: VenueId,
        pub duration_minutes: i32,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod lab_equipment {
    use crate::id::{EquipmentId, LabId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "lab_equipment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub lab_id: LabId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub equipment_id: EquipmentId,
        pub quantity_per_seat: i32,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod sessions {
    use crate::{
        id::{CohortId, LabId, MicroCredentialId, PersonId, ProgrammeId, SessionId, VenueId},
        labs::state::{SessionKind, SessionState},
    };
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SessionId,
        pub programme_id: ProgrammeId,
        pub cohort_id: CohortId,
        pub code: String,
        pub kind: SessionKind,
        pub state: SessionState,
        pub lab_id: Option<LabId>,
        pub micro_credential_id: Option<MicroCredentialId>,
        pub title_ar: String,
        pub title_en: String,
        pub venue_id: VenueId,
        pub lead_id: Option<PersonId>,
        pub held_on: NaiveDate,
        pub starts_at: DateTime<Utc>,
        pub ends_at: DateTime<Utc>,
        pub zone: String,
        pub credited_minutes: i32,
        pub is_mandatory: bool,
        pub needs_access_permit: bool,
        pub has_transport: bool,
        pub seats: Option<i32>,
        pub seats_taken: i32,
        pub places_given: i32,
        pub attendance_taken_at: Option<DateTime<Utc>>,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod breaks {
    use crate::id::SessionId;
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session_breaks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub session_id: SessionId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub starts_at: DateTime<Utc>,
        pub kind: String,
        pub ends_at: DateTime<Utc>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod bookings {
    use crate::{
        id::{BookingId, LabId, PersonId, ProgrammeId, ResidencyId, SessionId},
        labs::state::BookingState,
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bookings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: BookingId,
        pub programme_id: ProgrammeId,
        pub session_id: SessionId,
        pub lab_id: LabId,
        pub fellow_id: PersonId,
        pub residency_id: ResidencyId,
        pub state: BookingState,
        pub position: Option<i32>,
        pub created_at: DateTime<Utc>,
        pub seated_at: Option<DateTime<Utc>>,
        pub ended_at: Option<DateTime<Utc>>,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod attendance {
    use crate::{
        id::{AttendanceId, PersonId, ProgrammeId, ResidencyId, SessionId},
        labs::state::MarkKind,
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendance")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AttendanceId,
        pub programme_id: ProgrammeId,
        pub session_id: SessionId,
        pub residency_id: ResidencyId,
        pub mark: MarkKind,
        pub minutes_late: i32,
        pub credited_thousandths: i64,
        pub marked_by: Option<PersonId>,
        pub marked_at: DateTime<Utc>,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod opening_attendance {
    use crate::id::ResidencyId;
    use chrono::NaiveDate;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "opening_attendance")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub residency_id: ResidencyId,
        pub as_of_on: NaiveDate,
        pub percent: i32,
        pub planned_minutes: i32,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod opening_labs {
    use crate::id::{LabId, ResidencyId};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "opening_labs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub residency_id: ResidencyId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub lab_id: LabId,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
