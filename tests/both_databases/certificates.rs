//! Certificates: made once, verified by anybody, revoked by two people, never changed or deleted.

use super::awards::ready_fellows;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::Value;
use stage::{
    TestApp,
    awards::{issue, tools},
    on_both_databases,
};
use zamala_domain::{
    OperationError,
    credentials::{
        RevocationClass, Standing, issue, publish,
        register::{self, Face},
        revocation, verification, void,
    },
    id::CertificateId,
};
use zamala_seal::verdict::{self, Outcome};

fn said<T>(outcome: Result<T, OperationError>) -> String {
    outcome.map_or_else(|error| error.to_string(), |_| "yes".to_owned())
}

async fn refused_by_database(app: &TestApp, sql: &str) -> String {
    let statement = Statement::from_string(app.backend(), sql);
    let statement = &statement;
    let outcome = app
        .write(|txn| async move { Ok(txn.execute_raw(statement.clone()).await?) })
        .await;
    match outcome {
        Err(OperationError::Database(error)) => error.to_string(),
        other => panic!("the database let it pass: {other:?}"),
    }
}

/// One issued certificate of MC05, with its holder.
async fn issued(app: &TestApp) -> (CertificateId, &'static str) {
    let batch = app.batch("MC05").await;
    let holder = ready_fellows(app, batch).await[0];
    app.confirm_names(holder).await;
    app.seal(batch).await;
    let id = app.certificates(batch).await[0];
    let tools = tools();
    issue(app, &tools, id).await.unwrap();
    issue(app, &tools, id).await.unwrap();
    (id, holder)
}

async fn judged(app: &TestApp, credential: &[u8]) -> Outcome {
    let did = publish::did_json(app).await.unwrap();
    let status: Value = serde_json::from_str(&publish::status_list(app, 1).await.unwrap()).unwrap();
    let credential = verdict::parse(credential).unwrap();
    verdict::verify(&credential, Some(&did), Some(&status), app.now()).outcome
}

