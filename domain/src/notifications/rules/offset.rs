//! `-P3D`, `-PT2H`, `+P1D`, `PT0S`: how long before or after its occurrence a letter is due.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use thiserror::Error;

use super::instant_of;

/// Longest offset that is accepted, in days.
pub const OFFSET_DAYS_MAX: i64 = 366;

/// A signed ISO 8601 duration of days, hours, minutes and seconds. Days are calendar days: the local time of day stays.
/// Hours, minutes and seconds are exact. The sign belongs to all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Offset {
    is_before: bool,
    days: u32,
    seconds: u32,
}

/// An offset that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OffsetFault {
    #[error("`{0}` is not an offset such as -P3D, -PT2H, +P1D or PT0S")]
    Form(String),
    #[error("`{0}` is longer than {OFFSET_DAYS_MAX} days")]
    TooLong(String),
}

impl Offset {
    /// Reads `[+-]P[nD][T[nH][nM][nS]]`, at least one part; weeks, months and fractions are refused.
    pub fn parse(text: &str) -> Result<Self, OffsetFault> {
        let form = || OffsetFault::Form(text.chars().take(20).collect());
        let (is_before, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let rest = rest.strip_prefix('P').ok_or_else(form)?;
        let (date, time) = match rest.split_once('T') {
            Some((_, "")) => return Err(form()),
            Some((date, time)) => (date, Some(time)),
            None => (rest, None),
        };
        if date.is_empty() && time.is_none() {
            return Err(form());
        }
        let [days] = parts(date, ['D']).ok_or_else(form)?;
        let [hours, minutes, seconds] =
            parts(time.unwrap_or(""), ['H', 'M', 'S']).ok_or_else(form)?;
        let seconds = hours * 3_600 + minutes * 60 + seconds;
        if days * 86_400 + seconds > OFFSET_DAYS_MAX * 86_400 {
            return Err(OffsetFault::TooLong(text.to_owned()));
        }
        let small = |number: i64| u32::try_from(number).map_err(|_| form());
        let (days, seconds) = (small(days)?, small(seconds)?);
        Ok(Self {
            is_before: is_before && (days, seconds) != (0, 0),
            days,
            seconds,
        })
    }

    /// It lies before its occurrence: a reminder, which moves earlier when it falls in quiet time.
    pub fn is_before(self) -> bool {
        self.is_before
    }

    /// The instant this far from `starts_at`, days counted in `zone`. `None` beyond the range of dates.
    pub fn from(self, starts_at: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        let local = starts_at.with_timezone(&zone).naive_local();
        let days = Days::new(u64::from(self.days));
        let day: NaiveDateTime = if self.is_before {
            local.checked_sub_days(days)?
        } else {
            local.checked_add_days(days)?
        };
        // Without days the occurrence's own instant is exact, also in an hour that happens twice.
        let from_day = if self.days == 0 {
            starts_at
        } else {
            instant_of(day, zone)
        };
        let exact = TimeDelta::seconds(i64::from(self.seconds));
        if self.is_before {
            from_day.checked_sub_signed(exact)
        } else {
            from_day.checked_add_signed(exact)
        }
    }
}

/// The numbers of one half of a duration, by their letters, in order; `None` when anything else stands there.
fn parts<const N: usize>(mut text: &str, letters: [char; N]) -> Option<[i64; N]> {
    const DIGITS_MAX: usize = 9;
    let mut numbers = [0; N];
    for (number, letter) in numbers.iter_mut().zip(letters) {
        let digits = text.chars().take_while(char::is_ascii_digit).count();
        if digits == 0 || digits > DIGITS_MAX {
            break;
        }
        if let Some(rest) = text[digits..].strip_prefix(letter) {
            *number = text[..digits].parse().ok()?;
            text = rest;
        }
    }
    text.is_empty().then_some(numbers)
}

impl FromStr for Offset {
    type Err = OffsetFault;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// The shortest form that parses to the same offset; after the occurrence with a plus, none as `PT0S`.
impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if (self.days, self.seconds) == (0, 0) {
            return f.write_str("PT0S");
        }
        f.write_str(if self.is_before { "-P" } else { "+P" })?;
        if self.days > 0 {
            write!(f, "{}D", self.days)?;
        }
        if self.seconds > 0 {
            f.write_str("T")?;
        }
        let (hours, minutes, seconds) = (
            self.seconds / 3_600,
            self.seconds / 60 % 60,
            self.seconds % 60,
        );
        for (number, letter) in [(hours, 'H'), (minutes, 'M'), (seconds, 'S')] {
            if number > 0 {
                write!(f, "{number}{letter}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_read_and_shown_in_their_shortest_form() {
        let cases = [
            ("-P3D", "-P3D"),
            ("-PT2H", "-PT2H"),
            ("+P1D", "+P1D"),
            ("P1D", "+P1D"),
            ("PT0S", "PT0S"),
            ("-PT0S", "PT0S"),
            ("-P0D", "PT0S"),
            ("-P1DT2H30M", "-P1DT2H30M"),
            ("-PT90M", "-PT1H30M"),
            ("PT45S", "+PT45S"),
            ("-P366D", "-P366D"),
        ];
        for (text, shown) in cases {
            let offset = Offset::parse(text).unwrap();
            assert_eq!(offset.to_string(), shown, "{text}");
            assert_eq!(shown.parse(), Ok(offset), "{text}");
        }
        assert!(Offset::parse("-P1D").unwrap().is_before());
        assert!(!Offset::parse("-PT0S").unwrap().is_before());
    }

    #[test]
    fn what_is_no_offset_is_refused() {
        let bad = [
            "",
            "P",
            "-P",
            "PT",
            "-PT",
            "P1",
            "1D",
            "P1H",
            "PT1D",
            "P-1D",
            "--P1D",
            "P1W",
            "P1M",
            "P1Y",
            "P1.5D",
            "PT1M1H",
            "P1DT",
            " P1D",
            "p1d",
            "P١D",
            "P9999999999D",
            "PT2H3",
            "P1D1D",
        ];
        for text in bad {
            let fault = OffsetFault::Form(text.to_owned());
            assert_eq!(Offset::parse(text), Err(fault), "{text}");
        }
        for text in ["-P367D", "PT999999999H", "-P366DT1S"] {
            assert_eq!(
                Offset::parse(text),
                Err(OffsetFault::TooLong(text.to_owned()))
            );
        }
        let long = "P".repeat(1_000);
        assert_eq!(Offset::parse(&long), Err(OffsetFault::Form("P".repeat(20))));
    }
}
