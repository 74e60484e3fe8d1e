//! Readers of dates, times, zones, periods and distances in time.

use super::fault::FaultCode;
use super::node::Node;
use super::reading::Reading;
use super::values::parsed;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use std::str::FromStr;

/// Whether the text has a digit wherever the shape has a zero, and is like it elsewhere: chrono alone forgives blanks.
fn has_shape(text: &str, shape: &str) -> bool {
    let like = |(byte, shape): (u8, u8)| {
        if shape == b'0' {
            byte.is_ascii_digit()
        } else {
            byte == shape
        }
    };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(like)
}

/// A date of the calendar, `YYYY-MM-DD`.
pub(super) fn date(reading: &mut Reading, node: &Node) -> Option<NaiveDate> {
    let parse = |text: &str| {
        has_shape(text, "0000-00-00")
            .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
            .flatten()
    };
    parsed(
        reading,
        node,
        FaultCode::BadDate,
        "a date like 2026-09-06",
        parse,
    )
}

/// A time of day, `HH:MM`.
pub(super) fn time(reading: &mut Reading, node: &Node) -> Option<NaiveTime> {
    let parse = |text: &str| {
        has_shape(text, "00:00")
            .then(|| NaiveTime::parse_from_str(text, "%H:%M").ok())
            .flatten()
    };
    parsed(
        reading,
        node,
        FaultCode::BadTime,
        "a time like 08:30",
        parse,
    )
}

/// An instant with its offset, RFC 3339.
pub(super) fn instant(reading: &mut Reading, node: &Node) -> Option<DateTime<FixedOffset>> {
    let parse = |text: &str| DateTime::parse_from_rfc3339(text).ok();
    parsed(
        reading,
        node,
        FaultCode::BadInstant,
        "an instant like 2026-09-20T08:00:00+03:00",
        parse,
    )
}

/// A time zone of the IANA database.
pub(super) fn time_zone(reading: &mut Reading, node: &Node) -> Option<Tz> {
    parsed(
        reading,
        node,
        FaultCode::BadTimeZone,
        "an IANA time zone like Asia/Bahrain",
        |text| Tz::from_str(text).ok(),
    )
}

/// A cron expression with seconds first; days of the week count from 1, Sunday.
pub(super) fn cron(reading: &mut Reading, node: &Node) -> Option<String> {
    const EXPECTED: &str =
        "a cron expression of six fields, seconds first and 1 for Sunday, like 0 0 14 * * 5";
    let parse = |text: &str| {
        cron::Schedule::from_str(text)
            .is_ok()
            .then(|| text.to_owned())
    };
    parsed(reading, node, FaultCode::BadCron, EXPECTED, parse)
}

/// A quarter `2026-Q1` or a half-year `2024-H1`.
pub(super) fn period(reading: &mut Reading, node: &Node) -> Option<String> {
    let parse = |text: &str| {
        let (year, part) = text.split_once('-')?;
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let is_part = matches!(part, "Q1" | "Q2" | "Q3" | "Q4" | "H1" | "H2");
        (is_year && is_part).then(|| text.to_owned())
    };
    parsed(
        reading,
        node,
        FaultCode::BadPeriod,
        "a quarter like 2026-Q1 or a half-year like 2024-H1",
        parse,
    )
}

/// A distance from an event: before it when negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset {
    /// Whole calendar days.
    pub days: i32,
    /// What remains, in minutes; of the same sign.
    pub minutes: i32,
}

/// An ISO 8601 duration of days, or of hours and minutes, with its sign: `-P3D`, `-PT2H`, `+P1D`, `PT0S`.
pub(super) fn offset(reading: &mut Reading, node: &Node) -> Option<Offset> {
    const EXPECTED: &str = "a distance like -P3D, -PT2H, -PT30M, +P1D or PT0S, of at most 366 days";
    parsed(reading, node, FaultCode::BadOffset, EXPECTED, parse_offset)
}

fn parse_offset(text: &str) -> Option<Offset> {
    let (sign, unsigned) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        _ => (1, text),
    };
    let count = |digits: &str, most: i32| -> Option<i32> {
        let plain =
            (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|count| plain && *count <= most)
    };
    let duration = unsigned.strip_prefix('P')?;
    if let Some(days) = duration.strip_suffix('D') {
        return Some(Offset {
            days: sign * count(days, 366)?,
            minutes: 0,
        });
    }
    let time = duration.strip_prefix('T')?;
    if time == "0S" {
        return Some(Offset {
            days: 0,
            minutes: 0,
        });
    }
    let minutes = match (time.strip_suffix('H'), time.strip_suffix('M')) {
        (Some(hours), _) => count(hours, 24)? * 60,
        (_, Some(minutes)) => count(minutes, 1440)?,
        _ => return None,
    };
    Some(Offset {
        days: 0,
        minutes: sign * minutes,
    })
}
