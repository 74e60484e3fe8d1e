//! The measure beside each act: a handler of the same framework that does nothing but as many statements and bytes.
//! It runs in a process of its own, so that its CPU is counted as the service's is.

use crate::load::Weight;
use poem::{
    EndpointExt, Route, Server, get, handler,
    http::StatusCode,
    listener::TcpAcceptor,
    web::{Data, Path},
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement,
    TransactionTrait,
};
use stage::{TestApp, server::eventually};
use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};
use tokio::net::TcpListener;

/// The word by which this program is told to be the bare handler.
pub const WORD: &str = "bare";
/// As many connections as a replica of the service has.
const CONNECTIONS: u32 = 16;
const ROW: &str = "A row of some two hundred bytes, which is what a row of the service weighs: an id, another id, a state, a \
     time, a version, and a word or two in Arabic and in English, as people write them.";

/// A running bare handler, stopped when dropped.
pub struct Bare {
    child: Child,
    url: String,
}

impl Bare {
    /// Starts it over the database of `app`, in a table of its own.
    pub async fn start(app: &TestApp) -> Self {
        let db = app.app.db();
        let table = "CREATE TABLE bare (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body TEXT NOT NULL)";
        db.execute_unprepared(table).await.unwrap();
        db.execute_raw(insert()).await.unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        drop(listener);
        let child = Command::new(std::env::current_exe().unwrap())
            .args([WORD, &app.url, &address])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let bare = Self {
            child,
            url: ["http://", &address].concat(),
        };
        let ready = bare.address(&Weight::default());
        let is_ready = async || reqwest::get(&ready).await.is_ok();
        eventually(
            Duration::from_secs(10),
            "the bare handler answers",
            is_ready,
        )
        .await;
        bare
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Where it does as much as an act of this weight.
    pub fn address(&self, weight: &Weight) -> String {
        let (statements, rows, bytes) = (weight.statements, weight.rows, weight.bytes);
        format!("{}/{statements}/{rows}/{bytes}", self.url)
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves until it is killed.
pub async fn serve(database: &str, address: &str) {
    let mut options = ConnectOptions::new(database.to_owned());
    options.max_connections(CONNECTIONS).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    let listener = TcpListener::bind(address).await.unwrap();
    let acceptor = TcpAcceptor::from_tokio(listener).unwrap();
    let route = Route::new().at(
        "/:statements/:rows/:bytes",
        get(answer).post(answer).data(db),
    );
    Server::new_with_acceptor(acceptor)
        .run(route)
        .await
        .unwrap();
}

#[handler]
async fn answer(
    Path((statements, rows, bytes)): Path<(u64, u64, usize)>,
    Data(db): Data<&DatabaseConnection>,
) -> poem::Result<Vec<u8>> {
    let done = done(db, statements, rows).await;
    done.map_err(|error| poem::Error::new(error, StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok(vec![b'.'; bytes])
}

/// Rows are added in one transaction with the reads; without rows there is none.
async fn done(db: &DatabaseConnection, statements: u64, rows: u64) -> Result<(), DbErr> {
    let reads = statements.saturating_sub(rows);
    if rows == 0 {
        return read(db, reads).await;
    }
    let txn = db.begin().await?;
    for _ in 0..rows {
        txn.execute_raw(insert()).await?;
    }
    read(&txn, reads).await?;
    txn.commit().await
}

async fn read(db: &impl ConnectionTrait, times: u64) -> Result<(), DbErr> {
    for _ in 0..times {
        let sql = "SELECT body FROM bare WHERE id = $1";
        db.query_one_raw(Statement::from_sql_and_values(
            db.get_database_backend(),
            sql,
            [1_i64.into()],
        ))
        .await?;
    }
    Ok(())
}

fn insert() -> Statement {
    let sql = "INSERT INTO bare (body) VALUES ($1)";
    Statement::from_sql_and_values(sea_orm::DbBackend::Postgres, sql, [ROW.into()])
}
