//! Letters' texts: Handlebars templates of `mail-templates/`, embedded, compiled when the worker starts.
//!
//! Files: `<kind>/{ar,en}.{subject,txt,html}.hbs`, and layouts `layout/{ar,en}.{txt,html}.hbs`, used as
//! `{{#> layout/en.html}}…{{/layout/en.html}}`. Variables: `language`, `dir`, `subject` (not in the subject itself),
//! `recipient_name`, `link` (whole), `public_url`, `is_sample`, `data` (the letter's own). `words` tells the words.
//!
//! Promise: a letter is whole or not sent. A missing variable is an error, every kind has its six parts, HTML is
//! escaped, and a subject is one line.

#[cfg(test)]
mod tests;
mod words;

use handlebars::{Handlebars, html_escape, no_escape};
use rust_embed::Embed;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use zamala_domain::{
    Language,
    outbox::{LetterKind, operations::LetterToSend},
};

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../mail-templates"]
struct Templates;

/// A part of a letter, by the name that its template's file ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Subject,
    Text,
    Html,
}

impl Part {
    const ALL: [Self; 3] = [Self::Subject, Self::Text, Self::Html];

    fn ending(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Text => "txt",
            Self::Html => "html",
        }
    }
}

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// What is wrong with a template.
#[derive(Debug, thiserror::Error)]
pub enum LettersFault {
    #[error("mail-templates/{file} cannot be read: {why}")]
    Template { file: String, why: String },
    #[error("mail-templates/{0} is missing")]
    Missing(String),
    #[error("mail-templates/{template}.hbs cannot be rendered: {why}")]
    Render { template: String, why: String },
    #[error("the subject of `{0}` is empty or not one line")]
    Subject(String),
}

/// The compiled templates: one registry for each language and part, so that each word knows how to write itself.
pub struct Letters {
    registries: BTreeMap<(Language, Part), Handlebars<'static>>,
}

impl Letters {
    /// Compiles the embedded templates and looks that every kind of letter is there.
    pub fn compile() -> Result<Self, LettersFault> {
        let files = Templates::iter()
            .filter(|name| name.ends_with(".hbs"))
            .filter_map(|name| {
                let file = Templates::get(&name)?;
                Some((
                    name.into_owned(),
                    String::from_utf8_lossy(&file.data).into_owned(),
                ))
            });
        let letters = Self::from_files(files)?;
        for kind in LetterKind::ALL {
            letters.look_for(kind.folder())?;
        }
        Ok(letters)
    }

    /// Compiles templates by the name of their files.
    fn from_files(files: impl Iterator<Item = (String, String)>) -> Result<Self, LettersFault> {
        let mut registries = BTreeMap::new();
        for language in Language::ALL {
            for part in Part::ALL {
                registries.insert((language, part), registry(language, part));
            }
        }
        let mut letters = Self { registries };
        for (file, source) in files {
            letters.add(&file, &source)?;
        }
        Ok(letters)
    }

    /// Registers `<folder>/<language>.<part>.hbs` under that name without its `.hbs`, where it belongs.
    fn add(&mut self, file: &str, source: &str) -> Result<(), LettersFault> {
        let fault = |why: String| LettersFault::Template {
            file: file.to_owned(),
            why,
        };
        let template = file.strip_suffix(".hbs").unwrap_or(file);
        let named = template
            .split_once('/')
            .and_then(|(_, name)| name.split_once('.'));
        let (language, part) =
            named.ok_or_else(|| fault("its name is not <folder>/<language>.<part>.hbs".into()))?;
        let language = Language::from_code(language)
            .ok_or_else(|| fault(format!("`{language}` is no language")))?;
        let part = Part::ALL.into_iter().find(|known| known.ending() == part);
        let part =
            part.ok_or_else(|| fault("its name ends in no part: subject, txt or html".into()))?;
        if source.contains("{{{") || source.contains("{{&") {
            return Err(fault("it writes a value without escaping".into()));
        }
        let registry = self
            .registries
            .get_mut(&(language, part))
            .ok_or_else(|| fault("no registry".into()))?;
        registry
            .register_template_string(template, source)
            .map_err(|e| fault(e.to_string()))
    }

    fn look_for(&self, folder: &str) -> Result<(), LettersFault> {
        for ((language, part), registry) in &self.registries {
            let template = format!("{folder}/{language}.{}", part.ending());
            if !registry.has_template(&template) {
                return Err(LettersFault::Missing(format!("{template}.hbs")));
            }
        }
        Ok(())
    }

    /// Renders a letter in its recipient's language.
    pub fn render(
        &self,
        letter: &LetterToSend,
        public_url: &str,
    ) -> Result<Rendered, LettersFault> {
        let variables = json!({
            "language": letter.language.code(),
            "dir": letter.language.direction(),
            "recipient_name": letter.recipient_name,
            "link": letter.link,
            "public_url": public_url,
            "is_sample": letter.is_sample,
            "data": letter.data,
        });
        self.render_folder(letter.kind.folder(), letter.language, variables)
    }

    fn render_folder(
        &self,
        folder: &str,
        language: Language,
        mut variables: Value,
    ) -> Result<Rendered, LettersFault> {
        let part = |part: Part, variables: &Value| {
            let template = format!("{folder}/{language}.{}", part.ending());
            let rendered = match self.registries.get(&(language, part)) {
                Some(registry) => registry
                    .render(&template, variables)
                    .map_err(|e| e.to_string()),
                None => Err("no registry".to_owned()),
            };
            rendered.map_err(|why| LettersFault::Render { template, why })
        };
        let subject = part(Part::Subject, &variables)?.trim().to_owned();
        if subject.is_empty() || subject.chars().any(char::is_control) {
            return Err(LettersFault::Subject(folder.to_owned()));
        }
        variables["subject"] = Value::String(subject.clone());
        Ok(Rendered {
            subject,
            text: part(Part::Text, &variables)?,
            html: part(Part::Html, &variables)?,
        })
    }
}

fn registry(language: Language, part: Part) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    match part {
        Part::Html => registry.register_escape_fn(html_escape),
        Part::Subject | Part::Text => registry.register_escape_fn(no_escape),
    }
    words::register(&mut registry, language, part);
    registry
}
