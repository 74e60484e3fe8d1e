//! Types and limits, on tiny samples.

use super::{FileRules, MediaType, Purpose, media_type_of, offered_name};
use crate::error::OperationError;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0";
const PDF: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";

/// An entry of a made archive: its name, its flags and the size that it says it unpacks to.
struct Entry(&'static str, u16, u32);

fn stored(name: &'static str) -> Entry {
    Entry(name, 0, 0)
}

/// A zip archive of entries without content.
fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut local, mut directory) = (Vec::new(), Vec::new());
    for Entry(name, flags, unpacked_bytes) in entries {
        let name_bytes = u16::try_from(name.len()).unwrap();
        let start = u32::try_from(local.len()).unwrap();
        // Version, flags, method; time and date; checksum; packed and unpacked size; lengths of name and extra field.
        let mut shared = Vec::new();
        shared.extend(20_u16.to_le_bytes());
        shared.extend(flags.to_le_bytes());
        shared.extend([0; 10]);
        shared.extend(0_u32.to_le_bytes());
        shared.extend(unpacked_bytes.to_le_bytes());
        shared.extend(name_bytes.to_le_bytes());
        shared.extend([0; 2]);
        local.extend(b"PK\x03\x04");
        local.extend(&shared);
        local.extend(name.as_bytes());
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&shared);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    let (start, size) = (
        u32::try_from(local.len()).unwrap(),
        u32::try_from(directory.len()).unwrap(),
    );
    let mut archive = local;
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(count);
    archive.extend(count);
    archive.extend(size.to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0; 2]);
    archive
}

fn docx() -> Vec<u8> {
    zip(&[
        stored("[Content_Types].xml"),
        stored("_rels/.rels"),
        stored("word/document.xml"),
    ])
}

