//! Registering, confirming, and who sees what.

use super::*;
use crate::{
    Actor, Role, Scope,
    forum::AccessNeed,
    id::{AddresseeId, PersonId},
    outbox::{operations::letter_to_send, rules::picture::qr_png},
    scope::Grant,
};

// Statement 40.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a story is told in one piece")]
async fn a_registration_is_confirmed_once_by_the_link_of_its_letter() {
    let (app, _) = forum(2).await;
    register(&app, &draft("salma")).await.unwrap();
    let letter = letter_to_send(&app, newest_letter(&app).await, "forum@z.org")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (
            letter.to_address.as_str(),
            letter.language,
            letter.recipient_name.as_str()
        ),
        ("salma@example.org", Language::Ar, "salma")
    );
    let secret = link(&app, "salma@example.org").await;
    assert!(
        letter
            .link
            .ends_with(&format!("/ar/registrations/{secret}"))
    );
    let held = format!("letters WHERE data LIKE '%{secret}%'");
    assert_eq!(count(&app, &held).await, 0);

    let pending = operations::pending(&app, &secret).await.unwrap();
    assert_eq!(pending.email, "salma@example.org");
    let confirmed = confirm(&app, &secret).await.unwrap();
    assert_eq!(confirmed.state, RegistrationState::Confirmed);
    let letter = letter_to_send(&app, newest_letter(&app).await, "forum@z.org")
        .await
        .unwrap()
        .unwrap();
    let [file, picture] = &letter.attachments[..] else {
        panic!("a calendar file and a picture")
    };
    assert_eq!(
        file.media_type,
        "text/calendar; charset=utf-8; method=REQUEST"
    );
    let calendar = String::from_utf8(file.content.clone()).unwrap();
    let calendar = calendar.replace("\r\n ", "");
    for line in [
        "METHOD:REQUEST\r\n",
        "DTSTART;VALUE=DATE:20261201\r\n",
        "ORGANIZER:mailto:forum@z.org\r\n",
        "ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:salma@example.org\r\n",
    ] {
        assert!(calendar.contains(line), "{line} in {calendar}");
    }
    let shown = entrance(&app, &ticket_of(&app, &confirmed)).await.unwrap();
    assert_eq!(
        (picture.media_type.as_str(), Some(&picture.content)),
        ("image/png", qr_png(&shown).as_ref())
    );

    let before = written(&app).await;
    assert_eq!(code(&confirm(&app, &secret).await), "forum-link-unknown");
    assert_eq!(
        code(&operations::pending(&app, &secret).await),
        "forum-link-unknown"
    );
    assert_eq!(code(&confirm(&app, "made up").await), "forum-link-unknown");
    assert_eq!(
        code(&operations::ticket(&app, "made up").await),
        "forum-link-unknown"
    );
    assert_eq!(code(&cancel(&app, "made up").await), "forum-link-unknown");
    assert_eq!(written(&app).await, before);
}

// Statement 40.
#[tokio::test]
async fn an_expired_link_confirms_nothing_and_is_forgotten_with_the_address() {
    let (app, _) = forum(2).await;
    let needing = RegistrationDraft {
        needs: vec![AccessNeed::StepFree],
        ..draft("salma")
    };
    register(&app, &needing).await.unwrap();
    let secret = link(&app, "salma@example.org").await;
    expire_links(&app).await;
    let before = written(&app).await;
    assert_eq!(code(&confirm(&app, &secret).await), "forum-link-unknown");
    assert_eq!(written(&app).await, before);

    let letter = newest_letter(&app).await;
    assert_eq!(operations::forget(&app).await.unwrap(), 1);
    assert_eq!(count(&app, "forum_registrations").await, 0);
    assert_eq!(count(&app, "forum_access_needs").await, 0);
    assert_eq!(
        count(&app, "addressees WHERE email = '' AND name_en = ''").await,
        1
    );
    assert_eq!(
        letter_to_send(&app, letter, "forum@z.org").await.unwrap(),
        None
    );
    assert_eq!(operations::forget(&app).await.unwrap(), 0);
}

// Statement 37. Statement 39.
#[tokio::test]
async fn a_known_address_is_answered_as_an_unknown_one_and_written_to_again_after_ten_minutes() {
    let (app, _) = forum(2).await;
    register(&app, &draft("salma")).await.unwrap();
    assert_eq!(code(&register(&app, &draft("salma")).await), "ok");
    assert_eq!(code(&register(&app, &draft("SALMA")).await), "ok");
    assert_eq!(count(&app, "forum_registrations").await, 1);
    assert_eq!(letters(&app, "forum-confirmation").await, 1);

    let long_ago = "UPDATE forum_registrations SET letter_at = $1";
    execute(&app, long_ago, [at("2026-01-01T00:00:00Z").into()]).await;
    assert_eq!(code(&register(&app, &draft("salma")).await), "ok");
    assert_eq!(letters(&app, "forum-confirmation").await, 2);
    let secret = link(&app, "salma@example.org").await;
    confirm(&app, &secret).await.unwrap();
    execute(&app, long_ago, [at("2026-01-01T00:00:00Z").into()]).await;
    assert_eq!(code(&register(&app, &draft("salma")).await), "ok");
    assert_eq!(
        (
            letters(&app, "forum-confirmation").await,
            letters(&app, "forum-ticket").await
        ),
        (2, 2)
    );
    assert_eq!(count(&app, "forum_registrations").await, 1);
}

