//! `zamala verify`: whether a certificate is what it says, told from files alone, without the service and without a network.
//!
//! Promise: ends with 0 when valid, with 1 when not valid, with 2 when nobody can tell; never with 0 because something was
//! missing.

use crate::cli;
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::{fmt::Display, fs, io, path::Path, process::ExitCode};
use zamala_domain::clock::Clock;
use zamala_press::{Face, Named, NotOurs, Templates};
use zamala_seal::credential;
use zamala_seal::verdict::{Outcome, ProofVerdict, Reason, Verdict, parse, verify_bytes};

/// More than any certificate has.
const BYTES_MAX: u64 = 8 * 1024 * 1024;

const VALID: u8 = 0;
const NOT_VALID: u8 = 1;
const CANNOT_TELL: u8 = 2;

/// What kind of file was given, by its first bytes and never by its name.
enum Given {
    /// A credential, or whatever else is no PDF: the verdict says which.
    Json(Vec<u8>),
    Pdf(Vec<u8>),
}

/// What was saved from the issuer.
struct Saved {
    did: Option<Value>,
    status: Option<Value>,
}

/// The answer: how the command ends, and what it says.
struct Answer {
    code: u8,
    lines: Vec<String>,
}

impl Answer {
    /// Another end, with its reason first.
    fn turn(&mut self, code: u8, headline: &str) {
        self.code = code;
        headline.clone_into(&mut self.lines[0]);
    }
}

pub fn run(choice: &cli::Verify) -> ExitCode {
    let answer = answer(choice);
    for line in &answer.lines {
        println!("{line}");
    }
    ExitCode::from(answer.code)
}

fn answer(choice: &cli::Verify) -> Answer {
    let read = read(&choice.file).and_then(|given| Ok((given, saved(choice)?)));
    let at = choice.at.unwrap_or_else(Clock::real_now);
    match read {
        Ok((Given::Json(bytes), saved)) => of_credential(&bytes, &saved, at),
        Ok((Given::Pdf(bytes), saved)) => of_pdf(&bytes, &saved, at),
        Err(words) => open_question(&words),
    }
}

fn read(path: &Path) -> Result<Given, String> {
    let bytes = contents(path)?;
    Ok(if zamala_press::is_pdf(&bytes) {
        Given::Pdf(bytes)
    } else {
        Given::Json(bytes)
    })
}

fn saved(choice: &cli::Verify) -> Result<Saved, String> {
    let document = |path: Option<&Path>| {
        path.map(|path| {
            parse(&contents(path)?).map_err(|fault| format!("{}: {fault}", path.display()))
        })
        .transpose()
    };
    Ok(Saved {
        did: document(choice.did.as_deref())?,
        status: document(choice.status.as_deref())?,
    })
}

fn contents(path: &Path) -> Result<Vec<u8>, String> {
    let said = |error: io::Error| format!("{}: {error}", path.display());
    let length = fs::metadata(path).map_err(said)?.len();
    if length > BYTES_MAX {
        let shown = path.display();
        return Err(format!(
            "{shown}: {length} bytes are more than any certificate has"
        ));
    }
    fs::read(path).map_err(said)
}

/// Judges the bytes of a credential and says what was looked at.
fn of_credential(bytes: &[u8], saved: &Saved, at: DateTime<Utc>) -> Answer {
    let verdict = verify_bytes(bytes, saved.did.as_ref(), saved.status.as_ref(), at);
    let mut lines = vec![headline(&verdict.outcome)];
    let proofs_hold =
        !verdict.proofs.is_empty() && verdict.proofs.iter().all(|proof| proof.fault.is_none());
    if let Some(credential) = parse(bytes).ok().filter(|_| proofs_hold) {
        lines.extend(says(&credential));
    }
    lines.push(format!("Judged as of {}.", at.format("%Y-%m-%d %H:%M UTC")));
    lines.extend(listed("Checked and found good", &verdict.checked));
    let proofs: Vec<String> = verdict.proofs.iter().map(proof).collect();
    lines.extend(listed("Proofs, each by itself", &proofs));
    lines.extend(listed("Reasons", reasons(&verdict)));
    let code = match verdict.outcome {
        Outcome::Valid => VALID,
        Outcome::NotValid(_) => NOT_VALID,
        Outcome::CannotTell(_) => CANNOT_TELL,
    };
    Answer { code, lines }
}

