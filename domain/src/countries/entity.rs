//! Rows of countries and organisations.

pub mod countries {
    use crate::scope::CountryCode;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "countries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: CountryCode,
        pub name_ar: String,
        pub name_en: String,
        pub partnership: String,
        pub note: Option<String>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod organisations {
    use crate::{id::OrganisationId, scope::CountryCode};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: OrganisationId,
        pub code: String,
        pub country_code: CountryCode,
        pub title_ar: String,
        pub title_en: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
