use super::*;

fn forbidden(code_point: u32) -> Result<String, TextFault> {
    Err(TextFault::Forbidden { code_point })
}

#[test]
fn a_name_is_trimmed_composed_and_spaced_once() {
    let cases = [
        ("  Amal   Al\u{A0} Noor \n", "Amal Al Noor"),
        ("Zoe\u{308}", "Zo\u{EB}"),
        ("\u{627}\u{654}حمد", "أحمد"),
        ("محمّد بن عَلِي", "محمّد بن عَلِي"),
        ("O\u{2019}Neil-Šimková", "O\u{2019}Neil-Šimková"),
        ("a\u{2028}b", "a b"),
    ];
    for (typed, clean) in cases {
        assert_eq!(clean_name(typed), Ok(clean.to_owned()), "{typed:?}");
        assert_eq!(clean_name(clean), Ok(clean.to_owned()), "{typed:?} again");
    }
}

#[test]
fn a_name_holds_no_control_direction_or_invisible_character() {
    let bad = (0..0x20)
        .chain(0x7F..0xA0)
        .chain(0x202A..=0x202E)
        .chain(0x2066..=0x2069)
        .chain([
            0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD, 0x61C, 0x3164, 0xFE0F, 0xE0041,
        ]);
    let mut count = 0;
    for code_point in bad {
        let character = char::from_u32(code_point).unwrap();
        assert_eq!(
            clean_name(&format!("Amal{character}Noor")),
            forbidden(code_point)
        );
        assert_eq!(
            clean_name(&format!("أمل{character}نور")),
            forbidden(code_point)
        );
        count += 1;
    }
    assert_eq!(count, 32 + 33 + 5 + 4 + 10);
}

#[test]
fn joiners_stand_between_arabic_letters_only() {
    for joiner in ['\u{200C}', '\u{200D}'] {
        let code_point = u32::from(joiner);
        for good in [format!("می{joiner}روم"), format!("بَ{joiner}ت")] {
            assert_eq!(clean_name(&good), Ok(good.clone()));
        }
        let bad = [
            format!("ab{joiner}cd"),
            format!("{joiner}علي"),
            format!("علي{joiner}"),
            format!("علي{joiner} حسن"),
            format!("علي{joiner}a"),
            format!("a{joiner}علي"),
            format!("ع{joiner}{joiner}لي"),
            format!("ع{joiner}\u{64B}لي"),
            format!("٣{joiner}٤"),
        ];
        for name in bad {
            assert_eq!(clean_name(&name), forbidden(code_point), "{name:?}");
        }
    }
}

#[test]
fn a_name_has_limits_in_characters_and_in_bytes() {
    for empty in ["", "   ", "\n\u{A0}\t"] {
        assert_eq!(clean_name(empty), Err(TextFault::Empty));
    }
    let hundred = "م".repeat(100);
    assert_eq!(clean_name(&hundred), Ok(hundred.clone()));
    let longer = "م".repeat(101);
    assert_eq!(
        clean_name(&longer),
        Err(TextFault::TooManyGraphemes { max: 100 })
    );
    // A letter with shadda and fatha is one character of six bytes: 66 of them are 396 bytes.
    let marked = "بَّ".repeat(66);
    assert_eq!(clean_name(&marked).map(|name| name.len()), Ok(396));
    let heavier = "بَّ".repeat(67);
    assert_eq!(
        clean_name(&heavier),
        Err(TextFault::TooManyBytes { max: 400 })
    );
    assert_eq!(
        TextFault::Forbidden { code_point: 0x1B }.to_string(),
        "the invisible character U+001B cannot stand here"
    );
}

#[test]
fn free_text_keeps_its_lines_and_loses_what_nobody_sees() {
    let cases = [
        (
            "  one\r\ntwo\rthree\u{2028}four\u{85}five\tsix ",
            "one\ntwo\nthree\nfour\nfive\tsix",
        ),
        ("pay \u{202E}live\u{202C} \u{2066}x\u{2069}", "pay live x"),
        ("a\u{0}b\u{1B}[31mc\u{9B}d", "ab[31mcd"),
        ("a\u{200B}b\u{FEFF}c\u{200D}d", "abcd"),
        ("می\u{200C}روم", "می\u{200C}روم"),
        ("ا\u{200F}!", "ا\u{200F}!"),
        // Taking a character out can bring a letter and its mark together.
        ("e\u{200B}\u{301}", "\u{E9}"),
        ("", ""),
        (" \n ", ""),
        (" \u{200F}\u{202E}\n\u{61C} ", ""),
    ];
    for (typed, clean) in cases {
        assert_eq!(clean_text(typed, 100), Ok(clean.to_owned()), "{typed:?}");
        assert_eq!(
            clean_text(clean, 100),
            Ok(clean.to_owned()),
            "{typed:?} again"
        );
    }
}

