//! Servers and programs, each on a port it chooses itself and stopped by its id.

use crate::{TestApp, database::environment};
use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

/// The program under test, as `cargo xtask` built it.
pub fn binary() -> PathBuf {
    PathBuf::from(environment("ZAMALA_TEST_BINARY"))
}

/// A running `zamala`, killed when dropped.
pub struct Program {
    child: Child,
    /// `http://127.0.0.1:<port>`, when the program serves pages.
    pub url: String,
}

impl Program {
    /// Starts `zamala demo --port 0` and waits for the line that names its address.
    pub fn demo() -> Self {
        Self::start(Command::new(binary()).args(["demo", "--port", "0"]), true)
    }

    /// Starts a command of the program over the test's database.
    pub fn over(stage: &TestApp, arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        let serves = arguments.first() == Some(&"serve");
        let mut command = Command::new(binary());
        command.args(arguments).env_clear().env("ZAMALA_DATABASE_URL", &stage.url);
        let files = ["file://", &stage.folder().join("files").display().to_string()].concat();
        command.env("ZAMALA_FILES_URL", files).env("ZAMALA_SECRET", "07".repeat(32));
        command.env("ZAMALA_SIGNING_KEY_FILE", signing_key_file(stage));
        command.env("ZAMALA_LISTEN", "127.0.0.1:0").env("ZAMALA_PROBES", "127.0.0.1:0");
        command.envs(settings.iter().copied());
        Self::start(&mut command, serves)
    }

    fn start(command: &mut Command, serves: bool) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut url = String::new();
        while serves && url.is_empty() {
            let mut line = String::new();
            assert_ne!(output.read_line(&mut line).unwrap(), 0, "the program ended before it named its address");
            url = address_in(&line).unwrap_or_default();
        }
        std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        Self { child, url }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL, and waits for the end.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM; the exit code, when it ends by itself.
    pub fn terminate(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn address_in(line: &str) -> Option<String> {
    let start = line.find("http://127.0.0.1:")?;
    let address: String = line[start..].chars().take_while(|c| !c.is_whitespace() && *c != '"').collect();
    Some(address.trim_end_matches('/').to_owned())
}

fn signing_key_file(stage: &TestApp) -> PathBuf {
    let path = stage.folder().join("signing-key.pem");
    let key = zamala_seal::key::SigningKey::from_seed(&[7; 32]);
    std::fs::write(&path, key.to_pem().unwrap()).unwrap();
    path
}
