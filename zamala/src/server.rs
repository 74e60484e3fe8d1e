//! Taking connections: HTTP/1.1 with limits on their number, on heads and on the time these take.
//!
//! Promise: once closed, what was begun is answered, for at most [`DRAIN_MAX`]; idle connections end at once.

use crate::shutdown::raised;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::{
    Addr, Endpoint, EndpointExt, IntoResponse, Response,
    http::uri::Scheme,
    web::{LocalAddr, RemoteAddr},
};
use std::{convert::Infallible, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
    time::timeout,
};

const CONNECTIONS_MAX: usize = 2048;
const HEADERS_MAX: usize = 64;
/// Of the request line and all headers together.
const HEAD_BYTES_MAX: usize = 32 * 1024;
/// How long a head may take, the wait before a kept connection's next one included.
const HEAD_TIME_MAX: Duration = Duration::from_secs(20);
/// How long answers under way may take after the end was asked for.
const DRAIN_MAX: Duration = Duration::from_secs(10);
/// When the system is out of sockets, a moment later it may not be.
const ACCEPT_AGAIN: Duration = Duration::from_millis(50);

/// Serves until `closed` is raised and what was begun is answered.
pub async fn serve<E>(
    listener: TcpListener,
    endpoint: E,
    mut closed: watch::Receiver<bool>,
) -> io::Result<()>
where
    E: Endpoint + 'static,
    E::Output: IntoResponse,
{
    let local = listener.local_addr()?;
    let endpoint = Arc::new(endpoint.map_to_response());
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut connections = JoinSet::new();
    loop {
        let Ok(place) = places.clone().acquire_owned().await else {
            break;
        };
        let accepted = tokio::select! {
            () = raised(&mut closed) => break,
            accepted = listener.accept() => accepted,
        };
        while connections.try_join_next().is_some() {}
        let Ok((stream, remote)) = accepted else {
            tokio::time::sleep(ACCEPT_AGAIN).await;
            continue;
        };
        let connection = attend(stream, (local, remote), endpoint.clone(), closed.clone());
        connections.spawn(async move {
            connection.await;
            drop(place);
        });
    }
    drop(listener);
    let all_answered = async { while connections.join_next().await.is_some() {} };
    if timeout(DRAIN_MAX, all_answered).await.is_err() {
        tracing::warn!(left = connections.len(), "requests did not end in time");
    }
    Ok(())
}

/// One connection, to its end.
async fn attend<E>(
    stream: TcpStream,
    (local, remote): (SocketAddr, SocketAddr),
    endpoint: Arc<E>,
    mut closed: watch::Receiver<bool>,
) where
    E: Endpoint<Output = Response> + 'static,
{
    // Without it small answers wait; a socket that refuses it still works.
    let _ = stream.set_nodelay(true);
    let answer = service_fn(move |request: hyper::Request<Incoming>| {
        let endpoint = endpoint.clone();
        async move {
            let addresses = (LocalAddr(Addr::from(local)), RemoteAddr(Addr::from(remote)));
            let request = poem::Request::from((request, addresses.0, addresses.1, Scheme::HTTP));
            Ok::<hyper::Response<_>, Infallible>(endpoint.get_response(request).await.into())
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME_MAX);
    http.max_headers(HEADERS_MAX).max_buf_size(HEAD_BYTES_MAX);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), answer));
    // How a connection ends is the client's affair: it is not logged.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = raised(&mut closed) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[poem::handler]
    fn greeting() -> &'static str {
        "hello"
    }

    #[tokio::test]
    async fn it_answers_and_ends_when_closed() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (close, closed) = watch::channel(false);
        let serving = tokio::spawn(serve(listener, greeting, closed));
        let mut idle = TcpStream::connect(address).await.unwrap();
        idle.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        let mut answer = [0; 15];
        idle.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
        close.send_replace(true);
        serving.await.unwrap().unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }

    #[tokio::test]
    async fn a_head_that_is_too_large_is_refused() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (_close, closed) = watch::channel(false);
        tokio::spawn(serve(listener, greeting, closed));
        let mut client = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "GET / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n",
            "a".repeat(2 * HEAD_BYTES_MAX)
        );
        // The server may close before all of it is written.
        let _ = client.write_all(head.as_bytes()).await;
        let mut answer = vec![0; 12];
        client.read_exact(&mut answer).await.unwrap();
        assert_eq!(answer, b"HTTP/1.1 431");
    }
}