#[test]
fn free_text_is_limited_by_what_the_caller_allows() {
    assert_eq!(clean_text("نعم!", 4), Ok("نعم!".to_owned()));
    assert_eq!(
        clean_text("نعم!!", 4),
        Err(TextFault::TooManyGraphemes { max: 4 })
    );
    let tower = format!("a{}", "\u{317}".repeat(100));
    assert_eq!(
        clean_text(&tower, 10),
        Err(TextFault::TooManyBytes { max: 80 })
    );
}

#[test]
fn the_search_key_folds_what_readers_take_for_the_same() {
    let cases = [
        ("أحمد", "احمد"),
        ("إيمان", "ايمان"),
        ("آمنة", "امنه"),
        ("ٱلمنامة", "المنامه"),
        ("مصطفى", "مصطفي"),
        ("فاطِمَةُ الزَّهْراءِ", "فاطمه الزهراء"),
        ("رحمٰن", "رحمن"),
        ("مـحـمـد", "محمد"),
        ("مؤمن مسئول شيء", "مؤمن مسئول شيء"),
        ("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹", "0123456789 0123456789"),
        ("Šimková ÉLAN", "šimková élan"),
        // Composed first: alef and a hamza written apart are one letter.
        ("\u{627}\u{654}\u{64E}حمد", "احمد"),
        ("Zoe\u{308}", "zo\u{EB}"),
    ];
    for (text, key) in cases {
        assert_eq!(search_key(text), key, "{text}");
        assert_eq!(search_key(key), key, "{text} again");
    }
    let dropped: Vec<u32> = (0x600..0x700)
        .filter(|code_point| {
            char::from_u32(*code_point).is_some_and(|c| search_key(&c.to_string()).is_empty())
        })
        .collect();
    let expected: Vec<u32> = [0x640]
        .into_iter()
        .chain(0x64B..=0x652)
        .chain([0x670])
        .collect();
    assert_eq!(dropped, expected);
}

#[test]
fn digits_of_both_arabic_sets_become_western_and_nothing_else_changes() {
    assert_eq!(western_digits("٣٠ دقيقة، ۴۵ و 60"), "30 دقيقة، 45 و 60");
    assert_eq!(western_digits("٩/١١/٢٠٢٦"), "9/11/2026");
    let changed = (0..0x0011_0000)
        .filter_map(char::from_u32)
        .filter(|c| western_digits(&c.to_string()) != c.to_string());
    assert_eq!(changed.count(), 20);
}

#[test]
fn an_address_is_trimmed_and_its_domain_lowered() {
    let cases = [
        (" Fe.A10@Example.ORG ", "Fe.A10@example.org"),
        ("a+b_c'd@mail.example.org", "a+b_c'd@mail.example.org"),
        ("ａｂ＠ｅｘａｍｐｌｅ．ＯＲＧ", "ab@example.org"),
        ("info@وزارة.البحرين", "info@وزارة.البحرين"),
        ("x@Bu\u{308}cher.example", "x@b\u{FC}cher.example"),
        ("x@xn--bcher-kva.example", "x@xn--bcher-kva.example"),
    ];
    for (typed, clean) in cases {
        assert_eq!(clean_email(typed), Ok(clean.to_owned()), "{typed}");
        assert_eq!(clean_email(clean), Ok(clean.to_owned()), "{typed} again");
    }
}

// Statement 37.
#[test]
fn addresses_that_are_the_same_have_one_key() {
    for variant in [
        "fe.a10@example.org",
        " FE.A10@EXAMPLE.ORG",
        "ｆｅ.a10@example.org",
    ] {
        assert_eq!(email_key(variant), "fe.a10@example.org");
    }
    for variant in [
        "x@b\u{FC}cher.example",
        "x@Bu\u{308}cher.example",
        "X@XN--BCHER-KVA.example",
    ] {
        assert_eq!(email_key(variant), "x@xn--bcher-kva.example", "{variant}");
    }
    assert_ne!(
        email_key("fea10@example.org"),
        email_key("fe.a10@example.org")
    );
}

