//! The report as CSV: UTF-8 with a byte order mark, RFC 4180, one figure a line with its definition. Nothing that a person
//! wrote can become a formula.

use super::{
    content::CohortReport,
    lines::{instant, lines, unit},
};
use crate::error::OperationError;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Headings in both languages.
const HEADINGS: [(&str, &str); 13] = [
    ("الجزء", "Part"),
    ("الرمز", "Code"),
    ("الاسم بالعربية", "Name in Arabic"),
    ("الاسم بالإنجليزية", "Name in English"),
    ("الرقم بالعربية", "Figure in Arabic"),
    ("الرقم بالإنجليزية", "Figure in English"),
    ("الموضوع", "About"),
    ("القيمة", "Value"),
    ("الوحدة", "Unit"),
    ("التعريف", "Definition"),
    ("طريقة الحساب", "Formula"),
    ("المصدر", "Source"),
    ("الأرقام كما في", "Figures as of"),
];

/// The whole file.
pub fn csv(report: &CohortReport) -> Result<Vec<u8>, OperationError> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let fault = |fault: csv::Error| OperationError::Unexpected(fault.to_string());
    let headings = HEADINGS.map(|(ar, en)| in_both(ar, en));
    writer.write_record(&headings).map_err(fault)?;
    let as_of = instant(report.as_of);
    for line in lines(report) {
        let definition = report.definition(line.figure);
        let both = |of: fn(&super::content::Definition) -> &crate::bilingual::Bilingual| {
            definition.map_or_else(String::new, |own| in_both(&of(own).ar, &of(own).en))
        };
        let label = definition.map(|own| own.label.clone()).unwrap_or_default();
        let unit = unit(report, line.figure).map_or("", super::content::Unit::code);
        let record = [
            line.part.code().to_owned(),
            line.subject,
            line.name.ar,
            line.name.en,
            label.ar,
            label.en,
            line.of.unwrap_or_default(),
            line.value,
            unit.to_owned(),
            both(|own| &own.text),
            both(|own| &own.formula),
            both(|own| &own.source),
            as_of.clone(),
        ];
        writer
            .write_record(record.map(|field| neutral(&field)))
            .map_err(fault)?;
    }
    writer
        .into_inner()
        .map_err(|fault| OperationError::Unexpected(fault.to_string()))
}

fn in_both(ar: &str, en: &str) -> String {
    format!("{ar} / {en}")
}

/// A field that a spreadsheet would take for a formula, behind an apostrophe. A plain number stays one. White space and
/// what cannot be seen before the sign is no disguise.
pub fn neutral(field: &str) -> String {
    let is_hidden = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let begins = field.trim_start_matches(is_hidden).chars().next();
    // The full-width twins are taken for the signs by some programs.
    let is_sign = |letter| matches!(letter, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let first_is_control = field.starts_with(['\t', '\r', '\n']);
    let is_number = field
        .strip_prefix('-')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
    if (begins.is_some_and(is_sign) && !is_number) || first_is_control {
        return format!("'{field}");
    }
    field.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::rules::compose::tests::report_with_name;

    #[test]
    fn what_looks_like_a_formula_is_neutral() {
        for dangerous in [
            "=1+1",
            "+1",
            "-1+2",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "  =1",
            "\u{200f}=1",
            "＝1",
            "\u{feff}=1",
        ] {
            assert!(neutral(dangerous).starts_with('\''), "{dangerous:?}");
        }
        for harmless in ["", "84.00", "-7", "Sara", "سارة", "a=b", "2026-11-19"] {
            assert_eq!(neutral(harmless), harmless);
        }
    }

    #[test]
    fn the_file_reads_back_whatever_people_are_called() {
        let name = "=HYPERLINK(\"https://x.example\";\"a\")\r\nسارة, \"ب\"";
        let bytes = csv(&report_with_name(name)).unwrap();
        assert!(bytes.starts_with(&[0xef, 0xbb, 0xbf]));
        let text = std::str::from_utf8(&bytes[3..]).unwrap();
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let headings = reader.headers().unwrap().clone();
        assert_eq!(headings.len(), HEADINGS.len());
        assert!(headings.iter().all(|own| own.contains(" / ")));
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let named = rows.iter().filter(|row| row[3].contains("HYPERLINK"));
        assert!(named.clone().count() > 0);
        assert!(named.clone().all(|row| row[3] == *format!("'{name}")));
        assert!(rows.iter().all(|row| !row[9].is_empty()), "defined");
    }
}
