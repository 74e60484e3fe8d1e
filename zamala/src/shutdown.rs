//! The end, in order: not ready any more, a short notice, no new connections; meanwhile the worker stops and gives its
//! leases back.

use std::{io, sync::Arc, time::Duration};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::{Notify, watch},
};

/// What the parts of a process watch.
#[derive(Clone)]
pub struct Shutdown {
    /// Turns first: `/readyz` says no, the worker claims no more.
    pub is_asked: watch::Receiver<bool>,
    /// Turns after the notice, when every balancer has looked at `/readyz`: no new connections.
    pub is_closed: watch::Receiver<bool>,
    ask: Arc<Notify>,
}

impl Shutdown {
    /// Listens for SIGTERM and SIGINT.
    pub fn listen(notice: Duration) -> io::Result<Self> {
        let (mut terminate, mut interrupt) = (
            signal(SignalKind::terminate())?,
            signal(SignalKind::interrupt())?,
        );
        let (asked, is_asked) = watch::channel(false);
        let (closed, is_closed) = watch::channel(false);
        let ask = Arc::new(Notify::new());
        let asking = ask.clone();
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
                () = asking.notified() => {}
            }
            tracing::info!("asked to stop");
            asked.send_replace(true);
            tokio::time::sleep(notice).await;
            closed.send_replace(true);
            // The senders live as long as anybody watches.
            asked.closed().await;
        });
        Ok(Self {
            is_asked,
            is_closed,
            ask,
        })
    }

    /// Ends the process as a signal would.
    pub fn ask(&self) {
        self.ask.notify_one();
    }

    pub fn is_asked(&self) -> bool {
        *self.is_asked.borrow()
    }
}

/// Returns once the flag is up.
pub async fn raised(flag: &mut watch::Receiver<bool>) {
    // An error means that nobody is left to raise it: then it is over, too.
    let _ = flag.wait_for(|is_up| *is_up).await;
}
