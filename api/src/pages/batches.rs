//! Batches of micro-credentials: prepared by a manager, sealed by a certificate officer, with the progress of each row.

use super::{
    parts::{Fact, Facts, Tag, counted, of_all},
    sessions::words::NoFields,
};
use crate::{
    Visit,
    form::{Faults, Hidden},
    notice::Notice,
    route::PageResult,
};
use serde::{Deserialize, Serialize};
use zamala_domain::{
    FieldError, Role,
    credentials::{
        BatchState, CertificateState, HeldOut,
        batches::{self, BatchLine, BatchView, Member},
        prepare, seal,
    },
    curriculum::operations as curriculum,
    id::{BatchId, CohortId, MicroCredentialId},
    residencies::operations as residencies,
};

#[derive(Serialize)]
struct ListPage {
    batches: Vec<Row>,
    prepare: Option<PrepareView>,
    register_href: String,
}

/// A batch in a list.
#[derive(Serialize)]
pub struct Row {
    pub href: String,
    pub title: String,
    pub code: String,
    pub cohort: String,
    pub prepared: String,
    pub people: String,
    /// What a prepared batch waits for, where it is told.
    pub waits_for: Option<String>,
    pub tag: Tag,
}

#[derive(Serialize)]
struct PrepareView {
    hidden: Hidden,
    action: String,
    cohort: SelectView,
    micro_credential: SelectView,
}

#[derive(Serialize)]
struct SelectView {
    options: Vec<OptionView>,
    error: Option<String>,
}

#[derive(Serialize)]
struct OptionView {
    value: String,
    text: String,
    is_selected: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PrepareForm {
    cohort: String,
    micro_credential: String,
}

/// The newest batches, and for managers the form that prepares one.
pub async fn list(visit: &Visit) -> PageResult {
    let form = PrepareForm {
        cohort: visit.query("cohort").unwrap_or_default().to_owned(),
        ..PrepareForm::default()
    };
    list_page(visit, &form, &Faults::none()).await
}

/// Prepares a batch.
pub async fn prepare_batch(visit: &Visit) -> PageResult {
    let form: PrepareForm = visit.typed()?;
    let chosen = form
        .cohort
        .parse::<CohortId>()
        .ok()
        .zip(form.micro_credential.parse::<MicroCredentialId>().ok());
    let Some((cohort, module)) = chosen else {
        let fault = |field: &str, text: &str, required: &'static str, is_id: bool| {
            let code = ["unknown", required][usize::from(text.is_empty())];
            (!is_id).then(|| FieldError::new(field, code))
        };
        let is_cohort = form.cohort.parse::<CohortId>().is_ok();
        let is_module = form.micro_credential.parse::<MicroCredentialId>().is_ok();
        let cohort = fault("cohort", &form.cohort, "required-cohort", is_cohort);
        let required = "required-micro-credential";
        let module = fault(
            "micro_credential",
            &form.micro_credential,
            required,
            is_module,
        );
        let faults: Vec<FieldError> = cohort.into_iter().chain(module).collect();
        return list_page(visit, &form, &Faults::of_fields(&faults, visit.words())).await;
    };
    match prepare::prepare(visit.app(), &visit.actor()?, cohort, module).await {
        Ok(id) => visit.go_to_with(
            &format!("/batches/{id}"),
            &Notice::success("batches-prepared"),
        ),
        Err(error) => {
            let faults = Faults::of(error, "micro_credential", visit.words())?;
            list_page(visit, &form, &faults).await
        }
    }
}

async fn list_page(visit: &Visit, form: &PrepareForm, faults: &Faults) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let found = batches::list(app, &actor).await?;
    let prepare = if actor.has_role(Role::ProgrammeManager) {
        Some(prepare_view(visit, form, faults).await?)
    } else {
        None
    };
    let view = ListPage {
        batches: found.iter().map(|line| row(visit, line)).collect(),
        prepare,
        register_href: visit.href("/certificates"),
    };
    visit
        .page("batches/list", "batches-title")
        .faults(faults)
        .answer(&view)
}

