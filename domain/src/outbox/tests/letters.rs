//! Writing, delivering and keeping letters, and their ledger.

use super::*;
use crate::{
    error::OperationError,
    outbox::{
        LetterState, LinkData,
        operations::{Attachment, KeptLetter},
    },
    stage,
};

#[tokio::test]
async fn an_occasion_has_one_letter_and_one_promise_to_send_it() {
    let app = stage::app().await;
    let (_, recipient, programme) = waiting(&app).await;

    assert_eq!(
        write(&app, seat_letter(&app, recipient, programme)).await,
        None
    );

    assert_eq!(
        (count(&app, "letters").await, count(&app, "jobs").await),
        (1, 1)
    );
    let other = NewLetter {
        occasion: "booking 8".into(),
        ..seat_letter(&app, recipient, programme)
    };
    assert!(write(&app, other).await.is_some());
    assert_eq!(
        (count(&app, "letters").await, count(&app, "jobs").await),
        (2, 2)
    );
}

#[tokio::test]
async fn a_letter_is_given_in_the_recipients_language_until_it_is_sent() {
    let app = stage::app().await;
    let (id, recipient, _) = waiting(&app).await;

    let letter = given(&app, id).await.unwrap();
    assert_eq!(
        (letter.language, letter.recipient_name.as_str()),
        (Language::Ar, "سارة")
    );
    assert_eq!(
        (letter.to_address.as_str(), letter.is_sample),
        ("sara@example.org", true)
    );
    assert_eq!(letter.link, "https://zamala.example.org/ar/sessions/7");
    assert!(
        letter.message_id.ends_with("@zamala.example.org>"),
        "{}",
        letter.message_id
    );

    execute(
        &app,
        "UPDATE people SET language = 'en' WHERE id = $1",
        [recipient.into()],
    )
    .await;
    let english = given(&app, id).await.unwrap();
    assert_eq!(
        (english.language, english.recipient_name.as_str()),
        (Language::En, "sara")
    );
    assert_eq!(english.message_id, letter.message_id);

    assert!(operations::mark_attempt(&app, id).await.unwrap());
    assert!(operations::mark_sent(&app, id).await.unwrap());
    assert_eq!(given(&app, id).await, None);
    assert!(
        !operations::mark_sent(&app, id).await.unwrap(),
        "a letter is sent once"
    );
    assert!(!operations::mark_attempt(&app, id).await.unwrap());
    let [line] = &ledger(&app).await[..] else {
        panic!("one letter")
    };
    assert_eq!(
        (line.state, line.attempts, line.sent_at.is_some()),
        (LetterState::Sent, 1, true)
    );
    assert_eq!(
        count(&app, "audit_entries WHERE action = 'outbox.send'").await,
        1
    );
}

#[tokio::test]
async fn an_attempt_without_answer_leaves_a_doubt_and_a_refusal_takes_it_away() {
    let app = stage::app().await;
    let (id, ..) = waiting(&app).await;
    assert_eq!(given(&app, id).await.unwrap().ambiguous_at, None);

    operations::mark_attempt(&app, id).await.unwrap();
    let doubtful = given(&app, id).await.unwrap();
    assert!(doubtful.ambiguous_at.is_some());
    assert_eq!(doubtful.attempts, 1);

    operations::mark_failed(&app, id, "451 later")
        .await
        .unwrap();
    assert_eq!(given(&app, id).await.unwrap().ambiguous_at, None);

    operations::mark_attempt(&app, id).await.unwrap();
    operations::mark_ambiguous(&app, id, "connection lost")
        .await
        .unwrap();
    let doubtful = given(&app, id).await.unwrap();
    assert_eq!(
        (doubtful.attempts, doubtful.ambiguous_at.is_some()),
        (2, true)
    );
    assert_eq!(
        ledger(&app).await[0].last_error.as_deref(),
        Some("connection lost")
    );
}

#[tokio::test]
async fn a_letter_that_is_given_up_stays_in_the_ledger_with_its_reason() {
    let app = stage::app().await;
    let (id, ..) = waiting(&app).await;
    assert!(
        operations::mark_dead(&app, id, "550 no\r\nsuch box")
            .await
            .unwrap()
    );
    assert_eq!(given(&app, id).await, None);
    let line = &ledger(&app).await[0];
    assert_eq!(
        (line.state, line.last_error.as_deref()),
        (LetterState::Dead, Some("550 no such box"))
    );
}

