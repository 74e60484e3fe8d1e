use super::*;
use secrecy::ExposeSecret;
use std::path::PathBuf;

const SECRET: &str = "q7Jm2xV0uPz9RkL4tYwB8sNfHgDcE1aX6oIiTnMv";

fn sources(variables: &[(&str, &str)]) -> Sources {
    let variables = variables
        .iter()
        .map(|(name, value)| (format!("ZAMALA_{name}"), (*value).to_owned()))
        .collect();
    Sources {
        config: None,
        variables,
    }
}

fn written(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn names(faults: &[Fault]) -> Vec<&str> {
    faults.iter().map(|fault| fault.name.as_str()).collect()
}

#[test]
fn defaults_stand_where_nothing_is_given() {
    let (settings, faults) = read(
        &sources(&[("DATABASE_URL", "sqlite:///tmp/z.sqlite")]),
        Needs::DATABASE,
    );
    assert_eq!(faults, []);
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.public_url, "http://127.0.0.1:8080");
    assert_eq!(settings.probes.to_string(), "127.0.0.1:9090");
    assert_eq!(
        (settings.lease, settings.ambiguous_wait),
        (Duration::from_mins(1), Duration::from_mins(10))
    );
    assert_eq!(
        (settings.worker_concurrency, settings.rate_limit_factor),
        (8, 1)
    );
    assert_eq!(settings.trusted_proxies.to_string(), "");
}

#[test]
fn trusted_proxies_are_addresses_and_networks() {
    let given = |proxies| {
        let database = ("DATABASE_URL", "sqlite:///tmp/z.sqlite");
        let given = [database, ("TRUSTED_PROXIES", proxies)];
        read(&sources(&given), Needs::DATABASE)
    };
    let (settings, faults) = given("10.0.0.5, fd00::/8");
    assert_eq!(faults, []);
    assert_eq!(settings.trusted_proxies.to_string(), "10.0.0.5/32,fd00::/8");
    let (_, faults) = given("proxy.example.org");
    assert_eq!(names(&faults), ["ZAMALA_TRUSTED_PROXIES"]);
}

#[test]
fn variables_go_before_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let config = written(
        &folder,
        "zamala.toml",
        "listen = \"127.0.0.1:1\"\nlease_seconds = 7\n",
    );
    let mut sources = sources(&[
        ("DATABASE_URL", "sqlite:///tmp/z.sqlite"),
        ("LISTEN", "127.0.0.1:2"),
    ]);
    sources.config = Some(config);
    let (settings, faults) = read(&sources, Needs::DATABASE);
    assert_eq!(faults, []);
    assert_eq!(
        (settings.listen.port(), settings.lease),
        (2, Duration::from_secs(7))
    );
}

#[test]
fn every_fault_is_told_at_once_with_what_would_be_right() {
    let given = [
        ("LISTEN", "here"),
        ("LEASE_SECONDS", "0"),
        ("LISTNE", "127.0.0.1:1"),
        ("PUBLIC_URL", "http://zamala.example.org"),
    ];
    let (_, faults) = read(&sources(&given), Needs::WORK);
    let expected = [
        "ZAMALA_LISTNE",
        "ZAMALA_LISTEN",
        "ZAMALA_PUBLIC_URL",
        "ZAMALA_LEASE_SECONDS",
        "ZAMALA_DATABASE_URL",
        "ZAMALA_FILES_URL",
        "ZAMALA_SECRET",
        "ZAMALA_SIGNING_KEY",
        "ZAMALA_SMTP_URL",
        "ZAMALA_MAIL_FROM",
    ];
    assert_eq!(names(&faults), expected);
    let listen =
        "ZAMALA_LISTEN = \"here\": an address and a port, such as 127.0.0.1:8080 or [::]:8080";
    assert_eq!(faults[1].to_string(), listen);
    assert!(
        faults[2]
            .to_string()
            .contains("passwords must not travel in clear")
    );
}

#[test]
fn a_secret_is_read_from_its_file_and_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "secret", &format!("{SECRET}\n"));
    let database = ("DATABASE_URL", "sqlite:///tmp/z.sqlite");
    let by_file = read(
        &sources(&[database, ("SECRET_FILE", file.to_str().unwrap())]),
        Needs::DATABASE,
    );
    let by_value = read(&sources(&[database, ("SECRET", SECRET)]), Needs::DATABASE);
    assert_eq!((by_file.1, by_value.1), (vec![], vec![]));
    assert_eq!(
        by_file.0.secret.unwrap().expose_secret(),
        by_value.0.secret.unwrap().expose_secret()
    );

    let short = "a-short-thing";
    let (settings, faults) = read(&sources(&[database, ("SECRET", short)]), Needs::DATABASE);
    assert!(settings.secret.is_none());
    let told = faults[0].to_string();
    assert!(
        told.starts_with("ZAMALA_SECRET (hidden): it is shorter than 32 bytes")
            && !told.contains(short),
        "{told}"
    );
}

