//! A private PostgreSQL for one run: its own folder, its own port on loopback, gone afterwards.
//!
//! Promise: it is stopped in every case. A keeper process waits for our end of a pipe to close, which the
//! kernel does also when we are killed, and then stops the server by the pid in its folder.

use crate::{
    command::{ask, command},
    place::Place,
};
use std::{
    fs,
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
};

const CONNECTIONS_MAX: u16 = 300;
const PORT_TRIES_MAX: usize = 3;
const CHROMIUM: &str = "/usr/bin/chromium";

/// A running server. Dropping it stops it.
pub struct Cluster {
    port: u16,
    keeper: Child,
}

impl Cluster {
    /// Makes a cluster, starts it, and returns when it takes connections.
    pub fn start() -> Result<Self, String> {
        let programs = newest_programs()?;
        let user = Server {
            programs,
            is_root: ask(Command::new("id").arg("-u"))?.trim() == "0",
        };
        let template = "/tmp/zamala-postgres-XXXXXX";
        let folder = PathBuf::from(ask(Command::new("mktemp").args(["-d", template]))?.trim());
        if user.is_root {
            ask(Command::new("chown").arg("postgres:postgres").arg(&folder))?;
        }
        // The keeper comes first: whatever fails from here on, the folder is cleared.
        let mut cluster = Self {
            port: 0,
            keeper: user.keeper(&folder)?,
        };
        let data = folder.join("data");
        ask(user.program("initdb", &folder).arg("-D").arg(&data).args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]))?;
        cluster.port = user.start(&folder, &data)?;
        Ok(cluster)
    }

    /// The superuser's address.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Tells a command where the services are that tests need.
    pub fn offer<'a>(&self, place: &Place, command: &'a mut Command) -> &'a mut Command {
        command
            .env("ZAMALA_TEST_POSTGRES_URL", self.url())
            .env("ZAMALA_TEST_VENV", place.venv())
            .env("ZAMALA_TEST_BINARY", place.binary())
            .env("CHROMIUM", CHROMIUM)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if let Err(error) = self.keeper.wait() {
            eprintln!("xtask: the keeper of the PostgreSQL cluster was lost: {error}");
        }
    }
}

/// `cargo xtask cluster -- CMD…`: runs one command with the server beside it.
pub fn run_beside(place: &Place, program: &str, rest: &[&str]) -> Result<ExitCode, String> {
    let cluster = Cluster::start()?;
    let status = cluster
        .offer(place, &mut command(place, program))
        .args(rest)
        .status()
        .map_err(|error| format!("`{program}` did not start: {error}"))?;
    let code = status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1);
    Ok(ExitCode::from(code))
}

/// Which programs, and as whom: PostgreSQL refuses to run as root.
struct Server {
    programs: PathBuf,
    is_root: bool,
}

impl Server {
    fn program(&self, name: &str, folder: &Path) -> Command {
        let path = self.programs.join(name);
        let mut command = if self.is_root {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(folder);
        command
    }

    /// A process group of its own, so that an interrupt from the terminal does not reach it.
    fn keeper(&self, folder: &Path) -> Result<Child, String> {
        let script = r#"cat >/dev/null; cd /
            if [ -e "$0/data/postmaster.pid" ]; then "$@" -D "$0/data" -m fast -w stop; fi
            rm -rf "$0""#;
        let pg_ctl = self.program("pg_ctl", folder);
        Command::new("sh")
            .args(["-c", script])
            .arg(folder)
            .arg(pg_ctl.get_program())
            .args(pg_ctl.get_args())
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("no keeper for the cluster: {error}"))
    }

    /// Another process may take the port between our look and the server's: then try the next.
    fn start(&self, folder: &Path, data: &Path) -> Result<u16, String> {
        let log = folder.join("log");
        let mut refusal = String::new();
        for _ in 0..PORT_TRIES_MAX {
            let port = free_port()?;
            // fsync only matters when the machine dies; synchronous_commit stays on, as in production.
            let options = format!(
                "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} \
                 -c max_connections={CONNECTIONS_MAX} -c fsync=off -c full_page_writes=off \
                 -c max_parallel_workers_per_gather=0 -c timezone=UTC",
                folder.display()
            );
            let mut command = self.program("pg_ctl", folder);
            command
                .arg("-D")
                .arg(data)
                .arg("-l")
                .arg(&log)
                .args(["-w", "-t", "60"]);
            match ask(command.arg("-o").arg(options).arg("start")) {
                Ok(_) => return Ok(port),
                Err(error) => refusal = error,
            }
        }
        let log = fs::read_to_string(&log).unwrap_or_default();
        Err(format!("PostgreSQL did not start: {refusal}\n{log}"))
    }
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    listener
        .local_addr()
        .map(|address| address.port())
        .map_err(|error| error.to_string())
}

/// Debian keeps each release in its own folder and none on the PATH.
fn newest_programs() -> Result<PathBuf, String> {
    let home = Path::new("/usr/lib/postgresql");
    let missing = "no PostgreSQL in /usr/lib/postgresql: run `cargo xtask setup`";
    let entries = fs::read_dir(home).map_err(|_| missing)?;
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .filter(|release| home.join(format!("{release}/bin/initdb")).is_file())
        .max()
        .map(|release| home.join(format!("{release}/bin")))
        .ok_or_else(|| missing.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn a_cluster_takes_connections_until_it_is_dropped() {
        let cluster = Cluster::start().expect("PostgreSQL is installed by `cargo xtask setup`");
        let port = cluster.port;
        assert_eq!(
            cluster.url(),
            format!("postgres://postgres@127.0.0.1:{port}/postgres")
        );
        let answered = TcpStream::connect(("127.0.0.1", port)).map(|_| ());
        assert_eq!(answered.map_err(|error| error.kind()), Ok(()));
        drop(cluster);
        let answered = TcpStream::connect(("127.0.0.1", port)).map(|_| ());
        let refused = std::io::ErrorKind::ConnectionRefused;
        assert_eq!(answered.map_err(|error| error.kind()), Err(refused));
    }
}
