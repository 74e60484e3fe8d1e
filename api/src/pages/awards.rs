//! A fellow's awards: conditions met and unmet with what mends them, certificates, and the names on them.

use super::{
    certificates::{CertificateRow, rows_of},
    parts::{Tag, joined, percent},
};
use crate::{
    Visit,
    form::{Faults, Hidden},
    notice::Notice,
    route::PageResult,
};
use serde::{Deserialize, Serialize};
use zamala_domain::{
    Bilingual,
    credentials::{
        Award,
        eligibility::{self, AwardLine, Eligibility},
        names::{self, OwnNames},
        register,
        rules::{Asks, Condition, Mend, ResultFacts},
    },
    id::ResidencyId,
};

#[derive(Serialize)]
struct AwardsPage {
    names_wait: bool,
    names_href: String,
    certificates: Vec<CertificateRow>,
    groups: Vec<Group>,
}

/// One residency's awards.
#[derive(Serialize)]
struct Group {
    reached: Option<String>,
    awards: Vec<AwardView>,
}

#[derive(Serialize)]
struct AwardView {
    id: String,
    title: String,
    code: Option<String>,
    tag: Tag,
    conditions: Vec<ConditionView>,
}

#[derive(Serialize)]
struct ConditionView {
    text: String,
    figures: Option<String>,
    source: String,
    tag: Tag,
    mend: Option<MendView>,
}

#[derive(Serialize)]
struct MendView {
    href: String,
    text: String,
}

/// The fellow's own awards.
pub async fn own(visit: &Visit) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let lists = eligibility::own(app, &actor).await?;
    let names = names::own(app, &actor).await?;
    let certificates = register::own(app, &actor).await?;
    let view = AwardsPage {
        names_wait: !names.is_confirmed,
        names_href: visit.href("/awards/names"),
        certificates: rows_of(visit, &certificates, None),
        groups: lists.iter().map(|list| group(visit, list, true)).collect(),
    };
    visit.page("awards/own", "awards-title").answer(&view)
}

/// A residency's awards, for who may see its marks.
pub async fn residency(visit: &Visit) -> PageResult {
    let id: ResidencyId = visit.param("residency")?;
    let list = eligibility::residency(visit.app(), &visit.actor()?, id).await?;
    let view = AwardsPage {
        names_wait: false,
        names_href: String::new(),
        certificates: Vec::new(),
        groups: vec![group(visit, &list, false)],
    };
    visit
        .page("awards/residency", "awards-residency-title")
        .crumb(
            visit.say("awards-residency-crumb"),
            &format!("/residencies/{id}"),
        )
        .answer(&view)
}

fn group(visit: &Visit, list: &Eligibility, with_links: bool) -> Group {
    let own = with_links.then_some(list.residency.id);
    let reached = list.reached.map(|award| {
        let title = list
            .lines
            .iter()
            .find(|line| line.award == award)
            .map(|line| &line.title);
        let title = title.map(|title| title.in_language(visit.language()).to_owned());
        visit.say_with(
            "awards-reached",
            &[("award", title.unwrap_or_default().into())],
        )
    });
    // The award of the whole residency first, then what leads to it.
    let mut lines: Vec<&AwardLine> = list.lines.iter().collect();
    lines.sort_by_key(|line| line.award == Award::MicroCredential);
    Group {
        reached,
        awards: lines
            .into_iter()
            .map(|line| award(visit, line, own))
            .collect(),
    }
}

fn award(visit: &Visit, line: &AwardLine, own: Option<ResidencyId>) -> AwardView {
    let code = line.module.as_ref().map(|(_, code)| code.clone());
    let id = code.clone().unwrap_or_else(|| line.award.code().to_owned());
    AwardView {
        id: format!("award-{id}"),
        title: line.title.in_language(visit.language()).to_owned(),
        code,
        tag: met_tag(visit, line.is_met),
        conditions: line
            .conditions
            .iter()
            .map(|own_line| condition(visit, own_line, own))
            .collect(),
    }
}

