//! How dates, times and percentages are written. Both languages write day, month, year; names come from the catalogue.

use super::Words;
use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use zamala_domain::{Language, app::PROGRAMME_ZONE};

impl Words {
    /// `Sunday 15 November 2026`, `الأحد 15 نوفمبر 2026`.
    pub fn date(&self, date: NaiveDate) -> String {
        format!("{} {}", self.weekday(date), self.date_without_weekday(date))
    }

    /// `15 November 2026`.
    pub fn date_without_weekday(&self, date: NaiveDate) -> String {
        format!(
            "{} {}",
            self.day_and_month(date),
            self.figures(&date.year().to_string())
        )
    }

    /// `Sunday 15 November`, where the year is plain from the page.
    pub fn weekday_and_date(&self, date: NaiveDate) -> String {
        format!("{} {}", self.weekday(date), self.day_and_month(date))
    }

    /// `15 November`.
    pub fn day_and_month(&self, date: NaiveDate) -> String {
        let month = self.say(&format!("month-{}", date.month()));
        format!("{} {month}", self.figures(&date.day().to_string()))
    }

    /// `Sunday`.
    pub fn weekday(&self, date: NaiveDate) -> String {
        self.say(&format!(
            "weekday-{}",
            date.weekday().num_days_from_sunday() + 1
        ))
    }

    /// `07:30`, in the zone. Show it through `ltr`.
    pub fn time<Zone: TimeZone>(&self, instant: DateTime<Utc>, zone: &Zone) -> String {
        let local = instant.with_timezone(zone).time();
        self.figures(&local.format("%H:%M").to_string())
    }

    /// `08:00–10:00`, in the zone. Show it through `ltr`.
    pub fn time_range(&self, from: DateTime<Utc>, to: DateTime<Utc>, zone: Tz) -> String {
        format!("{}–{}", self.time(from, &zone), self.time(to, &zone))
    }

    /// `Sunday 15 November 2026, 07:30`, in the programme's zone.
    pub fn date_and_time(&self, instant: DateTime<Utc>) -> String {
        self.date_and_time_in(instant, PROGRAMME_ZONE)
    }

    /// `Sunday 15 November 2026, 07:30`, in the zone.
    pub fn date_and_time_in(&self, instant: DateTime<Utc>, zone: Tz) -> String {
        let comma = match self.language {
            Language::Ar => '،',
            Language::En => ',',
        };
        let date = self.date(instant.with_timezone(&zone).date_naive());
        format!("{date}{comma} {}", self.time(instant, &zone))
    }

    /// `83.99%` from hundredths of a percent (8399). Show it through `ltr`.
    pub fn percent(&self, hundredths: i64) -> String {
        let (whole, part) = (hundredths / 100, (hundredths % 100).abs());
        let text = match part {
            0 => format!("{whole}%"),
            part if part % 10 == 0 => format!("{whole}.{}%", part / 10),
            part => format!("{whole}.{part:02}%"),
        };
        self.figures(&text)
    }
}

/// `2026-11-15T08:00:00+03:00`, for `<time datetime>`.
pub fn machine_readable(instant: DateTime<Utc>, zone: Tz) -> String {
    instant
        .with_timezone(&zone)
        .to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use crate::language::Catalogues;
    use chrono::{DateTime, NaiveDate, Utc};
    use zamala_domain::{Language, notifications::state::Digits};

    #[test]
    fn dates_times_and_percentages_are_written_in_both_languages() {
        let catalogues = Catalogues::embedded();
        let instant: DateTime<Utc> = "2026-11-15T04:30:00Z".parse().unwrap();
        let date = NaiveDate::from_ymd_opt(2026, 11, 15).unwrap();
        let english = catalogues.words(Language::En, Digits::Latin);
        assert_eq!(english.date(date), "Sunday 15 November 2026");
        assert_eq!(
            english.date_and_time(instant),
            "Sunday 15 November 2026, 07:30"
        );
        let arabic = catalogues.words(Language::Ar, Digits::Latin);
        assert_eq!(arabic.date(date), "الأحد 15 نوفمبر 2026");
        let indic = catalogues.words(Language::Ar, Digits::ArabicIndic);
        assert_eq!(indic.date(date), "الأحد ١٥ نوفمبر ٢٠٢٦");
        assert_eq!(
            (
                english.percent(8399),
                english.percent(8500),
                english.percent(8450)
            ),
            ("83.99%".into(), "85%".into(), "84.5%".into())
        );
    }
}
