//! Certificates: earned when they are issued, once, and the same for ever.

use super::*;
use crate::both_databases::awards::ready_fellows;
use stage::{
    awards::{FELLOWS, issue, tools},
    database::instant,
    on_both_databases,
};
use std::sync::Arc;
use zamala_domain::{
    assessment::marking::correct,
    credentials::{
        CertificateState, HeldOut, RevocationClass, Standing, batches, prepare, publish,
        register::{self, Face},
        revocation, seal as sealing, verification,
    },
    id::{BatchId, CertificateId, SessionId},
    labs::{
        MarkKind,
        attendance::{self, NewMark},
        booking::book,
    },
};
use zamala_seal::{
    issuer::IssuerKey,
    key::SigningKey,
    proof,
    verdict::{self, Outcome},
};

/// Three who handed in MC10, passed, and were at its lab; the version of the lab's attendance.
async fn three_who_earned_mc10(app: &TestApp) -> ([SubmissionId; 3], i64) {
    let lab: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
    let mut work = Vec::new();
    for fellow in &FELLOWS[..3] {
        book(app, &app.actor(fellow).await, lab).await.unwrap();
        let submission = hand_in_text(app, fellow).await.submission;
        mark_and_release(app, submission, EIGHTY_SEVEN).await;
        work.push(submission);
    }
    app.move_demo_clock(instant("2026-11-16T13:00:00+03:00"))
        .await
        .unwrap();
    let version = attend(app, 1, [MarkKind::Present; 3]).await;
    (work.try_into().unwrap(), version)
}

async fn attend(app: &TestApp, version: i64, kinds: [MarkKind; 3]) -> i64 {
    let lab: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
    let mut marks = Vec::new();
    for (fellow, mark) in FELLOWS.iter().zip(kinds) {
        marks.push(NewMark {
            residency: app.residency(fellow).await,
            mark,
            minutes_late: 0,
        });
    }
    let trainer = app.actor("tr.yusuf").await;
    attendance::take(app, &trainer, lab, version, &marks)
        .await
        .unwrap()
}

/// The mark becomes 53 by the hands of two.
async fn lower(app: &TestApp, id: SubmissionId) {
    let trainer = app.actor("tr.yusuf").await;
    let seen = version(app, id).await;
    correct(
        app,
        &trainer,
        id,
        seen,
        &levels(FIFTY_THREE),
        "A page was copied.",
    )
    .await
    .unwrap();
    let seen = version(app, id).await;
    release(app, &app.actor("pm.adel").await, id, seen)
        .await
        .unwrap();
}

async fn issued(app: &TestApp, batch: BatchId) -> CertificateId {
    let id = app.certificates(batch).await[0];
    issue(app, &tools(), id).await.unwrap();
    id
}

/// One issued certificate of MC05, with its holder.
async fn certified(app: &TestApp) -> (CertificateId, &'static str) {
    let batch = app.batch("MC05").await;
    let holder = ready_fellows(app, batch).await[0];
    app.confirm_names(holder).await;
    app.seal(batch).await;
    (issued(app, batch).await, holder)
}

async fn revoke(app: &TestApp, id: CertificateId) {
    let (noor, yasser) = (app.actor("co.noor").await, app.actor("co.yasser").await);
    revocation::propose(app, &noor, id, RevocationClass::Error, "Wrong name")
        .await
        .unwrap();
    revocation::confirm(app, &yasser, id, 1).await.unwrap();
}

async fn faces(app: &TestApp, id: CertificateId) -> [Vec<u8>; 2] {
    let officer = app.actor("co.noor").await;
    let (_, pdf) = register::face(app, &officer, id, Face::Pdf).await.unwrap();
    let (_, credential) = register::face(app, &officer, id, Face::Credential)
        .await
        .unwrap();
    [pdf, credential]
}

async fn outcome(app: &TestApp, credential: &Value) -> Outcome {
    let did = publish::did_json(app).await.unwrap();
    let status = serde_json::from_str(&publish::status_list(app, 1).await.unwrap()).unwrap();
    verdict::verify(credential, Some(&did), Some(&status), app.now()).outcome
}

