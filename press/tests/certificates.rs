//! Setting certificates and opening them again.

use sha2::{Digest, Sha256};
use std::{sync::LazyLock, time::Instant};
use zamala_press::{
    CertificateData, Face, Named, NotOurs, PressError, TemplateVersion, Templates, Text,
    data_digest, open, sample, sample_fellowship,
};

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::load().expect("they set"));
const CREDENTIAL: &[u8] =
    br#"{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:1","proof":[]}"#;
/// What the sample is set to by this press. When it differs, the engine below or a template has changed: then every
/// certificate issued before would be called altered. Raise `PRESS` in `src/templates.rs`, and with it this digest.
const SAMPLE_DIGEST: &str = "1bba05a6b103e94b1a702b312cb731608cf4ed0954a45f3ab10fb1a9a317adcf";

fn issued(data: &CertificateData) -> Vec<u8> {
    TEMPLATES.certificate(data, CREDENTIAL).expect("it sets")
}

fn face(pdf: &[u8], data: &CertificateData) -> Face {
    let opened = open(pdf).expect("it opens");
    let named = Named {
        template_digest: &TEMPLATES.template_digest(TemplateVersion::CURRENT),
        data_digest: &data_digest(data),
    };
    TEMPLATES.face(pdf, &opened, &named)
}

fn replaced(pdf: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = pdf
        .windows(from.len())
        .position(|it| it == from)
        .expect("it is there");
    let mut edited = pdf.to_vec();
    edited[at..at + to.len()].copy_from_slice(to);
    edited
}

#[test]
fn the_same_certificate_has_the_same_bytes_from_another_press() {
    let other = Templates::load().expect("they set");
    for data in [sample(), sample_fellowship()] {
        let first = issued(&data);
        assert_eq!(other.certificate(&data, CREDENTIAL), Ok(first.clone()));
        assert_eq!(issued(&data), first);
    }
    let digest = hex::encode(Sha256::digest(issued(&sample())));
    assert_eq!(digest, SAMPLE_DIGEST);
}

#[test]
fn what_was_attached_comes_out_byte_for_byte() {
    for data in [sample(), sample_fellowship()] {
        let opened = open(&issued(&data)).expect("it opens");
        assert_eq!(opened.credential, CREDENTIAL);
        assert_eq!(opened.data, data.canonical_json());
        assert_eq!(opened.certificate_data(), Ok(data.clone()));
        assert_eq!(
            hex::encode(Sha256::digest(&opened.data)),
            data_digest(&data)
        );
    }
}

#[test]
fn a_certificate_is_as_rendered_until_one_byte_of_it_changes() {
    let data = sample();
    let pdf = issued(&data);
    assert_eq!(TEMPLATES.is_as_rendered(&pdf), Ok(true));
    assert_eq!(face(&pdf, &data), Face::AsRendered);
    let mut longer = pdf.clone();
    longer.extend(b"\n%%EOF\n");
    for edited in [replaced(&pdf, b"/MediaBox", b"/mediaBox"), longer] {
        assert_eq!(TEMPLATES.is_as_rendered(&edited), Ok(false));
        assert_eq!(face(&edited, &data), Face::Altered);
    }
}

#[test]
fn another_persons_data_around_the_same_credential_are_altered() {
    let data = sample();
    let mut other = data.clone();
    other.holder = Text::new("حمد راشد", "Hamad Rashid");
    let forged = issued(&other);
    assert_eq!(TEMPLATES.is_as_rendered(&forged), Ok(true));
    assert_eq!(face(&forged, &data), Face::Altered);
}

#[test]
fn a_template_that_this_press_does_not_have_cannot_be_judged() {
    let data = sample();
    let pdf = issued(&data);
    let opened = open(&pdf).expect("it opens");
    let named = Named {
        template_digest: &"0".repeat(64),
        data_digest: &data_digest(&data),
    };
    assert_eq!(TEMPLATES.face(&pdf, &opened, &named), Face::UnknownTemplate);
}

#[test]
fn long_names_and_titles_fit_and_longer_ones_are_refused_by_name() {
    let mut data = sample();
    let long_ar = "عبد الرحمن بن محمد بن عبد العزيز بن عبد الله بن سلمان آل خليفة الظاهري المنصوري الكعبي الهاشمي الزرقاوي";
    let long_en = "Abdulrahman bin Mohammed bin Abdulaziz bin Abdullah bin Salman Al Dhaheri Al Mansoori Al Kaabi Junior";
    data.holder = Text::new(long_ar, long_en);
    data.award = Text::new(
        "تصميم الخدمات الحكومية الرقمية الشاملة وتقييمها وفق مؤشر الخدمات الإلكترونية للأمم المتحدة EGDI 2026",
        "Designing and evaluating inclusive digital government services against the United Nations Online Service Index",
    );
    issued(&data);
    data.holder = Text::new(long_ar.repeat(20), long_en.repeat(20));
    assert_eq!(
        TEMPLATES.certificate(&data, CREDENTIAL),
        Err(PressError::TooLong {
            field: "holder".to_owned()
        })
    );
}

