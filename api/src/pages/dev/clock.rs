//! The demo's clock: it moves forward, and takes neither sessions nor leases along.

use super::json;
use crate::{
    Visit,
    form::{Faults, FieldView, Hidden},
    notice::{Notice, NoticeKind},
    problem::{Fault, Problem},
    route::PageResult,
    visit::see_other,
};
use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use zamala_domain::{OperationError, app::PROGRAMME_ZONE, text::western_digits};

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ClockForm {
    now: String,
}

#[derive(Serialize)]
struct ClockView {
    hidden: Hidden,
    now_text: String,
    now: FieldView,
}

#[derive(Serialize)]
struct ClockJson {
    now: String,
}

fn in_zone(visit: &Visit) -> String {
    crate::language::dates::machine_readable(visit.app().now(), PROGRAMME_ZONE)
}

/// What time it is: a page for people, `{"now": …}` for programs that ask for JSON.
pub async fn clock(visit: &Visit) -> PageResult {
    if visit.wants_json() {
        return json(&ClockJson {
            now: in_zone(visit),
        });
    }
    clock_page(visit, &in_zone(visit), &Faults::none())
}

fn clock_page(visit: &Visit, typed: &str, faults: &Faults) -> PageResult {
    let view = ClockView {
        hidden: visit.hidden(),
        now_text: visit.words().date_and_time(visit.app().now()),
        now: faults.field("now", typed),
    };
    visit
        .page("dev/clock", "dev-clock-title")
        .faults(faults)
        .answer(&view)
}

/// Moves the clock forward, by a form or by JSON.
pub async fn move_clock(visit: &Visit) -> PageResult {
    let form: ClockForm = visit.typed()?;
    let moved = match instant(&form.now) {
        Some(now) => visit.app().move_demo_clock(now).await,
        None => Err(OperationError::invalid("now", "not-a-time")),
    };
    match moved {
        Ok(()) if visit.wants_json() => json(&ClockJson {
            now: in_zone(visit),
        }),
        Ok(()) => {
            visit.leave_notice(&Notice::new(NoticeKind::Success, "dev-clock-moved"));
            Ok(see_other("/dev/clock"))
        }
        Err(error) if visit.wants_json() => Ok(Problem::answer(
            Fault::of(&error),
            visit.words(),
            visit.request_id(),
        )),
        Err(error) => clock_page(visit, &form.now, &Faults::of(error, "now", visit.words())?),
    }
}

/// An instant with its offset (RFC 3339), or a local time in the programme's zone.
fn instant(typed: &str) -> Option<DateTime<Utc>> {
    let typed = western_digits(typed.trim());
    if let Ok(instant) = DateTime::parse_from_rfc3339(&typed) {
        return Some(instant.with_timezone(&Utc));
    }
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let local = forms
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(&typed, form).ok())?;
    PROGRAMME_ZONE
        .from_local_datetime(&local)
        .single()
        .map(|instant| instant.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_has_an_offset_or_is_of_the_programme() {
        let expected: DateTime<Utc> = "2026-11-15T04:30:00Z".parse().unwrap();
        for typed in [
            "2026-11-15T07:30:00+03:00",
            "2026-11-15T04:30:00Z",
            "2026-11-15 07:30",
            "٢٠٢٦-١١-١٥T٠٧:٣٠",
        ] {
            assert_eq!(instant(typed), Some(expected), "{typed}");
        }
        assert_eq!(instant("tomorrow"), None);
    }
}
