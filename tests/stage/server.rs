//! Servers and programs, each on a port it chooses itself and stopped by its id.

use crate::{
    TestApp,
    database::{SECRET, environment},
};
use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// The program under test, as `cargo xtask` built it.
pub fn binary() -> PathBuf {
    PathBuf::from(environment("ZAMALA_TEST_BINARY"))
}

/// A running `zamala`, killed when dropped.
pub struct Program {
    child: Child,
    /// `http://127.0.0.1:<port>`: the pages, or a worker's probes.
    pub url: String,
}

impl Program {
    /// Starts `zamala demo --port 0` and waits for the line that names its address.
    pub fn demo() -> Self {
        Self::start(Command::new(binary()).args(["demo", "--port", "0"]))
    }

    /// Starts `zamala serve …` over the test's database and waits until it is ready.
    pub async fn serve(stage: &TestApp, arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        let mut command = over(stage, settings);
        command.arg("serve").args(arguments);
        Self::serving(command).await
    }

    /// The same, on a disk that holds no file of more than `room` bytes: a write beyond fails half-way.
    pub async fn serve_with_room(stage: &TestApp, room: u64, settings: &[(&str, &str)]) -> Self {
        let program = over(stage, settings);
        let blocks = room / 512;
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" serve --no-worker");
        let mut command = Command::new("sh");
        command.args(["-c", &script]).arg(program.get_program());
        command.env_clear();
        command.envs(
            program
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        Self::serving(command).await
    }

    async fn serving(mut command: Command) -> Self {
        let listen = free_address();
        command.env("ZAMALA_LISTEN", &listen);
        let program = Self {
            child: command.stdout(Stdio::null()).spawn().unwrap(),
            url: ["http://", &listen].concat(),
        };
        let ready = [&program.url, "/readyz"].concat();
        let is_ready = async || {
            reqwest::get(&ready)
                .await
                .is_ok_and(|answer| answer.status().is_success())
        };
        eventually(Duration::from_secs(20), "the service is ready", is_ready).await;
        program
    }

    /// Starts `zamala work` over the test's database.
    pub fn work(stage: &TestApp, settings: &[(&str, &str)]) -> Self {
        let probes = free_address();
        let mut command = over(stage, settings);
        command.arg("work").env("ZAMALA_PROBES", &probes);
        Self {
            child: command.stdout(Stdio::null()).spawn().unwrap(),
            url: ["http://", &probes].concat(),
        }
    }

    fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut url = String::new();
        while url.is_empty() {
            let mut line = String::new();
            assert_ne!(
                output.read_line(&mut line).unwrap(),
                0,
                "the program ended before it named its address"
            );
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
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .unwrap()
                .success()
        );
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
    let address: String = line[start..]
        .chars()
        .take_while(|c| !c.is_whitespace() && *c != '"')
        .collect();
    Some(address.trim_end_matches('/').to_owned())
}

/// A command of the program over the test's database, with nothing else of this environment.
pub fn over(stage: &TestApp, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(binary());
    let files = [
        "file://",
        &stage.folder().join("files").display().to_string(),
    ]
    .concat();
    command
        .env_clear()
        .env("ZAMALA_DATABASE_URL", &stage.url)
        .env("ZAMALA_FILES_URL", files);
    command
        .env("ZAMALA_SECRET", SECRET)
        .env("ZAMALA_SIGNING_KEY_FILE", signing_key_file(stage));
    command
        .env("ZAMALA_PUBLIC_URL", "http://127.0.0.1:8080")
        .env("ZAMALA_DID", "did:web:zamala.example")
        .env("ZAMALA_LOG", "warn");
    command.envs(settings.iter().copied());
    command
}

/// A free port of this machine; taken by the program a moment later.
fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .to_string()
}

/// Asks until it is so; fails when it is not so in time.
pub async fn eventually(within: Duration, what: &str, is_so: impl AsyncFn() -> bool) {
    let mut tick = tokio::time::interval(Duration::from_millis(25));
    let asking = async {
        while !is_so().await {
            tick.tick().await;
        }
    };
    assert!(
        tokio::time::timeout(within, asking).await.is_ok(),
        "not within {within:?}: {what}"
    );
}

fn signing_key_file(stage: &TestApp) -> PathBuf {
    let path = stage.folder().join("signing-key.pem");
    let key = zamala_seal::key::SigningKey::from_seed(&[7; 32]);
    std::fs::write(&path, key.to_pem().unwrap()).unwrap();
    path
}
