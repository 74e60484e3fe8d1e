//! Certificates as other people's programs see them: poppler takes the attachments out and reads the text, qpdf checks
//! the file and saves it again, and nobody's saving goes unnoticed.

mod verified;

use serde_json::Value;
use std::{collections::BTreeSet, path::Path, process::Command, sync::LazyLock};
use tempfile::TempDir;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use zamala_press::{CertificateData, Templates, Text, open, sample, sample_fellowship};

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::load().unwrap());
const CREDENTIAL: &[u8] =
    br#"{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:1"}"#;
/// Poppler 22 takes the standard's boolean for a fault (ISO 32000-1, table 321).
const ODDITY: &str = "Suspects object is wrong type (boolean)";
/// What is in the data but not printed in words.
const NOT_WORDS: &[&str] = &[
    "code",
    "ends_on",
    "issued_at",
    "issued_on",
    "kind",
    "starts_on",
    "template",
    "verify_url",
];

struct Filed {
    folder: TempDir,
    pdf: Vec<u8>,
}

impl Filed {
    fn new(data: &CertificateData) -> Self {
        let pdf = TEMPLATES.certificate(data, CREDENTIAL).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("certificate.pdf"), &pdf).unwrap();
        Self { folder, pdf }
    }

    /// Runs a program in the folder; it must succeed without a complaint.
    fn ask(&self, program: &str, arguments: &[&str]) -> String {
        let run = Command::new(program)
            .args(arguments)
            .current_dir(&self.folder)
            .output()
            .unwrap();
        let complaint = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{program}: {complaint}");
        let complaints: Vec<&str> = complaint
            .lines()
            .filter(|it| !it.contains(ODDITY))
            .collect();
        assert_eq!(complaints, Vec::<&str>::new(), "{program}");
        String::from_utf8(run.stdout).unwrap()
    }

    fn read(&self, name: impl AsRef<Path>) -> Vec<u8> {
        std::fs::read(self.folder.path().join(name)).unwrap()
    }
}

#[test]
fn poppler_takes_out_what_was_attached() {
    let data = sample();
    let filed = Filed::new(&data);
    filed.ask("pdfdetach", &["-saveall", "certificate.pdf"]);
    assert_eq!(filed.read("credential.json"), CREDENTIAL);
    assert_eq!(filed.read("data.json"), data.canonical_json());
}

#[test]
fn poppler_reads_every_word_in_both_scripts() {
    let mut fellowship = sample_fellowship();
    fellowship.holder = Text::new(
        "عبد الرحمن بن محمد بن عبد العزيز بن عبد الله آل خليفة",
        "Abdulrahman bin Mohammed bin Abdulaziz bin Abdullah Al Khalifa",
    );
    for mut data in [sample(), fellowship] {
        // The word across the page would stand between the others.
        data.is_sample = false;
        let filed = Filed::new(&data);
        let read = filed.ask("pdftotext", &["certificate.pdf", "-"]);
        let page = letters(&read);
        let printed = serde_json::from_slice::<Value>(&data.canonical_json()).unwrap();
        for word in words(&texts(&printed)) {
            assert!(page.contains(&word), "{word} is missing in {read}");
        }
        // A name stands in one piece, its letters in the order in which they are written.
        assert!(
            arabic(&page).contains(&arabic(&letters(&data.holder.ar))),
            "{read}"
        );
    }
}

#[test]
fn the_file_says_what_it_is_to_archives_and_screen_readers() {
    let filed = Filed::new(&sample());
    let about = filed.ask("pdfinfo", &["certificate.pdf"]);
    for claim in [
        "Tagged:          yes",
        "JavaScript:      no",
        "Creator:         Zamala",
    ] {
        assert!(about.contains(claim), "{claim} is missing in {about}");
    }
    let metadata = filed.ask("pdfinfo", &["-meta", "certificate.pdf"]);
    for claim in [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(metadata.contains(claim), "{claim} is missing in {metadata}");
    }
    let fonts = filed.ask("pdffonts", &["certificate.pdf"]);
    for line in fonts.lines().skip(2) {
        assert!(
            line.contains(" yes yes yes "),
            "embedded, a subset, with its letters: {line}"
        );
    }
}

#[test]
fn qpdf_finds_no_fault_and_what_it_saves_again_still_opens_but_is_altered() {
    let data = sample();
    let filed = Filed::new(&data);
    filed.ask("qpdf", &["--check", "certificate.pdf"]);
    for how in ["--object-streams=generate", "--qdf", "--compress-streams=n"] {
        filed.ask("qpdf", &[how, "certificate.pdf", "again.pdf"]);
        let again = filed.read("again.pdf");
        let opened = open(&again).unwrap();
        assert_eq!(opened.credential, CREDENTIAL, "{how}");
        assert_eq!(opened.data, data.canonical_json(), "{how}");
        assert_eq!(TEMPLATES.is_as_rendered(&again), Ok(false), "{how}");
    }
    assert_eq!(TEMPLATES.is_as_rendered(&filed.pdf), Ok(true));
}

/// Every text of the data that is printed.
fn texts(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(texts).collect::<Vec<_>>().join(" "),
        Value::Object(fields) => {
            let printed = fields
                .iter()
                .filter(|(name, _)| !NOT_WORDS.contains(&name.as_str()));
            printed
                .map(|(_, value)| texts(value))
                .collect::<Vec<_>>()
                .join(" ")
        }
        _ => String::new(),
    }
}

fn words(text: &str) -> BTreeSet<String> {
    let spaced: String = plain(text)
        .map(|it| if it.is_alphabetic() { it } else { ' ' })
        .collect();
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// Letters only: poppler sees spaces where there are none and turns mixed runs of figures round.
fn letters(text: &str) -> String {
    plain(text).filter(|it| it.is_alphabetic()).collect()
}

fn arabic(letters: &str) -> String {
    let is_arabic = |letter: &char| ('\u{600}'..='\u{6ff}').contains(letter);
    letters.chars().filter(is_arabic).collect()
}

/// Without marks, which poppler moves about, and without the controls of direction.
fn plain(text: &str) -> impl Iterator<Item = char> {
    let is_control = |it: char| matches!(it, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.nfkc()
        .filter(move |it| !is_combining_mark(*it) && !is_control(*it))
}
