//! The audit log betrays whoever changes it.

use sea_orm::{ConnectionTrait, Statement};
use stage::{Engine, TestApp, on_both_databases};
use zamala_domain::{
    audit::{
        Verdict,
        operations::{check, head, sequence},
    },
    id::SessionId,
    labs::booking::book,
};

async fn with_entries(app: &TestApp) {
    let session: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
    for code in ["fe.a01", "fe.a02"] {
        book(app, &app.actor(code).await, session).await.unwrap();
    }
    assert!(sequence(app).await.unwrap() > 0);
    assert_eq!(sequence(app).await.unwrap(), 0, "nothing is numbered twice");
}

/// Does what a superuser could: takes the guard away, then changes rows.
async fn tamper(app: &TestApp, sql: &str) {
    let guards: &[&str] = match app.engine {
        Engine::Sqlite => &[
            "DROP TRIGGER audit_entries_stay",
            "DROP TRIGGER audit_entries_unchanged",
        ],
        Engine::Postgres => &["DROP TRIGGER audit_entries_guard ON audit_entries"],
    };
    for sql in guards.iter().chain([&sql]) {
        execute(app, sql).await.unwrap();
    }
}

async fn execute(app: &TestApp, sql: &str) -> Result<u64, zamala_domain::OperationError> {
    let statement = Statement::from_string(app.backend(), sql);
    app.write(|txn| {
        let statement = statement.clone();
        async move { Ok(txn.execute_raw(statement).await?.rows_affected()) }
    })
    .await
}

on_both_databases! {
    async fn an_untouched_log_is_whole_also_by_a_kept_head(app) {
        with_entries(app).await;
        let kept = head(app).await.unwrap();
        assert!(matches!(check(app, kept.as_ref()).await.unwrap(), Verdict::Whole { entries } if entries > 2));
    }

    async fn the_database_refuses_to_change_or_delete_an_entry(app) {
        with_entries(app).await;
        for sql in ["DELETE FROM audit_entries", "UPDATE audit_entries SET action = 'x.y'", "UPDATE audit_entries SET sequence = sequence + 100"] {
            assert!(execute(app, sql).await.is_err(), "{sql}");
        }
        assert!(execute(app, "UPDATE audit_entries SET content = NULL").await.unwrap() > 0, "content may be erased");
        assert!(matches!(check(app, None).await.unwrap(), Verdict::Whole { .. }));
    }

    async fn an_edited_entry_is_found(app) {
        with_entries(app).await;
        tamper(app, "UPDATE audit_entries SET action = 'labs.unbook' WHERE action = 'labs.book'").await;
        assert!(matches!(check(app, None).await.unwrap(), Verdict::Broken { .. }));
    }

    async fn a_cut_tail_is_found_by_the_head_kept_elsewhere(app) {
        with_entries(app).await;
        let kept = head(app).await.unwrap();
        let last = kept.as_ref().unwrap().sequence.to_string();
        tamper(app, &["DELETE FROM audit_entries WHERE sequence = ", &last].concat()).await;
        execute(app, "DELETE FROM audit_heads").await.unwrap();
        assert!(matches!(check(app, kept.as_ref()).await.unwrap(), Verdict::Broken { .. }));
    }
}
