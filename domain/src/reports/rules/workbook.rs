//! The report as an Excel workbook: five sheets in Arabic, from right to left, and the same in English. Text is written as
//! text, never as a formula. The same report is the same bytes.

use super::{
    content::{CohortReport, Definition, LabState, Unit, WorkStatus},
    lines::{fellow_values, instant, lab_values},
};
use crate::{
    bilingual::{Bilingual, Language},
    error::OperationError,
};
use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Sheet names, at most 31 characters.
const SHEETS: [(&str, &str); 5] = [
    ("الأرقام", "Figures"),
    ("الزملاء", "Fellows"),
    ("المختبرات", "Labs"),
    ("المواعيد القادمة", "Due next"),
    ("التعريفات", "Definitions"),
];
/// Figures that are written in words.
const BEHIND: &str = "fellow_behind";
const LAB_STATE: &str = "lab_state";
const WIDTH_TEXT: f64 = 34.0;
const WIDTH_FIGURE: f64 = 14.0;

/// One cell.
enum Cell {
    Text(String),
    /// Written as a number when it is one.
    Figure(String),
}

/// The whole file.
pub fn workbook(report: &CohortReport, sha256: &str) -> Result<Vec<u8>, OperationError> {
    written(report, sha256).map_err(|fault| OperationError::Unexpected(fault.to_string()))
}

fn written(report: &CohortReport, sha256: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = report.as_of.date_naive();
    let year = u16::try_from(day.year()).unwrap_or(2000);
    let (month, day) = (
        u8::try_from(day.month()).unwrap_or(1),
        u8::try_from(day.day()).unwrap_or(1),
    );
    let properties = DocProperties::new()
        .set_title(&report.cohort.code)
        .set_comment(sha256)
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?);
    workbook.set_properties(&properties);
    for language in Language::ALL {
        let tables = [
            figures(report, sha256, language),
            fellows(report, language),
            labs(report, language),
            due(report, language),
            definitions(report, language),
        ];
        for (name, table) in SHEETS.iter().zip(tables) {
            let sheet = workbook.add_worksheet();
            sheet.set_name(said(language, *name))?;
            sheet.set_right_to_left(language == Language::Ar);
            write(sheet, &table)?;
        }
    }
    workbook.save_to_buffer()
}

/// The first row holds the headings.
fn write(sheet: &mut Worksheet, table: &[Vec<Cell>]) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold();
    for (row, cells) in (0..).zip(table) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) if row == 0 => {
                    sheet.write_string_with_format(row, column, text, &heading)?;
                }
                Cell::Text(text) => {
                    sheet.write_string(row, column, text)?;
                }
                Cell::Figure(figure) => match figure.parse::<f64>() {
                    Ok(number) => {
                        sheet.write_number(row, column, number)?;
                    }
                    Err(_) => {
                        sheet.write_string(row, column, figure)?;
                    }
                },
            }
        }
    }
    let columns = table.iter().map(Vec::len).max().unwrap_or(0);
    for column in 0..u16::try_from(columns).unwrap_or(0) {
        let is_text = column == 0;
        sheet.set_column_width(column, if is_text { WIDTH_TEXT } else { WIDTH_FIGURE })?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

fn said(language: Language, (ar, en): (&'static str, &'static str)) -> &'static str {
    match language {
        Language::Ar => ar,
        Language::En => en,
    }
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn in_words(language: Language, content: &Bilingual) -> Cell {
    text(content.in_language(language))
}

fn label(report: &CohortReport, language: Language, code: &str) -> Cell {
    let label = report.definition(code).map(|own| &own.label);
    text(label.map_or(code, |own| own.in_language(language)))
}

fn figures(report: &CohortReport, sha256: &str, language: Language) -> Vec<Vec<Cell>> {
    let say = |ar, en| text(said(language, (ar, en)));
    let mut table = vec![vec![
        say("الرقم", "Figure"),
        say("القيمة", "Value"),
        say("التقرير السابق", "Previous report"),
        say("الوحدة", "Unit"),
    ]];
    for figure in &report.figures {
        let unit = report.definition(&figure.code).map(|own| own.unit);
        table.push(vec![
            label(report, language, &figure.code),
            Cell::Figure(figure.value.clone().unwrap_or_default()),
            Cell::Figure(figure.previous.clone().unwrap_or_default()),
            text(unit.map_or("", |unit| unit_in_words(language, unit))),
        ]);
    }
    table.push(vec![
        say("الدفعة", "Cohort"),
        in_words(language, &report.cohort.title),
    ]);
    table.push(vec![
        say("رقم التقرير", "Report number"),
        Cell::Figure(report.number.to_string()),
    ]);
    table.push(vec![
        say("الأرقام كما في", "Figures as of"),
        text(instant(report.as_of)),
    ]);
    table.push(vec![
        say("بصمة المحتوى (SHA-256)", "Digest of the content (SHA-256)"),
        text(sha256),
    ]);
    table
}

fn unit_in_words(language: Language, unit: Unit) -> &'static str {
    let words = match unit {
        Unit::Count => ("عدد", "count"),
        Unit::Percent => ("بالمئة", "percent"),
        Unit::Points => ("نقطة من 100", "points of 100"),
    };
    said(language, words)
}