/// The credential first, then the page: it is drawn again and must come out the same.
fn of_pdf(bytes: &[u8], saved: &Saved, at: DateTime<Utc>) -> Answer {
    let opened = match zamala_press::open(bytes) {
        Ok(opened) => opened,
        Err(fault @ NotOurs::Damaged) => return damaged(fault),
        Err(fault) => return open_question(&format!("PDF: {fault}")),
    };
    let mut answer = of_credential(&opened.credential, saved, at);
    if answer.code == NOT_VALID {
        return answer;
    }
    let parsed = parse(&opened.credential).ok();
    let Some(document) = parsed.as_ref().and_then(credential::document) else {
        return open_question("PDF: its credential names no page");
    };
    let templates = match Templates::load() {
        Ok(templates) => templates,
        Err(fault) => return open_question(&fault.to_string()),
    };
    let named = Named {
        template_digest: &hex::encode(document.template_sha256),
        data_digest: &hex::encode(document.data_sha256),
    };
    match templates.face(bytes, &opened, &named) {
        Face::AsRendered => {
            let same = "  - the page, drawn again, is the same byte for byte";
            answer.lines.push(same.to_owned());
        }
        Face::Altered => answer.turn(
            NOT_VALID,
            "not valid: the page is not the one that the credential belongs to",
        ),
        Face::UnknownTemplate => answer.turn(
            CANNOT_TELL,
            "cannot tell: the page was drawn by another release, and cannot be drawn again here",
        ),
    }
    answer
}

fn damaged(fault: NotOurs) -> Answer {
    Answer {
        code: NOT_VALID,
        lines: vec![format!("not valid: PDF: {fault}")],
    }
}

fn open_question(words: &str) -> Answer {
    Answer {
        code: CANNOT_TELL,
        lines: vec![format!("cannot tell: {words}")],
    }
}

fn headline(outcome: &Outcome) -> String {
    let first = |reasons: &[Reason]| reasons.first().map(Reason::to_string).unwrap_or_default();
    match outcome {
        Outcome::Valid => "valid".to_owned(),
        Outcome::NotValid(reasons) => format!("not valid: {}", first(reasons)),
        Outcome::CannotTell(reasons) => format!("cannot tell: {}", first(reasons)),
    }
}

fn reasons(verdict: &Verdict) -> &[Reason] {
    match &verdict.outcome {
        Outcome::Valid => &[],
        Outcome::NotValid(reasons) | Outcome::CannotTell(reasons) => reasons,
    }
}

fn proof(proof: &ProofVerdict) -> String {
    match &proof.fault {
        None => format!("{}: holds", proof.suite),
        Some(fault) => format!("{}: {fault}", proof.suite),
    }
}

/// What the issuer signed, to be compared with what one was shown.
fn says(credential: &Value) -> Vec<String> {
    let text = |pointer: &str| credential.pointer(pointer).and_then(Value::as_str);
    let among = |list: &str, kind: [&str; 2], value: &str| {
        let entries = credential.pointer(list)?.as_array()?;
        entries.iter().find(|entry| entry[kind[0]] == kind[1])?[value].as_str()
    };
    let name = |kind| {
        let list = "/credentialSubject/identifier";
        among(list, ["identityType", kind], "identityHash")
    };
    let list = "/credentialSubject/achievement/otherIdentifier";
    let title_ar = among(list, ["identifierType", "ext:zamala.titleAr"], "identifier");
    [
        (
            "Holder",
            [name("ext:zamala.nameEn"), name("ext:zamala.nameAr")],
        ),
        ("Award", [text("/name"), title_ar]),
        (
            "Issuer",
            [text("/issuer/name"), text("/issuer/id").or(text("/issuer"))],
        ),
        ("Valid from", [text("/validFrom"), None]),
        ("Valid until", [text("/validUntil"), None]),
    ]
    .into_iter()
    .map(|(what, words)| (what, words.into_iter().flatten().collect::<Vec<&str>>()))
    .filter(|(_, words)| !words.is_empty())
    .map(|(what, words)| format!("  {what}: {}", shown(&words.join(" · "))))
    .collect()
}

