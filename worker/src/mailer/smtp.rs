//! Speaking SMTP over lettre's connection, command by command, so that the end of every sending is known.
//!
//! The stream has TCP_NODELAY and a letter's content goes out in one write: nothing waits for a delayed acknowledgement,
//! and an error before that write means that nothing was handed over.

use super::{
    Outgoing, SendError,
    breaker::Breaker,
    compose::{Composed, compose},
    relay::{Relay, RelayFault, Security, SmtpSettings},
};
use lettre::transport::smtp::{
    Error,
    authentication::Mechanism,
    client::AsyncSmtpConnection,
    commands::{Data, Mail, Rcpt},
    response::Response,
};
use std::{
    fmt,
    future::Future,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, sync::Semaphore, time::timeout};

/// How long an unused connection is kept: shorter than relays wait.
const IDLE_MAX: Duration = Duration::from_secs(20);
/// How long a parting word may take.
const QUIT_TIMEOUT: Duration = Duration::from_secs(2);

/// Sends letters to one relay over a few connections.
pub struct SmtpMailer {
    relay: Relay,
    breaker: Breaker,
    permits: Semaphore,
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    connection: AsyncSmtpConnection,
    since: Instant,
}

/// Why one step failed.
enum Fault {
    /// The connection ended, or the answer did not come in time.
    Lost(String),
    Said(Error),
}

impl SmtpMailer {
    /// The address that letters come from.
    pub fn sender(&self) -> String {
        self.relay.from.email.to_string()
    }

    /// Checks the settings; connects with the first letter.
    pub fn new(settings: &SmtpSettings) -> Result<Self, RelayFault> {
        let relay = Relay::from_settings(settings)?;
        let permits = Semaphore::new(relay.connections_max);
        Ok(Self {
            relay,
            breaker: Breaker::default(),
            permits,
            idle: Mutex::default(),
        })
    }

    /// Hands one letter to the relay. `Ok` only after its 250.
    pub async fn send(&self, letter: &Outgoing) -> Result<(), SendError> {
        let composed = compose(&self.relay.from, letter)?;
        let permit = self.permits.acquire().await;
        let _permit =
            permit.map_err(|_| SendError::Away(Duration::ZERO, "the mailer is closed".into()))?;
        let mut connection = self.ready(&composed).await?;
        let outcome = self.hand_over(&mut connection, &composed).await;
        match outcome {
            Ok(()) => self.keep(connection),
            Err(_) => part_from(connection).await,
        }
        outcome
    }

    /// Whether the relay answers: for `doctor`.
    pub async fn reach(&self) -> Result<(), SendError> {
        part_from(self.connect().await?).await;
        Ok(())
    }

    /// A connection on which the relay has taken sender and recipient and waits for the content. A kept connection may
    /// have been closed meanwhile: then one new one is tried.
    async fn ready(&self, letter: &Composed) -> Result<AsyncSmtpConnection, SendError> {
        if let Some(mut kept) = self.take_idle() {
            match self.introduce(&mut kept, letter).await {
                Ok(()) => return Ok(kept),
                Err(fault) => {
                    let is_answer = matches!(&fault, Fault::Said(error) if !is_closing(error));
                    part_from(kept).await;
                    if is_answer {
                        return Err(self.verdict(fault));
                    }
                }
            }
        }
        let mut fresh = self.connect().await?;
        match self.introduce(&mut fresh, letter).await {
            Ok(()) => Ok(fresh),
            Err(fault) => {
                part_from(fresh).await;
                Err(self.verdict(fault))
            }
        }
    }

    /// MAIL, RCPT and DATA: nothing of the letter is handed over yet.
    async fn introduce(
        &self,
        connection: &mut AsyncSmtpConnection,
        letter: &Composed,
    ) -> Result<(), Fault> {
        let sender = Mail::new(Some(self.relay.from.email.clone()), vec![]);
        self.answer(connection.command(sender)).await?;
        self.answer(connection.command(Rcpt::new(letter.to.clone(), vec![])))
            .await?;
        self.answer(connection.command(Data)).await?;
        Ok(())
    }

