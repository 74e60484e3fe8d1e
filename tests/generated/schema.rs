//! `docs/schema.md`: tables and columns as the migrations leave them.

use super::must_be_fresh;
use sea_orm::{ConnectionTrait, Statement};
use stage::{Engine, TestApp};
use std::fmt::Write;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn schema_is_fresh() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let query = async |sql: &str| {
        let statement = Statement::from_string(app.db().get_database_backend(), sql);
        app.db().query_all_raw(statement).await.unwrap()
    };
    let mut text = "# Schema\n\nMade by `cargo xtask schema` from the migrations; types as SQLite keeps them.\n".to_owned();
    let tables = query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'seaql_migrations' ORDER BY name").await;
    for table in tables {
        let table: String = table.try_get("", "name").unwrap();
        write!(
            text,
            "\n## {table}\n\n| column | type | null | refers to |\n|---|---|---|---|\n"
        )
        .unwrap();
        let references = query(
            &[
                "SELECT \"from\", \"table\" FROM pragma_foreign_key_list('",
                &table,
                "')",
            ]
            .concat(),
        )
        .await;
        let columns = query(
            &[
                "SELECT name, type, \"notnull\" FROM pragma_table_info('",
                &table,
                "')",
            ]
            .concat(),
        )
        .await;
        for column in columns {
            let name: String = column.try_get("", "name").unwrap();
            let kind: String = column.try_get("", "type").unwrap();
            let null = if column.try_get::<i32>("", "notnull").unwrap() == 0 {
                "yes"
            } else {
                ""
            };
            let target = references
                .iter()
                .find(|row| row.try_get::<String>("", "from").unwrap() == name);
            let target = target.map_or(String::new(), |row| row.try_get("", "table").unwrap());
            writeln!(text, "| {name} | {kind} | {null} | {target} |").unwrap();
        }
    }
    must_be_fresh("docs/schema.md", &text, "cargo xtask schema");
}
