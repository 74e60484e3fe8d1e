//! What whoever verifies a certificate is told, and is not.

use super::*;
use crate::{both_databases::awards::ready_fellows, journeys::serve_here};
use stage::{
    awards::{issue, tools},
    on_both_databases,
};
use std::collections::BTreeSet;
use tokio::net::TcpListener;
use zamala_domain::{
    credentials::{
        Frozen, RevocationClass,
        register::{self, Face},
        revocation,
        verification::{self, Verified},
    },
    id::CertificateId,
};

/// Well made, and of no certificate.
const UNKNOWN: &str = "7ZZZZZZZZZZZZZZZZZZZZZZZZZZ";

/// Two sealed certificates of MC05: the first is issued, the second only planned.
async fn issued_and_planned(app: &TestApp) -> [(CertificateId, Frozen); 2] {
    let batch = app.batch("MC05").await;
    for fellow in ready_fellows(app, batch).await.into_iter().take(2) {
        app.confirm_names(fellow).await;
    }
    app.seal(batch).await;
    let certificates = app.certificates(batch).await;
    issue(app, &tools(), certificates[0]).await.unwrap();
    let officer = app.actor("co.noor").await;
    let mut both = Vec::new();
    for id in certificates {
        let line = register::view(app, &officer, id).await.unwrap().line;
        both.push((id, line.frozen));
    }
    both.try_into().ok().unwrap()
}

async fn revoke(app: &TestApp, id: CertificateId) {
    let (noor, yasser) = (app.actor("co.noor").await, app.actor("co.yasser").await);
    revocation::propose(
        app,
        &noor,
        id,
        RevocationClass::Misconduct,
        "A secret reason",
    )
    .await
    .unwrap();
    revocation::confirm(app, &yasser, id, 1).await.unwrap();
}

/// What the page behind a code says, without the code itself.
async fn page(visitor: &Visitor, language: &str, code: &str) -> (u16, String) {
    let (status, html) = visitor.read(&format!("/{language}/v/{code}")).await;
    let (_, rest) = html.split_once("<main").unwrap();
    let (main, _) = rest.split_once("</main>").unwrap();
    (status, main.replace(code, "CODE"))
}