on_both_databases! {
    // Statement 8.
    async fn a_condition_that_is_unmet_when_the_batch_is_sealed_earns_nothing(app) {
        let ([_, marked_down, _], taken) = three_who_earned_mc10(app).await;
        let batch = app.batch("MC10").await;
        let officer = app.actor("co.noor").await;
        assert_eq!(batches::view(app, &officer, batch).await.unwrap().line.in_count, 3);
        for fellow in &FELLOWS[..3] {
            app.confirm_names(fellow).await;
        }
        // Between preparing and sealing one mark is corrected, and one presence.
        lower(app, marked_down).await;
        attend(app, taken, [MarkKind::Present, MarkKind::Present, MarkKind::Absent]).await;

        let sealed = app.seal(batch).await;
        assert_eq!((sealed.sealed, sealed.held_out), (1, 2));
        assert_eq!(app.number("SELECT count(*) FROM certificates").await, 1);
        let view = batches::view(app, &officer, batch).await.unwrap();
        for (fellow, held_out) in [(0, None), (1, Some(HeldOut::ConditionsUnmet)), (2, Some(HeldOut::ConditionsUnmet))] {
            let residency = app.residency(FELLOWS[fellow]).await;
            let own = view.members.iter().find(|own| own.residency == residency).unwrap();
            assert_eq!((own.held_out, own.certificate.is_some()), (held_out, held_out.is_none()), "{}", FELLOWS[fellow]);
        }
    }

    // Statement 8.
    async fn a_batch_in_which_nobody_earns_it_any_more_is_not_sealed(app) {
        let (work, _) = three_who_earned_mc10(app).await;
        let batch = app.batch("MC10").await;
        for (fellow, id) in FELLOWS.iter().zip(work) {
            app.confirm_names(fellow).await;
            lower(app, id).await;
        }
        let before = app.dump().await;
        let sealed = sealing::seal(app, &app.actor("co.noor").await, batch, 1).await;
        assert_eq!(said(sealed), "batch-nobody-ready");
        assert_eq!(app.dump().await, before);
    }

    // Statement 8.
    async fn a_mark_that_is_lowered_while_the_batch_is_sealed_is_on_no_certificate(app) {
        let (work, _) = three_who_earned_mc10(app).await;
        let batch = app.batch("MC10").await;
        let (trainer, adel, noor) = (app.actor("tr.yusuf").await, app.actor("pm.adel").await, app.actor("co.noor").await);
        let mut seen = Vec::new();
        for (fellow, id) in FELLOWS.iter().zip(work) {
            app.confirm_names(fellow).await;
            let now = version(app, id).await;
            correct(app, &trainer, id, now, &levels(FIFTY_THREE), "A page was copied.").await.unwrap();
            seen.push((id, now + 1));
        }
        let lowering = seen.iter().map(|(id, now)| release(app, &adel, *id, *now));
        let (sealed, lowered) = futures::future::join(sealing::seal(app, &noor, batch, 1), futures::future::join_all(lowering)).await;
        let refused = lowered.iter().filter(|own| own.is_err()).count();
        let count = app.count("certificates").await;
        assert_eq!(i64::try_from(refused).unwrap(), count, "{sealed:?} {lowered:?}");
        let behind = "SELECT count(*) FROM certificates c JOIN marks m ON m.residency_id = c.residency_id
            AND m.micro_credential_id = c.micro_credential_id WHERE m.state = 'released' AND NOT m.has_passed";
        assert_eq!(app.number(behind).await, 0, "{sealed:?} {lowered:?}");
    }

    // Statement 8.
    async fn a_mark_on_which_a_certificate_rests_is_not_lowered_behind_it(app) {
        let ([first, ..], _) = three_who_earned_mc10(app).await;
        let batch = app.batch("MC10").await;
        app.confirm_names(FELLOWS[0]).await;
        app.seal(batch).await;
        let before = app.dump().await;
        let (trainer, seen) = (app.actor("tr.yusuf").await, version(app, first).await);
        let lowered = correct(app, &trainer, first, seen, &levels(FIFTY_THREE), "why").await;
        assert_eq!(said(lowered), "mark-on-hold");
        assert_eq!(app.dump().await, before);
    }

    // Statement 9.
    async fn a_changed_name_makes_a_new_number_and_leaves_the_old_certificate_as_it_is(app) {
        let (old, holder) = certified(app).await;
        let officer = app.actor("co.noor").await;
        let line = register::view(app, &officer, old).await.unwrap().line;
        let before = faces(app, old).await;
        execute(app, &format!("UPDATE people SET name_en = 'Another Name' WHERE code = '{holder}'")).await.unwrap();
        app.confirm_names(holder).await;
        issue(app, &tools(), old).await.unwrap();
        assert_eq!(faces(app, old).await, before, "byte for byte");
        let found = verification::verify(app, &line.frozen.public_code).await.unwrap().unwrap();
        assert_eq!((&found.names, found.standing), (&line.frozen.names, Standing::Valid));

        revoke(app, old).await;
        let batch = app.batch("MC05").await;
        app.seal(batch).await;
        let new = issued(app, batch).await;
        let next = register::view(app, &officer, new).await.unwrap().line;
        assert_eq!(next.frozen.names.en, "Another Name");
        assert_ne!(new, old);
        assert_ne!(next.frozen.serial, line.frozen.serial);
        assert_ne!(next.frozen.public_code, line.frozen.public_code);
        let kept = register::view(app, &officer, old).await.unwrap().line;
        assert_eq!((kept.frozen, faces(app, old).await), (line.frozen, before));
        assert!(matches!(kept.standing, Some(Standing::Revoked { .. })));
    }

    // Statement 25.
    async fn nobody_is_certified_twice_nor_anybody_beyond_the_cohort(app) {
        let (id, holder) = certified(app).await;
        let (officer, manager) = (app.actor("co.noor").await, app.actor("pm.layla").await);
        for fellow in FELLOWS {
            app.confirm_names(fellow).await;
        }
        for round in 0..2 {
            let cohort = app.id_of("cohorts", "DTF-2026-A").await.into();
            let module = app.id_of("micro_credentials", "MC05").await.into();
            let Ok(batch) = prepare::prepare(app, &manager, cohort, module).await else {
                assert_eq!(round, 1, "the others were certified in the first round");
                break;
            };
            let view = batches::view(app, &officer, batch).await.unwrap();
            assert_eq!(view.members.len(), FELLOWS.len(), "exactly the cohort");
            let residency = app.residency(holder).await;
            let own = view.members.iter().find(|own| own.residency == residency).unwrap();
            assert_eq!(own.held_out, Some(HeldOut::AlreadyCertified));
            let tries = [sealing::seal(app, &officer, batch, 1), sealing::seal(app, &officer, batch, 1)];
            let sealed = futures::future::join_all(tries).await;
            assert_eq!(sealed.iter().filter(|own| own.is_ok()).count(), 1, "{sealed:?}");
        }
        let count = app.count("certificates").await;
        assert!((2..=12).contains(&count), "{count}");
        assert_eq!(app.number("SELECT count(DISTINCT residency_id) FROM certificates").await, count);

        let twice = format!("INSERT INTO certificates (id, programme_id, cohort_id, batch_id, residency_id, fellow_id,
            micro_credential_id, state, serial, serial_year, serial_number, public_code, status_list, status_index, prepared_by,
            sealed_by, awarded_on, frozen, sealed_at)
            SELECT batch_id, programme_id, cohort_id, batch_id, residency_id, fellow_id, micro_credential_id, 'planned', 'Z',
            serial_year, 999999, 'Z', status_list, status_index + 1, prepared_by, sealed_by, awarded_on, frozen, sealed_at
            FROM certificates WHERE serial = '{}'", register::view(app, &officer, id).await.unwrap().line.frozen.serial);
        let refusal = execute(app, &twice).await.unwrap_err();
        assert!(refusal.contains("certificates_one_standing") || refusal.contains("certificates.residency_id"), "{refusal}");
    }

    // Statement 35.
    async fn no_changed_byte_other_key_or_other_algorithm_is_taken_for_valid(app) {
        let (id, _) = certified(app).await;
        let [_, bytes] = faces(app, id).await;
        let credential = verdict::parse(&bytes).unwrap();
        assert_eq!(outcome(app, &credential).await, Outcome::Valid);
        let did = publish::did_json(app).await.unwrap();
        let status: Value = serde_json::from_str(&publish::status_list(app, 1).await.unwrap()).unwrap();
        // Each byte in turn is flipped in the tests of the seal; here some of a certificate as it is filed.
        for place in (0..bytes.len()).step_by(97) {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            let verdict = verdict::verify_bytes(&changed, Some(&did), Some(&status), app.now());
            assert_ne!(verdict.outcome, Outcome::Valid, "byte {place}");
        }

        let mut unsigned = credential.clone();
        let proofs = unsigned.as_object_mut().unwrap().remove("proof").unwrap();
        let method = proofs[0]["verificationMethod"].as_str().unwrap();
        let (issuer, fragment) = method.split_once('#').unwrap();
        let stranger = IssuerKey::new(issuer, fragment, Arc::new(SigningKey::from_seed(&[8; 32])));
        let forged = proof::sign(&unsigned, &stranger, app.now()).unwrap();
        assert!(matches!(outcome(app, &forged).await, Outcome::NotValid(_)), "another key under the same name");

        let with = |proofs: Value| {
            let mut forged = unsigned.clone();
            forged["proof"] = proofs;
            forged
        };
        let suites = ["none", "", "ecdsa-rdfc-2019", "eddsa-2022", "eddsa-jcs-2022", "eddsa-rdfc-2022"];
        for suite in suites {
            let mut both = proofs.clone();
            for proof in both.as_array_mut().unwrap() {
                proof["cryptosuite"] = Value::from(suite);
            }
            assert_ne!(outcome(app, &with(both)).await, Outcome::Valid, "{suite}");
        }
        let mut untyped = proofs.clone();
        untyped[0]["type"] = Value::from("Ed25519Signature2020");
        for proofs in [Value::Null, Value::Array(Vec::new()), proofs[0].clone(), proofs[1].clone(), untyped] {
            assert_ne!(outcome(app, &with(proofs.clone())).await, Outcome::Valid, "{proofs}");
        }
        assert_ne!(outcome(app, &unsigned).await, Outcome::Valid);
    }

    // Statement 22.
    async fn a_trainer_neither_awards_nor_revokes(app) {
        let (id, _) = certified(app).await;
        let batch = app.batch("MC04").await;
        let trainer = app.actor("tr.yusuf").await;
        let cohort = app.id_of("cohorts", "DTF-2026-A").await.into();
        let module = app.id_of("micro_credentials", "MC03").await.into();
        let before = app.dump().await;
        assert!(is_kept_out(prepare::prepare(app, &trainer, cohort, module).await));
        assert!(is_kept_out(prepare::withdraw(app, &trainer, batch, 1).await));
        assert!(is_kept_out(sealing::seal(app, &trainer, batch, 1).await));
        assert!(is_kept_out(batches::view(app, &trainer, batch).await));
        assert!(is_kept_out(register::list(app, &trainer, None, 10).await));
        assert!(is_kept_out(revocation::propose(app, &trainer, id, RevocationClass::Error, "no").await));
        assert_eq!(app.dump().await, before);
        revocation::propose(app, &app.actor("co.noor").await, id, RevocationClass::Error, "Wrong").await.unwrap();
        let before = app.dump().await;
        assert!(is_kept_out(revocation::confirm(app, &trainer, id, 1).await));
        assert!(is_kept_out(revocation::decline(app, &trainer, id, 1).await));
        assert_eq!(app.dump().await, before);
        let line = register::view(app, &app.actor("co.noor").await, id).await.unwrap().line;
        assert_eq!(line.state, CertificateState::Issued);
    }
}
