//! How sendings end, against a relay that misbehaves.

use super::{Attachment, Outgoing, SendError, SmtpMailer, SmtpSettings};
use crate::sink::{Mode, Sink};
use std::time::Duration;

fn letter(message_id: &str) -> Outgoing {
    Outgoing {
        to_address: "amina@example.org".into(),
        to_name: "أمينة الزهراء".into(),
        language: "ar".into(),
        subject: "تذكير بالمختبر".into(),
        text: "مرحبا\n.\nوداعا".into(),
        html: "<p>مرحبا</p>".into(),
        message_id: message_id.into(),
        date: chrono::DateTime::UNIX_EPOCH,
        attachments: Vec::new(),
    }
}

async fn mailer() -> (Sink, SmtpMailer) {
    let sink = Sink::start().await;
    let mut settings = SmtpSettings::new(sink.url().into(), "زمالة <zamala@example.org>");
    settings.answer_timeout = Duration::from_secs(5);
    (sink, SmtpMailer::new(&settings).unwrap())
}

#[tokio::test]
async fn a_letter_arrives_whole_and_encoded() {
    let (sink, mailer) = mailer().await;
    mailer.send(&letter("<1@z>")).await.unwrap();

    let [received] = &sink.letters()[..] else {
        panic!("one letter")
    };
    assert_eq!(
        (received.from.as_str(), &received.to),
        (
            "<zamala@example.org>",
            &vec!["<amina@example.org>".to_owned()]
        )
    );
    assert_eq!(received.message_id, "<1@z>");
    let content = &received.content;
    for header in [
        "Auto-Submitted: auto-generated\n",
        "Content-Language: ar\n",
        "MIME-Version: 1.0\n",
    ] {
        assert!(content.contains(header), "{header} in {content}");
    }
    assert!(
        content.contains("multipart/alternative") && content.contains("Date: Thu, 01 Jan 1970"),
        "{content}"
    );
    assert_eq!(
        content
            .matches("Content-Transfer-Encoding: base64\n")
            .count(),
        2
    );
    // «مرحبا\r\n.\r\nوداعا», with the line ends of mail.
    assert!(
        content.contains("2YXYsdit2KjYpw0KLg0K2YjYr9in2LnYpw=="),
        "{content}"
    );
    assert!(content.is_ascii());
}

#[tokio::test]
async fn a_file_goes_with_the_letter_encoded_and_under_its_name() {
    let (sink, mailer) = mailer().await;
    let ticket = Outgoing {
        attachments: vec![Attachment {
            name: "forum.ics".into(),
            media_type: "text/calendar; charset=utf-8".into(),
            content: "BEGIN:VCALENDAR\r\nSUMMARY:منتدى\r\n.\r\n"
                .as_bytes()
                .to_vec(),
        }],
        ..letter("<1@z>")
    };
    mailer.send(&ticket).await.unwrap();
    let [received] = &sink.letters()[..] else {
        panic!("one letter")
    };
    let content = &received.content;
    for part in [
        "multipart/mixed",
        "multipart/alternative",
        "Content-Type: text/calendar; charset=utf-8\n",
        "Content-Disposition: attachment; filename=\"forum.ics\"\n",
        "QkVHSU46VkNBTEVOREFSDQpTVU1NQVJZ",
    ] {
        assert!(content.contains(part), "{part} in {content}");
    }
    assert_eq!(
        content
            .matches("Content-Transfer-Encoding: base64\n")
            .count(),
        3
    );
    assert!(content.is_ascii());
}

#[tokio::test]
async fn letters_share_a_connection() {
    let (sink, mailer) = mailer().await;
    for number in 0..20 {
        mailer
            .send(&letter(&format!("<{number}@z>")))
            .await
            .unwrap();
    }
    assert_eq!((sink.letters().len(), sink.connections()), (20, 1));
}

#[tokio::test]
async fn every_copy_of_a_letter_has_the_same_bytes() {
    let (sink, mailer) = mailer().await;
    mailer.send(&letter("<1@z>")).await.unwrap();
    mailer.send(&letter("<1@z>")).await.unwrap();
    assert_eq!(sink.letters()[0], sink.letters()[1]);
}

