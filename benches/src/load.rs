//! The load generator: acts at a process until it has used its budget, and what one act weighs.

use crate::cpu;
use futures::{StreamExt, stream};
use reqwest::{Client, RequestBuilder};
use stage::TestApp;

/// Acts under way at once.
const AT_ONCE: usize = 8;
/// Seconds of CPU of the measured process for each figure.
pub const BUDGET: f64 = 3.0;

/// What one act costs beside thinking.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weight {
    pub statements: u64,
    /// Rows added to the database; rows changed are not counted.
    pub rows: u64,
    /// Bytes of the answer's body.
    pub bytes: usize,
}

/// Sends all, a few at once; the mean size of the answers. Each has to be a success.
pub async fn send(requests: impl IntoIterator<Item = RequestBuilder>) -> usize {
    let sizes: Vec<usize> = stream::iter(requests)
        .map(|request| async move {
            let answer = request.send().await.unwrap();
            let status = answer.status();
            let body = answer.bytes().await.unwrap();
            assert!(
                status.is_success(),
                "{status}: {}",
                String::from_utf8_lossy(&body)
            );
            body.len()
        })
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    sizes.iter().sum::<usize>() / sizes.len().max(1)
}

/// Acts per CPU-second of the process `id`: rounds until the budget is used, counted without what `round` does first.
pub async fn per_cpu_second(id: u32, mut round: impl AsyncFnMut() -> Vec<RequestBuilder>) -> f64 {
    let (mut used, mut acts) = (0.0, 0_u32);
    while used < BUDGET {
        let requests = round().await;
        acts += u32::try_from(requests.len()).unwrap();
        let before = cpu::of_process(id);
        send(requests).await;
        used += cpu::of_process(id) - before;
    }
    f64::from(acts) / used
}

/// What each of these requests weighs in the mean.
pub async fn weigh(
    client: &Client,
    metrics: &str,
    app: &TestApp,
    requests: Vec<RequestBuilder>,
) -> Weight {
    let count = u64::try_from(requests.len()).unwrap();
    let rows = rows(app).await;
    let statements = statements(client, metrics).await;
    let bytes = send(requests).await;
    let asked = self::statements(client, metrics).await - statements;
    Weight {
        statements: (asked + count / 2) / count,
        rows: (self::rows(app).await - rows + count / 2) / count,
        bytes,
    }
}

/// Every row of every table.
async fn rows(app: &TestApp) -> u64 {
    let tables = app.dump().await;
    tables.iter().map(|(_, rows)| rows.len() as u64).sum()
}

/// What the process has sent to the database so far, by its own count.
pub async fn statements(client: &Client, metrics: &str) -> u64 {
    let text = client
        .get(metrics)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("zamala_database_statements_total "));
    line.unwrap().trim().parse().unwrap()
}
