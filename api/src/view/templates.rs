//! The template engine, once per language, so that `t` knows whose words to say.

use crate::language::{Catalogues, Words};
use fluent_bundle::FluentValue;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonRender, Output, RenderContext,
    RenderError, RenderErrorReason, ScopedJson, html_escape,
};
use rust_embed::Embed;
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};
use zamala_domain::{Language, notifications::state::Digits};

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/templates"]
struct Files;

/// All templates, compiled.
pub struct Templates {
    engines: HashMap<(Language, Digits), Handlebars<'static>>,
}

impl Templates {
    /// Compiles what was embedded at build. Panics on a faulty template, at start.
    pub fn embedded(catalogues: &Catalogues) -> Self {
        let mut engine = Handlebars::new();
        engine.set_strict_mode(true);
        for path in Files::iter().filter(|path| path.ends_with(".hbs")) {
            let file = Files::get(&path).expect("the file was listed");
            let text = String::from_utf8(file.data.into_owned()).expect("templates are UTF-8");
            let name = path.trim_end_matches(".hbs");
            engine
                .register_template_string(name, text)
                .unwrap_or_else(|fault| panic!("{path}: {fault}"));
        }
        engine.register_helper("bdi", Box::new(bdi));
        engine.register_helper("ltr", Box::new(ltr));
        let speaking = |words: &Arc<Words>| {
            let mut engine = engine.clone();
            engine.register_helper("t", Box::new(Say(words.clone())));
            ((words.language, words.digits), engine)
        };
        Self {
            engines: catalogues.all().into_iter().map(speaking).collect(),
        }
    }

    /// Renders a template with `data`, which holds `page` and what the page itself shows.
    pub fn render(
        &self,
        words: &Words,
        template: &str,
        data: &Value,
    ) -> Result<String, RenderError> {
        let engine = &self.engines[&(words.language, words.digits)];
        engine.render_with_context(template, &Context::wraps(data)?)
    }
}

/// `{{t "key" name=value}}`: a message. Escaped in text, plain as an argument of a partial.
struct Say(Arc<Words>);

impl HelperDef for Say {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let key = helper.param(0).and_then(|param| param.value().as_str());
        let key = key.ok_or(RenderErrorReason::ParamNotFoundForIndex("t", 0))?;
        let mut arguments = Vec::new();
        for (name, argument) in helper.hash() {
            if argument.is_value_missing() {
                return Err(RenderErrorReason::Other(format!("{key}: {name} is missing")).into());
            }
            arguments.push((*name, fluent(argument.value())));
        }
        let text = self
            .0
            .try_say(key, &arguments)
            .map_err(RenderErrorReason::Other)?;
        Ok(ScopedJson::Derived(Value::String(text)))
    }
}

fn fluent(value: &Value) -> FluentValue<'static> {
    match value {
        Value::Number(number) => number.as_f64().map_or(FluentValue::None, FluentValue::from),
        other => FluentValue::from(other.render()),
    }
}

fn bdi(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    isolated(helper, "<bdi>", out)
}

fn ltr(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    isolated(helper, "<bdi dir=\"ltr\">", out)
}

fn isolated(helper: &Helper<'_>, open: &str, out: &mut dyn Output) -> HelperResult {
    let param = helper
        .param(0)
        .ok_or(RenderErrorReason::ParamNotFoundForIndex("bdi", 0))?;
    if param.is_value_missing() {
        return Err(RenderError::strict_error(param.relative_path()));
    }
    out.write(open)?;
    out.write(&html_escape(&param.value().render()))?;
    out.write("</bdi>")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rendered(template: &str, data: &Value) -> Result<String, RenderError> {
        let catalogues = Catalogues::embedded();
        let mut templates = Templates::embedded(&catalogues);
        for engine in templates.engines.values_mut() {
            engine.register_template_string("tried", template)?;
        }
        templates.render(catalogues.words(Language::En, Digits::Latin), "tried", data)
    }

    #[test]
    fn text_is_escaped_wherever_it_comes_from() {
        let data = json!({ "name": "<b>\"&'", "now": "<i>" });
        assert_eq!(
            rendered("{{name}}", &data).unwrap(),
            "&lt;b&gt;&quot;&amp;&#x27;"
        );
        assert_eq!(
            rendered("{{bdi name}}", &data).unwrap(),
            "<bdi>&lt;b&gt;&quot;&amp;&#x27;</bdi>"
        );
        assert_eq!(
            rendered("{{ltr now}}", &data).unwrap(),
            "<bdi dir=\"ltr\">&lt;i&gt;</bdi>"
        );
        let said = rendered("{{t \"layout-now\" now=now}}", &data).unwrap();
        assert_eq!(said, "Time in Bahrain: \u{2068}&lt;i&gt;\u{2069}");
    }

    #[test]
    fn a_missing_value_is_an_error() {
        for template in [
            "{{name}}",
            "{{bdi name}}",
            "{{t \"layout-now\" now=name}}",
            "{{t \"layout-now\"}}",
            "{{t \"none\"}}",
        ] {
            assert!(rendered(template, &json!({})).is_err(), "{template}");
        }
    }
}