async fn prepare_view(
    visit: &Visit,
    form: &PrepareForm,
    faults: &Faults,
) -> Result<PrepareView, zamala_domain::OperationError> {
    let (app, actor, language) = (visit.app(), visit.actor()?, visit.language());
    let managed = residencies::cohorts(app, &actor).await?;
    let cohorts = managed
        .iter()
        .filter(|own| actor.has_role_in_cohort(Role::ProgrammeManager, own.programme, own.id))
        .map(|own| OptionView {
            value: own.id.to_string(),
            text: own.title.in_language(language).to_owned(),
            is_selected: own.id.to_string() == form.cohort,
        });
    let taught = curriculum::micro_credentials(app, &actor).await?;
    let taught = taught.iter().map(|own| OptionView {
        value: own.id.to_string(),
        text: visit.say_with(
            "batches-option",
            &[
                ("code", own.code.as_str().into()),
                ("title", own.title.in_language(language).into()),
            ],
        ),
        is_selected: own.id.to_string() == form.micro_credential,
    });
    Ok(PrepareView {
        hidden: visit.hidden(),
        action: visit.href("/batches"),
        cohort: SelectView {
            options: cohorts.collect(),
            error: faults.message("cohort"),
        },
        micro_credential: SelectView {
            options: taught.collect(),
            error: faults.message("micro_credential"),
        },
    })
}

pub fn row(visit: &Visit, line: &BatchLine) -> Row {
    let language = visit.language();
    Row {
        href: visit.href(&format!("/batches/{}", line.id)),
        title: line.title.in_language(language).to_owned(),
        code: line.code.clone(),
        cohort: line.cohort_title.in_language(language).to_owned(),
        prepared: visit.words().date_and_time(line.prepared_at),
        people: counted(visit, "batches-in-count", line.in_count),
        waits_for: None,
        tag: state_tag(visit, line.state),
    }
}

fn state_tag(visit: &Visit, state: BatchState) -> Tag {
    match state {
        BatchState::Prepared => Tag::new(visit, "waiting", "batches-state-prepared"),
        BatchState::Sealed => Tag::new(visit, "success", "batches-state-sealed"),
        BatchState::Withdrawn => Tag::new(visit, "neutral", "batches-state-withdrawn"),
    }
}

#[derive(Serialize)]
struct ShowPage {
    title: String,
    tag: Tag,
    facts: Facts,
    progress: Option<ProgressView>,
    inside: Vec<MemberView>,
    held_out: Vec<MemberView>,
    seal: Option<ActionView>,
    withdraw: Option<ActionView>,
}

#[derive(Serialize)]
struct ProgressView {
    id: &'static str,
    label: String,
    text: String,
    value: usize,
    max: usize,
}

#[derive(Serialize)]
struct MemberView {
    name: String,
    href: String,
    names: Option<Tag>,
    standing: Option<Tag>,
    serial: Option<String>,
    certificate_href: Option<String>,
    failure: bool,
}

#[derive(Serialize)]
struct ActionView {
    hidden: Hidden,
    action: String,
}

/// One batch with its fellows.
pub async fn show(visit: &Visit) -> PageResult {
    let id: BatchId = visit.param("id")?;
    let seen = batches::view(visit.app(), &visit.actor()?, id).await?;
    let line = &seen.line;
    let (held_out, inside): (Vec<&Member>, Vec<&Member>) = seen
        .members
        .iter()
        .partition(|member| member.held_out.is_some());
    let title = visit.say_with(
        "batches-batch-title",
        &[("code", line.code.as_str().into())],
    );
    let action = |is_allowed: bool, verb: &str| {
        is_allowed.then(|| ActionView {
            hidden: visit.hidden_with(line.version),
            action: visit.href(&format!("/batches/{id}/{verb}")),
        })
    };
    let total = seen
        .members
        .iter()
        .filter(|own| own.certificate.is_some())
        .count();
    let view = ShowPage {
        title: title.clone(),
        tag: state_tag(visit, line.state),
        facts: facts(visit, &seen),
        progress: (line.state == BatchState::Sealed).then(|| ProgressView {
            id: "issued",
            label: visit.say("batches-progress"),
            text: of_all(visit.words(), seen.issued_count, total),
            value: seen.issued_count,
            max: total.max(1),
        }),
        inside: inside
            .into_iter()
            .map(|own| member(visit, &seen, own))
            .collect(),
        held_out: held_out
            .into_iter()
            .map(|own| member(visit, &seen, own))
            .collect(),
        seal: action(seen.allowed.seal, "seal"),
        withdraw: action(seen.allowed.withdraw, "withdraw"),
    };
    visit
        .page_titled("batches/show", title)
        .crumb(visit.say("batches-title"), "/batches")
        .answer(&view)
}