fn yes_or_no(language: Language, is_so: bool) -> &'static str {
    said(
        language,
        if is_so {
            ("نعم", "yes")
        } else {
            ("لا", "no")
        },
    )
}

fn status_in_words(language: Language, status: WorkStatus) -> &'static str {
    let words = match status {
        WorkStatus::Missing => ("لم تُسلَّم", "missing"),
        WorkStatus::Excused => ("معفاة", "excused"),
        WorkStatus::NotYetMarked => ("لم تُقيَّم بعد", "not yet marked"),
        WorkStatus::Marked => ("مُقيَّمة", "marked"),
    };
    said(language, words)
}

fn lab_state_in_words(language: Language, state: LabState) -> &'static str {
    let words = match state {
        LabState::InRegister => ("قبل سجل الافتتاح", "before the register"),
        LabState::Held => ("عُقدت", "held"),
        LabState::Coming => ("قادمة", "coming"),
    };
    said(language, words)
}

fn fellows(report: &CohortReport, language: Language) -> Vec<Vec<Cell>> {
    let mut heading = vec![
        text(said(language, ("الزميل", "Fellow"))),
        text(said(language, ("الدولة", "Country"))),
    ];
    let first = report.fellows.first();
    for (code, _) in first.iter().flat_map(|own| fellow_values(own)) {
        heading.push(label(report, language, code));
    }
    heading.extend(
        first
            .iter()
            .flat_map(|own| &own.work)
            .map(|work| text(&work.code)),
    );
    let rows = report.fellows.iter().map(|own| {
        let country = own.country_name.as_ref();
        let country = country.map_or(own.country.as_str(), |name| name.in_language(language));
        let mut row = vec![in_words(language, &own.name), text(country)];
        row.extend(fellow_values(own).into_iter().map(|(code, value)| {
            if code == BEHIND {
                text(yes_or_no(language, own.is_behind()))
            } else {
                Cell::Figure(value)
            }
        }));
        row.extend(own.work.iter().map(|work| match &work.mark {
            Some(mark) => Cell::Figure(mark.clone()),
            None => text(status_in_words(language, work.status)),
        }));
        row
    });
    std::iter::once(heading).chain(rows).collect()
}

fn labs(report: &CohortReport, language: Language) -> Vec<Vec<Cell>> {
    let mut heading = vec![
        text(said(language, ("الجلسة", "Session"))),
        text(said(language, ("الرمز", "Code"))),
        text(said(language, ("البداية (UTC)", "Start (UTC)"))),
    ];
    for (code, _) in report.labs.first().iter().flat_map(|own| lab_values(own)) {
        heading.push(label(report, language, code));
    }
    let rows = report.labs.iter().map(|lab| {
        let mut row = vec![
            in_words(language, &lab.title),
            text(&lab.code),
            text(instant(lab.starts_at)),
        ];
        row.extend(lab_values(lab).into_iter().map(|(code, value)| {
            if code == LAB_STATE {
                text(lab_state_in_words(language, lab.state))
            } else {
                Cell::Figure(value)
            }
        }));
        row
    });
    std::iter::once(heading).chain(rows).collect()
}

