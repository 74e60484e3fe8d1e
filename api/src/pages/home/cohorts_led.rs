//! A manager's home: each cohort with its week and who is behind.

use crate::{
    Visit,
    pages::{
        cohorts::{cohort_tag, dates},
        marking,
        parts::{Rows, Tag, counted},
        residencies::standing::{Known, behind_rows},
    },
};
use fluent_bundle::FluentValue;
use serde::Serialize;
use zamala_domain::agenda::home::CohortSummary;

#[derive(Serialize)]
pub struct View {
    cohorts: Vec<Cohort>,
}

#[derive(Serialize)]
struct Cohort {
    /// A name for the heading, unique on the page.
    heading_id: String,
    title: String,
    href: String,
    code: String,
    state: Tag,
    dates: String,
    week: Option<String>,
    fellows: String,
    behind: Option<Rows>,
    behind_title: String,
    work: String,
    corrections: Option<Rows>,
    marking_href: String,
}

pub fn view(visit: &Visit, cohorts: &[CohortSummary], known: &Known<'_>) -> View {
    View {
        cohorts: cohorts
            .iter()
            .map(|summary| cohort(visit, summary, known))
            .collect(),
    }
}

fn cohort(visit: &Visit, summary: &CohortSummary, known: &Known<'_>) -> Cohort {
    let facts = &summary.cohort;
    let week = summary.current_week.map(|week| {
        let (week, all) = (
            FluentValue::from(week),
            FluentValue::from(summary.weeks_count),
        );
        visit.say_with("home-manager-week", &[("week", week), ("all", all)])
    });
    Cohort {
        heading_id: format!("cohort-{}", facts.code.to_lowercase()),
        title: facts.title.in_language(visit.language()).to_owned(),
        href: visit.href(&format!("/cohorts/{}", facts.id)),
        code: facts.code.clone(),
        state: cohort_tag(visit, facts.state),
        dates: dates(visit, facts.dates),
        week,
        fellows: counted(visit, "home-manager-fellows", summary.fellows_count),
        behind: Rows::of(behind_rows(visit, &summary.behind, known)),
        behind_title: counted(visit, "home-manager-behind", summary.behind.len()),
        work: marking::counts_text(visit, summary.work),
        corrections: Rows::of(
            summary
                .corrections
                .iter()
                .map(|line| marking::row(visit, line))
                .collect(),
        ),
        marking_href: visit.href("/marking"),
    }
}