/// What the page lists, by its labels.
fn labels(html: &str) -> Vec<&str> {
    let lists = html.split("<dt>").skip(1);
    lists.map(|rest| rest.split('<').next().unwrap()).collect()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// How often the database is asked for one code.
async fn statements(app: &TestApp, code: &str) -> u64 {
    let before = app.statements();
    verification::verify(app, code).await.unwrap();
    app.statements() - before
}

on_both_databases! {
    // Statement 33.
    async fn an_unknown_code_a_mistyped_one_and_a_planned_one_get_the_same_answer(app) {
        let [(id, issued), (_, planned)] = issued_and_planned(app).await;
        let base = serve_here(app).await;
        let visitor = Visitor::stranger(&base);
        let mut mistyped = issued.public_code.clone();
        let last = mistyped.pop().unwrap();
        mistyped.push(if last == '7' { '8' } else { '7' });
        for language in ["ar", "en"] {
            let unknown = page(&visitor, language, UNKNOWN).await;
            assert_eq!(unknown.0, 200, "an answer, no missing page");
            assert_ne!(page(&visitor, language, &issued.public_code).await, unknown);
            for code in [mistyped.as_str(), planned.public_code.as_str(), "0".repeat(27).as_str()] {
                assert_eq!(page(&visitor, language, code).await, unknown, "{code}");
            }
        }
        let program = Visitor::calling(app, &base, "fe.b01").await;
        for code in [UNKNOWN, &mistyped, &planned.public_code] {
            let (status, answer) = program.read(&format!("/api/v1/verifications/{code}")).await;
            assert_eq!(status, 404, "{answer}");
        }

        // The time of the answer does not tell either: as many questions to the database, whatever the code is.
        let valid = statements(app, &issued.public_code).await;
        revoke(app, id).await;
        for code in [UNKNOWN, &mistyped, &planned.public_code, &issued.public_code] {
            assert_eq!(statements(app, code).await, valid, "{code}");
        }
    }

    // Statement 33.
    async fn a_revoked_certificate_is_answered_in_the_shape_of_a_valid_one(app) {
        let [(id, issued), _] = issued_and_planned(app).await;
        let base = serve_here(app).await;
        let visitor = Visitor::stranger(&base);
        let valid = page(&visitor, "en", &issued.public_code).await;
        revoke(app, id).await;
        let revoked = page(&visitor, "en", &issued.public_code).await;
        assert_eq!(revoked.0, valid.0);
        assert_eq!(labels(&revoked.1), labels(&valid.1));
        assert!(!revoked.1.contains("A secret reason"), "class and date, and no more");
    }

    // Statement 33.
    async fn nobody_without_the_role_lists_the_register(app) {
        let [(_, issued), (_, planned)] = issued_and_planned(app).await;
        let base = serve_here(app).await;
        let visitor = Visitor::stranger(&base);
        for path in ["/api/v1/certificates", "/api/v1/batches", "/api/v1/me/certificates"] {
            assert_eq!(visitor.read(path).await.0, 401, "{path}");
            for code in ["fe.b01", "tr.yusuf", "fp.tkm", "me.amal", "fc.huda"] {
                let (_, body) = Visitor::calling(app, &base, code).await.read(path).await;
                assert!(!body.contains(&issued.public_code) && !body.contains(&planned.serial), "{code} {path}: {body}");
            }
        }
        for path in ["/en/certificates", "/en/batches", "/en/v/", "/v/", "/en/v", &format!("/en/v/{}", issued.serial)] {
            let (_, body) = visitor.read(path).await;
            for told in [&issued.public_code, &issued.names.en, &planned.names.en] {
                assert!(!body.contains(told.as_str()), "{path} tells {told}");
            }
        }
        let (_, list) = visitor.read("/status/1").await;
        for told in [&issued.public_code, &issued.serial, &issued.names.en] {
            assert!(!list.contains(told.as_str()), "the status list tells {told}");
        }
    }

    // Statement 33.
    async fn who_asks_for_code_after_code_waits(app) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let mut settings = zamala_api::Settings::new(&base);
        settings.limits.requests_per_minute_per_address = 20;
        let service = zamala_api::service(app.app.clone(), settings);
        let acceptor = poem::listener::TcpAcceptor::from_tokio(listener).unwrap();
        tokio::spawn(poem::Server::new_with_acceptor(acceptor).run(service));
        let visitor = Visitor::stranger(&base);
        let mut refused = 0;
        for number in 0..40 {
            let answer = visitor.get(&format!("/en/v/{number:027}")).await;
            if answer.status() == 429 {
                assert!(answer.headers().contains_key("retry-after"));
                refused += 1;
            }
        }
        assert!(refused >= 15, "{refused} of 40");
    }

    // Statement 34.
    async fn whoever_verifies_sees_name_award_dates_and_state_alone(app) {
        let [(id, issued), _] = issued_and_planned(app).await;
        let officer = app.actor("co.noor").await;
        let fellow = register::view(app, &officer, id).await.unwrap().line.fellow;
        let residency = app.uuid("SELECT residency_id FROM certificates ORDER BY serial_number LIMIT 1", Vec::new()).await;
        let person = zamala_domain::people::operations::person_facts(app, fellow).await.unwrap().unwrap();

        // Named one by one, so that a further one is a decision.
        let Verified { names, award: _, code: _, programme: _, issuer: _, serial: _, public_code: _, awarded_on: _, expires_on: _, standing: _, is_sample: _ } =
            verification::verify(app, &issued.public_code).await.unwrap().unwrap();
        assert_eq!(names, issued.names);

        let base = serve_here(app).await;
        let visitor = Visitor::stranger(&base);
        let (_, html) = page(&visitor, "en", &issued.public_code).await;
        assert!(html.contains(&issued.names.en));
        assert_eq!(labels(&html).len(), 7, "two names, award, programme, issuer, number, date: {:?}", labels(&html));
        let program = Visitor::calling(app, &base, "fe.b01").await;
        let (status, json) = program.read(&format!("/api/v1/verifications/{}", issued.public_code)).await;
        assert_eq!(status, 200, "{json}");
        let told: Value = serde_json::from_str(&json).unwrap();
        let expected = ["award", "awarded_on", "issuer", "name_ar", "name_en", "programme", "serial", "standing"];
        assert_eq!(keys(&told), BTreeSet::from(expected));
        assert_eq!(keys(&told["standing"]), BTreeSet::from(["status"]));

        let (_, credential) = register::face(app, &officer, id, Face::Credential).await.unwrap();
        let credential = String::from_utf8(credential).unwrap();
        let subject: Value = serde_json::from_str(&credential).unwrap();
        assert!(subject["credentialSubject"].get("id").is_none(), "the subject is named, and not numbered");
        let secrets = [person.email, fellow.to_string(), residency.to_string(), person.code.unwrap()];
        for (channel, text) in [("page", &html), ("API", &json), ("credential", &credential)] {
            for secret in &secrets {
                assert!(!text.contains(secret.as_str()), "the {channel} tells {secret}");
            }
            assert!(!text.contains("@example.org"), "the {channel} tells an address");
        }
    }
}
