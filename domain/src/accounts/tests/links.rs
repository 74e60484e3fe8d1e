//! Invitations and resets.

use super::*;
use crate::{
    accounts::LinkKind,
    id::{OrganisationId, ProgrammeId},
};

/// A programme with its owner, in the database.
async fn programme(app: &App) -> ProgrammeId {
    let (organisation, id): (OrganisationId, ProgrammeId) = (app.new_id(), app.new_id());
    let inserts = [
        ("INSERT INTO countries (code, name_ar, name_en, partnership) VALUES ('BHR', 'البحرين', 'Bahrain', 'host')", vec![]),
        (
            "INSERT INTO organisations (id, code, country_code, title_ar, title_en) VALUES ($1, 'iga', 'BHR', 'هـ', 'iGA')",
            vec![Value::from(organisation)],
        ),
        (
            "INSERT INTO programmes (id, code, kind, state, owner_id, title_ar, title_en, audience_ar, audience_en, zone, is_sample)
             VALUES ($1, 'DTF', 'fellowship', 'open', $2, 'ز', 'F', 'ج', 'A', 'Asia/Bahrain', TRUE)",
            vec![Value::from(id), Value::from(organisation)],
        ),
    ];
    for (sql, values) in inserts {
        let insert = &Statement::from_sql_and_values(app.backend(), sql, values);
        app.write(|txn| async move { Ok(txn.execute_raw(insert.clone()).await?) })
            .await
            .unwrap();
    }
    id
}

