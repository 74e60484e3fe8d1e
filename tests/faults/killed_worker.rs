//! A worker killed at twenty moments loses no letter and repeats at most one for each kill.

use stage::{
    Engine, TestApp,
    crowd::{self, FELLOWS},
    server::{Program, eventually},
    sink::{Mode, Sink},
};
use std::time::Duration;
use zamala_domain::{Actor, accounts, imports};

const KILLS: u64 = 20;
const SEED: u64 = 20_261_115;
const SETTINGS: &[(&str, &str)] = &[
    ("ZAMALA_LEASE_SECONDS", "2"),
    ("ZAMALA_AMBIGUOUS_WAIT_SECONDS", "2"),
    ("ZAMALA_MAIL_FROM", "Zamala <zamala@example.org>"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_letter_is_lost_when_the_worker_is_killed() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    imports::operations::import(&app, &Actor::system(), &crowd::programme(), false)
        .await
        .unwrap();
    let administrator = app.actor("ad.rashid").await;
    for number in 1..=FELLOWS {
        let person = app.id_of("people", &crowd::fellow(number)).await;
        accounts::operations::invite(&app, &administrator, person.into())
            .await
            .unwrap();
    }
    let sink = Sink::start().await;
    sink.set(Mode::Delay(Duration::from_millis(40)));
    let relay = sink.url();
    let settings: Vec<(&str, &str)> = SETTINGS
        .iter()
        .copied()
        .chain([("ZAMALA_SMTP_URL", relay.as_str())])
        .collect();
    for wait_ms in moments() {
        let mut worker = Program::work(&app, &settings);
        tokio::time::timeout(Duration::from_millis(wait_ms), std::future::pending::<()>())
            .await
            .unwrap_err();
        worker.kill();
    }
    let _worker = Program::work(&app, &settings);
    let all_sent = async || {
        app.number("SELECT count(*) FROM letters WHERE kind = 'invitation' AND state <> 'sent'")
            .await
            == 0
    };
    eventually(Duration::from_secs(90), "every letter is sent", all_sent).await;

    let invitations: Vec<_> = sink
        .letters()
        .into_iter()
        .filter(|letter| letter.to.iter().any(|to| to.contains("fe.x")))
        .collect();
    let mut ids: Vec<&str> = invitations
        .iter()
        .map(|letter| letter.message_id.as_str())
        .collect();
    let mut pairs: Vec<(&str, &str)> = invitations
        .iter()
        .map(|letter| (letter.to[0].as_str(), letter.message_id.as_str()))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    pairs.sort_unstable();
    pairs.dedup();
    let extra = invitations.len() - ids.len();
    assert_eq!(ids.len(), FELLOWS, "none lost");
    assert_eq!(pairs.len(), FELLOWS, "every copy has the same Message-ID");
    assert!(
        extra <= usize::try_from(KILLS).unwrap(),
        "{extra} extra copies for {KILLS} kills"
    );
    println_figures(extra);
}

/// Seeded moments between 150 and 900 ms (a linear congruential generator, so that a run can be repeated).
fn moments() -> Vec<u64> {
    let step = |state: &mut u64| {
        *state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        Some(150 + (*state >> 33) % 750)
    };
    std::iter::repeat_with({
        let mut state = SEED;
        move || step(&mut state)
    })
    .flatten()
    .take(usize::try_from(KILLS).unwrap())
    .collect()
}

#[expect(clippy::print_stdout, reason = "a run says what it measured")]
fn println_figures(extra: usize) {
    println!("seed {SEED}: {FELLOWS} letters, {KILLS} kills, lost 0, extra {extra}");
}
