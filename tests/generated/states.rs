//! `docs/states.md`: every pair of state and arrow.

use super::must_be_fresh;
use std::fmt::Write;
use zamala_domain::{
    OperationError,
    assessment::{MarkState, SubmissionState},
    credentials::{BatchState, CertificateState, RevocationState},
    forum::RegistrationState,
    labs::BookingState,
    reports::ReportState,
    residencies::{CohortState, ResidencyState},
};

fn registrations() -> String {
    let mut text = "\n## Registration for the forum\n\n| from | confirm, seat free | confirm, full | seat passes | cancel |\n|---|---|---|---|---|\n".to_owned();
    for state in RegistrationState::ALL {
        let arrows = [
            state.confirm(true),
            state.confirm(false),
            state.pass_seat(),
            state.cancel(),
        ];
        let words = arrows.map(|outcome| match outcome {
            Ok(state) => state.code().to_owned(),
            Err(refusal) => format!("– `{refusal}`"),
        });
        writeln!(text, "| {} | {} |", state.code(), words.join(" | ")).unwrap();
    }
    text
}

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
    text += &work_and_marks();
    text += &registrations();
    text += &batches_and_certificates();
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
    text += "\n## Report\n\n```text\nasked ──make──▶ made ──sign off──▶ signed_off\nasked ──give up──▶ failed\n(first) ─▶ skipped\n```\n\n";
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

fn work_and_marks() -> String {
    fn word<S>(outcome: Result<S, OperationError>, code: fn(S) -> &'static str) -> String {
        match outcome {
            Ok(state) => code(state).to_owned(),
            Err(refusal) => format!("– `{refusal}`"),
        }
    }
    let mut text =
        "\n## Submission\n\n```text\n(first) ─▶ handed_in ──supersede──▶ superseded\n".to_owned();
    text += "           handed_in ──close──▶ closed\n```\n\n";
    text += "| from | supersede | close |\n|---|---|---|\n";
    for state in SubmissionState::ALL {
        let newer = word(state.supersede(), SubmissionState::code);
        let closed = word(state.close(), SubmissionState::code);
        writeln!(text, "| {} | {newer} | {closed} |", state.code()).unwrap();
    }
    text += "\n## Mark\n\n```text\nprovisional ──release──▶ released ──replace──▶ replaced\n";
    text += "provisional ──drop──▶ void\n```\n\n";
    text += "| from | release | replace | drop |\n|---|---|---|---|\n";
    for state in MarkState::ALL {
        let released = word(state.release(), MarkState::code);
        let replaced = word(state.replace(), MarkState::code);
        let dropped = word(state.drop_for_newer_work(), MarkState::code);
        writeln!(
            text,
            "| {} | {released} | {replaced} | {dropped} |",
            state.code()
        )
        .unwrap();
    }
    text
}

fn batches_and_certificates() -> String {
    fn word<State>(
        outcome: Result<State, OperationError>,
        code: fn(State) -> &'static str,
    ) -> String {
        outcome.map_or_else(
            |refusal| format!("– `{refusal}`"),
            |state| code(state).to_owned(),
        )
    }
    let mut text = "\n## Batch\n\n| from | seal | withdraw |\n|---|---|---|\n".to_owned();
    for state in BatchState::ALL {
        let (sealed, withdrawn) = (
            word(state.seal(), BatchState::code),
            word(state.withdraw(), BatchState::code),
        );
        writeln!(text, "| {} | {sealed} | {withdrawn} |", state.code()).unwrap();
    }
    text += "\n## Certificate\n\n| from | issue | void |\n|---|---|---|\n";
    for state in CertificateState::ALL {
        let (issued, void) = (
            word(state.issue(), CertificateState::code),
            word(state.void(), CertificateState::code),
        );
        writeln!(text, "| {} | {issued} | {void} |", state.code()).unwrap();
    }
    text += "\n## Revocation\n\n| from | confirm | decline |\n|---|---|---|\n";
    for state in RevocationState::ALL {
        let (confirmed, declined) = (
            word(state.confirm(), RevocationState::code),
            word(state.decline(), RevocationState::code),
        );
        writeln!(text, "| {} | {confirmed} | {declined} |", state.code()).unwrap();
    }
    text
}
