//! What one CPU-second does: each act of the service beside a bare handler that does as many statements and bytes.
//!
//! Promise: the service is the program as it is built, over PostgreSQL and HTTP on loopback; every answer is checked to
//! be a success. Run it by `cargo xtask bench`. The database's own CPU is not counted, on either side.

mod acts;
mod bare;
mod cpu;
mod load;

use std::process::ExitCode;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => acts::measure_all().await,
        [bare::WORD, database, address] => bare::serve(database, address).await,
        _ => {
            eprintln!("run it by `cargo xtask bench`");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