// Statement 39.
#[tokio::test]
async fn until_it_is_confirmed_the_newest_form_counts() {
    let (app, _) = forum(2).await;
    let by_a_stranger = RegistrationDraft {
        name: Bilingual::new("", "Somebody else"),
        needs: vec![AccessNeed::Companion],
        ..draft("salma")
    };
    register(&app, &by_a_stranger).await.unwrap();
    let first = link(&app, "salma@example.org").await;
    let own = RegistrationDraft {
        ticket_type: "virtual".into(),
        organisation: "Ministry".into(),
        language: Some(Language::En),
        needs: vec![AccessNeed::SignLanguage],
        ..draft("salma")
    };
    register(&app, &own).await.unwrap();
    assert_eq!(
        letters(&app, "forum-confirmation").await,
        1,
        "no letter yet"
    );
    let pending = operations::pending(&app, &first).await.unwrap();
    assert_eq!(
        (pending.name.en.as_str(), pending.language),
        ("salma", Language::En)
    );
    let needs = "forum_access_needs WHERE need = 'sign_language'";
    assert_eq!(
        (
            count(&app, needs).await,
            count(&app, "forum_access_needs").await
        ),
        (1, 1)
    );

    let long_ago = "UPDATE forum_registrations SET letter_at = $1";
    execute(&app, long_ago, [at("2026-01-01T00:00:00Z").into()]).await;
    register(&app, &own).await.unwrap();
    assert_eq!(letters(&app, "forum-confirmation").await, 2);
    assert_eq!(code(&confirm(&app, &first).await), "forum-link-unknown");
    let second = link(&app, "salma@example.org").await;
    confirm(&app, &second).await.unwrap();
    let online = "forum_registrations r JOIN forum_pools p ON p.id = r.pool_id
        WHERE p.kind = 'online' AND r.state = 'confirmed' AND r.organisation = 'Ministry'";
    assert_eq!(count(&app, online).await, 1);
    assert_eq!(
        (
            count(&app, "forum_registrations").await,
            count(&app, "addressees").await
        ),
        (1, 1)
    );
    register(&app, &by_a_stranger).await.unwrap();
    assert_eq!(count(&app, online).await, 1, "what is confirmed stays");
}

#[tokio::test]
async fn a_link_sent_again_after_the_first_expired_is_good() {
    let (app, _) = forum(2).await;
    register(&app, &draft("salma")).await.unwrap();
    let dead = link(&app, "salma@example.org").await;
    expire_links(&app).await;
    register(&app, &draft("salma")).await.unwrap();
    assert_eq!(letters(&app, "forum-confirmation").await, 2);
    let letter = newest_letter(&app).await;
    let letter = letter_to_send(&app, letter, "forum@z.org").await.unwrap();
    let letter = letter.expect("it is worth sending");
    let fresh = link(&app, "salma@example.org").await;
    assert!(letter.link.ends_with(&fresh) && fresh != dead);
    assert_eq!(code(&confirm(&app, &dead).await), "forum-link-unknown");
    assert_eq!(operations::forget(&app).await.unwrap(), 0);
    confirm(&app, &fresh).await.unwrap();
}

#[tokio::test]
async fn faults_and_closed_doors_write_nothing() {
    let (app, _) = forum(2).await;
    let before = written(&app).await;
    let by_invitation = RegistrationDraft {
        ticket_type: "speaker".into(),
        country: Some(CountryCode("XXX".into())),
        ..draft("salma")
    };
    assert_eq!(
        code(&register(&app, &by_invitation).await),
        "ticket_type unknown, country unknown"
    );
    let nowhere = operations::register(&app, "NONE", &draft("salma"), &Origin::default()).await;
    assert_eq!(code(&nowhere), "not-found");
    move_clock(&app, "2026-11-26T11:00:00Z").await;
    assert_eq!(
        code(&register(&app, &draft("salma")).await),
        "forum-registration-closed"
    );
    assert_eq!(written(&app).await, before);
}

