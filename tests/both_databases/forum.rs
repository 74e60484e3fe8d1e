//! The forum's seats: never more than there are, nobody beside a free one, whoever comes at once.

use futures::{StreamExt, stream};
use sea_orm::{ConnectionTrait, Statement, Value};
use stage::{SAMPLE, TestApp, on_both_databases};
use std::time::{Duration, Instant};
use zamala_domain::{
    Actor, App, Bilingual, Language, OperationError,
    actor::{Once, Origin},
    forum::{
        RegistrationState,
        operations::{self as forums, Confirmed},
        rules::RegistrationDraft,
    },
    id::{AddresseeId, LinkId, RegistrationId},
    imports::operations::import,
    outbox::operations::link_secret,
};

pub const CODE: &str = "BDTF-2026";
const CONTENDERS: usize = 10_000;
const SEATS: i64 = 1_000;
/// How many confirm at the same moment.
const AT_ONCE: usize = 32;
const CROWD_TIME_MAX: Duration = Duration::from_secs(60);

pub fn draft(email: &str) -> RegistrationDraft {
    RegistrationDraft {
        name: Bilingual::new("سلمى العلوي", ""),
        email: email.to_owned(),
        ticket_type: "expert".into(),
        language: Some(Language::Ar),
        has_consented: true,
        ..RegistrationDraft::default()
    }
}

pub async fn seats(app: &TestApp, count: i64) {
    let capacity = format!("capacity_on_site: {count}");
    let file = SAMPLE.replacen("capacity_on_site: 180", &capacity, 1);
    import(app, &Actor::system(), &file, false).await.unwrap();
}

/// Registrations that wait for their confirmation, written at a stroke; the secrets of their links.
async fn contenders(app: &TestApp, count: usize) -> Vec<String> {
    let pool = app
        .uuid(
            "SELECT p.id FROM forum_pools p WHERE p.kind = 'on_site'",
            Vec::new(),
        )
        .await;
    let forum = app.uuid("SELECT id FROM forums", Vec::new()).await;
    let programme = app
        .uuid("SELECT programme_id FROM forums", Vec::new())
        .await;
    let mut secrets = Vec::new();
    let (now, expires_at) = (app.now(), app.real_now() + chrono::TimeDelta::hours(1));
    for from in (0..count).step_by(250) {
        let (mut people, mut rows) = (Vec::new(), Vec::new());
        for number in from..(from + 250).min(count) {
            let (id, who): (RegistrationId, AddresseeId) = (app.new_id(), app.new_id());
            let (link, ticket): (LinkId, LinkId) = (app.new_id(), app.new_id());
            let email = format!("c{number}@example.org");
            people.push(vec![
                who.into(),
                email.clone().into(),
                "".into(),
                format!("C {number}").into(),
                "en".into(),
                true.into(),
            ]);
            secrets.push(link_secret(app, link));
            rows.push(vec![
                id.into(),
                programme.into(),
                forum.into(),
                pool.into(),
                "expert".into(),
                who.into(),
                email.into(),
                "".into(),
                "".into(),
                "unconfirmed".into(),
                link.into(),
                hash(&link_secret(app, link)).into(),
                expires_at.into(),
                now.into(),
                ticket.into(),
                hash(&link_secret(app, ticket)).into(),
                now.into(),
                now.into(),
                1_i64.into(),
            ]);
        }
        insert(
            app,
            "addressees (id, email, name_ar, name_en, language, is_sample)",
            people,
        )
        .await;
        let columns = "forum_registrations (id, programme_id, forum_id, pool_id, ticket_type, addressee_id, email_key,
            search_key, organisation, state, confirmation_id, confirmation_hash, confirmation_expires_at, letter_at,
            ticket_id, ticket_hash, consented_at, created_at, version)";
        insert(app, columns, rows).await;
    }
    secrets
}

