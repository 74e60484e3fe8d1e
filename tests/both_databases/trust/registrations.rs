//! Strangers who register for the forum, and how little that opens.

use super::*;
use crate::{
    both_databases::forum::{CODE, confirm, draft, hash, held, newest_link},
    journeys::serve_here,
};
use serde_json::json;
use stage::{database::instant, on_both_databases};
use uuid::Uuid;
use zamala_domain::{
    forum::{
        RegistrationState,
        operations::{self as forums, Confirmed},
        rules::RegistrationDraft,
    },
    outbox::operations::{kept_letters, link_secret},
};

async fn register(app: &TestApp, email: &str) -> String {
    said(forums::register(app, CODE, &draft(email), &Origin::default()).await)
}

async fn register_from(app: &TestApp, email: &str, address: &str) -> String {
    let origin = Origin {
        address: Some(address.to_owned()),
        ..Origin::default()
    };
    said(forums::register(app, CODE, &draft(email), &origin).await)
}

/// Registers and confirms; what it gave, and the ticket's secret.
async fn come(app: &TestApp, email: &str) -> (Confirmed, String) {
    assert_eq!(register(app, email).await, "yes");
    let confirmed = confirm(app.app.clone(), newest_link(app).await)
        .await
        .unwrap();
    let ticket = link_secret(app, confirmed.ticket);
    (confirmed, ticket)
}

async fn place(app: &TestApp, ticket: &str) -> Option<i64> {
    forums::ticket(app, ticket).await.unwrap().place
}

async fn letters(app: &TestApp) -> i64 {
    app.number("SELECT count(*) FROM letters WHERE kind = 'forum-confirmation'")
        .await
}

/// The ids of the first registration, which a reader of the database could see.
async fn ids(app: &TestApp) -> [Uuid; 3] {
    let id = async |column: &str| {
        let sql = format!("SELECT {column} FROM forum_registrations ORDER BY id LIMIT 1");
        app.uuid(&sql, Vec::new()).await
    };
    [
        id("id").await,
        id("confirmation_id").await,
        id("ticket_id").await,
    ]
}

