//! The command line, as data.

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use zamala_domain::{Language, Role};

/// Zamala (زمالة): fellowships, labs and certificates, in Arabic and English.
#[derive(Debug, Parser)]
#[command(
    name = "zamala",
    version,
    arg_required_else_help = true,
    max_term_width = 100
)]
#[command(
    after_help = "Settings come from defaults, a TOML file and ZAMALA_* variables; `zamala doctor` shows them."
)]
pub struct Cli {
    /// A TOML file with settings; also ZAMALA_CONFIG
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows the sample programme on this machine: pages, API and worker, letters kept instead of sent
    Demo(Demo),
    /// Serves API and pages, and works unless told not to
    Serve(Serve),
    /// Works: does what was promised, sends letters, keeps the schedule
    Work,
    /// Brings the schema up, one migrator at a time
    Migrate(Migrate),
    /// Reads a programme file: every fault with its line, all or nothing, again is no change
    Import(Import),
    /// Checks a certificate without the service: ends with 0 when valid, 1 when not, 2 when nobody can tell
    Verify(Verify),
    /// Says what would be used, what can be reached and what is missing
    Doctor,
    /// What only the owner of the installation does
    #[command(subcommand)]
    Admin(Admin),
    /// Writes a consistent, sealed copy of database and files into an empty place
    Backup(Place),
    /// Brings a backup back, into an empty database and an empty file store
    Restore(Place),
}

#[derive(Debug, Args)]
pub struct Demo {
    /// The port on 127.0.0.1; 0 is any free one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Keeps everything in this folder, and goes on from there the next time
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Keeps the temporary folder at the end
    #[arg(long)]
    pub keep: bool,
}

#[derive(Debug, Args)]
pub struct Serve {
    /// Leaves the work to `zamala work`
    #[arg(long)]
    pub no_worker: bool,
}

#[derive(Debug, Args)]
pub struct Migrate {
    /// Lists the steps that are applied and those that are pending, and changes nothing
    #[arg(long)]
    pub status: bool,
}

#[derive(Debug, Args)]
pub struct Import {
    /// The programme file, as `data/sample_programme.yaml`
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Checks and counts, and writes nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Verify {
    /// The credential (JSON) or the certificate (PDF)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The issuer's DID document, saved from /.well-known/did.json
    #[arg(long, value_name = "FILE")]
    pub did: Option<PathBuf>,
    /// The status list that the credential names, saved from /status/…
    #[arg(long, value_name = "FILE")]
    pub status: Option<PathBuf>,
    /// The instant to judge as of (RFC 3339); now when not given
    #[arg(long, value_name = "INSTANT")]
    pub at: Option<DateTime<Utc>>,
}

#[derive(Debug, Args)]
pub struct Place {
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Creates a person with one role and prints the invitation's link, once
    CreatePerson(CreatePerson),
}

#[derive(Debug, Args)]
pub struct CreatePerson {
    /// The name in Arabic script
    #[arg(long)]
    pub name_ar: String,
    /// The name in Latin script
    #[arg(long)]
    pub name_en: String,
    /// Where the invitation goes; nobody else may have it
    #[arg(long)]
    pub email: String,
    /// fellow, trainer, programme_manager, administrator and so on; all but administrator need a place
    #[arg(long, value_parser = role)]
    pub role: Role,
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// The language of letters and pages: ar or en
    #[arg(long, default_value = "ar", value_parser = language)]
    pub language: Language,
}

/// How far the role reaches. None of them: the installation, for administrators only.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct ScopeArgs {
    /// The code of a programme, for example DTF
    #[arg(long, value_name = "CODE")]
    pub programme: Option<String>,
    /// The code of a cohort, for example DTF-2026-A
    #[arg(long, value_name = "CODE")]
    pub cohort: Option<String>,
    /// The ISO 3166-1 alpha-3 code of a country, for example TUN
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
}

fn role(code: &str) -> Result<Role, String> {
    let known = || Role::ALL.map(Role::code).join(", ");
    Role::from_code(code).ok_or_else(|| format!("one of {}", known()))
}

fn language(code: &str) -> Result<Language, String> {
    Language::ALL
        .into_iter()
        .find(|language| language.code() == code)
        .ok_or_else(|| "ar or en".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn roles_and_languages_are_named_as_in_the_programme_file() {
        assert_eq!(role("programme_manager"), Ok(Role::ProgrammeManager));
        assert!(role("manager").unwrap_err().contains("programme_manager"));
        assert_eq!(language("en"), Ok(Language::En));
        assert_eq!(language("fr"), Err("ar or en".to_owned()));
    }

    #[test]
    fn a_role_has_one_scope() {
        let person = [
            "zamala",
            "admin",
            "create-person",
            "--name-ar",
            "ا",
            "--name-en",
            "a",
            "--email",
            "a@b.org",
        ];
        let scoped = |rest: &[&str]| {
            let arguments = person.iter().chain(&["--role", "trainer"]).chain(rest);
            Cli::try_parse_from(arguments).is_ok()
        };
        assert!(scoped(&["--cohort", "DTF-2026-A"]));
        assert!(!scoped(&["--cohort", "DTF-2026-A", "--programme", "DTF"]));
    }
}
