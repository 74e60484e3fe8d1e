//! Work and marks: taken once, kept as they came, told to nobody before their release.

use sea_orm::{ConnectionTrait, Statement, Value};
use sha2::{Digest, Sha256};
use stage::{TestApp, database::instant, on_both_databases};
use zamala_domain::{
    Actor, OperationError,
    actor::Once,
    agenda::{home, standing},
    assessment::{
        SubmissionState,
        hand_in::{Receipt, Work, hand_in},
        marking::{LevelDraft, MarkDraft, correct, marking, preview, save},
        own::{own_work, own_work_for, submission, submitted_file},
        queue::{Stage, queue},
        release::{release, release_all},
        rules::{MarkStatus, MarkThousandths},
    },
    files::{self, Purpose, Upload},
    id::{CohortId, MicroCredentialId, SubmissionId},
    notifications,
};

const TEXT: &str = "بطاقة حالة استخدام: مساعد عربي.\nA use-case card.";
/// 240 of 300: 80 points.
const EIGHTY: [i32; 4] = [2, 3, 3, 1];
/// 160 of 300: 53 1/3 points.
const FIFTY_THREE: [i32; 4] = [1, 2, 2, 2];
/// 220 of 300: 73 1/3 points.
const SEVENTY_THREE: [i32; 4] = [2, 2, 3, 2];

async fn micro_credential(app: &TestApp, code: &str) -> MicroCredentialId {
    app.id_of("micro_credentials", code).await.into()
}

async fn hand_in_text(app: &TestApp, fellow: &str, text: &str) -> Result<Receipt, OperationError> {
    let id = micro_credential(app, "MC10").await;
    hand_in(
        app,
        &app.actor(fellow).await,
        id,
        Work::Text(text.to_owned()),
    )
    .await
}

fn levels(levels: [i32; 4]) -> MarkDraft {
    let level = |(place, level): (usize, i32)| LevelDraft {
        criterion: format!("c{}", place + 1),
        level,
        comment: "دليل واضح".to_owned(),
    };
    MarkDraft {
        levels: levels.into_iter().enumerate().map(level).collect(),
        comment: "Well argued.".to_owned(),
    }
}

async fn version(app: &TestApp, id: SubmissionId) -> i64 {
    let reader = app.actor("pm.layla").await;
    marking(app, &reader, id).await.unwrap().submission.version
}

async fn mark_and_release(app: &TestApp, id: SubmissionId, made: [i32; 4]) {
    let trainer = app.actor("tr.yusuf").await;
    let saved = save(app, &trainer, id, version(app, id).await, &levels(made))
        .await
        .unwrap();
    release(app, &trainer, id, saved.version).await.unwrap();
}

/// What the fellow is told of MC10, by every read that tells of it.
async fn told(app: &TestApp, fellow: &str) -> Vec<Option<MarkThousandths>> {
    let actor = app.actor(fellow).await;
    let id = micro_credential(app, "MC10").await;
    let residency = app.residency(fellow).await;
    let marked = |status: Option<MarkStatus>| match status {
        Some(MarkStatus::Marked(mark)) => Some(mark),
        _ => None,
    };
    let of_work = own_work_for(app, &actor, id).await.unwrap();
    let released = of_work.attempts.iter().find_map(|own| own.released.clone());
    let listed = own_work(app, &actor).await.unwrap();
    let listed = listed
        .iter()
        .find(|line| line.micro_credential == id)
        .unwrap()
        .mark;
    let (_, left) = standing::residency(app, &actor, residency).await.unwrap();
    let left = left.iter().find(|own| own.facts.id == id).unwrap().work;
    let home = home::home(app, &actor).await.unwrap().fellow.unwrap();
    let at_home = home
        .micro_credentials
        .iter()
        .find(|own| own.facts.id == id)
        .unwrap()
        .work;
    vec![
        of_work.line.mark,
        released.map(|mark| mark.calculation.mark),
        listed,
        marked(left),
        marked(at_home),
    ]
}

