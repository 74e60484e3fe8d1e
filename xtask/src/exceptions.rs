//! Exceptions to advisories are dated, and this is where the date bites. Only tests: nothing here runs otherwise.
//!
//! The reason in `deny.toml` begins with the crate, its version and the last day, as in
//! `lettre 0.11.23, until 2027-01-31: …`.

#[cfg(test)]
mod tests {
    use crate::{command::ask, place::Place};
    use std::{fs, process::Command};

    #[derive(Debug, PartialEq, Eq)]
    struct Exception {
        package: String,
        version: String,
        until: String,
    }

    fn table(name: &str) -> toml::Table {
        let path = Place::find()
            .expect("Cargo started this test")
            .root
            .join(name);
        fs::read_to_string(path)
            .expect("the file is committed")
            .parse()
            .expect("it is TOML")
    }

    fn exceptions() -> Vec<Exception> {
        let deny = table("deny.toml");
        let ignored = deny["advisories"]["ignore"]
            .as_array()
            .expect("a list of exceptions")
            .clone();
        ignored
            .iter()
            .map(|entry| {
                let reason = entry["reason"].as_str().expect("a reason").to_owned();
                parse(&reason).unwrap_or_else(|| panic!("`{reason}` has no version and last day"))
            })
            .collect()
    }

    fn parse(reason: &str) -> Option<Exception> {
        let (head, _) = reason.split_once(':')?;
        let (what, until) = head.split_once(", until ")?;
        let (package, version) = what.split_once(' ')?;
        let is_date = until.len() == 10 && until.split('-').count() == 3;
        is_date.then(|| Exception {
            package: package.to_owned(),
            version: version.to_owned(),
            until: until.to_owned(),
        })
    }

    #[test]
    fn a_reason_without_its_last_day_is_no_reason() {
        assert_eq!(parse("lettre 0.11.23: it is awkward"), None);
        let expected = Exception {
            package: "lettre".to_owned(),
            version: "0.11.23".to_owned(),
            until: "2027-01-31".to_owned(),
        };
        assert_eq!(
            parse("lettre 0.11.23, until 2027-01-31: a bare CR"),
            Some(expected)
        );
    }

    #[test]
    fn no_exception_has_passed_its_last_day() {
        let today = ask(Command::new("date").arg("+%F")).expect("the machine knows the date");
        let passed: Vec<_> = exceptions()
            .into_iter()
            .filter(|it| it.until.as_str() < today.trim())
            .collect();
        assert_eq!(
            passed,
            [],
            "move to a mended version, or decide again and write a new day"
        );
    }

    #[test]
    fn every_excepted_version_is_still_the_one_in_use() {
        let lock = table("Cargo.lock");
        let packages = lock["package"].as_array().expect("a list of packages");
        for exception in exceptions() {
            let versions: Vec<&str> = packages
                .iter()
                .filter(|package| package["name"].as_str() == Some(&exception.package))
                .filter_map(|package| package["version"].as_str())
                .collect();
            assert_eq!(
                versions,
                [exception.version],
                "the exception for {} is stale",
                exception.package
            );
        }
    }

    #[test]
    fn the_advisory_on_lettre_has_its_exception() {
        let packages: Vec<String> = exceptions().into_iter().map(|it| it.package).collect();
        assert_eq!(packages, ["lettre"]);
    }
}
