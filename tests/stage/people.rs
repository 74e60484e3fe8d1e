//! The sample's named people, and what else the file names.

use crate::TestApp;
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;
use zamala_domain::{Actor, accounts};

impl TestApp {
    /// The person of the sample with this code, with the grants in force.
    pub async fn actor(&self, code: &str) -> Actor {
        let person = self.id_of("people", code).await;
        accounts::operations::actor_of(self, person.into())
            .await
            .unwrap()
            .unwrap()
    }

    /// The id of the row with this code.
    pub async fn id_of(&self, table: &str, code: &str) -> Uuid {
        let sql = ["SELECT id FROM ", table, " WHERE code = $1"].concat();
        let select = Statement::from_sql_and_values(
            self.db().get_database_backend(),
            sql,
            [Value::from(code)],
        );
        self.db()
            .query_one_raw(select)
            .await
            .unwrap()
            .unwrap()
            .try_get("", "id")
            .unwrap()
    }

    /// The id of the only value that the query finds.
    pub async fn uuid(&self, sql: &str, values: Vec<Value>) -> Uuid {
        let select = Statement::from_sql_and_values(self.db().get_database_backend(), sql, values);
        self.db()
            .query_one_raw(select)
            .await
            .unwrap()
            .unwrap()
            .try_get_by_index(0)
            .unwrap()
    }

    /// The residency of a fellow of the sample.
    pub async fn residency(&self, fellow: &str) -> zamala_domain::id::ResidencyId {
        let sql =
            "SELECT r.id FROM residencies r JOIN people p ON p.id = r.fellow_id WHERE p.code = $1";
        self.uuid(sql, vec![Value::from(fellow)]).await.into()
    }
}