#[test]
fn a_secret_given_twice_or_in_a_missing_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "secret", SECRET);
    let both = [
        ("SECRET", SECRET),
        ("SECRET_FILE", file.to_str().unwrap()),
        ("DATABASE_URL", "sqlite:///tmp/z.sqlite"),
    ];
    let (_, faults) = read(&sources(&both), Needs::DATABASE);
    assert_eq!(names(&faults), ["ZAMALA_SECRET"]);
    let missing = [
        ("SECRET_FILE", "/nowhere/secret"),
        ("DATABASE_URL", "sqlite:///tmp/z.sqlite"),
    ];
    let (_, faults) = read(&sources(&missing), Needs::DATABASE);
    assert_eq!(names(&faults), ["ZAMALA_SECRET_FILE"]);
}

#[test]
fn secrets_that_look_like_defaults_are_refused() {
    let repeated = "ab".repeat(20);
    let named = "my-SECRET-key-for-the-service-of-2026";
    for wrong in [
        repeated.as_str(),
        named,
        "ChangeMe-ChangeMe-ChangeMe-ChangeMe-9x",
    ] {
        let refusal = values::master_secret(wrong).err();
        assert_eq!(
            refusal.as_deref(),
            Some("it looks like a default"),
            "{wrong}"
        );
    }
    assert!(values::master_secret(SECRET).is_ok());
}

#[test]
fn databases_are_sqlite_files_or_postgres() {
    for right in [
        "sqlite://z.sqlite",
        "sqlite:///var/z.sqlite?mode=rwc",
        "postgres://u:p@h/d",
        "postgresql://h:5/d",
    ] {
        assert!(values::database_url(right).is_ok(), "{right}");
    }
    for wrong in [
        "",
        "sqlite://",
        "sqlite://:memory:",
        "mysql://h/d",
        "postgres://h",
        "/var/z.sqlite",
    ] {
        assert!(values::database_url(wrong).is_err(), "{wrong}");
    }
    assert_eq!(
        values::without_password("postgres://u:p@h/d"),
        "postgres://u:hidden@h/d"
    );
    assert_eq!(
        values::without_password("sqlite:///z.sqlite"),
        "sqlite:///z.sqlite"
    );
}

#[test]
fn a_faulty_file_is_told_without_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let config = written(&folder, "zamala.toml", "secret = hunter2hunter2\n");
    let sources = Sources {
        config: Some(config),
        variables: vec![],
    };
    let (_, faults) = read(&sources, Needs::DATABASE);
    assert_eq!(names(&faults), ["ZAMALA_CONFIG", "ZAMALA_DATABASE_URL"]);
    assert!(!faults[0].to_string().contains("hunter2"), "{}", faults[0]);
}

#[test]
fn a_fault_of_the_file_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let text = "database_url = \"sqlite:///tmp/z.sqlite\"\nlease_seconds = 0\nsmtp = { a = 1 }\n";
    let config = written(&folder, "zamala.toml", text);
    let sources = Sources {
        config: Some(config.clone()),
        variables: vec![],
    };
    let (_, faults) = read(&sources, Needs::DATABASE);
    let lease = format!(
        "ZAMALA_LEASE_SECONDS = \"0\" in {}: how long",
        config.display()
    );
    assert_eq!(names(&faults), ["ZAMALA_SMTP", "ZAMALA_LEASE_SECONDS"]);
    assert!(faults[1].to_string().starts_with(&lease), "{}", faults[1]);
}

#[test]
fn what_the_tests_tell_each_other_is_no_setting() {
    let mut sources = sources(&[
        ("DATABASE_URL", "sqlite:///tmp/z.sqlite"),
        ("TEST_BINARY", "/bin/true"),
    ]);
    sources
        .variables
        .push(("ZAMALA_CONFIG".to_owned(), "/nowhere".to_owned()));
    assert_eq!(read(&sources, Needs::DATABASE).1, []);
}

#[test]
fn a_relay_is_checked_with_everything_else() {
    let database = ("DATABASE_URL", "sqlite:///tmp/z.sqlite");
    let clear = [
        database,
        ("SMTP_URL", "smtp://u:pw@mail.example.org?tls=none"),
        ("MAIL_FROM", "Z <z@example.org>"),
    ];
    let (_, faults) = read(&sources(&clear), Needs::DATABASE);
    assert_eq!(names(&faults), ["ZAMALA_SMTP_URL"]);
    assert!(!faults[0].to_string().contains("pw@"), "{}", faults[0]);
    let sender = [
        database,
        ("SMTP_URL", "smtp://127.0.0.1:25"),
        ("MAIL_FROM", "nobody"),
    ];
    assert_eq!(
        names(&read(&sources(&sender), Needs::DATABASE).1),
        ["ZAMALA_MAIL_FROM"]
    );
}