fn refusal(rules: FileRules, bytes: &[u8]) -> &'static str {
    match rules.judge(bytes) {
        Err(OperationError::Refused(code)) => code,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn every_type_of_the_list_is_known_by_its_content() {
    let xlsx = zip(&[stored("[Content_Types].xml"), stored("xl/workbook.xml")]);
    let pptx = zip(&[
        stored("ppt/presentation.xml"),
        stored("[Content_Types].xml"),
    ]);
    let samples: [(&[u8], MediaType); 7] = [
        (PDF, MediaType::Pdf),
        (PNG, MediaType::Png),
        (JPEG, MediaType::Jpeg),
        (&docx(), MediaType::Docx),
        (&xlsx, MediaType::Xlsx),
        (&pptx, MediaType::Pptx),
        (
            "خطة المختبر: 1 < 2\r\n\tNotes\n".as_bytes(),
            MediaType::PlainText,
        ),
    ];
    for (bytes, media_type) in samples {
        assert_eq!(
            Purpose::SessionMaterial.rules().judge(bytes).unwrap(),
            media_type
        );
    }
}

#[test]
fn prose_may_begin_as_pictures_and_sounds_do() {
    for text in [
        "BM is short for building materials",
        "ID3 tags",
        "GIF89a is a format",
        "<3 for every lab",
    ] {
        assert_eq!(
            media_type_of(text.as_bytes()),
            Some(MediaType::PlainText),
            "{text}"
        );
    }
}

#[test]
fn markup_scripts_and_programs_are_refused() {
    let samples: [&[u8]; 14] = [
        b"<!DOCTYPE html><p>hello",
        b"\xEF\xBB\xBF \n<html>",
        b"hello <ScRiPt>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<note>hello</note>",
        b"<!-- hello -->",
        b"#!/bin/sh\nrm -rf /\n",
        b"MZ\x90\0\x03\0\0\0",
        b"\x7FELF\x02\x01\x01\0",
        b"{\\rtf1 hello}",
        b"GIF89a\x01\0\x01\0",
        b"h\0e\0l\0l\0o\0",
        b"\xFF\xFEh\0i\0",
    ];
    for sample in samples {
        assert_eq!(
            media_type_of(sample),
            None,
            "{}",
            String::from_utf8_lossy(sample)
        );
    }
}

#[test]
fn what_could_be_two_things_is_refused() {
    let mut pdf_in_front_of_page = b"%PDF-1.4\n".to_vec();
    pdf_in_front_of_page.extend(b"<html><script>alert(1)</script>");
    let mut archive_behind_text = b"hello\n".to_vec();
    archive_behind_text.extend(docx());
    let mut page_behind_archive = docx();
    page_behind_archive.extend(b"<html>");
    let samples: [&[u8]; 5] = [
        b"<html><!-- %PDF-1.4 --><script>alert(1)</script></html>",
        b"A note in front of\n%PDF-1.4\n1 0 obj",
        &pdf_in_front_of_page,
        &archive_behind_text,
        &page_behind_archive,
    ];
    for sample in samples {
        assert_eq!(
            media_type_of(sample),
            None,
            "{}",
            String::from_utf8_lossy(sample)
        );
    }
}

#[test]
fn archives_that_are_no_harmless_office_package_are_refused() {
    let types = || stored("[Content_Types].xml");
    let samples = [
        ("bare", zip(&[stored("notes.txt")])),
        ("without content types", zip(&[stored("word/document.xml")])),
        ("without a document", zip(&[types(), stored("notes.txt")])),
        (
            "two documents",
            zip(&[
                types(),
                stored("word/document.xml"),
                stored("xl/workbook.xml"),
            ]),
        ),
        (
            "macros",
            zip(&[
                types(),
                stored("word/document.xml"),
                stored("word/vbaProject.bin"),
            ]),
        ),
        (
            "encrypted",
            zip(&[types(), Entry("word/document.xml", 1, 0)]),
        ),
        (
            "out of its folder",
            zip(&[
                types(),
                stored("word/document.xml"),
                stored("word/../../evil"),
            ]),
        ),
        ("empty", zip(&[])),
    ];
    for (what, archive) in samples {
        assert_eq!(media_type_of(&archive), None, "{what}");
    }
}

#[test]
fn a_bomb_is_known_by_what_it_says_and_is_never_unpacked() {
    let package = |unpacked_bytes| {
        zip(&[
            stored("[Content_Types].xml"),
            Entry("word/document.xml", 0, unpacked_bytes),
        ])
    };
    assert_eq!(
        media_type_of(&package(256 * 1024 * 1024)),
        Some(MediaType::Docx)
    );
    assert_eq!(media_type_of(&package(256 * 1024 * 1024 + 1)), None);
    assert_eq!(media_type_of(&package(u32::MAX)), None);
}

#[test]
fn a_package_cut_anywhere_is_refused() {
    let whole = docx();
    // Two letters alone are prose.
    for length in 3..whole.len() {
        assert_eq!(media_type_of(&whole[..length]), None, "cut at {length}");
    }
}

#[test]
fn sizes_and_types_are_limited_by_the_rules() {
    let rules = FileRules {
        size_max_bytes: PDF.len() as u64,
        media_types: &[MediaType::Pdf],
    };
    assert_eq!(rules.judge(PDF).unwrap(), MediaType::Pdf);
    let longer = [PDF, b"\n"].concat();
    assert_eq!(refusal(rules, &longer), "file-too-large");
    assert_eq!(refusal(rules, PNG), "file-type-refused");
    let Err(OperationError::Invalid(faults)) = rules.judge(b"") else {
        panic!("nothing is a file")
    };
    let [fault] = faults.as_slice() else {
        panic!("one fault: {faults:?}")
    };
    assert_eq!((fault.field.as_str(), fault.code), ("file", "file-empty"));
}

#[test]
fn a_name_ends_as_its_type_does() {
    assert_eq!(offered_name("../../Plan.PDF", MediaType::Pdf), "Plan.PDF");
    assert_eq!(
        offered_name("page.html", MediaType::PlainText),
        "page.html.txt"
    );
    assert_eq!(offered_name("خطة", MediaType::Docx), "خطة.docx");
    assert_eq!(offered_name("", MediaType::Png), "file.png");
    let long = offered_name(&format!("{}.html", "x".repeat(200)), MediaType::PlainText);
    // Shortened twice: the first ending gives way to the second.
    assert_eq!(long, format!("{}.txt", "x".repeat(115)));
}
