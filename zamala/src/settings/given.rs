//! What was given, from where, and what is wrong with it.

use super::{
    Fault,
    known::{Known, PREFIX, SETTINGS, variable},
};
use figment::{
    Figment, Metadata, Profile, Provider,
    providers::{Format, Toml},
    value::{Dict, Map, Value},
};
use std::{collections::BTreeMap, path::PathBuf};

/// The tests tell their helpers where things are by variables of this beginning; they are no settings.
const TESTS_PREFIX: &str = "ZAMALA_TEST_";
const CONFIG: &str = "ZAMALA_CONFIG";
/// Bytes of a file that holds a secret.
const SECRET_FILE_BYTES_MAX: u64 = 64 * 1024;

/// Where settings are looked for.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    pub config: Option<PathBuf>,
    /// `ZAMALA_*` variables.
    pub variables: Vec<(String, String)>,
}

impl Sources {
    /// The process's environment; the command line's `--config` goes before `ZAMALA_CONFIG`.
    pub fn of_process(config: Option<PathBuf>) -> Self {
        let own = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            let name = name
                .into_string()
                .ok()
                .filter(|name| name.starts_with(PREFIX))?;
            Some((name, value.to_string_lossy().into_owned()))
        };
        let variables: Vec<_> = std::env::vars_os().filter_map(own).collect();
        let named = variables
            .iter()
            .find(|(name, _)| name == CONFIG)
            .map(|(_, path)| PathBuf::from(path));
        Self {
            config: config.or(named),
            variables,
        }
    }

    /// One variable, for a command that needs no other setting.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }
}

impl Provider for Sources {
    fn metadata(&self) -> Metadata {
        Metadata::named("the environment")
    }

    /// Every value is text: a secret of digits stays what it is.
    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        let is_setting = |name: &str| name != CONFIG && !name.starts_with(TESTS_PREFIX);
        let own = self.variables.iter().filter(|(name, _)| is_setting(name));
        let key = |name: &str| name.strip_prefix(PREFIX).unwrap_or(name).to_lowercase();
        let dict: Dict = own
            .map(|(name, value)| (key(name), Value::from(value.as_str())))
            .collect();
        Ok(Profile::Default.collect(dict))
    }
}

#[derive(Debug)]
struct Text {
    value: String,
    /// ` = "…" in zamala.toml`, or without the value of a secret.
    shown: String,
}

/// The values that are known, as text, and the faults so far.
#[derive(Debug, Default)]
pub struct Given {
    values: BTreeMap<&'static str, Text>,
    faults: Vec<Fault>,
}

impl Given {
    pub fn gather(sources: &Sources) -> Self {
        let mut given = Self::default();
        let mut figment = Figment::new();
        if let Some(path) = &sources.config {
            match std::fs::read_to_string(path) {
                Ok(text) => figment = given.with_file(figment, path, &text),
                Err(error) => given.faults.push(Fault {
                    name: CONFIG.to_owned(),
                    given: Some(format!("= {}", path.display())),
                    right: format!("a TOML file that can be read ({error})"),
                }),
            }
        }
        let figment = figment.merge(sources);
        let found: Dict = figment.extract().unwrap_or_default();
        for (name, value) in found {
            given.take(&figment, &name, &value);
        }
        for known in SETTINGS.iter().filter(|known| known.default.is_some()) {
            let value = known.default.unwrap_or_default().to_owned();
            given.values.entry(known.name).or_insert(Text {
                value,
                shown: "by default".to_owned(),
            });
        }
        given
    }

    /// A faulty file is named with the place of its first fault; its text may hold secrets and is not shown.
    fn with_file(&mut self, figment: Figment, path: &std::path::Path, text: &str) -> Figment {
        let provider = Toml::string(text);
        match provider.data() {
            Ok(_) => figment.merge(Toml::file_exact(path)),
            Err(error) => {
                let place = error
                    .to_string()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                self.faults.push(Fault {
                    name: CONFIG.to_owned(),
                    given: Some(format!("= {}", path.display())),
                    right: format!("TOML ({place})"),
                });
                figment
            }
        }
    }