fn met_tag(visit: &Visit, is_met: bool) -> Tag {
    if is_met {
        Tag::new(visit, "success", "awards-met")
    } else {
        Tag::new(visit, "waiting", "awards-unmet")
    }
}

fn condition(visit: &Visit, own: &Condition, residency: Option<ResidencyId>) -> ConditionView {
    let (text, figures, source) = asks(visit, &own.asks);
    let is_one = matches!(own.asks, Asks::LabAttended { .. } | Asks::Capstone { .. });
    let figures = figures.or_else(|| is_one.then(|| of(visit, usize::from(own.is_met), 1)));
    ConditionView {
        text,
        figures,
        source: visit.say(source),
        tag: met_tag(visit, own.is_met),
        mend: residency.and_then(|residency| Some(mend(visit, own.mend.as_ref()?, residency))),
    }
}

/// What is asked, the figures, and where they come from.
fn asks(visit: &Visit, asks: &Asks) -> (String, Option<String>, &'static str) {
    let words = visit.words();
    match asks {
        Asks::WorkPassed {
            code,
            pass_percent,
            result,
            ..
        } => work_passed(visit, code, *pass_percent, *result),
        Asks::LabAttended { code, .. } => {
            let text = visit.say_with("awards-lab-attended", &[("code", code.as_str().into())]);
            (text, None, "awards-source-attendance")
        }
        Asks::EveryCore {
            have,
            need,
            missing,
        } => (
            counted(visit, "awards-every-core", missing),
            Some(of(visit, *have, *need)),
            "awards-source-conditions",
        ),
        Asks::Electives {
            have,
            need,
            missing,
        } => {
            let missing: &[String] = if have >= need { &[] } else { missing };
            (
                counted(visit, "awards-electives", missing),
                Some(of(visit, *have, *need)),
                "awards-source-conditions",
            )
        }
        Asks::Capstone { .. } => (visit.say("awards-capstone"), None, "awards-source-panel"),
        Asks::Attendance {
            share,
            need_percent,
        } => {
            let least = percent(words, &need_percent.to_string());
            let text = visit.say_with("awards-attendance", &[("least", least.into())]);
            let figures = share.map(|share| percent(words, &share.percent_text()));
            (text, figures, "awards-source-attendance")
        }
        Asks::MandatorySessions { missed } => {
            let figures = visit.say_with("awards-mandatory-missed", &[("count", (*missed).into())]);
            (
                visit.say("awards-mandatory"),
                Some(figures),
                "awards-source-attendance",
            )
        }
        Asks::Consultations { have, need } => {
            let all = |n: i32| usize::try_from(n).unwrap_or(0);
            (
                visit.say("awards-consultations"),
                Some(of(visit, all(*have), all(*need))),
                "awards-source-consultations",
            )
        }
    }
}

fn work_passed(
    visit: &Visit,
    code: &str,
    pass_percent: i32,
    result: Option<ResultFacts>,
) -> (String, Option<String>, &'static str) {
    let words = visit.words();
    let least = percent(words, &pass_percent.to_string());
    let text = visit.say_with(
        "awards-work-passed",
        &[("code", code.into()), ("least", least.into())],
    );
    let figures = result.map(|result| percent(words, &result.mark.rounded_points().to_string()));
    let is_opening = result.is_some_and(|result| result.is_of_opening_register);
    let source = if is_opening {
        "awards-source-opening"
    } else {
        "awards-source-result"
    };
    (text, figures, source)
}

fn of(visit: &Visit, have: usize, need: usize) -> String {
    super::parts::of_all(visit.words(), have, need)
}

/// What is asked, and the codes of what is missing.
fn counted(visit: &Visit, key: &str, missing: &[String]) -> String {
    if missing.is_empty() {
        return visit.say(key);
    }
    let missing = joined(visit, missing);
    let missing = visit.say_with("awards-missing", &[("codes", missing.into())]);
    joined(visit, &[visit.say(key), missing])
}

