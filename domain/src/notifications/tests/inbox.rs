//! Plans, inboxes and preferences.

use super::scene::{MONDAY, scene};
use crate::{
    Language,
    actor::Actor,
    error::OperationError,
    notifications::{
        Digits,
        operations::{self, PreferencesDraft, ReminderOutcome},
    },
    outbox::{
        Event,
        tests::{count, person},
    },
};

#[tokio::test]
async fn storing_an_equal_plan_changes_nothing() {
    let scene = scene().await;
    let audited = count(&scene.app, "audit_entries").await;
    assert!(
        !scene
            .store_plan(Event::LabSession, &["-P3D", "-P1D", "-PT2H"])
            .await
    );
    assert_eq!(count(&scene.app, "audit_entries").await, audited);
    assert!(scene.store_plan(Event::LabSession, &["-P2D"]).await);
    assert_eq!(count(&scene.app, "audit_entries").await, audited + 1);
    assert_eq!(count(&scene.app, "notification_plans").await, 2);
}

#[tokio::test]
async fn an_inbox_is_its_readers_alone() {
    let scene = scene().await;
    for reminder in &scene.planned_lab(MONDAY).await {
        assert_eq!(scene.send(reminder).await, ReminderOutcome::Sent);
    }
    let (app, reader) = (&scene.app, scene.actor());
    let page = operations::inbox(app, &reader, None, 1).await.unwrap();
    let rest = operations::inbox(app, &reader, Some(page[0].id), 100)
        .await
        .unwrap();
    assert_eq!(
        (
            page.len(),
            rest.len(),
            operations::unread_count(app, &reader).await.unwrap()
        ),
        (1, 1, 2)
    );

    let stranger = Actor::of(
        person(app, "noor", Language::En).await,
        Vec::new(),
        Language::En,
    );
    assert_eq!(
        operations::inbox(app, &stranger, None, 100).await.unwrap(),
        []
    );
    let refused = operations::mark_read(app, &stranger, page[0].id).await;
    assert!(
        matches!(refused, Err(OperationError::NotFound)),
        "{refused:?}"
    );
    assert_eq!(operations::mark_all_read(app, &stranger).await.unwrap(), 0);
    assert_eq!(operations::unread_count(app, &reader).await.unwrap(), 2);

    operations::mark_read(app, &reader, page[0].id)
        .await
        .unwrap();
    operations::mark_read(app, &reader, page[0].id)
        .await
        .unwrap();
    assert_eq!(operations::unread_count(app, &reader).await.unwrap(), 1);
    assert_eq!(operations::mark_all_read(app, &reader).await.unwrap(), 1);
    assert!(
        operations::inbox(app, &reader, None, 100)
            .await
            .unwrap()
            .iter()
            .all(|notice| notice.is_read)
    );
}

#[tokio::test]
async fn preferences_are_saved_over_the_version_that_was_seen() {
    let scene = scene().await;
    let (app, reader) = (&scene.app, scene.actor());
    let draft = |digits, version| PreferencesDraft { digits, version };
    let unset = operations::preferences(app, &reader).await.unwrap();
    assert_eq!((unset.digits, unset.version), (Digits::Latin, 0));

    assert_eq!(
        operations::save_preferences(app, &reader, draft(Digits::ArabicIndic, 0))
            .await
            .unwrap(),
        1
    );
    for stale in [0, 7] {
        let refused = operations::save_preferences(app, &reader, draft(Digits::Latin, stale)).await;
        assert!(matches!(refused, Err(OperationError::Stale)), "{refused:?}");
    }
    let kept = operations::preferences(app, &reader).await.unwrap();
    assert_eq!((kept.digits, kept.version), (Digits::ArabicIndic, 1));
    assert_eq!(
        operations::save_preferences(app, &reader, draft(Digits::Latin, 1))
            .await
            .unwrap(),
        2
    );
}
