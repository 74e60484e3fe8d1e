//! Rows of award rules, confirmed names, batches, certificates, revocations and what is published.

pub mod rules {
    use crate::{
        credentials::state::Award,
        id::{AwardRuleId, ProgrammeId},
    };
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "award_rules")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AwardRuleId,
        pub programme_id: ProgrammeId,
        pub code: String,
        pub award: Award,
        pub title_ar: String,
        pub title_en: String,
        pub needs_work_passed: bool,
        pub needs_lab_attended: bool,
        pub needs_every_core: bool,
        pub electives_min: Option<i32>,
        pub needs_capstone_passed: bool,
        pub attendance_percent_min: Option<i32>,
        pub consultations_min: Option<i32>,
        pub approvals: String,
        pub distinction_percent_min: Option<i32>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod names {
    use crate::id::PersonId;
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "confirmed_names")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        pub name_en: String,
        pub name_ar: Option<String>,
        pub confirmed_at: DateTime<Utc>,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod batches {
    use crate::{
        credentials::state::BatchState,
        id::{BatchId, CohortId, MicroCredentialId, PersonId, ProgrammeId},
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "award_batches")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: BatchId,
        pub programme_id: ProgrammeId,
        pub cohort_id: CohortId,
        pub micro_credential_id: MicroCredentialId,
        pub state: BatchState,
        pub prepared_by: PersonId,
        pub prepared_at: DateTime<Utc>,
        pub sealed_by: Option<PersonId>,
        pub sealed_at: Option<DateTime<Utc>>,
        pub withdrawn_at: Option<DateTime<Utc>>,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod members {
    use crate::{
        credentials::state::HeldOut,
        id::{BatchId, PersonId, ResidencyId},
    };
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "batch_members")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub batch_id: BatchId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub residency_id: ResidencyId,
        pub fellow_id: PersonId,
        pub held_out: Option<HeldOut>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod certificates {
    use crate::{
        credentials::state::CertificateState,
        id::{
            BatchId, CertificateId, CohortId, MicroCredentialId, PersonId, ProgrammeId, ResidencyId,
        },
    };
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "certificates")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CertificateId,
        pub programme_id: ProgrammeId,
        pub cohort_id: CohortId,
        pub batch_id: BatchId,
        pub residency_id: ResidencyId,
        pub fellow_id: PersonId,
        pub micro_credential_id: MicroCredentialId,
        pub state: CertificateState,
        pub serial: String,
        pub serial_year: i32,
        pub serial_number: i32,
        pub public_code: String,
        pub status_list: i32,
        pub status_index: i32,
        pub prepared_by: PersonId,
        pub sealed_by: PersonId,
        pub awarded_on: NaiveDate,
        pub expires_on: Option<NaiveDate>,
        /// [`crate::credentials::Frozen`] as JSON.
        pub frozen: String,
        pub sealed_at: DateTime<Utc>,
        pub issued_at: Option<DateTime<Utc>>,
        pub credential_sha256: Option<String>,
        pub pdf_sha256: Option<String>,
        pub failure: Option<String>,
        pub superseded_by: Option<CertificateId>,
        pub stands: bool,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod revocations {
    use crate::{
        credentials::state::{RevocationClass, RevocationState},
        id::{CertificateId, PersonId, ProgrammeId, RevocationId},
    };
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "revocations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RevocationId,
        pub programme_id: ProgrammeId,
        pub certificate_id: CertificateId,
        pub class: RevocationClass,
        pub reason: String,
        pub state: RevocationState,
        pub proposed_by: PersonId,
        pub proposed_at: DateTime<Utc>,
        pub decided_by: Option<PersonId>,
        pub decided_at: Option<DateTime<Utc>>,
        pub version: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod status_lists {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "status_lists")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub created_at: DateTime<Utc>,
        pub revision: i64,
        pub document: Option<String>,
        pub document_revision: Option<i64>,
        pub document_signed_at: Option<DateTime<Utc>>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod signing_keys {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "signing_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub fragment: String,
        pub public_key: String,
        pub first_used_at: DateTime<Utc>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
