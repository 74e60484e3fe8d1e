//! A mark with its calculation and comments, as fellow and marker see it.

use crate::{
    Visit,
    pages::parts::{Fact, Facts, Tag},
};
use serde::Serialize;
use std::collections::HashMap;
use zamala_domain::{
    Bilingual,
    assessment::{
        rules::Calculation,
        views::{MarkView, RubricView},
    },
    id::PersonId,
};

/// A mark, how it was made, and what was said of the work.
#[derive(Serialize)]
pub struct MarkSection {
    caption: String,
    /// `57 / 100`
    mark: String,
    verdict: Tag,
    marker: String,
    when: String,
    calculation: CalculationView,
    comment: Option<String>,
    reason: Option<String>,
}

/// Levels by weights, and the steps from their sum to the mark.
#[derive(Serialize)]
pub struct CalculationView {
    caption: String,
    rows: Vec<CriterionLine>,
    steps: Facts,
}

#[derive(Serialize)]
struct CriterionLine {
    title: String,
    level: String,
    /// `2 × 40 = 80`
    product: String,
    comment: Option<String>,
}

pub fn section(
    visit: &Visit,
    mark: &MarkView,
    names: &HashMap<PersonId, Bilingual>,
) -> MarkSection {
    let marker = names.get(&mark.marker).cloned().unwrap_or_default();
    let when = mark.released_at.unwrap_or(mark.marked_at);
    MarkSection {
        caption: visit.say(&format!("work-mark-{}", mark.state.code())),
        mark: points(visit, &mark.calculation),
        verdict: verdict(visit, &mark.calculation),
        marker: marker.in_language(visit.language()).to_owned(),
        when: visit.words().date_and_time(when),
        calculation: calculation(
            visit,
            &mark.calculation,
            &mark.rubric,
            &mark.criterion_comments,
        ),
        comment: written(&mark.comment),
        reason: mark.reason.clone(),
    }
}

fn written(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

pub fn points(visit: &Visit, own: &Calculation) -> String {
    visit
        .words()
        .figures(&format!("{} / 100", own.mark.rounded_points()))
}

pub fn verdict(visit: &Visit, own: &Calculation) -> Tag {
    if own.has_passed {
        Tag::new(visit, "success", "work-state-passed")
    } else {
        Tag::new(visit, "warning", "work-state-not-passed")
    }
}

pub fn calculation(
    visit: &Visit,
    own: &Calculation,
    rubric: &RubricView,
    comments: &[String],
) -> CalculationView {
    let language = visit.language();
    let words = visit.words();
    let line = |(place, part): (usize, &zamala_domain::assessment::rules::CriterionLevel)| {
        let criterion = rubric.criteria.iter().find(|own| own.code == part.code);
        let level = rubric.levels.iter().find(|(level, _)| *level == part.level);
        let product = i64::from(part.weight) * i64::from(part.level);
        CriterionLine {
            title: criterion.map_or_else(String::new, |own| {
                own.title.in_language(language).to_owned()
            }),
            level: level.map_or_else(String::new, |(_, title)| {
                title.in_language(language).to_owned()
            }),
            product: words.figures(&format!("{} × {} = {product}", part.level, part.weight)),
            comment: comments.get(place).and_then(|comment| written(comment)),
        }
    };
    CalculationView {
        caption: visit.say("work-calculation"),
        rows: own.criteria.iter().enumerate().map(line).collect(),
        steps: steps(visit, own, rubric),
    }
}

/// From the sum to the mark: exact until the one rounding.
fn steps(visit: &Visit, own: &Calculation, rubric: &RubricView) -> Facts {
    let figure = |key: &str, figure: &str| Fact::ltr(visit.say(key), visit.words().figures(figure));
    let (sum, max) = (own.weighted_sum, own.weighted_max);
    let weights: i32 = rubric.criteria.iter().map(|own| own.weight).sum();
    let mut items = vec![
        figure("work-step-sum", &sum.to_string()),
        figure(
            "work-step-max",
            &format!("{} × {weights} = {max}", rubric.level_max()),
        ),
        figure(
            "work-step-real",
            &format!("{sum} ÷ {max} × 100 = {}", own.real),
        ),
    ];
    if own.is_past_cutoff {
        items.push(figure("work-step-cutoff", "0"));
    } else if own.late_days > 0 {
        let per_day = own.late_points / i64::from(own.late_days);
        let text = format!("{} − {} × {per_day}", own.real, own.late_days);
        items.push(figure("work-step-late", &text));
    }
    if let Some(cap) = own.capped_at {
        items.push(figure("work-step-cap", &cap.to_string()));
    }
    let rounded = format!("{} → {}", own.exact, own.mark.rounded_points());
    items.push(figure("work-step-rounded", &rounded));
    if !own.criteria_below.is_empty() {
        let below = own.criteria_below.iter().filter_map(|code| {
            let criterion = rubric.criteria.iter().find(|own| own.code == *code)?;
            Some(criterion.title.in_language(visit.language()).to_owned())
        });
        let below: Vec<String> = below.collect();
        let below = crate::pages::parts::joined(visit, &below);
        items.push(Fact::words(visit.say("work-step-below"), below));
    }
    Facts { items }
}