    fn take(&mut self, figment: &Figment, name: &str, value: &Value) {
        let place = place_of(figment, value);
        let of_file = name
            .strip_suffix("_file")
            .and_then(Known::of)
            .filter(|known| known.is_secret);
        let Some(known) = Known::of(name).or(of_file) else {
            return self.faults.push(Fault {
                name: variable(name),
                given: Some(format!("given{place}")),
                right: unknown(),
            });
        };
        let is_hidden = known.is_secret && of_file.is_none();
        let Some(text) = text_of(value) else {
            let given = Some(format!("given{place}"));
            return self.faults.push(Fault {
                name: variable(name),
                given,
                right: known.right.to_owned(),
            });
        };
        let shown = if is_hidden {
            format!("(hidden){place}")
        } else {
            format!("= {text:?}{place}")
        };
        let value = match of_file {
            None => text,
            Some(_) => match read_secret(&text) {
                Ok(secret) => secret,
                Err(why) => {
                    return self.faults.push(Fault {
                        name: variable(name),
                        given: Some(shown),
                        right: why,
                    });
                }
            },
        };
        if self
            .values
            .insert(known.name, Text { value, shown })
            .is_some()
        {
            let right = format!(
                "either {} or {}_FILE, not both",
                known.variable(),
                known.variable()
            );
            self.faults.push(Fault {
                name: known.variable(),
                given: Some("given twice".to_owned()),
                right,
            });
        }
    }

    /// The value as its type; a wrong one becomes a fault.
    pub fn parsed<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let parsed = parse(&self.values.get(name)?.value);
        match parsed {
            Ok(value) => Some(value),
            Err(why) => {
                self.fault(name, &why);
                None
            }
        }
    }

    /// Says that a given value is wrong, and why; without a reason, what would be right.
    pub fn fault(&mut self, name: &'static str, why: &str) {
        let right = Known::of(name).map_or("", |known| known.right);
        let right = if why.is_empty() {
            right.to_owned()
        } else {
            format!("{why}; right would be {right}")
        };
        let given = self.values.get(name).map(|text| text.shown.clone());
        self.faults.push(Fault {
            name: variable(name),
            given,
            right,
        });
    }

    pub fn fault_missing(&mut self, name: &'static str, why: &str) {
        self.faults.push(Fault {
            name: variable(name),
            given: None,
            right: why.to_owned(),
        });
    }

    /// A fault unless it was given.
    pub fn require(&mut self, name: &'static str) {
        let is_told = self
            .faults
            .iter()
            .any(|fault| fault.name.starts_with(&variable(name)));
        if !self.values.contains_key(name) && !is_told {
            self.fault_missing(name, Known::of(name).map_or("", |known| known.right));
        }
    }

    pub fn into_faults(self) -> Vec<Fault> {
        self.faults
    }
}

/// ` in FILE` when the value comes from a file, otherwise nothing.
fn place_of(figment: &Figment, value: &Value) -> String {
    figment
        .get_metadata(value.tag())
        .and_then(|data| data.source.as_ref()?.file_path())
        .map(|path| format!(" in {}", path.display()))
        .unwrap_or_default()
}

fn unknown() -> String {
    let names: Vec<_> = SETTINGS
        .iter()
        .map(|known| known.name.to_uppercase())
        .collect();
    format!("no such setting; there are {}", names.join(", "))
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(_, text) => Some(text.clone()),
        Value::Num(_, number) => number
            .to_i128()
            .map(|n| n.to_string())
            .or_else(|| number.to_u128().map(|n| n.to_string())),
        Value::Bool(_, is) => Some(is.to_string()),
        _ => None,
    }
}

/// The text of a secret's file without the line end that editors add.
fn read_secret(path: &str) -> Result<String, String> {
    let file =
        std::fs::metadata(path).map_err(|error| format!("a file that can be read ({error})"))?;
    if !file.is_file() || file.len() > SECRET_FILE_BYTES_MAX {
        return Err(format!("a file of at most {SECRET_FILE_BYTES_MAX} bytes"));
    }
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("a file that can be read ({error})"))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
