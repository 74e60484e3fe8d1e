//! Texts without their comments and the insides of their strings, so that a rule sees only what acts.
//!
//! Promise: every view has the length and the lines of the text, so that an offset means the same in all of them.

use super::tree::Kind;

/// The text with comments and the insides of strings as spaces.
pub fn blanked(text: &str, kind: Kind) -> String {
    match kind {
        Kind::Rust => Blanker::new(text).rust(),
        Kind::Script => Blanker::new(text).script(),
        Kind::Style => Blanker::new(text).between(&[("/*", "*/")]),
        Kind::Template => Blanker::new(text).between(&[
            ("{{!--", "--}}"),
            ("{{~!--", "--~}}"),
            ("{{!", "}}"),
            ("<!--", "-->"),
        ]),
        Kind::Manifest | Kind::Lock | Kind::Messages => text.to_owned(),
    }
}

/// Parts Rust code into what runs in production and what is behind `#[cfg(test)]`.
pub fn split_tests(code: &str) -> (String, String) {
    let mut production = code.as_bytes().to_vec();
    let mut testing = spaces(code.as_bytes());
    let mut from = 0;
    while let Some(start) = code[from..].find("#[cfg(test)]").map(|at| at + from) {
        let end = end_of_item(code.as_bytes(), start);
        testing[start..end].copy_from_slice(&code.as_bytes()[start..end]);
        let blank = spaces(&production[start..end]);
        production[start..end].copy_from_slice(&blank);
        from = end;
    }
    (text(production), text(testing))
}

/// Where `word` stands, as offsets; a word never starts or ends inside a longer name.
pub fn places(code: &str, word: &str) -> Vec<usize> {
    let is_name = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let bytes = code.as_bytes();
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(|at| {
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            let starts_inside = is_name(word.as_bytes().first()) && is_name(before);
            let ends_inside =
                is_name(word.as_bytes().last()) && is_name(bytes.get(at + word.len()));
            !starts_inside && !ends_inside
        })
        .collect()
}

/// The text from the bracket at `open` to its partner, both left out; to the end when there is none.
pub fn inside(code: &str, open: usize) -> &str {
    let bytes = code.as_bytes();
    let mut depth = 0_usize;
    for (at, byte) in bytes.iter().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return &code[open + 1..at];
                }
            }
            _ => {}
        }
    }
    &code[open + 1..]
}

fn end_of_item(code: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.iter().enumerate().skip(start) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return at + 1,
            b'}' => depth -= 1,
            b';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

fn spaces(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .map(|byte| if *byte == b'\n' { b'\n' } else { b' ' })
        .collect()
}

/// Only whole characters are ever blanked, so this loses nothing.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

struct Blanker<'a> {
    given: &'a [u8],
    done: Vec<u8>,
    at: usize,
}

