//! A mail relay for tests: it keeps what it was given, counts copies by Message-ID, and misbehaves on request.
//!
//! It reads leniently: a line ends with LF, with or without CR, as the relays do that a smuggled dot deceives.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// How the sink behaves, from the next command on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// 250 at once.
    #[default]
    Accept,
    /// The 250 after the content comes late.
    Delay(Duration),
    /// This answer to RCPT, for example `451 4.7.1 later` or `550 5.1.1 no such box`.
    AtRecipient(&'static str),
    /// This answer after the content.
    AfterContent(&'static str),
    /// The content is kept, and the connection ends without an answer.
    DropAfterContent,
    /// The connection ends when DATA is asked for: nothing is handed over.
    DropAtData,
    /// The connection ends before the greeting.
    DropAtOnce,
}

/// A letter as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// As MAIL and RCPT said, with angle brackets.
    pub from: String,
    pub to: Vec<String>,
    pub message_id: String,
    /// Headers and body, dots undoubled, lines ended by LF.
    pub content: String,
}

#[derive(Default)]
struct Kept {
    mode: Mode,
    letters: Vec<Received>,
    connections: usize,
}

/// The sink; it listens until the runtime ends.
#[derive(Clone)]
pub struct Sink {
    address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
}

impl Sink {
    /// Listens on a free port of this machine.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let sink = Self {
            address,
            kept: Arc::default(),
        };
        let listening = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let sink = listening.clone();
                // A test that ends drops its connections: nothing to tell.
                tokio::spawn(async move { sink.converse(stream).await.ok() });
            }
        });
        sink
    }

    pub fn url(&self) -> String {
        format!("smtp://{}?tls=none", self.address)
    }

    pub fn set(&self, mode: Mode) {
        self.kept.lock().expect("no test panics here").mode = mode;
    }

    /// Every letter whose content arrived whole, answered or not, in order.
    pub fn letters(&self) -> Vec<Received> {
        self.kept
            .lock()
            .expect("no test panics here")
            .letters
            .clone()
    }

    /// Copies by Message-ID.
    pub fn copies(&self) -> HashMap<String, usize> {
        let mut copies = HashMap::new();
        for letter in self.letters() {
            *copies.entry(letter.message_id).or_insert(0) += 1;
        }
        copies
    }

    pub fn connections(&self) -> usize {
        self.kept.lock().expect("no test panics here").connections
    }

    fn mode(&self) -> Mode {
        self.kept.lock().expect("no test panics here").mode.clone()
    }

    async fn converse(&self, stream: TcpStream) -> std::io::Result<()> {
        self.kept.lock().expect("no test panics here").connections += 1;
        if self.mode() == Mode::DropAtOnce {
            return Ok(());
        }
        stream.set_nodelay(true)?;
        let mut stream = BufReader::new(stream);
        let (mut from, mut to) = (String::new(), Vec::new());
        say(&mut stream, "220 sink").await?;
        while let Some(line) = line(&mut stream).await? {
            let verb = line
                .split([' ', ':'])
                .next()
                .unwrap_or_default()
                .to_ascii_uppercase();
            let answer = match (verb.as_str(), self.mode()) {
                ("EHLO", _) => "250 sink",
                ("MAIL", _) => {
                    from = bracketed(&line);
                    "250 ok"
                }
                ("RCPT", Mode::AtRecipient(answer)) => answer,
                ("RCPT", _) => {
                    to.push(bracketed(&line));
                    "250 ok"
                }
                ("DATA", Mode::DropAtData) => return Ok(()),
                ("DATA", _) => {
                    say(&mut stream, "354 go on").await?;
                    let Some(content) = content(&mut stream).await? else {
                        return Ok(());
                    };
                    self.keep(&from, std::mem::take(&mut to), content);
                    match self.mode() {
                        Mode::DropAfterContent => return Ok(()),
                        Mode::AfterContent(answer) => answer,
                        Mode::Delay(time) => {
                            // Nothing ends the wait but its time.
                            let _ = tokio::time::timeout(time, std::future::pending::<()>()).await;
                            "250 taken"
                        }
                        _ => "250 taken",
                    }
                }
                ("QUIT", _) => return say(&mut stream, "221 bye").await,
                ("RSET" | "NOOP", _) => "250 ok",
                _ => "500 what",
            };
            say(&mut stream, answer).await?;
        }
        Ok(())
    }

    fn keep(&self, from: &str, to: Vec<String>, content: String) {
        let named = content
            .lines()
            .find_map(|line| line.strip_prefix("Message-ID:"));
        let message_id = named.map(|id| id.trim().to_owned()).unwrap_or_default();
        let letter = Received {
            from: from.to_owned(),
            to,
            message_id,
            content,
        };
        self.kept
            .lock()
            .expect("no test panics here")
            .letters
            .push(letter);
    }
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> std::io::Result<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await
}

async fn line(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if stream.read_until(b'\n', &mut bytes).await? == 0 {
        return Ok(None);
    }
    Ok(Some(
        String::from_utf8_lossy(&bytes)
            .trim_end_matches(['\r', '\n'])
            .to_owned(),
    ))
}

/// The content up to its final dot; `None` when the connection ended before.
async fn content(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<String>> {
    let mut content = String::new();
    while let Some(line) = line(stream).await? {
        if line == "." {
            return Ok(Some(content));
        }
        content.push_str(line.strip_prefix('.').unwrap_or(&line));
        content.push('\n');
    }
    Ok(None)
}

fn bracketed(line: &str) -> String {
    let start = line.find('<').unwrap_or(0);
    let end = line.find('>').map_or(line.len(), |end| end + 1);
    line[start..end].to_owned()
}