fn facts(visit: &Visit, seen: &BatchView) -> Facts {
    let (line, language) = (&seen.line, visit.language());
    let name = |person| {
        seen.names
            .get(&person)
            .map(|name| name.in_language(language).to_owned())
    };
    let when = |at| visit.words().date_and_time(at);
    let mut items = vec![
        Fact::words(
            visit.say("batches-award"),
            line.title.in_language(language).to_owned(),
        ),
        Fact::words(
            visit.say("batches-cohort"),
            line.cohort_title.in_language(language).to_owned(),
        ),
        Fact::name(
            visit.say("batches-prepared-by"),
            name(line.prepared_by).unwrap_or_default(),
        ),
        Fact::words(visit.say("batches-prepared-at"), when(line.prepared_at)),
    ];
    if let Some((by, at)) = line.sealed_by.zip(line.sealed_at) {
        items.push(Fact::name(
            visit.say("batches-sealed-by"),
            name(by).unwrap_or_default(),
        ));
        items.push(Fact::words(visit.say("batches-sealed-at"), when(at)));
    }
    Facts { items }
}

fn member(visit: &Visit, seen: &BatchView, own: &Member) -> MemberView {
    let name = seen
        .names
        .get(&own.fellow)
        .map(|name| name.in_language(visit.language()).to_owned());
    let certificate = own.certificate.as_ref();
    let is_prepared = seen.line.state == BatchState::Prepared;
    let names = if own.has_confirmed_names {
        Tag::new(visit, "success", "batches-names-confirmed")
    } else {
        Tag::new(visit, "waiting", "batches-names-open")
    };
    let standing = match (own.held_out, certificate) {
        (Some(reason), _) => Some(held_out_tag(visit, reason)),
        (None, Some(certificate)) => Some(certificate_tag(
            visit,
            certificate.state,
            certificate.failure.is_some(),
        )),
        (None, None) => None,
    };
    MemberView {
        name: name.unwrap_or_default(),
        href: visit.href(&format!("/residencies/{}/awards", own.residency)),
        names: (is_prepared && own.held_out.is_none()).then_some(names),
        standing,
        serial: certificate.map(|own| own.serial.clone()),
        certificate_href: certificate.map(|own| visit.href(&format!("/certificates/{}", own.id))),
        failure: certificate.is_some_and(|own| own.failure.is_some()),
    }
}

fn held_out_tag(visit: &Visit, reason: HeldOut) -> Tag {
    let key = match reason {
        HeldOut::ConditionsUnmet => "batches-held-conditions-unmet",
        HeldOut::WorkOpen => "batches-held-work-open",
        HeldOut::NamesNotConfirmed => "batches-held-names-not-confirmed",
        HeldOut::AlreadyCertified => "batches-held-already-certified",
        HeldOut::NotInResidence => "batches-held-not-in-residence",
    };
    Tag::new(visit, "neutral", key)
}

pub fn certificate_tag(visit: &Visit, state: CertificateState, has_failed: bool) -> Tag {
    match state {
        CertificateState::Issued => Tag::new(visit, "success", "batches-row-issued"),
        CertificateState::Void => Tag::new(visit, "neutral", "batches-row-void"),
        CertificateState::Planned if has_failed => Tag::new(visit, "error", "batches-row-failed"),
        CertificateState::Planned => Tag::new(visit, "waiting", "batches-row-planned"),
    }
}

/// Seals the batch.
pub async fn seal_batch(visit: &Visit) -> PageResult {
    let id: BatchId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    let version = visit.form().version()?;
    let path = format!("/batches/{id}");
    match seal::seal(visit.app(), &visit.actor()?, id, version).await {
        Ok(_) => visit.go_to_with(&path, &Notice::success("batches-sealed")),
        Err(error) => visit.back_to(&path, error),
    }
}

/// Takes the batch back.
pub async fn withdraw_batch(visit: &Visit) -> PageResult {
    let id: BatchId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    let version = visit.form().version()?;
    match prepare::withdraw(visit.app(), &visit.actor()?, id, version).await {
        Ok(()) => visit.go_to_with("/batches", &Notice::success("batches-withdrawn")),
        Err(error) => visit.back_to(&format!("/batches/{id}"), error),
    }
}