impl<'a> Blanker<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            given: text.as_bytes(),
            done: Vec::with_capacity(text.len()),
            at: 0,
        }
    }

    fn rest(&self) -> &'a [u8] {
        &self.given[self.at..]
    }

    fn keep(&mut self, count: usize) {
        let end = (self.at + count).min(self.given.len());
        self.done.extend_from_slice(&self.given[self.at..end]);
        self.at = end;
    }

    fn blank(&mut self, count: usize) {
        let end = (self.at + count).min(self.given.len());
        self.done.extend(spaces(&self.given[self.at..end]));
        self.at = end;
    }

    /// How far it is to the end of the first `needle`; to the end of the text when there is none.
    fn past(&self, from: usize, needle: &[u8]) -> usize {
        let rest = &self.rest()[from.min(self.rest().len())..];
        let found = rest
            .windows(needle.len())
            .position(|window| window == needle);
        found.map_or(self.rest().len(), |at| from + at + needle.len())
    }

    /// How far it is to the end of the line.
    fn line(&self) -> usize {
        self.rest()
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(self.rest().len())
    }

    fn between(mut self, pairs: &[(&str, &str)]) -> String {
        while self.at < self.given.len() {
            match pairs
                .iter()
                .find(|(open, _)| self.rest().starts_with(open.as_bytes()))
            {
                Some((open, close)) => self.blank(self.past(open.len(), close.as_bytes())),
                None => self.keep(1),
            }
        }
        text(self.done)
    }

    fn rust(mut self) -> String {
        while let Some(byte) = self.rest().first() {
            let is_in_name = self
                .done
                .last()
                .is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
            match byte {
                b'/' if self.rest().starts_with(b"//") => self.blank(self.line()),
                b'/' if self.rest().starts_with(b"/*") => self.blank(self.nested_comment()),
                b'r' if !is_in_name => self.raw_string(1),
                b'b' | b'c' if !is_in_name && self.rest().get(1) == Some(&b'r') => {
                    self.raw_string(2);
                }
                b'"' => self.quoted(b'"', false),
                b'\'' => self.character_or_lifetime(),
                _ => self.keep(1),
            }
        }
        text(self.done)
    }

    fn script(mut self) -> String {
        while let Some(byte) = self.rest().first() {
            match byte {
                b'/' if self.rest().starts_with(b"//") => self.blank(self.line()),
                b'/' if self.rest().starts_with(b"/*") => self.blank(self.past(2, b"*/")),
                b'"' | b'\'' => self.quoted(*byte, true),
                b'`' => self.quoted(b'`', false),
                _ => self.keep(1),
            }
        }
        text(self.done)
    }

    fn nested_comment(&self) -> usize {
        let (mut depth, mut at) = (0_usize, 0);
        while at < self.rest().len() {
            let here = &self.rest()[at..];
            if here.starts_with(b"/*") {
                depth += 1;
                at += 2;
            } else if here.starts_with(b"*/") {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            } else {
                at += 1;
            }
        }
        at
    }

    /// `r"…"`, `r#"…"#`; anything else that begins with these letters is a name.
    fn raw_string(&mut self, letters: usize) {
        let hashes = self.rest()[letters..]
            .iter()
            .take_while(|byte| **byte == b'#')
            .count();
        if self.rest().get(letters + hashes) != Some(&b'"') {
            return self.keep(1);
        }
        let close = [&b"\""[..], &b"#".repeat(hashes)].concat();
        let opening = letters + hashes + 1;
        let inner = self
            .past(opening, &close)
            .saturating_sub(opening + close.len());
        self.keep(opening);
        self.blank(inner);
        self.keep(close.len());
    }

    /// In scripts a quote that is never closed ends with its line: it may stand in a pattern.
    fn quoted(&mut self, quote: u8, ends_with_line: bool) {
        self.keep(1);
        while let Some(byte) = self.rest().first() {
            if *byte == quote {
                return self.keep(1);
            }
            if *byte == b'\n' && ends_with_line {
                return;
            }
            self.blank(if *byte == b'\\' { 2 } else { 1 });
        }
    }

    fn character_or_lifetime(&mut self) {
        let rest = self.rest();
        let width = match rest.get(1) {
            Some(b'\\') => return self.quoted(b'\'', true),
            Some(byte) if byte.leading_ones() > 1 => byte.leading_ones() as usize,
            _ => 1,
        };
        if rest.get(1 + width) == Some(&b'\'') {
            self.keep(1);
            self.blank(width);
        }
        self.keep(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_the_insides_of_strings_are_blank_and_lines_stay() {
        let given =
            "a // b\n\"c\\\"d\" /* e /* f */ g */ h\nr#\"i\"j\"# 'k' &'l m b\"n\" 'ع' '\\''o";
        let blank = "a     \n\"    \"                   h\nr#\"   \"# ' ' &'l m b\" \" '  ' '  'o";
        assert_eq!(blanked(given, Kind::Rust), blank);
    }

    #[test]
    fn scripts_lose_their_strings_and_a_lone_quote_ends_with_its_line() {
        let given = "x('a', `b\nc`) // d\n/'/.test(y)\nz";
        assert_eq!(
            blanked(given, Kind::Script),
            "x(' ', ` \n `)     \n/'         \nz"
        );
    }

    #[test]
    fn templates_and_styles_lose_their_comments() {
        assert_eq!(
            blanked("{{!-- a --}}b<!-- c -->d", Kind::Template),
            "            b          d"
        );
        assert_eq!(blanked("/* a */b", Kind::Style), "       b");
    }

    #[test]
    fn tests_are_parted_from_production() {
        let (production, testing) = split_tests("a();\n#[cfg(test)]\nmod t { b { } }\nc();");
        assert_eq!(production, "a();\n            \n               \nc();");
        assert_eq!(testing, "    \n#[cfg(test)]\nmod t { b { } }\n    ");
    }

    #[test]
    fn a_word_is_not_found_inside_a_longer_name() {
        assert_eq!(places("Actor ActorId TheActor Actor", "Actor"), [0, 23]);
        assert_eq!(places("x.write(y)", ".write("), [1]);
    }

    #[test]
    fn what_stands_in_brackets_ends_with_their_partner() {
        assert_eq!(inside("f(a(b)[c])d", 1), "a(b)[c]");
    }
}
