//! What a home shows first: work that waits for somebody, whatever else there is.

use super::work::corrected;
use stage::{TestApp, awards::ready_fellows, on_both_databases};
use zamala_domain::{
    Grant, Role, Scope,
    agenda::home::{Home, home},
    scope::CountryCode,
};

async fn home_of(app: &TestApp, code: &str) -> Home {
    home(app, &app.actor(code).await).await.unwrap()
}

on_both_databases! {
    async fn a_manager_sees_what_each_unsealed_batch_waits_for(app) {
        assert!(home_of(app, "pm.layla").await.certificates.prepared.unwrap().is_empty());
        let batch = app.batch("MC05").await;
        let ready = ready_fellows(app, batch).await;
        let waits_for = async |code: &str| {
            let prepared = home_of(app, code).await.certificates.prepared?;
            Some(prepared.iter().map(|own| (own.line.id, own.names_open_count)).collect::<Vec<_>>())
        };
        assert_eq!(waits_for("pm.layla").await, Some(vec![(batch, ready.len())]));
        app.confirm_names(ready[0]).await;
        assert_eq!(waits_for("pm.adel").await, Some(vec![(batch, ready.len() - 1)]));
        for code in ["co.noor", "tr.yusuf", "fe.a01", "fp.tkm"] {
            assert_eq!(waits_for(code).await, None, "{code}");
        }
        for fellow in &ready[1..] {
            app.confirm_names(fellow).await;
        }
        assert_eq!(waits_for("pm.layla").await, Some(vec![(batch, 0)]));
        app.seal(batch).await;
        assert_eq!(waits_for("pm.layla").await, Some(vec![]));

        let mut elsewhere = app.actor("pm.layla").await;
        app.batch("MC01").await;
        elsewhere.grants = vec![Grant::standing(Role::ProgrammeManager, Scope::Cohort(app.id_of("cohorts", "DTF-2027-B").await.into()))];
        assert!(home(app, &elsewhere).await.unwrap().certificates.prepared.unwrap().is_empty(), "of another cohort");
    }

    async fn a_manager_sees_corrections_by_name(app) {
        let names = async |code: &str| {
            let manager = home_of(app, code).await.manager.unwrap();
            let lines = manager.iter().flat_map(|own| &own.corrections);
            lines.map(|line| line.submission.id).collect::<Vec<_>>()
        };
        assert_eq!(names("pm.layla").await, []);
        let id = corrected(app, "fe.a10").await;
        assert_eq!(names("pm.layla").await, [id]);
    }

    async fn a_forum_coordinator_of_no_programme_has_an_empty_home(app) {
        assert_eq!(home_of(app, "fc.huda").await.forums.unwrap().len(), 1);
        let mut actor = app.actor("fc.huda").await;
        actor.grants = vec![Grant::standing(Role::ForumCoordinator, Scope::Country(CountryCode("BHR".into())))];
        assert_eq!(home(app, &actor).await.unwrap().forums.unwrap(), []);
    }
}
