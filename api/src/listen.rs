//! A listener whose connections end when a request is too slow.
//!
//! The web server reads the head of a request without a clock of its own. Here each connection has one: from the first
//! byte that comes after an answer to the first byte of the next answer, at most `request_time_max` may pass. A client
//! that sends one byte now and then therefore holds a connection no longer than that.

use futures::FutureExt;
use poem::{
    http::uri::Scheme,
    listener::{Acceptor, Listener},
    web::{LocalAddr, RemoteAddr},
};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};

/// A listener with a limit on the time of a request.
pub struct Timed<L> {
    inner: L,
    request_time_max: Duration,
}

/// Limits the time of every request that `inner` accepts.
pub fn timed<L>(inner: L, request_time_max: Duration) -> Timed<L> {
    Timed { inner, request_time_max }
}

impl<L: Listener> Listener for Timed<L> {
    type Acceptor = Timed<L::Acceptor>;

    async fn into_acceptor(self) -> io::Result<Self::Acceptor> {
        Ok(Timed { inner: self.inner.into_acceptor().await?, request_time_max: self.request_time_max })
    }
}

impl<A: Acceptor> Acceptor for Timed<A> {
    type Io = TimedConnection<A::Io>;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.inner.local_addr()
    }

    async fn accept(&mut self) -> io::Result<(Self::Io, LocalAddr, RemoteAddr, Scheme)> {
        let (io, local, remote, scheme) = self.inner.accept().await?;
        Ok((TimedConnection::new(io, self.request_time_max), local, remote, scheme))
    }
}

/// A connection with a clock that runs while a request waits for its answer.
pub struct TimedConnection<Io> {
    inner: Io,
    request_time_max: Duration,
    clock: Option<Pin<Box<Sleep>>>,
}

impl<Io> TimedConnection<Io> {
    fn new(inner: Io, request_time_max: Duration) -> Self {
        // It runs from the start: whoever connects says something.
        Self { inner, request_time_max, clock: Some(Box::pin(sleep(request_time_max))) }
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for TimedConnection<Io> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.clock.as_mut().is_some_and(|clock| clock.poll_unpin(cx).is_ready()) {
            return Poll::Ready(Err(io::Error::from(io::ErrorKind::TimedOut)));
        }
        let before = buf.filled().len();
        let read = Pin::new(&mut self.inner).poll_read(cx, buf);
        if read.is_ready() && buf.filled().len() > before && self.clock.is_none() {
            self.clock = Some(Box::pin(sleep(self.request_time_max)));
        }
        read
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for TimedConnection<Io> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.clock = None;
        Pin::new(&mut self.inner).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.clock = None;
        Pin::new(&mut self.inner).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    const LIMIT: Duration = Duration::from_secs(60);

    #[tokio::test(start_paused = true)]
    async fn a_request_that_drips_ends_and_one_that_is_answered_goes_on() {
        let (mut client, server) = duplex(64);
        let mut server = TimedConnection::new(server, LIMIT);
        let mut byte = [0];
        for _ in 0..5 {
            client.write_all(b"G").await.unwrap();
            server.read_exact(&mut byte).await.unwrap();
            tokio::time::advance(LIMIT / 2).await;
            server.write_all(b"answer").await.unwrap();
        }
        client.write_all(b"G").await.unwrap();
        server.read_exact(&mut byte).await.unwrap();
        tokio::time::advance(LIMIT / 2).await;
        client.write_all(b"E").await.unwrap();
        server.read_exact(&mut byte).await.unwrap();
        tokio::time::advance(LIMIT).await;
        assert_eq!(server.read(&mut byte).await.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_says_nothing_is_let_go() {
        let (_client, server) = duplex(64);
        let mut server = TimedConnection::new(server, LIMIT);
        assert_eq!(server.read(&mut [0]).await.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }
}