#[tokio::test]
async fn who_is_suspended_gets_no_letter_and_the_ledger_says_so() {
    let app = stage::app().await;
    let (id, recipient, _) = waiting(&app).await;
    assert!(given(&app, id).await.is_some());
    assert!(operations::is_reachable(&app, recipient).await.unwrap());

    suspend(&app, recipient).await;

    assert!(!operations::is_reachable(&app, recipient).await.unwrap());
    assert_eq!(given(&app, id).await, None);
    let line = &ledger(&app).await[0];
    assert_eq!(
        (line.state, line.last_error.as_deref()),
        (LetterState::Cancelled, Some("recipient-suspended"))
    );
}

#[tokio::test]
async fn a_session_that_has_begun_needs_no_letter() {
    let app = stage::app().await;
    let (id, ..) = waiting(&app).await;
    app.mark_as_demo(app.now() + TimeDelta::days(2))
        .await
        .unwrap();
    assert_eq!(given(&app, id).await, None);
    assert_eq!(
        ledger(&app).await[0].last_error.as_deref(),
        Some("session-begun")
    );
}

#[tokio::test]
async fn the_secret_of_a_link_is_in_the_letter_and_not_in_the_database() {
    let app = stage::app().await;
    let recipient = person(&app, "sara", Language::En).await;
    let link_id: LinkId = app.new_id();
    let data = LinkData {
        link_id,
        expires_at: app.real_now() + TimeDelta::minutes(10),
        zone: "Asia/Bahrain".into(),
        link: "/reset".into(),
    };
    let letter = NewLetter {
        kind: LetterKind::PasswordReset,
        programme: None,
        recipient: recipient.into(),
        occasion: link_id.to_string(),
        data: data.into_json(),
        send_at: app.now(),
    };
    let id = write(&app, letter).await.unwrap();

    let secret = operations::link_secret(&app, link_id);
    assert_eq!(
        given(&app, id).await.unwrap().link,
        format!("https://zamala.example.org/en/reset/{secret}")
    );
    assert_eq!(
        count(&app, &format!("letters WHERE data LIKE '%{secret}%'")).await,
        0
    );
    assert_ne!(secret, operations::link_secret(&app, app.new_id()));
}

#[tokio::test]
async fn a_demo_keeps_letters_and_nothing_else_does() {
    let app = stage::app().await;
    let (id, ..) = waiting(&app).await;
    let kept = KeptLetter {
        to_address: "sara@example.org".into(),
        language: Language::Ar,
        subject: "مقعد".into(),
        text: "نص".into(),
        html: "<p>نص</p>".into(),
        message_id: given(&app, id).await.unwrap().message_id,
        sent_at: app.now(),
        attachments: vec![Attachment {
            name: "forum.ics".into(),
            media_type: "text/calendar".into(),
            content: b"BEGIN".to_vec(),
        }],
    };

    let refused = operations::keep(&app, id, kept.clone()).await;
    assert!(
        matches!(refused, Err(OperationError::NotFound)),
        "{refused:?}"
    );
    assert!(matches!(
        operations::kept_letters(&app).await,
        Err(OperationError::NotFound)
    ));
    assert_eq!(
        (
            count(&app, "kept_letters").await,
            ledger(&app).await[0].state
        ),
        (0, LetterState::Waiting)
    );

    app.mark_as_demo(app.now()).await.unwrap();
    assert!(operations::keep(&app, id, kept.clone()).await.unwrap());
    assert!(!operations::keep(&app, id, kept.clone()).await.unwrap());
    assert_eq!(operations::kept_letters(&app).await.unwrap(), [kept]);
    assert_eq!(ledger(&app).await[0].state, LetterState::Sent);
}

#[tokio::test]
async fn a_manager_sees_the_letters_of_the_own_programme_page_by_page() {
    let app = stage::app().await;
    let (first, recipient, own) = waiting(&app).await;
    let other = programme(&app, "GIF").await;
    let elsewhere = NewLetter {
        occasion: "other".into(),
        ..seat_letter(&app, recipient, other)
    };
    write(&app, elsewhere).await.unwrap();
    let second = NewLetter {
        occasion: "booking 9".into(),
        ..seat_letter(&app, recipient, own)
    };
    let second = write(&app, second).await.unwrap();
    assert_eq!(ledger(&app).await.len(), 3);

    let page = operations::letters(&app, &manager_of(own), None, 1)
        .await
        .unwrap();
    assert_eq!(
        (
            page.len(),
            page[0].id,
            page[0].recipient_name.as_ref().unwrap().en.as_str()
        ),
        (1, second, "sara")
    );
    let rest = operations::letters(&app, &manager_of(own), Some(second), 100)
        .await
        .unwrap();
    assert_eq!(rest.iter().map(|line| line.id).collect::<Vec<_>>(), [first]);

    let fellow = Actor::of(recipient, Vec::new(), Language::Ar);
    assert!(matches!(
        operations::letters(&app, &fellow, None, 10).await,
        Err(OperationError::Forbidden)
    ));
}