/// Nothing that moves the cursor of a terminal or turns its text around.
fn shown(text: &str) -> String {
    let is_control = |sign: &char| {
        sign.is_control() || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(|sign| !is_control(sign)).collect()
}

fn listed<T: Display>(title: &str, items: &[T]) -> Vec<String> {
    if items.is_empty() {
        return Vec::new();
    }
    let title = format!("{title}:");
    let items = items
        .iter()
        .map(|item| format!("  - {}", shown(&item.to_string())));
    std::iter::once(title).chain(items).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::{path::PathBuf, sync::Arc};
    use tempfile::TempDir;
    use zamala_seal::{
        issuer::{IssuerKey, did_document},
        key::SigningKey,
        proof,
        status::{ListDraft, status_list},
    };

    const LIST: &str = "https://zamala.example/status/1";

    /// Files as a holder has them.
    struct Kept(TempDir);

    impl Kept {
        fn new(revoked: &[u32]) -> Self {
            let kept = Self(tempfile::tempdir().unwrap());
            let key = IssuerKey::new(
                "did:web:zamala.example",
                "key-2026-11",
                Arc::new(SigningKey::from_seed(&[7; 32])),
            );
            let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
            let list = ListDraft {
                url: LIST.into(),
                valid_from: at("2026-11-16T00:00:00Z"),
                valid_until: at("2026-11-17T00:00:00Z"),
                revoked,
            };
            let credential = proof::sign(&unsigned(), &key, list.valid_from).unwrap();
            let list = status_list(&list, &key, list.valid_from).unwrap();
            kept.write("credential.json", &proof::bytes(&credential).unwrap());
            kept.write(
                "did.json",
                did_document(key.did(), &[key.published()])
                    .to_string()
                    .as_bytes(),
            );
            kept.write("status.json", list.to_string().as_bytes());
            kept
        }

        fn write(&self, name: &str, bytes: &[u8]) {
            fs::write(self.path(name), bytes).unwrap();
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn judged(&self, file: &str, with_saved: bool) -> Answer {
            let saved = |name: &str| with_saved.then(|| self.path(name));
            answer(&cli::Verify {
                file: self.path(file),
                did: saved("did.json"),
                status: saved("status.json"),
                at: Some("2026-11-16T09:00:00Z".parse().unwrap()),
            })
        }
    }

    fn unsigned() -> Value {
        json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": "https://zamala.example/v/1",
            "type": ["VerifiableCredential"],
            "name": "AI in public services",
            "issuer": "did:web:zamala.example",
            "validFrom": "2026-11-15T04:30:00Z",
            "credentialSubject": { "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33" },
            "credentialStatus": {
                "id": format!("{LIST}#9"),
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": "9",
                "statusListCredential": LIST
            }
        })
    }

    #[test]
    fn a_credential_with_what_was_saved_is_valid_and_without_it_an_open_question() {
        let kept = Kept::new(&[8]);
        let valid = kept.judged("credential.json", true);
        assert_eq!((valid.code, valid.lines[0].as_str()), (VALID, "valid"));
        assert!(
            valid
                .lines
                .contains(&"  - eddsa-jcs-2022: holds".to_owned())
        );
        assert!(
            valid
                .lines
                .contains(&"  Award: AI in public services".to_owned())
        );
        let open = kept.judged("credential.json", false);
        assert_eq!(open.code, CANNOT_TELL);
        assert_eq!(
            open.lines[0],
            "cannot tell: the issuer's DID document was not given"
        );
    }

    // Statement 35.
    #[test]
    fn a_changed_a_damaged_and_a_revoked_credential_are_not_valid() {
        let kept = Kept::new(&[8]);
        let bytes = fs::read(kept.path("credential.json")).unwrap();
        let changed = String::from_utf8(bytes.clone())
            .unwrap()
            .replace("AI in", "UI in");
        kept.write("changed.json", changed.as_bytes());
        assert_eq!(kept.judged("changed.json", true).code, NOT_VALID);
        kept.write("damaged.json", &bytes[..bytes.len() - 1]);
        assert_eq!(kept.judged("damaged.json", true).code, NOT_VALID);
        let revoked = Kept::new(&[9]).judged("credential.json", true);
        assert_eq!(revoked.code, NOT_VALID);
        assert!(revoked.lines[0].starts_with("not valid: the issuer has withdrawn it"));
    }

    #[test]
    fn what_is_no_credential_and_what_is_not_there_is_an_open_question() {
        let kept = Kept::new(&[]);
        kept.write("marks.xlsx", b"PK\x03\x04 a spreadsheet");
        kept.write("page.pdf", b"%PDF-1.7");
        for file in ["marks.xlsx", "page.pdf", "did.json", "nowhere.json"] {
            assert_eq!(kept.judged(file, true).code, CANNOT_TELL, "{file}");
        }
        kept.write("did.json", b"no document");
        assert_eq!(kept.judged("credential.json", true).code, CANNOT_TELL);
    }
}