fn keyed(mut actor: Actor, key: &str, body: &str) -> Actor {
    actor.origin.once = Some(Once {
        route: "POST /work/:id".to_owned(),
        key: key.to_owned(),
        body_sha256: Sha256::digest(body.as_bytes()).into(),
    });
    actor
}

async fn execute(app: &TestApp, sql: &str, values: Vec<Value>) -> Result<(), String> {
    let statement = Statement::from_sql_and_values(app.backend(), sql, values);
    app.write(|txn| {
        let statement = statement.clone();
        async move { Ok(txn.execute_raw(statement).await.map(drop)?) }
    })
    .await
    .map_err(|error| error.to_string())
}

/// Marked, released and corrected by the trainer; the correction waits for another person.
pub async fn corrected(app: &TestApp, fellow: &str) -> SubmissionId {
    let id = hand_in_text(app, fellow, TEXT).await.unwrap().submission;
    mark_and_release(app, id, FIFTY_THREE).await;
    let (now, trainer) = (version(app, id).await, app.actor("tr.yusuf").await);
    correct(
        app,
        &trainer,
        id,
        now,
        &levels(EIGHTY),
        "A page was overlooked.",
    )
    .await
    .unwrap();
    id
}

on_both_databases! {
    // Statement 2.
    async fn work_is_acknowledged_marked_and_told_only_when_released(app) {
        let receipt = hand_in_text(app, "fe.a10", TEXT).await.unwrap();
        assert_eq!(receipt.sha256, hex::encode(Sha256::digest(TEXT.as_bytes())));
        assert_eq!((receipt.attempt, receipt.edition, receipt.late_days), (1, 1, 0));
        assert_eq!(receipt.due_at, instant("2026-11-19T14:00:00+03:00"));
        assert_eq!(app.number("SELECT count(*) FROM letters WHERE kind = 'work-received'").await, 1);
        let open = "SELECT count(*) FROM occurrences o JOIN people p ON p.id = o.person_id
            WHERE o.event = 'assignment_due' AND o.state = 'open' AND p.code = ";
        assert_eq!(app.number(&format!("{open}'fe.a10'")).await, 0, "no reminder of work that is in");
        assert_eq!(app.number(&format!("{open}'fe.a09'")).await, 1);

        let (id, trainer) = (receipt.submission, app.actor("tr.yusuf").await);
        let waiting = queue(app, &trainer, None).await.unwrap();
        assert_eq!(waiting.iter().map(|line| (line.submission.id, line.stage)).collect::<Vec<_>>(), [(id, Stage::Unmarked)]);
        assert_eq!(home::home(app, &trainer).await.unwrap().trainer.unwrap().unmarked.len(), 1);
        let managed = home::home(app, &app.actor("pm.layla").await).await.unwrap().manager.unwrap();
        assert_eq!(managed.iter().map(|own| own.work.unmarked).sum::<usize>(), 1);

        let made = preview(app, &trainer, id, &levels(EIGHTY)).await.unwrap();
        assert_eq!((made.weighted_sum, made.weighted_max, made.mark.rounded_points()), (240, 300, 80));
        assert_eq!(app.count("marks").await, 0, "a calculation writes nothing");
        let saved = save(app, &trainer, id, 1, &levels(FIFTY_THREE)).await.unwrap();
        let saved = save(app, &trainer, id, saved.version, &levels(EIGHTY)).await.unwrap();
        assert_eq!(told(app, "fe.a10").await, [None; 5], "a provisional mark is told nowhere");
        assert_eq!(app.number("SELECT count(*) FROM jobs WHERE kind = 'tell-of-release'").await, 0);

        let released = release(app, &trainer, id, saved.version).await.unwrap();
        let eighty = MarkThousandths::from_percent(80);
        assert_eq!(told(app, "fe.a10").await, [eighty; 5]);
        assert!(notifications::operations::tell_of_release(app, released.mark).await.unwrap());
        assert!(!notifications::operations::tell_of_release(app, released.mark).await.unwrap(), "told once");
        let fellow = app.actor("fe.a10").await;
        assert_eq!(notifications::operations::unread_count(app, &fellow).await.unwrap(), 1);
        let own = own_work_for(app, &fellow, micro_credential(app, "MC10").await).await.unwrap();
        let mark = own.attempts[0].released.clone().unwrap();
        assert_eq!((mark.comment.as_str(), mark.criterion_comments[0].as_str()), ("Well argued.", "دليل واضح"));
        assert_eq!(app.number("SELECT count(*) FROM letters WHERE kind = 'mark-released' AND data LIKE '%thousandths%'").await, 0);
    }

    async fn the_same_request_again_hands_in_once(app) {
        let id = micro_credential(app, "MC10").await;
        let fellow = app.actor("fe.a10").await;
        let work = || Work::Text(TEXT.to_owned());
        let first = hand_in(app, &keyed(fellow.clone(), "k1", TEXT), id, work()).await.unwrap();
        let before = app.dump().await;
        let again = hand_in(app, &keyed(fellow.clone(), "k1", TEXT), id, work()).await.unwrap();
        assert_eq!(again, first);
        let other = hand_in(app, &keyed(fellow, "k1", "other"), id, work()).await;
        assert!(matches!(other, Err(OperationError::KeyReused)));
        assert_eq!(app.dump().await, before);
    }

    async fn of_many_at_once_one_version_stands(app) {
        let tries = (0..8).map(|number| async move { hand_in_text(app, "fe.a10", &format!("text {number}")).await });
        let outcomes = futures::future::join_all(tries).await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        assert!(outcomes.iter().flatten().all(|receipt| receipt.attempt == 1));
        assert_eq!(app.count("submissions").await, 8);
        assert_eq!(app.number("SELECT count(*) FROM submissions WHERE state = 'handed_in'").await, 1);
    }

    // Statement 1.
    async fn a_file_is_kept_as_it_came_and_read_by_few(app) {
        let id = micro_credential(app, "MC10").await;
        let mut upload = Upload::new(Purpose::Submission.rules());
        upload.feed(b"%PDF-1.7 card").unwrap();
        let content = files::operations::receive(app, upload).await.unwrap();
        let work = Work::File { name: "../بطاقة.exe".to_owned(), content };
        let receipt = hand_in(app, &app.actor("fe.a10").await, id, work).await.unwrap();
        assert_eq!(receipt.sha256, hex::encode(Sha256::digest(b"%PDF-1.7 card")));
        for code in ["fe.a10", "tr.yusuf", "pm.layla"] {
            let (facts, bytes) = submitted_file(app, &app.actor(code).await, receipt.submission).await.unwrap();
            assert_eq!((facts.name.ends_with(".pdf"), facts.name.contains('/'), bytes.len()), (true, false, 13), "{code}");
        }
        for code in ["fe.a01", "tr.dana", "me.amal", "fp.tkm", "ad.rashid", "co.noor"] {
            let actor = app.actor(code).await;
            assert!(matches!(submitted_file(app, &actor, receipt.submission).await, Err(OperationError::NotFound)), "{code}");
            assert!(matches!(submission(app, &actor, receipt.submission).await, Err(OperationError::NotFound)), "{code}");
        }
    }

    async fn a_newer_version_counts_before_the_deadline_and_none_after(app) {
        let first = hand_in_text(app, "fe.a10", "first").await.unwrap();
        let trainer = app.actor("tr.yusuf").await;
        save(app, &trainer, first.submission, 1, &levels(EIGHTY)).await.unwrap();
        let second = hand_in_text(app, "fe.a10", "second").await.unwrap();
        assert_eq!((second.attempt, second.edition), (1, 2));
        assert_eq!(app.number("SELECT count(*) FROM marks WHERE state = 'void'").await, 1);
        let old = save(app, &trainer, first.submission, 3, &levels(EIGHTY)).await.unwrap_err();
        assert_eq!(old.to_string(), "work-not-open");
        let seen = submission(app, &app.actor("fe.a10").await, first.submission).await.unwrap();
        assert_eq!((seen.submission.state, seen.text.as_deref()), (SubmissionState::Superseded, Some("first")));

        app.move_demo_clock(instant("2026-11-19T14:00:01+03:00")).await.unwrap();
        let before = app.dump().await;
        assert_eq!(hand_in_text(app, "fe.a10", "third").await.unwrap_err().to_string(), "work-already-in");
        assert_eq!(app.dump().await, before);
    }

    async fn s04_two_days_late_eighty_becomes_seventy(app) {
        app.move_demo_clock(instant("2026-11-22T14:30:00+03:00")).await.unwrap();
        let receipt = hand_in_text(app, "fe.a08", TEXT).await.unwrap();
        assert_eq!(receipt.late_days, 2, "Thursday and Sunday; Friday and Saturday are no working days");
        mark_and_release(app, receipt.submission, EIGHTY).await;
        assert_eq!(told(app, "fe.a08").await, [MarkThousandths::from_percent(70); 5]);
        let own = own_work_for(app, &app.actor("fe.a08").await, micro_credential(app, "MC10").await).await.unwrap();
        let made = &own.attempts[0].released.as_ref().unwrap().calculation;
        assert_eq!((made.real.to_string().as_str(), made.late_points), ("80", 10), "the real mark is kept");
        app.move_demo_clock(instant("2026-11-25T14:00:01+03:00")).await.unwrap();
        let too_late = hand_in_text(app, "fe.a07", TEXT).await.unwrap();
        assert_eq!(too_late.late_days, 5);
        mark_and_release(app, too_late.submission, EIGHTY).await;
        assert_eq!(told(app, "fe.a07").await, [Some(MarkThousandths::ZERO); 5], "after the cut-off");
    }

    async fn s03_the_better_of_two_attempts_counts_and_both_are_kept(app) {
        let first = hand_in_text(app, "fe.a09", "first attempt").await.unwrap();
        mark_and_release(app, first.submission, FIFTY_THREE).await;
        assert_eq!(told(app, "fe.a09").await[0], MarkThousandths::from_percent(53));
        let (_, left) = standing::residency(app, &app.actor("fe.a09").await, app.residency("fe.a09").await).await.unwrap();
        assert!(left.iter().any(|own| own.facts.code == "MC10" && !own.is_complete), "53 is no pass");
        app.move_demo_clock(instant("2026-11-22T09:00:00+03:00")).await.unwrap();
        let second = hand_in_text(app, "fe.a09", "second attempt").await.unwrap();
        assert_eq!((second.attempt, second.edition, second.late_days), (2, 1, 0));
        assert_eq!(told(app, "fe.a09").await[0], MarkThousandths::from_percent(53), "the first stands until then");
        mark_and_release(app, second.submission, SEVENTY_THREE).await;
        let own = own_work_for(app, &app.actor("fe.a09").await, micro_credential(app, "MC10").await).await.unwrap();
        assert_eq!((own.line.mark, own.line.has_passed, own.counting_attempt), (MarkThousandths::from_percent(73), Some(true), Some(2)));
        assert_eq!(own.attempts.iter().filter(|own| own.released.is_some()).count(), 2, "both are kept");
        assert_eq!(hand_in_text(app, "fe.a09", "third").await.unwrap_err().to_string(), "no-resubmission-left");
    }

    async fn a_resubmission_has_its_window(app) {
        let first = hand_in_text(app, "fe.a09", "first attempt").await.unwrap();
        mark_and_release(app, first.submission, FIFTY_THREE).await;
        app.move_demo_clock(instant("2026-12-01T00:00:00+03:00")).await.unwrap();
        let before = app.dump().await;
        assert_eq!(hand_in_text(app, "fe.a09", "late").await.unwrap_err().to_string(), "resubmission-window-over");
        assert_eq!(app.dump().await, before);
    }

    // Statement 19.
    async fn strangers_are_refused_and_nothing_is_written(app) {
        let receipt = hand_in_text(app, "fe.a10", TEXT).await.unwrap();
        let (id, made) = (receipt.submission, levels(EIGHTY));
        let cohort: CohortId = app.id_of("cohorts", "DTF-2026-A").await.into();
        let mc10 = micro_credential(app, "MC10").await;
        let before = app.dump().await;
        for code in ["tr.dana", "fe.a10", "fe.a01", "me.amal", "fp.tkm", "ad.rashid", "co.noor", "lc.sami", "fe.b01"] {
            let actor = app.actor(code).await;
            let refused = [
                save(app, &actor, id, 1, &made).await.map(drop),
                correct(app, &actor, id, 1, &made, "why").await.map(drop),
                release(app, &actor, id, 1).await.map(drop),
                marking(app, &actor, id).await.map(drop),
                release_all(app, &actor, cohort, mc10).await.map(drop),
            ];
            for outcome in refused {
                assert!(matches!(outcome, Err(OperationError::NotFound | OperationError::Forbidden)), "{code}: {outcome:?}");
            }
        }
        let manager = app.actor("pm.layla").await;
        assert!(matches!(save(app, &manager, id, 1, &made).await, Err(OperationError::Forbidden)), "managers do not mark");
        for code in ["tr.yusuf", "pm.layla", "fe.b01", "ad.rashid"] {
            assert!(matches!(hand_in_text(app, code, TEXT).await, Err(OperationError::Forbidden)), "{code}");
        }
        let trainer = app.actor("tr.yusuf").await;
        assert!(matches!(save(app, &trainer, id, 7, &made).await, Err(OperationError::Stale)));
        let short = MarkDraft { levels: made.levels[..3].to_vec(), ..made.clone() };
        assert!(matches!(save(app, &trainer, id, 1, &short).await, Err(OperationError::Invalid(_))));
        assert_eq!(release(app, &trainer, id, 1).await.unwrap_err().to_string(), "mark-not-provisional");
        assert!(matches!(hand_in_text(app, "fe.a09", " \n ").await, Err(OperationError::Invalid(_))));
        let opened = micro_credential(app, "MC01").await;
        let fellow = app.actor("fe.a10").await;
        let again = hand_in(app, &fellow, opened, Work::Text(TEXT.to_owned())).await.unwrap_err();
        assert_eq!(again.to_string(), "work-already-marked");
        assert_eq!(app.dump().await, before);
    }

    // Statement 20.
    async fn a_released_mark_is_corrected_by_two_persons_and_never_edited(app) {
        let receipt = hand_in_text(app, "fe.a10", TEXT).await.unwrap();
        let (id, trainer, manager) = (receipt.submission, app.actor("tr.yusuf").await, app.actor("pm.layla").await);
        mark_and_release(app, id, FIFTY_THREE).await;
        let edited = execute(app, "UPDATE marks SET mark_thousandths = 99000", vec![]).await.unwrap_err();
        assert!(edited.contains("marks_kept"), "{edited}");
        let edited = execute(app, "UPDATE mark_criteria SET level = 3", vec![]).await.unwrap_err();
        assert!(edited.contains("marks_kept"), "{edited}");
        let edited = execute(app, "UPDATE rubric_criteria SET weight = 1 WHERE code = 'c1'", vec![]).await.unwrap_err();
        assert!(edited.contains("rubrics_kept"), "{edited}");

        let now = version(app, id).await;
        assert!(matches!(save(app, &trainer, id, now, &levels(EIGHTY)).await, Err(OperationError::Refused("work-not-open"))));
        assert!(matches!(correct(app, &trainer, id, now, &levels(EIGHTY), " ").await, Err(OperationError::Invalid(_))));
        let saved = correct(app, &trainer, id, now, &levels(EIGHTY), "A page was overlooked.").await.unwrap();
        assert_eq!(told(app, "fe.a10").await[0], MarkThousandths::from_percent(53), "a correction is provisional");
        let alone = release(app, &trainer, id, saved.version).await.unwrap_err();
        assert_eq!(alone.to_string(), "correction-needs-second-person");
        release(app, &manager, id, saved.version).await.unwrap();
        assert_eq!(told(app, "fe.a10").await[0], MarkThousandths::from_percent(80));
        let own = own_work_for(app, &app.actor("fe.a10").await, micro_credential(app, "MC10").await).await.unwrap();
        let attempt = &own.attempts[0];
        assert_eq!(attempt.released.as_ref().unwrap().reason.as_deref(), Some("A page was overlooked."));
        assert_eq!(attempt.replaced.len(), 1, "the earlier mark stays on record");
        assert_eq!(app.number("SELECT count(*) FROM audit_entries WHERE action = 'assessment.release-mark' AND content LIKE '%overlooked%'").await, 1);
    }

    async fn a_mark_on_hold_stays_as_it_is(app) {
        let receipt = hand_in_text(app, "fe.a09", TEXT).await.unwrap();
        mark_and_release(app, receipt.submission, FIFTY_THREE).await;
        let mark = app.uuid("SELECT id FROM marks WHERE state = 'released'", vec![]).await;
        let sql = "INSERT INTO holds (id, programme_id, subject_kind, subject_id, reason_ar, reason_en, placed_at)
            VALUES ($1, $2, 'mark', $3, 'شهادة', 'certificate', $4)";
        let values = vec![mark.into(), app.id_of("programmes", "DTF").await.into(), mark.into(), app.now().into()];
        execute(app, sql, values).await.unwrap();
        let before = app.dump().await;
        let now = version(app, receipt.submission).await;
        let trainer = app.actor("tr.yusuf").await;
        let held = correct(app, &trainer, receipt.submission, now, &levels(EIGHTY), "why").await.unwrap_err();
        assert_eq!(held.to_string(), "mark-on-hold");
        assert_eq!(hand_in_text(app, "fe.a09", "again").await.unwrap_err().to_string(), "mark-on-hold");
        assert_eq!(app.dump().await, before);
    }

    async fn all_marks_of_a_micro_credential_are_released_at_once(app) {
        let trainer = app.actor("tr.yusuf").await;
        for (fellow, made) in [("fe.a01", EIGHTY), ("fe.a02", FIFTY_THREE), ("fe.a03", SEVENTY_THREE)] {
            let receipt = hand_in_text(app, fellow, TEXT).await.unwrap();
            save(app, &trainer, receipt.submission, 1, &levels(made)).await.unwrap();
        }
        hand_in_text(app, "fe.a04", TEXT).await.unwrap();
        let cohort: CohortId = app.id_of("cohorts", "DTF-2026-A").await.into();
        let id = micro_credential(app, "MC10").await;
        assert_eq!(release_all(app, &app.actor("pm.layla").await, cohort, id).await.unwrap(), 3);
        assert_eq!(release_all(app, &trainer, cohort, id).await.unwrap(), 0);
        assert_eq!(told(app, "fe.a01").await[0], MarkThousandths::from_percent(80));
        assert_eq!(told(app, "fe.a04").await[0], None);
    }

    async fn an_import_again_neither_reminds_nor_edits_a_used_rubric(app) {
        let receipt = hand_in_text(app, "fe.a10", TEXT).await.unwrap();
        mark_and_release(app, receipt.submission, EIGHTY).await;
        let import = zamala_domain::imports::operations::import;
        assert!(!import(app, &Actor::system(), stage::SAMPLE, false).await.unwrap().has_changed);
        let changed = stage::SAMPLE.replacen("en: Evidence and measurement", "en: Evidence and its measurement", 1);
        assert!(import(app, &Actor::system(), &changed, false).await.unwrap().has_changed);
        assert_eq!(app.number("SELECT count(*) FROM rubrics WHERE code = 'RUB-STD'").await, 2);
        let own = own_work_for(app, &app.actor("fe.a10").await, micro_credential(app, "MC10").await).await.unwrap();
        assert_eq!((own.rubric.edition, own.attempts[0].released.as_ref().unwrap().rubric.edition), (2, 1));
    }
}
