//! `zamala verify` as a stranger abroad runs it: on what the service gave out, beside what it publishes, by today's clock.

use stage::{
    Engine, TestApp,
    awards::{issue, ready_fellows, tools},
    server::binary,
};
use std::process::Command;
use tempfile::TempDir;
use zamala_domain::{
    credentials::{
        RevocationClass, publish,
        register::{self, Face},
        revocation,
    },
    id::CertificateId,
};

const VALID: i32 = 0;
const NOT_VALID: i32 = 1;
const CANNOT_TELL: i32 = 2;
const BOTH: &[&str] = &["--did", "did.json", "--status", "status.json"];
/// Every so many bytes one is changed: a sweep over the whole file within seconds.
const JSON_STEP: usize = 101;
const PDF_STEPS: usize = 12;

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn keep(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.folder.path().join(name), bytes).unwrap();
    }

    /// How the command ends, with all it said.
    fn judged(&self, file: &str, arguments: &[&str]) -> (i32, String) {
        let outcome = Command::new(binary())
            .env_clear()
            .current_dir(&self.folder)
            .args(["verify", file])
            .args(arguments)
            .output()
            .unwrap();
        let said = String::from_utf8(outcome.stdout).unwrap();
        (outcome.status.code().unwrap(), said)
    }

    fn expect(&self, file: &str, arguments: &[&str], code: i32) {
        let (ended, said) = self.judged(file, arguments);
        assert_eq!(ended, code, "{file} {arguments:?}: {said}");
    }

    async fn save_published(&self, app: &TestApp) {
        self.keep(
            "did.json",
            publish::did_json(app).await.unwrap().to_string(),
        );
        self.keep("status.json", publish::status_list(app, 1).await.unwrap());
    }
}

/// One certificate of MC05, as its holder saves it.
async fn issued(app: &TestApp, desk: &Desk) -> CertificateId {
    let batch = app.batch("MC05").await;
    let holder = ready_fellows(app, batch).await[0];
    let actor = app.actor(holder).await;
    app.confirm_names(holder).await;
    app.seal(batch).await;
    let id = app.certificates(batch).await[0];
    issue(app, &tools(), id).await.unwrap();
    for (name, face) in [("award.pdf", Face::Pdf), ("award.json", Face::Credential)] {
        let (_, bytes) = register::face(app, &actor, id, face).await.unwrap();
        desk.keep(name, bytes);
    }
    id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_judges_what_the_service_gave_out() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let desk = Desk {
        folder: tempfile::tempdir().unwrap(),
    };
    let id = issued(&app, &desk).await;
    desk.save_published(&app).await;
    for file in ["award.pdf", "award.json"] {
        desk.expect(file, BOTH, VALID);
        for known in [&BOTH[..0], &BOTH[..2], &BOTH[2..]] {
            desk.expect(file, known, CANNOT_TELL);
        }
    }
    desk.keep("marks.xlsx", b"PK\x03\x04 xl/workbook.xml");
    desk.expect("marks.xlsx", BOTH, CANNOT_TELL);

    let (officer, second) = (app.actor("co.noor").await, app.actor("co.yasser").await);
    let class = RevocationClass::Error;
    revocation::propose(&app, &officer, id, class, "Wrong mark")
        .await
        .unwrap();
    desk.save_published(&app).await;
    desk.expect("award.pdf", BOTH, VALID);
    revocation::confirm(&app, &second, id, 1).await.unwrap();
    desk.save_published(&app).await;
    for file in ["award.pdf", "award.json"] {
        desk.expect(file, BOTH, NOT_VALID);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_changed_byte_is_accepted() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let desk = Desk {
        folder: tempfile::tempdir().unwrap(),
    };
    issued(&app, &desk).await;
    desk.save_published(&app).await;
    let changed = |file: &str, at: usize| {
        let mut bytes = std::fs::read(desk.folder.path().join(file)).unwrap();
        bytes[at] ^= 1;
        desk.keep("changed", bytes);
        desk.judged("changed", BOTH)
    };
    let length = |file: &str| {
        std::fs::metadata(desk.folder.path().join(file))
            .unwrap()
            .len()
    };
    let json = usize::try_from(length("award.json")).unwrap();
    for at in (0..json).step_by(JSON_STEP) {
        let (code, said) = changed("award.json", at);
        assert_eq!(code, NOT_VALID, "byte {at} of the credential: {said}");
    }
    let pdf = usize::try_from(length("award.pdf")).unwrap();
    // The first bytes tell what kind of file it is; without them it is none of ours.
    for at in (100..pdf).step_by(pdf / PDF_STEPS) {
        let (code, said) = changed("award.pdf", at);
        assert_eq!(code, NOT_VALID, "byte {at} of the PDF: {said}");
    }
}
