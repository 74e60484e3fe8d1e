//! The log: one JSON object a line, on standard error.
//!
//! Promise: text of users forges no line and turns none around: line ends, control characters, bidirectional controls and
//! invisible characters stand in it as `\uXXXX`.

use crate::failure::{Failure, while_doing};
use std::{
    fmt::Write as _,
    io::{self, Write},
};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// Starts the log; once per process. `filter` was checked with the settings.
pub fn start(filter: &str) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(filter).map_err(while_doing("the log's filter"))?;
    let log = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(Escaping)
        .with_span_list(false);
    log.try_init().map_err(while_doing("starting the log"))?;
    // What a panic says may quote data: its place is enough to find it.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(place, "a task panicked");
    }));
    Ok(())
}

/// Makes writers that escape what the JSON writer lets through.
struct Escaping;

impl<'a> MakeWriter<'a> for Escaping {
    type Writer = EscapingWriter<io::Stderr>;

    fn make_writer(&'a self) -> Self::Writer {
        EscapingWriter(io::stderr())
    }
}

/// Takes whole lines: the log writes each event at once.
struct EscapingWriter<W>(W);

impl<W: Write> Write for EscapingWriter<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0
            .write_all(escaped(&String::from_utf8_lossy(line)).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// In JSON such characters stand in strings only, where an escape means the same.
fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for character in line.chars() {
        if is_harmful(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                // Writing into a text cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(character);
        }
    }
    text
}

fn is_harmful(character: char) -> bool {
    let is_control = character.is_control() && character != '\n';
    let is_direction = matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_invisible = matches!(
        character,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
    );
    is_control || is_direction || is_invisible
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn text_of_users_forges_no_line_and_turns_none_around() {
        let kept = Kept::default();
        let writer = kept.clone();
        let log = tracing_subscriber::fmt()
            .json()
            .with_writer(move || EscapingWriter(writer.clone()))
            .finish();
        let typed = "a\n{\"level\":\"ERROR\"}\u{202E}\u{2028}\u{9B}\u{7F}\u{E0041}ب";
        tracing::subscriber::with_default(log, || tracing::info!(typed, "said"));
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.lines().count(), 1);
        for harmful in ['\u{202E}', '\u{2028}', '\u{9B}', '\u{7F}', '\u{E0041}'] {
            assert!(!text.contains(harmful), "{harmful:?}");
        }
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(line["fields"]["typed"], typed);
        assert_eq!(line["level"], "INFO");
    }
}
