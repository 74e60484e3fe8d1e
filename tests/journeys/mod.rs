//! Stories of people: by operation, and over HTTP where the edge is what is asked.

mod five_steps;
mod homes;
mod forum_pages;
#[cfg(feature = "services")]
mod refusals;
mod report_pages;
mod statements;
mod work;
mod work_pages;

use stage::TestApp;
use tokio::net::TcpListener;

/// The service in this process, with the demo's sign-in.
pub async fn serve_here(app: &TestApp) -> String {
    serve_behind(app, "").await
}

/// The same, behind trusted proxies.
pub async fn serve_behind(app: &TestApp, proxies: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let url = format!("http://{address}");
    let mut settings = zamala_api::Settings::new(&url);
    settings.demo = true;
    settings.trusted_proxies = proxies.parse().unwrap();
    settings.limits.rate_factor = 100;
    let service = zamala_api::service(app.app.clone(), settings);
    let acceptor = poem::listener::TcpAcceptor::from_tokio(listener).unwrap();
    tokio::spawn(poem::Server::new_with_acceptor(acceptor).run(service));
    url
}
