//! Lists ask the database as often for two hundred lines as for ten.

use stage::{Engine, TestApp, crowd};
use zamala_domain::{Actor, agenda, id::CohortId, imports, labs, people, residencies};

/// A cohort of twelve and one of two hundred.
const COHORTS: [&str; 2] = ["DTF-2026-A", "DTF-2027-X"];

async fn statements<T>(app: &TestApp, asked: impl Future<Output = T>) -> (u64, T) {
    let before = app.statements();
    let answer = asked.await;
    (app.statements() - before, answer)
}

async fn scene() -> TestApp {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    imports::operations::import(&app, &Actor::system(), &crowd::programme(), false)
        .await
        .unwrap();
    app
}

#[tokio::test]
async fn a_cohort_of_two_hundred_takes_no_more_statements_than_one_of_twelve() {
    let app = scene().await;
    let manager = app.actor("pm.layla").await;
    let mut counts = Vec::new();
    for code in COHORTS {
        let cohort: CohortId = app.id_of("cohorts", code).await.into();
        let (page, view) =
            statements(&app, agenda::cohort::view(&app, &manager, cohort, Some(1))).await;
        let (list, _) = statements(
            &app,
            residencies::operations::residencies(&app, &manager, Some(cohort)),
        )
        .await;
        counts.push((view.unwrap().fellows.len(), page, list));
    }
    let [
        (few, page_of_few, list_of_few),
        (many, page_of_many, list_of_many),
    ] = counts[..]
    else {
        panic!("two cohorts");
    };
    assert!(few <= 12 && many >= 10 * few, "{few} and {many} fellows");
    assert!(page_of_few > 3 && list_of_few > 0, "statements are counted");
    assert_eq!(page_of_few, page_of_many);
    assert_eq!(list_of_few, list_of_many);
}

#[tokio::test]
async fn homes_and_lists_take_no_more_statements_when_the_crowd_has_come() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let (fellow, trainer, admin) = (
        app.actor("fe.a01").await,
        app.actor("tr.yusuf").await,
        app.actor("ad.rashid").await,
    );
    let mut counts = Vec::new();
    for _ in 0..2 {
        let (own, home) = statements(&app, agenda::home::home(&app, &fellow)).await;
        home.unwrap();
        let (taught, home) = statements(&app, agenda::home::home(&app, &trainer)).await;
        home.unwrap();
        let (bookable, labs) = statements(&app, labs::bookable::bookable(&app, &fellow)).await;
        labs.unwrap();
        let (known, list) =
            statements(&app, people::operations::list(&app, &admin, "", None, 100)).await;
        list.unwrap();
        counts.push([own, taught, bookable, known]);
        imports::operations::import(&app, &Actor::system(), &crowd::programme(), false)
            .await
            .unwrap();
    }
    assert!(
        counts[0].iter().all(|count| *count > 0),
        "statements are counted: {counts:?}"
    );
    assert_eq!(counts[0], counts[1]);
}