    /// The content with its final dot, in one write. From here on a lost connection leaves the end unknown.
    async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        letter: &Composed,
    ) -> Result<(), SendError> {
        match self
            .answer(connection.command(Content(&letter.content)))
            .await
        {
            Ok(_) => Ok(()),
            Err(Fault::Lost(why)) => Err(SendError::Ambiguous(why)),
            Err(fault @ Fault::Said(_)) => Err(self.verdict(fault)),
        }
    }

    async fn answer(
        &self,
        step: impl Future<Output = Result<Response, Error>>,
    ) -> Result<Response, Fault> {
        match timeout(self.relay.answer_timeout, step).await {
            Err(_) => Err(Fault::Lost("no answer in time".into())),
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) if error.status().is_some() => Err(Fault::Said(error)),
            Ok(Err(error)) => Err(Fault::Lost(error.to_string())),
        }
    }

    /// What an answer before or after the content means for the letter.
    fn verdict(&self, fault: Fault) -> SendError {
        match fault {
            Fault::Lost(why) => SendError::Away(self.breaker.failed(Instant::now()), why),
            Fault::Said(error) if is_closing(&error) => {
                SendError::Away(self.breaker.failed(Instant::now()), error.to_string())
            }
            Fault::Said(error) if error.is_permanent() => SendError::Refused(error.to_string()),
            Fault::Said(error) => SendError::Deferred(error.to_string()),
        }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, SendError> {
        if let Some(wait) = self.breaker.wait(Instant::now()) {
            return Err(SendError::Away(wait, "it was away a moment ago".into()));
        }
        let whole = self.relay.connect_timeout + self.relay.answer_timeout;
        let connected = match timeout(whole, self.open()).await {
            Ok(connected) => connected,
            Err(_) => Err("no greeting in time".to_owned()),
        };
        match connected {
            Ok(connection) => {
                self.breaker.succeeded();
                Ok(connection)
            }
            Err(why) => Err(SendError::Away(self.breaker.failed(Instant::now()), why)),
        }
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, String> {
        let Relay {
            host,
            port,
            security,
            tls,
            credentials,
            hello,
            connect_timeout,
            ..
        } = &self.relay;
        let address = (host.as_str(), *port);
        let mut connection = if *security == Security::Wrapped {
            // lettre opens its own stream here; one write for each letter's content keeps it fast all the same.
            let connecting = AsyncSmtpConnection::connect_tokio1(
                address,
                Some(*connect_timeout),
                hello,
                tls.clone(),
                None,
            );
            connecting.await.map_err(|e| words(&e))?
        } else {
            let stream = timeout(*connect_timeout, TcpStream::connect(address)).await;
            let stream = stream
                .map_err(|_| "no connection in time".to_owned())?
                .map_err(|e| e.to_string())?;
            stream.set_nodelay(true).map_err(|e| e.to_string())?;
            AsyncSmtpConnection::connect_with_transport(Box::new(stream), hello)
                .await
                .map_err(|e| words(&e))?
        };
        let wants_starttls = match security {
            Security::Required => true,
            Security::Opportunistic => connection.can_starttls(),
            Security::Wrapped | Security::None => false,
        };
        if let Some(tls) = tls.as_ref().filter(|_| wants_starttls) {
            connection
                .starttls(tls.clone(), hello)
                .await
                .map_err(|e| words(&e))?;
        }
        if let Some(credentials) = credentials {
            if *security != Security::None && !connection.is_encrypted() {
                return Err("it offers no TLS, and a password must not travel in clear".to_owned());
            }
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], credentials)
                .await
                .map_err(|e| words(&e))?;
        }
        Ok(connection)
    }

    fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|kept| kept.since.elapsed() < IDLE_MAX);
        idle.pop().map(|kept| kept.connection)
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        self.breaker.succeeded();
        if connection.has_broken() {
            return;
        }
        let kept = Idle {
            connection,
            since: Instant::now(),
        };
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(kept);
    }
}

/// 421: the relay closes the connection, whatever was asked.
fn is_closing(error: &Error) -> bool {
    error.status().is_some_and(|code| u16::from(code) == 421)
}

fn words(error: &Error) -> String {
    error.to_string()
}

async fn part_from(mut connection: AsyncSmtpConnection) {
    // A relay that does not even say goodbye is left alone.
    let _ = timeout(QUIT_TIMEOUT, connection.abort()).await;
}

/// Content that is already as DATA wants it.
struct Content<'a>(&'a str);

impl fmt::Display for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