fn mend(visit: &Visit, mend: &Mend, residency: ResidencyId) -> MendView {
    let (path, text) = match mend {
        Mend::HandIn { module, code } => (
            format!("/work/{module}"),
            visit.say_with("awards-hand-in", &[("code", code.as_str().into())]),
        ),
        Mend::BookLab { lab, code } => (
            format!("/labs#lab-{lab}"),
            visit.say_with("awards-book-lab", &[("code", code.as_str().into())]),
        ),
        Mend::SeeAttendance => (
            format!("/residencies/{residency}"),
            visit.say("awards-see-attendance"),
        ),
        Mend::SeeMicroCredentials => (
            "/awards".to_owned(),
            visit.say("awards-see-micro-credentials"),
        ),
    };
    MendView {
        href: visit.href(&path),
        text,
    }
}

/// The names as they were shown, and the choice.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NamesForm {
    name_ar: String,
    name_en: String,
    script: String,
}

#[derive(Serialize)]
struct NamesPage {
    hidden: Hidden,
    action: String,
    name_ar: String,
    name_en: String,
    tag: Tag,
    options: Vec<Choice>,
    error: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    value: &'static str,
    text: String,
    hint: Option<String>,
    is_checked: bool,
}

const BOTH: &str = "both";
const LATIN: &str = "latin";

/// The names that stand on the fellow's certificates.
pub async fn own_names(visit: &Visit) -> PageResult {
    let own = names::own(visit.app(), &visit.actor()?).await?;
    names_page(visit, own, &Faults::none())
}

/// Confirms them.
pub async fn confirm_names(visit: &Visit) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let form: NamesForm = visit.typed()?;
    let version = visit.form().version()?;
    let shown = Bilingual::new(&form.name_ar, &form.name_en);
    let with_arabic = match form.script.as_str() {
        BOTH => true,
        LATIN => false,
        _ => {
            let fault = zamala_domain::FieldError::new("script", "required");
            let faults = Faults::of_fields(&[fault], visit.words());
            return names_page(visit, names::own(app, &actor).await?, &faults);
        }
    };
    match names::confirm(app, &actor, &shown, with_arabic, version).await {
        Ok(_) => visit.go_to_with("/awards", &Notice::success("awards-names-confirmed")),
        Err(error) => {
            let faults = Faults::of(error, "script", visit.words())?;
            names_page(visit, names::own(app, &actor).await?, &faults)
        }
    }
}

fn names_page(visit: &Visit, own: OwnNames, faults: &Faults) -> PageResult {
    let chose_latin = own
        .confirmed
        .as_ref()
        .is_some_and(|(names, _)| names.ar.is_none());
    let choice = |value, key: &str, hint: &str, is_checked| Choice {
        value,
        text: visit.say(key),
        hint: Some(visit.say(hint)),
        is_checked,
    };
    let tag = if own.is_confirmed {
        Tag::new(visit, "success", "awards-names-are-confirmed")
    } else {
        Tag::new(visit, "waiting", "awards-names-are-open")
    };
    let view = NamesPage {
        hidden: visit.hidden_with(own.version),
        action: visit.href("/awards/names"),
        name_ar: own.now.ar,
        name_en: own.now.en,
        tag,
        options: vec![
            choice(
                BOTH,
                "awards-names-both",
                "awards-names-both-hint",
                own.is_confirmed && !chose_latin,
            ),
            choice(
                LATIN,
                "awards-names-latin",
                "awards-names-latin-hint",
                own.is_confirmed && chose_latin,
            ),
        ],
        error: faults.message("script"),
    };
    visit
        .page("awards/names", "awards-names-title")
        .crumb(visit.say("awards-title"), "/awards")
        .faults(faults)
        .answer(&view)
}