// Statement 37.
#[test]
fn what_is_no_address_is_refused() {
    let bad = [
        "a",
        "@",
        "a@",
        "@example.org",
        "a@b",
        "a b@example.org",
        "a@@example.org",
        "a@b@example.org",
        ".a@example.org",
        "a.@example.org",
        "a..b@example.org",
        "a@.org",
        "a@example.",
        "a@example..org",
        "a@-x.org",
        "a@x-.org",
        "a@exa_mple.org",
        "a@127.0.0.1",
        "a@[127.0.0.1]",
        "\"a b\"@example.org",
        "a@example.org, b@example.org",
        "A <a@example.org>",
        "علي@example.org",
        "a@exam\u{200B}ple.org",
        "a\u{200B}@example.org",
        "a@exa\u{202E}mple.org",
        "a@example。org",
        "a@exam\u{34F}ple.org",
        "a@example\u{FE0F}.org",
        "a@exam\u{3164}ple.org",
    ];
    for typed in bad {
        assert_eq!(clean_email(typed), Err(EmailFault::Form), "{typed:?}");
    }
    for typed in [
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\n",
        "a\r@example.org",
        "\0a@example.org",
        "a@example.org\u{85}",
    ] {
        assert_eq!(clean_email(typed), Err(EmailFault::Control), "{typed:?}");
    }
    assert_eq!(clean_email("  "), Err(EmailFault::Empty));
}

#[test]
fn an_address_is_at_most_254_bytes_long() {
    let label = "d".repeat(63);
    let of_length = |local: usize, last: usize| {
        format!(
            "{}@{label}.{label}.{}.org",
            "l".repeat(local),
            "d".repeat(last)
        )
    };
    let longest = of_length(64, 57);
    assert_eq!(longest.len(), 254);
    assert_eq!(clean_email(&longest), Ok(longest.clone()));
    assert_eq!(clean_email(&of_length(64, 58)), Err(EmailFault::TooLong));
    assert_eq!(clean_email(&of_length(65, 1)), Err(EmailFault::TooLong));
    assert_eq!(
        clean_email(&format!("a@{}.org", "d".repeat(64))),
        Err(EmailFault::Form)
    );
}

#[test]
fn a_file_name_loses_its_path_and_what_nobody_sees() {
    let cases = [
        ("report.pdf", "report.pdf"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\C:\\Users\\a\\خطة العمل.docx", "خطة العمل.docx"),
        ("../..", "file"),
        ("..", "file"),
        (".", "file"),
        ("", "file"),
        ("folder/", "file"),
        (" \u{200B}\n ", "file"),
        (".htaccess", "htaccess"),
        ("...hidden.tar.gz", "hidden.tar.gz"),
        ("name.", "name"),
        ("invoice\u{202E}fdp.exe", "invoicefdp.exe"),
        ("a\r\nContent-Type: text.html", "a Content-Type- text.html"),
        ("a\0b\u{7F}c\u{9B}d.txt", "abcd.txt"),
        ("what? <\"now\">|*.txt", "what- --now----.txt"),
        ("two   spaces .pdf", "two spaces.pdf"),
        ("e\u{301}te\u{301}.pdf", "\u{E9}t\u{E9}.pdf"),
        ("می\u{200C}روم.pdf", "می\u{200C}روم.pdf"),
        ("\u{200B}.pdf", "pdf"),
    ];
    for (given, clean) in cases {
        assert_eq!(clean_file_name(given), clean, "{given:?}");
        assert_eq!(clean_file_name(clean), clean, "{given:?} again");
    }
}

#[test]
fn a_long_file_name_is_cut_between_characters_and_keeps_its_extension() {
    let exact = format!("{}.pdf", "ن".repeat(116));
    assert_eq!(clean_file_name(&exact), exact);
    let long = format!("{}.pdf", "ن".repeat(500));
    assert_eq!(clean_file_name(&long), exact);
    let no_extension = "ن".repeat(121);
    assert_eq!(clean_file_name(&no_extension), "ن".repeat(120));
    // Nothing that long is an extension.
    let odd = format!("a.{}", "x".repeat(200));
    assert_eq!(clean_file_name(&odd), odd[..120]);
    // Six bytes to a character reach the limit of bytes first, and no character is split: 79 of them and ".png".
    let marked = "بَّ";
    let cut = clean_file_name(&format!("{}.png", marked.repeat(100)));
    assert_eq!(cut, format!("{}.png", marked.repeat(79)));
    let tower = format!("a{}.txt", "\u{317}".repeat(1_000));
    assert_eq!(clean_file_name(&tower), "file.txt");
    // A cut that ends in a space or dot loses it too.
    let spaced = format!("{} {}.pdf", "n".repeat(115), "n".repeat(50));
    assert_eq!(clean_file_name(&spaced), format!("{}.pdf", "n".repeat(115)));
}
