//! `docs/policy.md`: role × operation, observed. Every cell is an operation that was run as that role, on a database of its
//! own, so a cell cannot say what the program does not do.

mod cells;
mod operations;

use super::must_be_fresh;
use cells::{Cell, Place, actor_in, targets};
use operations::OPERATIONS;
use stage::{Engine, TestApp};
use std::fmt::Write;
use zamala_domain::Role;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn policy_is_fresh() {
    let origin = TestApp::with_sample(Engine::Sqlite).await;
    let targets = targets(&origin).await;
    let mut text = HEAD.to_owned();
    for (place, title) in [
        (Place::Within, "Within the role's scope"),
        (
            Place::Elsewhere,
            "The same role in another cohort, country or programme",
        ),
    ] {
        write!(text, "\n## {title}\n\n| operation |").unwrap();
        for role in Role::ALL {
            write!(text, " {} |", role.code()).unwrap();
        }
        text += "\n|---|";
        text += &"---|".repeat(Role::ALL.len());
        text.push('\n');
        for (name, run) in OPERATIONS {
            write!(text, "| {name} |").unwrap();
            for role in Role::ALL {
                let app = origin.copy().await;
                let actor = actor_in(&app, role, place).await;
                let cell = Cell::of(run(app.app.clone(), actor, targets.clone()).await);
                write!(text, " {cell} |").unwrap();
            }
            text.push('\n');
        }
    }
    must_be_fresh("docs/policy.md", &text, "cargo xtask policy");
}

const HEAD: &str = "# Policy: who may do what

Made by `cargo xtask policy`: each cell is an operation that was run as that role on the sample programme.

`yes` done, or refused by a rule and not by policy · a number: so many rows were found · `no` sees it but may not ·
`–` cannot find it. Operations on what is one's own (sign-in, own account, own inbox) are for everybody and not listed.
";