async fn grant(app: &App, person: PersonId, grant: Grant) {
    let (grant, system) = (&grant, &Actor::system());
    app.write(
        |txn| async move { people::operations::grant_in(app, &txn, system, person, grant).await },
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn an_invitation_sets_the_first_password_once() {
    let app = stage::app().await;
    let id = person(&app, EMAIL).await;
    let link = operations::invite(&app, &Actor::system(), id)
        .await
        .unwrap();
    let link = link_secret(&app, link);
    assert_eq!(letters(&app, "invitation").await, 1);

    let facts = operations::open_link(&app, &link).await.unwrap();
    assert_eq!(
        (facts.kind, facts.person, facts.email.as_str()),
        (LinkKind::Invitation, id, EMAIL)
    );
    let too_short =
        operations::set_password_by_link(&app, &link, &secret("short"), &origin()).await;
    assert_eq!(code(&too_short), "password password-too-short");
    assert!(
        operations::open_link(&app, &link).await.is_ok(),
        "a refused password does not use the link up"
    );

    assert_eq!(
        operations::set_password_by_link(&app, &link, &secret(PASSWORD), &origin())
            .await
            .unwrap(),
        id
    );
    let before = number(&app, WRITTEN).await;
    let again =
        operations::set_password_by_link(&app, &link, &secret("nine quiet herons fly"), &origin())
            .await;
    assert_eq!(code(&again), "link-used-or-expired");
    assert_eq!(
        code(&operations::open_link(&app, &link).await),
        "link-used-or-expired"
    );
    assert_eq!(number(&app, WRITTEN).await, before);
    signed_in(&app, EMAIL).await;
}

#[tokio::test]
async fn of_many_who_use_a_link_at_once_one_succeeds() {
    let app = stage::app().await;
    let id = person(&app, EMAIL).await;
    let link = operations::invite(&app, &Actor::system(), id)
        .await
        .unwrap();
    let (link, password, origin) = (link_secret(&app, link), secret(PASSWORD), origin());
    let uses = (0..8).map(|_| operations::set_password_by_link(&app, &link, &password, &origin));
    let outcomes = futures::future::join_all(uses).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert_eq!(letters(&app, "password-changed").await, 1);
}

#[tokio::test]
async fn neither_the_database_nor_the_letter_holds_the_links_secret() {
    let app = stage::app().await;
    let id = person(&app, EMAIL).await;
    let link = operations::invite(&app, &Actor::system(), id)
        .await
        .unwrap();
    let link = link_secret(&app, link);
    let held = format!(
        "SELECT (SELECT count(*) FROM sign_in_links WHERE secret_hash LIKE '%{link}%')
         + (SELECT count(*) FROM letters WHERE data LIKE '%{link}%')
         + (SELECT count(*) FROM audit_entries WHERE content LIKE '%{link}%') AS n"
    );
    assert_eq!(number(&app, &held).await, 0);
    assert_eq!(
        number(
            &app,
            "SELECT count(*) AS n FROM letters WHERE data LIKE '%link_id%'"
        )
        .await,
        1
    );
}

#[tokio::test]
async fn an_expired_link_and_one_replaced_by_a_newer_are_gone() {
    let app = stage::app().await;
    let id = person(&app, EMAIL).await;
    let older = operations::invite(&app, &Actor::system(), id)
        .await
        .unwrap();
    let newer = operations::invite(&app, &Actor::system(), id)
        .await
        .unwrap();
    assert_eq!(
        code(&operations::open_link(&app, &link_secret(&app, older)).await),
        "link-used-or-expired"
    );
    assert!(
        operations::open_link(&app, &link_secret(&app, newer))
            .await
            .is_ok()
    );

    set_back(&app, "sign_in_links", "expires_at", TimeDelta::zero()).await;
    let newer = link_secret(&app, newer);
    assert_eq!(
        code(&operations::open_link(&app, &newer).await),
        "link-used-or-expired"
    );
    let late = operations::set_password_by_link(&app, &newer, &secret(PASSWORD), &origin()).await;
    assert_eq!(code(&late), "link-used-or-expired");
    assert_eq!(
        number(
            &app,
            "SELECT count(*) AS n FROM accounts WHERE password_hash IS NOT NULL"
        )
        .await,
        0
    );
    assert_eq!(
        code(&operations::open_link(&app, "made up").await),
        "link-used-or-expired"
    );
}

#[tokio::test]
async fn a_reset_is_answered_alike_for_everybody_and_sent_only_to_members() {
    let app = stage::app().await;
    member(&app, EMAIL).await;
    let invited = person(&app, "invited@example.org").await;
    operations::invite(&app, &Actor::system(), invited)
        .await
        .unwrap();
    for email in [
        EMAIL,
        "invited@example.org",
        "nobody@example.org",
        "",
        "not an address",
    ] {
        assert_eq!(
            code(&operations::request_password_reset(&app, email, &origin()).await),
            "ok",
            "{email}"
        );
    }
    assert_eq!(letters(&app, "password-reset").await, 1);
    assert_eq!(entries(&app, "accounts.request-reset").await, 5);
}

#[tokio::test]
async fn a_reset_sets_a_new_password_and_ends_every_session() {
    let app = stage::app().await;
    member(&app, EMAIL).await;
    let session = signed_in(&app, EMAIL).await;
    operations::request_password_reset(&app, EMAIL, &origin())
        .await
        .unwrap();
    let select = Statement::from_string(
        app.backend(),
        "SELECT id FROM sign_in_links WHERE kind = 'reset'",
    );
    let row = app.db().query_one_raw(select).await.unwrap().unwrap();
    let link = link_secret(&app, row.try_get::<LinkId>("", "id").unwrap());
    let facts = operations::open_link(&app, &link).await.unwrap();
    assert!(facts.expires_at <= app.real_now() + TimeDelta::minutes(10));

    operations::set_password_by_link(&app, &link, &secret("nine quiet herons fly"), &origin())
        .await
        .unwrap();

    assert_eq!(operations::session(&app, &session).await.unwrap(), None);
    let old = operations::sign_in(&app, EMAIL, &secret(PASSWORD), &origin()).await;
    let new = operations::sign_in(&app, EMAIL, &secret("nine quiet herons fly"), &origin()).await;
    assert_eq!(
        (code(&old).as_str(), code(&new).as_str()),
        ("credentials-wrong", "ok")
    );
}

#[tokio::test]
async fn a_manager_invites_within_the_own_programme_and_nobody_else_does() {
    let app = stage::app().await;
    let (own, other) = (programme(&app).await, app.new_id::<ProgrammeId>());
    let fellow = person(&app, EMAIL).await;
    grant(
        &app,
        fellow,
        Grant::standing(Role::Fellow, Scope::Programme(own)),
    )
    .await;
    let manager = person(&app, "manager@example.org").await;
    let of = |role, programme| {
        Actor::of(
            manager,
            vec![Grant::standing(role, Scope::Programme(programme))],
            Language::En,
        )
    };
    let before = number(&app, WRITTEN).await;

    for stranger in [
        of(Role::ProgrammeManager, other),
        of(Role::Trainer, own),
        acting(fellow),
    ] {
        assert_eq!(
            code(&operations::invite(&app, &stranger, fellow).await),
            "forbidden"
        );
    }
    assert_eq!(number(&app, WRITTEN).await, before);
    let by_manager = operations::invite(&app, &of(Role::ProgrammeManager, own), fellow).await;
    assert_eq!(code(&by_manager), "ok");
}

#[tokio::test]
async fn members_and_suspended_people_are_not_invited() {
    let app = stage::app().await;
    let id = member(&app, EMAIL).await;
    let before = number(&app, WRITTEN).await;
    assert_eq!(
        code(&operations::invite(&app, &Actor::system(), id).await),
        "account-exists"
    );
    assert_eq!(number(&app, WRITTEN).await, before);
    operations::suspend(&app, &Actor::system(), id)
        .await
        .unwrap();
    let before = number(&app, WRITTEN).await;
    assert_eq!(
        code(&operations::invite(&app, &Actor::system(), id).await),
        "account-suspended"
    );
    assert_eq!(
        code(&operations::invite(&app, &Actor::system(), app.new_id()).await),
        "not-found"
    );
    assert_eq!(number(&app, WRITTEN).await, before);
}