on_both_databases! {
    // Statement 35.
    async fn a_certificate_is_made_once_and_anybody_verifies_it(app) {
        let (id, holder) = issued(app).await;
        for (table, count) in [("credential_log", 1), ("certificates", 1)] {
            assert_eq!(app.count(table).await, count, "{table}");
        }
        assert_eq!(app.number("SELECT count(*) FROM files WHERE purpose LIKE 'certificate%'").await, 2);
        assert_eq!(app.number("SELECT count(*) FROM letters WHERE kind = 'certificate-issued'").await, 1);

        let fellow = app.actor(holder).await;
        let (_, pdf) = register::face(app, &fellow, id, Face::Pdf).await.unwrap();
        let (facts, credential) = register::face(app, &fellow, id, Face::Credential).await.unwrap();
        assert_eq!(facts.media_type.content_type(), "application/json");
        assert_eq!(zamala_press::open(&pdf).unwrap().credential, credential, "the very bytes are attached");
        assert_eq!(judged(app, &credential).await, Outcome::Valid);
        assert!(!String::from_utf8_lossy(&credential).contains("@example.org"), "no address");

        let own = register::own(app, &fellow).await.unwrap().remove(0);
        let found = verification::verify(app, &own.frozen.public_code).await.unwrap().unwrap();
        assert_eq!((found.standing, found.serial), (Standing::Valid, own.frozen.serial));
        let lower = own.frozen.public_code.to_lowercase();
        assert!(verification::verify(app, &lower).await.unwrap().is_some(), "as people type it");
        for unknown in ["", "nonsense", "7ZZZZZZZZZZZZZZZZZZZZZZZZZZ", "%00"] {
            assert_eq!(verification::verify(app, unknown).await.unwrap(), None, "{unknown}");
        }
    }

    // Statement 33.
    async fn a_planned_certificate_is_not_there_for_its_holder_or_the_public(app) {
        let batch = app.batch("MC05").await;
        let holder = ready_fellows(app, batch).await[0];
        app.confirm_names(holder).await;
        app.seal(batch).await;
        let id = app.certificates(batch).await[0];
        let line = register::view(app, &app.actor("co.noor").await, id).await.unwrap().line;
        assert_eq!(verification::verify(app, &line.frozen.public_code).await.unwrap(), None);
        assert_eq!(said(register::view(app, &app.actor(holder).await, id).await), "not-found");
        assert_eq!(register::own(app, &app.actor(holder).await).await.unwrap().len(), 0);
    }

    // Statement 1. Statement 22.
    async fn only_holder_and_staff_find_it(app) {
        let (id, holder) = issued(app).await;
        for code in [holder, "pm.layla", "co.yasser", "sg.salma"] {
            assert_eq!(said(register::face(app, &app.actor(code).await, id, Face::Pdf).await), "yes", "{code}");
        }
        for code in ["fe.b01", "tr.yusuf", "me.amal", "fp.tkm", "ad.rashid"] {
            assert_eq!(said(register::view(app, &app.actor(code).await, id).await), "not-found", "{code}");
            assert_eq!(said(register::face(app, &app.actor(code).await, id, Face::Credential).await), "not-found", "{code}");
        }
    }

    // Statement 22.
    async fn two_people_revoke_it_and_it_shows_at_once(app) {
        let (id, holder) = issued(app).await;
        let (noor, yasser) = (app.actor("co.noor").await, app.actor("co.yasser").await);
        let fellow = app.actor(holder).await;
        let (_, credential) = register::face(app, &fellow, id, Face::Credential).await.unwrap();
        assert_eq!(judged(app, &credential).await, Outcome::Valid);
        let before = app.dump().await;
        let propose = async |code: &str, reason: &str| {
            said(revocation::propose(app, &app.actor(code).await, id, RevocationClass::Error, reason).await)
        };
        assert_eq!(propose(holder, "mine").await, "forbidden");
        assert_eq!(propose("tr.yusuf", "no").await, "not-found");
        assert_eq!(propose("sg.salma", "no").await, "forbidden");
        assert_eq!(propose("co.noor", " ").await, "invalid");
        assert_eq!(said(revocation::confirm(app, &noor, id, 1).await), "revocation-not-proposed");
        assert_eq!(app.dump().await, before);

        assert_eq!(propose("co.noor", "Wrong mark taken over").await, "yes");
        assert_eq!(propose("co.yasser", "Again").await, "already-revoked");
        assert_eq!(said(revocation::confirm(app, &noor, id, 1).await), "revocation-needs-second-person");
        assert_eq!(judged(app, &credential).await, Outcome::Valid, "a proposal changes nothing outside");
        let update = "UPDATE revocations SET state = 'confirmed', decided_by = proposed_by, decided_at = proposed_at";
        let refusal = refused_by_database(app, update).await;
        assert!(refusal.contains("revocations_two_people"), "{refusal}");

        revocation::confirm(app, &yasser, id, 1).await.unwrap();
        let own = register::own(app, &fellow).await.unwrap().remove(0);
        let expected = Standing::Revoked { class: RevocationClass::Error, on: app.today() };
        assert_eq!(own.standing, Some(expected.clone()));
        let found = verification::verify(app, &own.frozen.public_code).await.unwrap().unwrap();
        assert_eq!(found.standing, expected);
        assert!(matches!(judged(app, &credential).await, Outcome::NotValid(_)));
        assert_eq!(app.number("SELECT count(*) FROM letters WHERE kind = 'certificate-revoked'").await, 1);
        let seen = register::view(app, &fellow, id).await.unwrap();
        assert_eq!(seen.revocations.len(), 0, "the holder reads class and date; who decided is the house's affair");
    }

    async fn a_number_that_nothing_can_be_made_of_is_given_up_and_the_fellow_comes_again(app) {
        let batch = app.batch("MC05").await;
        let holder = ready_fellows(app, batch).await[0];
        app.confirm_names(holder).await;
        app.seal(batch).await;
        let id = app.certificates(batch).await[0];
        let officer = app.actor("co.noor").await;
        let before = app.dump().await;
        assert_eq!(said(void::void(app, &officer, id, "too long", 1).await), "certificate-being-made");
        assert_eq!(app.dump().await, before);
        issue::note_failure(app, id, "the award is longer than the page has room for").await.unwrap();
        let failed = register::view(app, &officer, id).await.unwrap();
        assert!(failed.allowed.void);
        let version = failed.line.version;
        let before = app.dump().await;
        for (code, answer) in [("pm.layla", "forbidden"), (holder, "forbidden"), ("tr.yusuf", "not-found")] {
            let actor = app.actor(code).await;
            assert_eq!(said(void::void(app, &actor, id, "mine", version).await), answer, "{code}");
        }
        assert_eq!(said(void::void(app, &officer, id, " ", version).await), "invalid");
        assert_eq!(said(void::void(app, &officer, id, "too long", version + 1).await), "stale");
        assert_eq!(app.dump().await, before);
        void::void(app, &officer, id, "too long", version).await.unwrap();
        assert_eq!(said(void::void(app, &officer, id, "again", version + 1).await), "certificate-not-planned");
        let again = app.batch("MC05").await;
        assert!(ready_fellows(app, again).await.contains(&holder), "the fellow is taken in again");
        app.seal(again).await;
        let next = app.certificates(again).await[0];
        let serial = async |id| register::view(app, &officer, id).await.unwrap().line.frozen.serial;
        assert_ne!(serial(next).await, serial(id).await, "its number is never given again");
    }

    async fn a_declined_proposal_leaves_it_valid(app) {
        let (id, _) = issued(app).await;
        let noor = app.actor("co.noor").await;
        revocation::propose(app, &noor, id, RevocationClass::Fraud, "Suspicion").await.unwrap();
        revocation::decline(app, &noor, id, 1).await.unwrap();
        assert_eq!(said(revocation::confirm(app, &app.actor("co.yasser").await, id, 2).await), "revocation-not-proposed");
        let line = register::view(app, &noor, id).await.unwrap().line;
        assert_eq!(line.standing, Some(Standing::Valid));
    }

    // Statement 9.
    async fn the_database_keeps_certificates_as_they_are(app) {
        issued(app).await;
        for (sql, name) in [
            ("DELETE FROM certificates", "certificates_stay"),
            ("UPDATE certificates SET serial = 'X'", "certificates_mean_the_same"),
            ("UPDATE certificates SET frozen = '{}'", "certificates_mean_the_same"),
            ("UPDATE certificates SET pdf_sha256 = 'x'", "certificates_mean_the_same"),
            ("UPDATE certificates SET sealed_by = fellow_id", "certificates_people"),
        ] {
            let refusal = refused_by_database(app, sql).await;
            assert!(refusal.contains(name), "{sql}: {refusal}");
        }
    }
}