/// RUSTSEC-2026-0561: a bare CR or LF before a dot lets content speak SMTP.
#[tokio::test]
async fn content_cannot_speak_smtp() {
    let (sink, mailer) = mailer().await;
    for end in [
        "\r\n.\r\n",
        "\n.\n",
        "\r.\r",
        "\n.\r\n",
        "\r\n.\n",
        "\r.\r\n",
        "\r\n.\r",
    ] {
        let smuggled = format!(
            "a{end}MAIL FROM:<evil@example.org>\r\nRCPT TO:<all@example.org>\r\nDATA\r\nboo{end}b"
        );
        let mut letter = letter("<1@z>");
        letter.text.clone_from(&smuggled);
        letter.html = smuggled;
        mailer.send(&letter).await.unwrap();
    }
    let letters = sink.letters();
    assert_eq!(letters.len(), 7);
    assert!(letters.iter().all(|letter| letter.from == "<zamala@example.org>" && !letter.content.contains("evil")));
}

#[tokio::test]
async fn headers_take_no_line_ends() {
    let (sink, mailer) = mailer().await;
    let mut letters = vec![
        letter("<1@z>"),
        letter("<1@z>"),
        letter("<1@z>\r\nBcc: b@example.org"),
        letter("<1@z>"),
    ];
    letters[0].subject = "a\r\nBcc: b@example.org".into();
    letters[1].to_name = "a\nBcc: b@example.org".into();
    letters[3].to_address = "a@example.org>\r\nRCPT TO:<b@example.org".into();
    for letter in letters {
        assert!(
            matches!(mailer.send(&letter).await, Err(SendError::Unsendable(_))),
            "{letter:?}"
        );
    }
    assert_eq!((sink.letters(), sink.connections()), (vec![], 0));
}

#[tokio::test]
async fn an_answer_before_or_after_the_content_decides() {
    let (sink, mailer) = mailer().await;
    let outcome = async |mode: Mode| {
        sink.set(mode);
        mailer.send(&letter("<1@z>")).await
    };
    assert!(matches!(
        outcome(Mode::AtRecipient("451 4.7.1 later")).await,
        Err(SendError::Deferred(_))
    ));
    assert!(matches!(
        outcome(Mode::AtRecipient("550 5.1.1 nobody")).await,
        Err(SendError::Refused(_))
    ));
    assert!(matches!(
        outcome(Mode::AfterContent("452 4.3.1 full")).await,
        Err(SendError::Deferred(_))
    ));
    assert!(matches!(
        outcome(Mode::AfterContent("554 5.7.1 no")).await,
        Err(SendError::Refused(_))
    ));
    assert!(matches!(
        outcome(Mode::AfterContent("421 4.3.2 closing")).await,
        Err(SendError::Away(..))
    ));
    assert_eq!(outcome(Mode::Accept).await, Ok(()));
}

#[tokio::test]
async fn a_connection_lost_before_the_content_hands_nothing_over() {
    let (sink, mailer) = mailer().await;
    for mode in [Mode::DropAtOnce, Mode::DropAtData] {
        sink.set(mode);
        assert!(matches!(
            mailer.send(&letter("<1@z>")).await,
            Err(SendError::Away(..))
        ));
    }
    assert_eq!(sink.letters(), []);
}

#[tokio::test]
async fn a_connection_lost_after_the_content_leaves_the_end_unknown() {
    let (sink, mailer) = mailer().await;
    sink.set(Mode::DropAfterContent);
    assert!(matches!(
        mailer.send(&letter("<1@z>")).await,
        Err(SendError::Ambiguous(_))
    ));
    assert_eq!(sink.copies()["<1@z>"], 1);
}

#[tokio::test]
async fn a_late_answer_leaves_the_end_unknown() {
    let sink = Sink::start().await;
    let mut settings = SmtpSettings::new(sink.url().into(), "zamala@example.org");
    settings.answer_timeout = Duration::from_millis(200);
    let mailer = SmtpMailer::new(&settings).unwrap();
    sink.set(Mode::Delay(Duration::from_secs(20)));
    assert!(matches!(
        mailer.send(&letter("<1@z>")).await,
        Err(SendError::Ambiguous(_))
    ));
}

#[tokio::test]
async fn a_relay_that_is_away_is_left_in_peace() {
    let (sink, mailer) = mailer().await;
    sink.set(Mode::DropAtOnce);
    for _ in 0..10 {
        assert!(matches!(
            mailer.send(&letter("<1@z>")).await,
            Err(SendError::Away(..))
        ));
    }
    assert_eq!(sink.connections(), 3);
}
