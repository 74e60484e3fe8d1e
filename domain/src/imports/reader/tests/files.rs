//! Files that are no programme, or are one in an odd dress.

use super::{SAMPLE, changed, faults, told};
use crate::imports::reader::{FAULTS_REPORTED_MAX, FILE_BYTES_MAX, read};

fn single(text: &str) -> (usize, &'static str) {
    let told = told(text);
    assert_eq!(told.len(), 1, "{told:?}");
    (told[0].0, told[0].2)
}

#[test]
fn an_empty_file_is_refused() {
    for text in ["", "\n\n", "# nothing\n", "---\n", "null\n", "\u{feff}"] {
        assert_eq!(single(text).1, "empty", "{text:?}");
    }
}

#[test]
fn a_list_or_a_word_instead_of_a_mapping_is_refused() {
    assert_eq!(single("- meta\n- people\n"), (1, "wrong-type"));
    assert_eq!(single("meta\n"), (1, "wrong-type"));
}

#[test]
fn an_empty_mapping_lacks_every_section() {
    let told = told("{}\n");
    assert_eq!(told.len(), 28);
    assert!(told.iter().all(|fault| fault.2 == "missing-key"));
}

#[test]
fn a_second_document_is_refused() {
    assert_eq!(single("meta: 1\n---\nmeta: 2\n").1, "several-documents");
}

#[test]
fn text_that_is_not_yaml_is_refused_at_its_line() {
    let tab = changed(&[(684, "  capacity: 24", "\tcapacity: 24")]);
    assert_eq!(
        single(&tab),
        (683, "syntax"),
        "the tab seems to go on with the title"
    );
    let stray = changed(&[(684, "24", "@24")]);
    assert_eq!(single(&stray), (684, "syntax"));
    assert_eq!(
        single(&changed(&[(682, "Seminar room 101", "'Seminar room 101")])).1,
        "syntax"
    );
    assert_eq!(single("meta: [1, 2\npeople: 3\n").1, "syntax");
}

#[test]
fn a_truncated_file_is_refused() {
    for part in 1..20 {
        let end = SAMPLE.floor_char_boundary(SAMPLE.len() * part / 20);
        assert!(!faults(&SAMPLE[..end]).is_empty(), "{part} twentieths");
    }
}

#[test]
fn a_byte_order_mark_and_other_line_ends_change_nothing() {
    let plain = read(SAMPLE).ok();
    assert!(plain.is_some());
    assert!(read(&format!("\u{feff}{SAMPLE}")).ok() == plain);
    assert!(read(&SAMPLE.replace('\n', "\r\n")).ok() == plain);
    assert!(read(&SAMPLE.replace('\n', "\r")).ok() == plain);
    let wrong = changed(&[(684, "24", "0")]).replace('\n', "\r\n");
    assert_eq!(single(&wrong), (684, "out-of-range"));
}

#[test]
fn an_alias_is_refused_where_it_stands() {
    let text = changed(&[(183, "IGA", "&home IGA"), (192, "IGA", "*home")]);
    assert_eq!(
        told(&text),
        [(192, "people[1].organisation".to_owned(), "alias")]
    );
    let text = changed(&[
        (178, "name:", "name: &name"),
        (187, "  name:", "  name: *name\n  x:"),
    ]);
    assert!(
        told(&text).contains(&(187, "people[1].name".to_owned(), "alias")),
        "{:?}",
        told(&text)
    );
}

#[test]
fn a_file_that_repeats_itself_without_end_is_refused_at_once() {
    let mut text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in ('b'..='k').zip('a'..) {
        let copies = vec![format!("*{before}"); 10].join(", ");
        text += &[name, ':', ' ', '&', name, ' ', '[']
            .iter()
            .collect::<String>();
        text += &copies;
        text += "]\n";
    }
    assert!(
        faults(&text)
            .iter()
            .any(|fault| fault.code.code() == "alias")
    );
    // Anchors inside anchors: the parser would copy each level whole.
    let nested = format!("{}{}", "&a [".repeat(200), "0, ".repeat(60_000));
    assert_eq!(single(&nested).1, "alias");
}

#[test]
fn a_file_too_deep_or_too_large_is_refused() {
    assert_eq!(
        single(&format!("{}\n", "- ".repeat(1_000_000))).1,
        "too-deep"
    );
    assert_eq!(single(&"[".repeat(100_000)).1, "too-deep");
    let steps: Vec<String> = (0..1000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    assert_eq!(single(&steps.concat()).1, "too-deep");
    let flow = format!("{}1{}", "[".repeat(40), "]".repeat(40));
    assert_eq!(
        told(&changed(&[(685, "true", &flow)])),
        [(685, "venues[0].step_free_access".to_owned(), "wrong-type")]
    );
    assert_eq!(single(&"x".repeat(FILE_BYTES_MAX + 1)).1, "too-large");
}

#[test]
fn a_tag_is_refused() {
    let text = changed(&[(183, "IGA", "!secret IGA")]);
    assert_eq!(
        told(&text),
        [(183, "people[0].organisation".to_owned(), "tag")]
    );
}

#[test]
fn a_report_ends_after_two_hundred_faults() {
    let keys: Vec<String> = (0..5_000)
        .map(|number| format!("key{number}: 1\n"))
        .collect();
    let faults = faults(&keys.concat());
    assert_eq!(faults.len(), FAULTS_REPORTED_MAX + 1);
    assert_eq!(
        faults[FAULTS_REPORTED_MAX].to_string(),
        "line 200: found 4828 more faults; expected these mended first"
    );
}