fn due(report: &CohortReport, language: Language) -> Vec<Vec<Cell>> {
    let heading = vec![
        text(said(language, ("المهمة التقييمية", "Assignment"))),
        text(said(language, ("الرمز", "Code"))),
        text(said(language, ("الموعد (UTC)", "Due (UTC)"))),
        label(report, language, "due_open"),
    ];
    let rows = report.due.iter().map(|own| {
        vec![
            in_words(language, &own.title),
            text(&own.code),
            text(instant(own.due_at)),
            Cell::Figure(own.open_count.to_string()),
        ]
    });
    std::iter::once(heading).chain(rows).collect()
}

fn definitions(report: &CohortReport, language: Language) -> Vec<Vec<Cell>> {
    let heading = [
        ("الرقم", "Figure"),
        ("التعريف", "Definition"),
        ("طريقة الحساب", "Formula"),
        ("المصدر", "Source"),
        ("الوحدة", "Unit"),
    ];
    let heading = heading.map(|words| text(said(language, words)));
    let row = |own: &Definition| {
        vec![
            in_words(language, &own.label),
            in_words(language, &own.text),
            in_words(language, &own.formula),
            in_words(language, &own.source),
            text(unit_in_words(language, own.unit)),
        ]
    };
    std::iter::once(heading.into())
        .chain(report.definitions.iter().map(row))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::rules::compose::tests::report_with_name;
    use calamine::{Data, DataType, Reader, Xlsx, open_workbook_from_rs};
    use std::io::Cursor;

    #[test]
    fn the_workbook_opens_with_both_languages_and_no_formula() {
        let name = "=HYPERLINK(\"https://x.example\")";
        let report = report_with_name(name);
        let bytes = workbook(&report, "ab").unwrap();
        assert_eq!(workbook(&report, "ab").unwrap(), bytes, "reproducible");
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let names = book.sheet_names();
        let wanted = SHEETS
            .iter()
            .map(|own| own.0)
            .chain(SHEETS.iter().map(|own| own.1));
        assert_eq!(names, wanted.map(str::to_owned).collect::<Vec<_>>());
        let fellows = book.worksheet_range("Fellows").unwrap();
        assert_eq!(fellows.get((1, 0)), Some(&Data::String(name.to_owned())));
        assert_eq!(fellows.get((1, 2)), Some(&Data::Float(84.0)));
        for sheet in names {
            let formulas = book.worksheet_formula(&sheet).unwrap();
            assert!(formulas.used_cells().next().is_none(), "{sheet}");
        }
    }

    #[test]
    fn every_sheet_is_in_the_words_of_its_language() {
        let bytes = workbook(&report_with_name("Leyla"), "ab").unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let mut texts = |sheet: &str| -> Vec<String> {
            let range = book.worksheet_range(sheet).unwrap();
            let texts = range
                .rows()
                .skip(1)
                .flatten()
                .filter_map(DataType::as_string);
            texts.collect()
        };
        for (sheet, words) in [
            (
                "الزملاء",
                ["تركمانستان", "لم تُقيَّم بعد", "معفاة", "نعم", "لا"].as_slice(),
            ),
            (
                "Fellows",
                &["Turkmenistan", "not yet marked", "excused", "yes", "no"],
            ),
            ("المختبرات", &["قبل سجل الافتتاح", "عُقدت", "قادمة"]),
            ("Labs", &["before the register", "held", "coming"]),
        ] {
            let texts = texts(sheet);
            for word in words {
                assert!(texts.iter().any(|text| text == word), "{word}: {texts:?}");
            }
            let codes = ["not_yet_marked", "in_register", "TKM"];
            assert!(
                !texts.iter().any(|text| codes.contains(&text.as_str())),
                "{texts:?}"
            );
        }
    }

    #[test]
    fn a_report_without_the_names_of_countries_shows_their_codes() {
        let mut report = report_with_name("Leyla");
        report.fellows[0].country_name = None;
        let text = serde_json::to_string(&report.fellows[0]).unwrap();
        assert!(
            !text.contains("country_name"),
            "old bytes stay as they were"
        );
        assert_eq!(
            serde_json::from_str::<crate::reports::rules::content::FellowLine>(&text).unwrap(),
            report.fellows[0]
        );
        let bytes = workbook(&report, "ab").unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let fellows = book.worksheet_range("Fellows").unwrap();
        assert_eq!(fellows.get((1, 1)), Some(&Data::String("TKM".into())));
    }
}
