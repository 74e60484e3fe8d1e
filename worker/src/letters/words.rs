//! The words that templates may use beside variables.
//!
//! - `{{pick data.title}}`: a text in both languages, in the letter's; set apart as `isolate` does.
//! - `{{isolate data.code}}`: a text whose direction must not disturb its surroundings: between FSI and PDI in plain text,
//!   in `<bdi>` in HTML, bare in a subject. Its own direction marks and line ends are taken out.
//! - `{{weekday data.starts_at data.zone}}`: `Monday`, `الإثنين`.
//! - `{{date data.starts_at data.zone}}`: `16 November 2026`, `16 نوفمبر 2026`.
//! - `{{days data.days}}`: `Tuesday 1 December 2026 and Wednesday 2 December 2026`.
//! - `{{time data.starts_at data.zone}}`: `08:00`.
//! - `{{zone_name data.zone}}`: `Bahrain time`, `بتوقيت البحرين`; a zone without a name of ours keeps its IANA name.

use super::Part;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use handlebars::{
    Context, Handlebars, Helper, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, html_escape,
};
use serde_json::Value;
use zamala_domain::Language;

/// First strong isolate: what follows takes its direction from its own first letter.
const FSI: char = '\u{2068}';
/// Pop directional isolate.
const PDI: char = '\u{2069}';

const DAYS_AR: [&str; 7] = [
    "الإثنين",
    "الثلاثاء",
    "الأربعاء",
    "الخميس",
    "الجمعة",
    "السبت",
    "الأحد",
];
const DAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS_AR: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Zones of the programme and its partners: IANA name, Arabic, English.
const ZONES: [(&str, &str, &str); 8] = [
    ("Asia/Bahrain", "بتوقيت البحرين", "Bahrain time"),
    ("Asia/Riyadh", "بتوقيت الرياض", "Riyadh time"),
    ("Asia/Kuwait", "بتوقيت الكويت", "Kuwait time"),
    ("Africa/Tunis", "بتوقيت تونس", "Tunis time"),
    ("Africa/Casablanca", "بتوقيت المغرب", "Morocco time"),
    ("Indian/Comoro", "بتوقيت جزر القمر", "Comoros time"),
    ("Europe/Bratislava", "بتوقيت سلوفاكيا", "Slovakia time"),
    ("UTC", "بالتوقيت العالمي", "UTC"),
];

pub(super) fn register(registry: &mut Handlebars<'static>, language: Language, part: Part) {
    registry.register_helper(
        "pick",
        word(move |h| picked(h, language).map(|text| set_apart(&text, part))),
    );
    registry.register_helper(
        "isolate",
        word(move |h| text(h, 0).map(|text| set_apart(&text, part))),
    );
    registry.register_helper(
        "weekday",
        word(move |h| moment(h).map(|at| weekday(&at, language).to_owned())),
    );
    registry.register_helper(
        "date",
        word(move |h| moment(h).map(|at| date(&at, language))),
    );
    registry.register_helper("days", word(move |h| days(h, language)));
    registry.register_helper(
        "time",
        word(|h| moment(h).map(|at| at.format("%H:%M").to_string())),
    );
    registry.register_helper(
        "zone_name",
        word(move |h| text(h, 0).map(|zone| zone_name(&zone, language, part))),
    );
}

type Word = Box<dyn handlebars::HelperDef + Send + Sync>;

/// A word that writes what it answers as it stands.
fn word(
    answer: impl Fn(&Helper<'_>) -> Result<String, RenderError> + Send + Sync + 'static,
) -> Word {
    Box::new(
        move |h: &Helper<'_>,
              _: &Handlebars<'_>,
              _: &Context,
              _: &mut RenderContext<'_, '_>,
              out: &mut dyn Output|
              -> HelperResult { Ok(out.write(&answer(h)?)?) },
    )
}

fn fault(h: &Helper<'_>, why: &str) -> RenderError {
    RenderErrorReason::Other(format!("`{}` {why}", h.name())).into()
}

fn text(h: &Helper<'_>, place: usize) -> Result<String, RenderError> {
    match h.param(place).map(handlebars::PathAndJson::value) {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        _ => Err(fault(h, "was given no text")),
    }
}

fn picked(h: &Helper<'_>, language: Language) -> Result<String, RenderError> {
    let both = h.param(0).map(handlebars::PathAndJson::value);
    let own = both
        .and_then(|both| both.get(language.code()))
        .and_then(Value::as_str);
    own.map(str::to_owned)
        .ok_or_else(|| fault(h, "was given no text in this language"))
}

fn moment(h: &Helper<'_>) -> Result<DateTime<Tz>, RenderError> {
    let at: DateTime<Utc> = text(h, 0)?
        .parse()
        .map_err(|_| fault(h, "was given no instant"))?;
    let zone: Tz = text(h, 1)?
        .parse()
        .map_err(|_| fault(h, "was given no zone"))?;
    Ok(at.with_timezone(&zone))
}

/// Whole days, each with its weekday.
fn days(h: &Helper<'_>, language: Language) -> Result<String, RenderError> {
    let days = h.param(0).map(|given| given.value().clone());
    let days: Vec<NaiveDate> = days
        .and_then(|days| serde_json::from_value(days).ok())
        .ok_or_else(|| fault(h, "was given no days"))?;
    let written: Vec<String> = days
        .iter()
        .map(|day| format!("{} {}", weekday(day, language), date(day, language)))
        .collect();
    Ok(match language {
        Language::Ar => written.join(" و"),
        Language::En => written.join(" and "),
    })
}

fn weekday(at: &impl Datelike, language: Language) -> &'static str {
    let days = match language {
        Language::Ar => DAYS_AR,
        Language::En => DAYS_EN,
    };
    days[at.weekday().num_days_from_monday() as usize]
}

fn date(at: &impl Datelike, language: Language) -> String {
    let months = match language {
        Language::Ar => MONTHS_AR,
        Language::En => MONTHS_EN,
    };
    format!(
        "{} {} {}",
        at.day(),
        months[at.month0() as usize],
        at.year()
    )
}

fn zone_name(zone: &str, language: Language, part: Part) -> String {
    match (ZONES.iter().find(|(iana, ..)| *iana == zone), language) {
        (Some((_, arabic, _)), Language::Ar) => (*arabic).to_owned(),
        (Some((.., english)), Language::En) => (*english).to_owned(),
        (None, _) => set_apart(zone, part),
    }
}

fn set_apart(text: &str, part: Part) -> String {
    let clean: String = text
        .chars()
        .filter(|c| !turns_direction(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    match part {
        Part::Subject => clean,
        Part::Text => format!("{FSI}{clean}{PDI}"),
        Part::Html => format!("<bdi>{}</bdi>", html_escape(&clean)),
    }
}

/// Embeddings, overrides and isolates: a text must not read otherwise than it is stored.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
