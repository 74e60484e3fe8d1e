//! What opens the door, and what stands in calendars.

use super::*;
use crate::outbox::operations::letter_to_send;
use zamala_seal::entrance::Entrance;

#[tokio::test]
async fn the_code_for_the_door_names_nobody_and_acts_on_nothing() {
    let (app, _) = forum(1).await;
    let (ticket, _) = come(&app, "salma").await;
    let (second, _) = come(&app, "omar").await;
    assert_eq!(entrance(&app, &second).await, None, "who waits has none");
    let code_of_salma = entrance(&app, &ticket).await.unwrap();
    assert!(!code_of_salma.contains(&ticket) && !code_of_salma.contains("salma"));
    let read = Entrance::read(&code_of_salma, &app.signing_key().public_text()).unwrap();
    assert_eq!(
        (read.version, read.category.as_str(), read.days.len()),
        (2, "expert", 2)
    );
    let before = written(&app).await;
    assert_eq!(
        code(&cancel(&app, &code_of_salma).await),
        "forum-link-unknown"
    );
    assert_eq!(written(&app).await, before);

    let online = RegistrationDraft {
        ticket_type: "virtual".into(),
        ..draft("lina")
    };
    register(&app, &online).await.unwrap();
    let confirmed = confirm(&app, &link(&app, "lina@example.org").await)
        .await
        .unwrap();
    let online = operations::ticket(&app, &ticket_of(&app, &confirmed))
        .await
        .unwrap();
    assert_eq!((online.seat_number, online.entrance), (Some(1), None));
    let letter = newest_letter(&app).await;
    let letter = letter_to_send(&app, letter, "forum@z.org")
        .await
        .unwrap()
        .unwrap();
    let files: Vec<&str> = letter
        .attachments
        .iter()
        .map(|own| own.name.as_str())
        .collect();
    assert_eq!(files, ["forum.ics"]);

    cancel(&app, &ticket).await.unwrap();
    let passed = entrance(&app, &second).await.expect("the seat passed on");
    let letter = count(&app, &format!("letters WHERE data LIKE '%{passed}%'")).await;
    assert_eq!(letter, 1, "the letter bears the same code as the page");
    assert_eq!(entrance(&app, &ticket).await, None);
}

#[tokio::test]
async fn a_cancelled_seat_is_taken_out_of_the_calendar() {
    let (app, _) = forum(1).await;
    let (ticket, _) = come(&app, "salma").await;
    cancel(&app, &ticket).await.unwrap();
    let letter = newest_letter(&app).await;
    let letter = letter_to_send(&app, letter, "forum@z.org")
        .await
        .unwrap()
        .unwrap();
    let [file] = &letter.attachments[..] else {
        panic!("one file")
    };
    assert_eq!(
        file.media_type,
        "text/calendar; charset=utf-8; method=CANCEL"
    );
    let calendar = String::from_utf8(file.content.clone()).unwrap();
    let uid = calendar.lines().find(|line| line.starts_with("UID:"));
    let plain = operations::calendar(&app, &ticket, Language::En)
        .await
        .unwrap();
    assert!(calendar.contains("METHOD:CANCEL") && calendar.contains("SEQUENCE:1"));
    assert!(!plain.contains("METHOD") && plain.lines().any(|line| Some(line) == uid));
}