#[test]
fn what_looks_like_source_is_printed_as_it_is() {
    let mut data = sample();
    data.holder = Text::new(
        "#panic(\"١\") $x$ *نور*",
        "#read(\"/etc/passwd\") [Noor] _Ali_ \\ \"x\"",
    );
    let opened = open(&issued(&data)).expect("it opens");
    assert_eq!(opened.certificate_data(), Ok(data));
}

#[test]
fn a_name_that_no_face_can_show_is_refused_in_words() {
    let mut data = sample();
    data.holder.en = "王小明".to_owned();
    let refused = TEMPLATES.certificate(&data, CREDENTIAL);
    assert!(
        matches!(&refused, Err(PressError::Unprintable(words)) if words.contains('王')),
        "{refused:?}"
    );
}

#[test]
fn rubbish_and_foreign_files_are_answered_and_never_panic() {
    assert_eq!(open(b""), Err(NotOurs::NotPdf));
    assert_eq!(open(b"PK\x03\x04 a spreadsheet"), Err(NotOurs::NotPdf));
    assert_eq!(open(b"%PDF-1.7\n%%EOF"), Err(NotOurs::NoCredential));
    assert_eq!(open(b"%PDF-1.7 /Encrypt"), Err(NotOurs::Encrypted));
    assert_eq!(open(&vec![b'%'; 9 << 20]), Err(NotOurs::TooLarge));
    let nested = [b"%PDF-1.7 1 0 obj".as_slice(), &b"[<<".repeat(1 << 20)].concat();
    assert_eq!(open(&nested), Err(NotOurs::NoCredential));
    let streams = [
        b"%PDF-1.7\n".as_slice(),
        &b"1 0 obj<</EmbeddedFile>>stream\n".repeat(1 << 17),
    ]
    .concat();
    assert_eq!(open(&streams), Err(NotOurs::NoCredential));
    let pdf = issued(&sample());
    for cut in (0..pdf.len()).step_by(997) {
        assert!(open(&pdf[..cut]).is_err() || cut > pdf.len() / 2);
    }
    for at in (0..pdf.len()).step_by(499) {
        let mut hurt = pdf.clone();
        hurt[at] ^= 0x55;
        if let Ok(opened) = open(&hurt) {
            assert_eq!(
                opened.certificate_data().is_ok(),
                opened.data == sample().canonical_json()
            );
        }
    }
}

#[test]
fn a_bomb_in_an_attachment_is_not_unpacked() {
    use std::io::Write;
    let zeros = vec![b' '; 64 << 20];
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&zeros).expect("memory");
    let bomb = packer.finish().expect("memory");
    let mut pdf =
        b"%PDF-1.7\n1 0 obj\n<</Type/EmbeddedFile/Filter/FlateDecode>>\nstream\n".to_vec();
    pdf.extend(bomb);
    pdf.extend(b"\nendstream\n");
    assert_eq!(open(&pdf), Err(NotOurs::NoCredential));
}

#[test]
fn a_certificate_whose_attachment_was_touched_is_damaged_or_says_something_else() {
    let pdf = issued(&sample());
    let data = sample().canonical_json();
    let starts = pdf
        .windows(6)
        .enumerate()
        .filter(|(at, it)| it == b"stream" && !pdf[..*at].ends_with(b"end"))
        .map(|(at, _)| at);
    let mut touched = 0;
    for at in starts {
        let near = &pdf[at.saturating_sub(400)..at];
        if !near.windows(13).any(|it| it == b"/EmbeddedFile") {
            continue;
        }
        for offset in [10, 20, 40] {
            let mut edited = pdf.clone();
            edited[at + offset] ^= 1;
            touched += 1;
            match open(&edited) {
                Err(fault) => assert_eq!(fault, NotOurs::Damaged, "byte {}", at + offset),
                Ok(opened) => assert!(opened.credential != CREDENTIAL || opened.data != data),
            }
        }
    }
    assert!(touched >= 6, "two attachments");
}

#[test]
fn two_credentials_in_one_file_are_nobodys() {
    let data = sample();
    let mut pdf = issued(&data);
    let other = br#"{"id":"urn:uuid:2"}"#;
    pdf.extend(b"\n9999 0 obj\n<</Type/EmbeddedFile>>\nstream\n");
    pdf.extend(other);
    pdf.extend(b"\nendstream\nendobj\n");
    assert_eq!(open(&pdf), Err(NotOurs::Ambiguous));
}

/// Not a bound, only a guard against a template that searches for its sizes without end.
#[test]
fn a_certificate_takes_well_under_a_second() {
    issued(&sample());
    let mut data = sample();
    let begun = Instant::now();
    for number in 0..10 {
        data.serial = format!("ZML-2026-MC10-{number:04}");
        issued(&data);
    }
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}