pub fn hash(secret: &str) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(secret);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn insert(app: &TestApp, into: &str, rows: Vec<Vec<Value>>) {
    let width = rows[0].len();
    let row = |number: usize| {
        let places = (1..=width).map(|place| format!("${}", number * width + place));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    let values: Vec<String> = (0..rows.len()).map(row).collect();
    let sql = format!("INSERT INTO {into} VALUES {}", values.join(", "));
    let insert = Statement::from_sql_and_values(app.backend(), sql, rows.into_iter().flatten());
    app.write(|txn| {
        let insert = &insert;
        async move { Ok(txn.execute_raw(insert.clone()).await?) }
    })
    .await
    .unwrap();
}

pub async fn confirm(app: App, secret: String) -> Result<Confirmed, OperationError> {
    forums::confirm(&app, &secret, &Origin::default()).await
}

/// All at once, as many as there are connections and more.
async fn confirm_all(app: &TestApp, secrets: Vec<String>) -> Vec<Confirmed> {
    let tries = secrets
        .into_iter()
        .map(|secret| tokio::spawn(confirm(app.app.clone(), secret)));
    let outcomes = stream::iter(tries).buffer_unordered(AT_ONCE);
    outcomes
        .map(|outcome| outcome.unwrap().unwrap())
        .collect()
        .await
}

#[expect(clippy::print_stdout, reason = "how long the crowd took is to be seen")]
fn tell(line: &str) {
    println!("{line}");
}

pub async fn held(app: &TestApp) -> i64 {
    app.number("SELECT count(*) FROM forum_seats WHERE registration_id IS NOT NULL")
        .await
}

async fn in_state(app: &TestApp, state: &str) -> i64 {
    app.number(&format!(
        "SELECT count(*) FROM forum_registrations WHERE state = '{state}'"
    ))
    .await
}

pub async fn newest_link(app: &TestApp) -> String {
    let id = app
        .uuid(
            "SELECT confirmation_id FROM forum_registrations ORDER BY id DESC LIMIT 1",
            Vec::new(),
        )
        .await;
    link_secret(app, id.into())
}

on_both_databases! {
    // Statement 38.
    async fn ten_thousand_who_come_at_once_get_a_thousand_seats_and_a_line_without_gap(app) {
        seats(app, SEATS).await;
        let secrets = contenders(app, CONTENDERS).await;
        let started = Instant::now();
        let confirmed = confirm_all(app, secrets).await;
        let taken = started.elapsed();
        tell(&format!("{CONTENDERS} for {SEATS} seats on {:?}: {:.1} s", app.engine, taken.as_secs_f64()));

        let seated = confirmed.iter().filter(|own| own.state == RegistrationState::Confirmed).count();
        assert_eq!((i64::try_from(seated).unwrap(), held(app).await, in_state(app, "confirmed").await), (SEATS, SEATS, SEATS));
        let waiting = i64::try_from(CONTENDERS).unwrap() - SEATS;
        assert_eq!(in_state(app, "waiting").await, waiting);
        for (offset, place) in [(0, 1), (waiting / 2, waiting / 2 + 1), (waiting - 1, waiting)] {
            let sql = format!("SELECT ticket_id FROM forum_registrations WHERE state = 'waiting'
                ORDER BY waiting_since, id LIMIT 1 OFFSET {offset}");
            let ticket = link_secret(app, app.uuid(&sql, Vec::new()).await.into());
            assert_eq!(forums::ticket(app, &ticket).await.unwrap().place, Some(place));
        }
        assert!(taken <= CROWD_TIME_MAX, "{taken:?}");
    }

    // Statement 38.
    async fn nobody_waits_beside_a_free_seat_while_others_cancel(app) {
        seats(app, 60).await;
        let first = confirm_all(app, contenders(app, 90).await).await;
        assert_eq!((held(app).await, in_state(app, "waiting").await), (60, 30));
        let leaving = first.iter().filter(|own| own.state == RegistrationState::Confirmed).take(45);
        let leaving = leaving.map(|own| {
            let (app, ticket) = (app.app.clone(), link_secret(app, own.ticket));
            tokio::spawn(async move { forums::cancel(&app, &ticket, &Origin::default()).await })
        });
        for left in futures::future::join_all(leaving).await {
            left.unwrap().unwrap();
        }
        assert_eq!((held(app).await, in_state(app, "waiting").await), (45, 0));
        assert_eq!(app.number("SELECT count(*) FROM letters WHERE kind = 'forum-seat-passed'").await, 30);
    }

    async fn the_sample_forum_is_registered_for_in_arabic_and_cancelled(app) {
        assert_eq!(app.number("SELECT capacity FROM forum_pools WHERE kind = 'on_site'").await, 180);
        assert_eq!(app.number("SELECT count(*) FROM forum_seats").await, 1_180);
        let once = Once { route: "POST /forums/:forum/register".into(), key: "k1".into(), body_sha256: [7; 32] };
        let origin = Origin { once: Some(once), ..Origin::default() };
        for _ in 0..2 {
            forums::register(app, CODE, &draft("salma@example.org"), &origin).await.unwrap();
        }
        assert_eq!(app.count("forum_registrations").await, 1);
        let confirmed = confirm(app.app.clone(), newest_link(app).await).await.unwrap();
        assert_eq!(confirmed.state, RegistrationState::Confirmed);
        let ticket = link_secret(app, confirmed.ticket);
        let file = forums::calendar(app, &ticket, Language::Ar).await.unwrap();
        assert!(file.contains("DTSTART;VALUE=DATE:20261201") && file.contains("DTEND;VALUE=DATE:20261203"), "{file}");
        forums::cancel(app, &ticket, &Origin::default()).await.unwrap();
        assert_eq!((held(app).await, in_state(app, "cancelled").await), (0, 1));
        let before = app.dump().await;
        forums::cancel(app, &ticket, &Origin::default()).await.unwrap();
        assert_eq!(app.dump().await, before);
    }

    // Statement 37.
    async fn two_who_register_one_address_at_once_are_one_registration(app) {
        let tries = (0..8).map(|_| {
            let app = app.app.clone();
            tokio::spawn(async move { forums::register(&app, CODE, &draft("salma@example.org"), &Origin::default()).await })
        });
        let outcomes = futures::future::join_all(tries).await;
        let told = |outcome: Result<(), OperationError>| outcome.map_or_else(|error| error.to_string(), |()| "ok".into());
        let told: Vec<String> = outcomes.into_iter().map(|outcome| told(outcome.unwrap())).collect();
        assert!(told.iter().all(|told| told == "ok" || told == "too-many-registrations"), "{told:?}");
        assert!(told.iter().any(|told| told == "ok"), "{told:?}");
        assert_eq!((app.count("forum_registrations").await, app.count("addressees").await), (1, 1));
        assert_eq!(app.number("SELECT count(*) FROM letters WHERE kind = 'forum-confirmation'").await, 1);
    }
}