on_both_databases! {
    // Statement 37.
    async fn one_mailbox_gets_one_seat_however_it_is_written(app) {
        let mailboxes: [&[&str]; 2] = [
            &["salma@example.org", "SALMA@EXAMPLE.ORG", " Salma@Example.org ", "ｓａｌｍａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "\u{17F}alma@example.org"],
            &["x@b\u{FC}cher.example", "X@BU\u{308}CHER.example", "x@xn--bcher-kva.example", "x@XN--BCHER-KVA.EXAMPLE"],
        ];
        for (variants, rows) in mailboxes.into_iter().zip(1..) {
            for round in 0..2 {
                for variant in variants {
                    app.forget_tries().await;
                    assert_eq!(register(app, variant).await, "yes", "{variant}");
                    assert_eq!(app.count("forum_registrations").await, rows, "{variant}");
                }
                if round == 0 {
                    confirm(app.app.clone(), newest_link(app).await).await.unwrap();
                }
            }
            assert_eq!((held(app).await, app.count("addressees").await, letters(app).await), (rows, rows, rows));
        }
        let before = written(app).await;
        for hidden in [
            "sal\u{200B}ma@example.org", "salma\u{200D}@example.org", "salma@exam\u{200C}ple.org", "salma@exam\u{AD}ple.org",
            "salma@exam\u{34F}ple.org", "salma@example\u{FE0F}.org", "\u{FEFF}salma@example.org", "salma@example.org\u{2060}",
        ] {
            assert_eq!(register(app, hidden).await, "invalid", "{hidden:?}");
        }
        assert_eq!(written(app).await, before);
        // The policy on dots and tags: they are not folded, because mail servers differ.
        for other in ["s.alma@example.org", "salma+forum@example.org"] {
            assert_eq!(register(app, other).await, "yes");
        }
        assert_eq!(app.count("forum_registrations").await, 4);
    }

    // Statement 38.
    async fn nobody_jumps_the_line(app) {
        // One seat; the sample's forum keeps fifty for delegations.
        let others = "DELETE FROM forum_seats WHERE number > 1 AND pool_id IN (SELECT id FROM forum_pools WHERE kind = 'on_site')";
        assert_eq!(execute(app, others).await.unwrap(), 179);
        let one = "UPDATE forum_pools SET capacity = 1 WHERE kind = 'on_site'";
        assert_eq!(execute(app, one).await.unwrap(), 1);
        let (first, seat) = come(app, "first@example.org").await;
        assert_eq!(first.state, RegistrationState::Confirmed);
        let (_, second) = come(app, "second@example.org").await;
        let (_, third) = come(app, "third@example.org").await;
        assert_eq!((place(app, &second).await, place(app, &third).await), (Some(1), Some(2)));

        let again = (0..8).map(|_| register(app, "third@example.org"));
        futures::future::join_all(again).await;
        assert_eq!((place(app, &third).await, app.count("forum_registrations").await), (Some(2), 3));
        app.forget_tries().await;
        forums::cancel(app, &second, &Origin::default()).await.unwrap();
        let (back, _) = come(app, "second@example.org").await;
        assert_eq!((back.place, place(app, &third).await), (Some(2), Some(1)), "who left comes back at the end");

        // Many cancel one seat at the same moment: it passes once, to the first who waits.
        let nobody = Origin::default();
        let leaving = (0..8).map(|_| forums::cancel(app, &seat, &nobody));
        futures::future::join_all(leaving).await;
        assert_eq!(held(app).await, 1);
        assert_eq!(forums::ticket(app, &third).await.unwrap().state, RegistrationState::Confirmed);
    }

    // Statement 39.
    async fn one_address_gets_one_letter_however_often_it_is_given(app) {
        for number in 0..5 {
            assert_eq!(register_from(app, "victim@example.org", &format!("192.0.2.{number}")).await, "yes");
        }
        let before = written(app).await;
        assert_eq!(register_from(app, "victim@example.org", "192.0.2.9").await, "too-many-registrations");
        assert_eq!(register_from(app, "VICTIM@Example.org", "2001:db8::9").await, "too-many-registrations");
        assert_eq!(written(app).await, before);
        assert_eq!(letters(app).await, 1);
    }

    // Statement 39.
    async fn one_network_sends_six_hundred_letters_in_a_while_and_no_more(app) {
        assert_eq!(register_from(app, "first@example.org", "2001:db8:1:2::a").await, "yes");
        let so_many = "UPDATE sign_in_throttles SET failures = 599 WHERE key LIKE 'forum:address:%'";
        assert_eq!(execute(app, so_many).await.unwrap(), 1);
        assert_eq!(register_from(app, "last@example.org", "2001:db8:1:2:ffff::b").await, "yes");
        let before = written(app).await;
        assert_eq!(register_from(app, "another@example.org", "2001:db8:1:2::c").await, "too-many-registrations");
        assert_eq!(written(app).await, before);
        assert_eq!(register_from(app, "another@example.org", "2001:db8:1:3::c").await, "yes");
    }

    // Statement 39.
    async fn all_networks_together_send_no_more_than_the_door_lets_through(app) {
        assert_eq!(register_from(app, "first@example.org", "192.0.2.1").await, "yes");
        // As if as many as the door lets through, but one, had tried from everywhere.
        let so_many = "UPDATE sign_in_throttles SET failures = 5999 WHERE key LIKE 'forum:all%'";
        assert_eq!(execute(app, so_many).await.unwrap(), 1);
        assert_eq!(register_from(app, "last@example.org", "192.0.2.2").await, "yes");
        let before = written(app).await;
        assert_eq!(register_from(app, "one.more@example.org", "192.0.2.3").await, "too-many-registrations");
        assert_eq!(register(app, "one.more@example.org").await, "too-many-registrations");
        assert_eq!(written(app).await, before);
        // The window ends in its time.
        let ended = "UPDATE sign_in_throttles SET blocked_until = $1, window_started_at = $1 WHERE key LIKE 'forum:all%'";
        let long_ago = instant("2000-01-01T00:00:00Z");
        let ended = Statement::from_sql_and_values(app.backend(), ended, [long_ago.into()]);
        app.db().execute_raw(ended).await.unwrap();
        assert_eq!(register_from(app, "one.more@example.org", "192.0.2.3").await, "yes");
    }

    // Statement 39.
    async fn nothing_that_the_sender_typed_stands_in_the_letter_s_subject(app) {
        let typed = RegistrationDraft {
            name: zamala_domain::Bilingual::new("اربح مليونا", "Win a million at evil.example"),
            organisation: "Prize Department".to_owned(),
            ..draft("victim@example.org")
        };
        forums::register(app, CODE, &typed, &Origin::default()).await.unwrap();
        drain(app).await;
        let mut letters = kept_letters(app).await.unwrap();
        letters.retain(|letter| letter.to_address.contains("victim"));
        let [letter] = &letters[..] else { panic!("one letter: {}", letters.len()) };
        assert_eq!(letter.to_address, "victim@example.org", "one recipient");
        for words in ["Win a million", "evil.example", "اربح", "Prize", "victim"] {
            assert!(!letter.subject.contains(words), "{}", letter.subject);
        }
        let before = written(app).await;
        for name in ["A\r\nBcc: everybody@example.org", "A\nB", "A\u{202E}B"] {
            let typed = RegistrationDraft { name: zamala_domain::Bilingual::new("", name), ..draft("other@example.org") };
            assert_eq!(said(forums::register(app, CODE, &typed, &Origin::default()).await), "invalid", "{name:?}");
        }
        for email in ["a@example.org\r\nBcc: b@example.org", "a@example.org,b@example.org", "A <a@example.org>"] {
            assert_eq!(register(app, email).await, "invalid", "{email:?}");
        }
        assert_eq!(written(app).await, before);
    }

    // Statement 40.
    async fn secrets_work_once_for_their_own_registration_and_are_not_in_the_database(app) {
        assert_eq!(register(app, "salma@example.org").await, "yes");
        let own = newest_link(app).await;
        assert_eq!(register(app, "other@example.org").await, "yes");
        let other = newest_link(app).await;
        assert_ne!(own, other);
        let [id, link, ticket] = ids(app).await;
        let ticket = link_secret(app, ticket.into());
        for secret in [&own, &other, &ticket] {
            for (table, rows) in app.dump().await {
                assert!(!rows.iter().any(|row| row.contains(secret.as_str())), "{table} holds a secret");
            }
        }
        let kept = format!("SELECT count(*) FROM forum_registrations WHERE confirmation_hash = '{}' AND ticket_hash = '{}'", hash(&own), hash(&ticket));
        assert_eq!(app.number(&kept).await, 1, "their digests are");

        // Neither what stands in the database nor the secret of something else confirms.
        let before = written(app).await;
        for wrong in [hash(&own), id.to_string(), link.to_string(), ticket.clone(), own.to_lowercase(), String::new(), "%".to_owned()] {
            assert_eq!(said(confirm(app.app.clone(), wrong.clone()).await), "forum-link-unknown", "{wrong}");
        }
        for early in [&ticket, &own] {
            assert_eq!(said(forums::ticket(app, early).await), "forum-link-unknown", "no ticket before it is confirmed");
        }
        // A GET shows and does nothing: mail servers look at links.
        let base = serve_here(app).await;
        let visitor = Visitor::stranger(&base);
        for language in ["ar", "en"] {
            assert_eq!(visitor.read(&format!("/{language}/registrations/{own}")).await.0, 200);
        }
        assert_eq!(written(app).await, before);

        confirm(app.app.clone(), own.clone()).await.unwrap();
        let states = "SELECT count(*) FROM forum_registrations WHERE state = 'unconfirmed'";
        assert_eq!((held(app).await, app.number(states).await), (1, 1), "the other one is not confirmed");
        let before = written(app).await;
        assert_eq!(said(confirm(app.app.clone(), own.clone()).await), "forum-link-unknown");
        assert_eq!(said(forums::cancel(app, &own, &Origin::default()).await), "forum-link-unknown");
        assert_eq!(written(app).await, before);
    }

    // Statement 41.
    async fn a_registrant_s_secrets_open_no_session_and_no_fellow_s_data(app) {
        // Under the address of a fellow, whom a stranger pretends to be.
        assert_eq!(register(app, "fe.a10@example.org").await, "yes");
        let link = newest_link(app).await;
        let (sessions, tokens) = (app.count("sign_in_sessions").await, app.count("api_tokens").await);
        let base = serve_here(app).await;
        let visitor = Visitor::stranger(&base);
        let confirming = visitor.request(Method::POST, &format!("/api/v1/registrations/{link}/confirm"));
        let answer = confirming.json(&json!({})).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert!(!answer.headers().contains_key("set-cookie"));
        let body = answer.text().await.unwrap();
        let ticket = link_secret(app, ids(app).await[2].into());
        let (status, shown) = visitor.read(&format!("/api/v1/tickets/{ticket}")).await;
        assert_eq!(status, 200, "{shown}");
        let residency = app.residency("fe.a10").await.to_string();
        for told in [body, shown] {
            for secret in ["Dovlet", "fe.a10", &residency] {
                assert!(!told.contains(secret), "{told}");
            }
        }
        let own = [format!("/residencies/{residency}"), "/today".to_owned(), "/work".to_owned(), "/me".to_owned(), "/notices".to_owned()];
        for secret in [&link, &ticket] {
            for (name, value) in [
                ("Authorization", format!("Bearer {secret}")),
                ("Authorization", format!("Bearer zml_{secret}")),
                ("Cookie", format!("zamala-dev={secret}")),
            ] {
                let registrant = Visitor::with(&base, name, value);
                for path in &own {
                    assert_eq!(registrant.read(&format!("/api/v1{path}")).await.0, 401, "{name} {path}");
                }
                for path in ["/en/work", "/en/notices", "/en/account", "/en/awards"] {
                    let (status, page) = registrant.read(path).await;
                    assert!([302, 303, 401].contains(&status), "{name} {path}: {status}");
                    assert!(!page.contains("Dovlet"), "{name} {path}");
                }
                let desk = registrant.read(&format!("/api/v1/forums/{CODE}/registrations")).await;
                assert_eq!(desk.0, 401);
            }
        }
        assert_eq!((app.count("sign_in_sessions").await, app.count("api_tokens").await), (sessions, tokens));
        assert_eq!(app.number("SELECT count(*) FROM letters WHERE kind LIKE 'forum-%' AND recipient_id IS NOT NULL").await, 0);
    }
}
