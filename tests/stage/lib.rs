//! The stage of the tests: a database of its own for each test, the sample programme with its named people, a demo clock
//! that the test moves, and servers on ports they choose themselves.

pub mod awards;
pub mod crowd;
pub mod database;
pub mod people;
pub mod server;
pub mod sink;

pub use database::{Engine, TestApp};

/// The sample programme, as the demo imports it.
pub const SAMPLE: &str = include_str!("../../data/sample_programme.yaml");

/// Sunday of the running cohort's week 11, when the demo begins.
pub const DEMO_STARTS_AT: &str = "2026-11-15T07:30:00+03:00";

/// Declares one test for each database: on SQLite always, on PostgreSQL with the feature `services`.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident) $body:block)+) => {$(
        mod $name {
            use super::*;

            $(#[$meta])*
            async fn story($app: &$crate::TestApp) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                story(&$crate::TestApp::with_sample($crate::Engine::Sqlite).await).await;
            }

            #[cfg(feature = "services")]
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                story(&$crate::TestApp::with_sample($crate::Engine::Postgres).await).await;
            }
        }
    )+};
}