// Statement 41.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a story is told in one piece")]
async fn coordinators_find_who_registered_and_nobody_else_does() {
    let (app, own) = forum(1).await;
    let needing = RegistrationDraft {
        needs: vec![AccessNeed::SignLanguage],
        name: Bilingual::new("سلمى", ""),
        ..draft("salma")
    };
    register(&app, &needing).await.unwrap();
    come(&app, "omar").await;
    come(&app, "lina").await;
    let holding = |role, scope| {
        let grant = Grant::standing(role, scope);
        Actor::of(PersonId(app.new_id()), vec![grant], Language::En)
    };
    let coordinator = holding(Role::ForumCoordinator, Scope::Programme(own));
    let list = async |actor: &Actor, search: &str| {
        operations::registrations(&app, actor, CODE, (search, None), (None, 100)).await
    };
    let lines = list(&coordinator, "").await.unwrap();
    let seen: Vec<_> = lines
        .iter()
        .map(|line| (line.state.code(), line.seat_number))
        .collect();
    assert_eq!(
        seen,
        [
            ("unconfirmed", None),
            ("confirmed", Some(1)),
            ("waiting", None)
        ]
    );
    assert_eq!(lines[0].needs, [AccessNeed::SignLanguage]);
    let found = list(&coordinator, "سلمي").await.unwrap();
    assert_eq!(
        found.iter().map(|line| line.id).collect::<Vec<_>>(),
        [lines[0].id]
    );
    let page = (Some(lines[0].id), 1);
    let second = operations::registrations(&app, &coordinator, CODE, ("", None), page)
        .await
        .unwrap();
    assert_eq!(second, lines[1..2]);
    let places: Vec<_> = lines.iter().map(|line| line.place).collect();
    assert_eq!(places, [None, None, Some(1)]);
    assert!(lines[2].waiting_since.is_some() && lines[1].waiting_since.is_none());
    let waiting = ("", Some(RegistrationState::Waiting));
    let waiting = operations::registrations(&app, &coordinator, CODE, waiting, (None, 100)).await;
    assert_eq!(waiting.unwrap(), lines[2..]);

    let desk = operations::forums_of(&app, &coordinator).await.unwrap();
    let on_site = &desk[0].pools[0];
    assert_eq!(
        (
            on_site.kind,
            on_site.capacity,
            on_site.confirmed,
            on_site.waiting,
            on_site.unconfirmed
        ),
        (PlaceKind::OnSite, 1, 1, 1, 1)
    );
    for role in Role::ALL
        .into_iter()
        .filter(|role| *role != Role::ForumCoordinator)
    {
        let other = holding(role, Scope::Programme(own));
        assert_eq!(code(&list(&other, "").await), "forbidden", "{role:?}");
        assert_eq!(
            code(&operations::forums_of(&app, &other).await),
            "forbidden",
            "{role:?}"
        );
    }
    let elsewhere = holding(Role::ForumCoordinator, Scope::Programme(app.new_id()));
    assert_eq!(code(&list(&elsewhere, "").await), "forbidden");
    let of_none = holding(
        Role::ForumCoordinator,
        Scope::Country(CountryCode("BHR".into())),
    );
    assert_eq!(operations::forums_of(&app, &of_none).await.unwrap(), []);
    assert_eq!(code(&list(&Actor::system(), "").await), "forbidden");
}

#[tokio::test]
async fn who_needs_what_is_erased_after_the_forum_and_who_they_were_in_the_end() {
    let (app, _) = forum(1).await;
    let needing = RegistrationDraft {
        needs: vec![AccessNeed::Companion],
        ..draft("salma")
    };
    register(&app, &needing).await.unwrap();
    confirm(&app, &link(&app, "salma@example.org").await)
        .await
        .unwrap();
    come(&app, "omar").await;
    move_clock(&app, "2026-12-16T12:00:00Z").await;
    operations::forget(&app).await.unwrap();
    assert_eq!(count(&app, "forum_access_needs").await, 1);
    move_clock(&app, "2026-12-17T12:00:00Z").await;
    operations::forget(&app).await.unwrap();
    assert_eq!(count(&app, "forum_access_needs").await, 0);
    assert_eq!(count(&app, "addressees WHERE email = ''").await, 0);
    move_clock(&app, "2027-03-10T12:00:00Z").await;
    assert_eq!(operations::forget(&app).await.unwrap(), 1);
    assert_eq!(count(&app, "addressees WHERE email = ''").await, 1);
    move_clock(&app, "2028-12-05T12:00:00Z").await;
    assert_eq!(operations::forget(&app).await.unwrap(), 1);
    assert_eq!(count(&app, "addressees WHERE email = ''").await, 2);
    assert_eq!(operations::forget(&app).await.unwrap(), 0);
}

#[tokio::test]
async fn a_letter_is_for_a_person_or_for_an_address_and_never_for_both_or_neither() {
    let (app, _) = forum(1).await;
    register(&app, &draft("salma")).await.unwrap();
    let person = crate::outbox::tests::person(&app, "sara", Language::Ar).await;
    let change = |sql: &'static str, values: Vec<sea_orm::Value>| {
        let statement = Statement::from_sql_and_values(app.backend(), sql, values);
        let app = &app;
        async move {
            app.write(|txn| {
                let statement = &statement;
                async move { Ok(txn.execute_raw(statement.clone()).await?) }
            })
            .await
            .map(drop)
        }
    };
    let both = change("UPDATE letters SET recipient_id = $1", vec![person.into()]).await;
    assert!(code(&both).contains("letters_one_recipient"), "{both:?}");
    let neither = change(
        "UPDATE letters SET addressee_id = $1",
        vec![None::<AddresseeId>.into()],
    )
    .await;
    assert!(
        code(&neither).contains("letters_one_recipient"),
        "{neither:?}"
    );
}
