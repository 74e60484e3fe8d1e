//! `docs/states.md`: every pair of state and arrow.

use super::must_be_fresh;
use std::fmt::Write;
use zamala_domain::{
    OperationError,
    labs::BookingState,
    reports::ReportState,
    residencies::{CohortState, ResidencyState},
};

#[test]
fn states_are_fresh() {
    let mut text =
        "# States\n\nMade by `cargo xtask states`. A dash is a refused pair.\n\n## Booking\n\n"
            .to_owned();
    text += "```text\n(free seat) ─▶ seated ──give back──▶ given_back\n(full)      ─▶ waiting ──seat passes──▶ seated\n               waiting ──give back──▶ left\n```\n\n";
    text += "| from | seat passes | give back |\n|---|---|---|\n";
    let word = |outcome: Result<BookingState, OperationError>| match outcome {
        Ok(state) => state.code().to_owned(),
        Err(refusal) => format!("– `{refusal}`"),
    };
    for state in BookingState::ALL {
        let (passed, given) = (word(state.pass_seat()), word(state.give_back()));
        writeln!(text, "| {} | {passed} | {given} |", state.code()).unwrap();
    }
    text += "\n## Cohort\n\nGiven by the programme file; a fellow named for the first time begins as the table says.\n\n";
    text += "| cohort | residency begins as |\n|---|---|\n";
    for state in CohortState::ALL {
        writeln!(
            text,
            "| {} | {} |",
            state.code(),
            state.residency_state().code()
        )
        .unwrap();
    }
    text += "\n## Residency\n\n| state | in residence (may book labs) |\n|---|---|\n";
    for state in ResidencyState::ALL {
        writeln!(
            text,
            "| {} | {} |",
            state.code(),
            if state.is_in_residence() { "yes" } else { "no" }
        )
        .unwrap();
    }
    text += "\n## Report\n\n```text\nasked ──make──▶ made ──sign off──▶ signed_off\nasked ──give up──▶ failed\n```\n\n";
    text += "| from | make | sign off | give up |\n|---|---|---|---|\n";
    for state in ReportState::ALL {
        let word = |to: Option<ReportState>| to.map_or("–", ReportState::code);
        let signed = match state.sign_off() {
            Ok(state) => state.code().to_owned(),
            Err(refusal) => format!("– `{refusal}`"),
        };
        let (made, failed) = (word(state.make()), word(state.give_up()));
        writeln!(text, "| {} | {made} | {signed} | {failed} |", state.code()).unwrap();
    }
    must_be_fresh("docs/states.md", &text, "cargo xtask states");
}
