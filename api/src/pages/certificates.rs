//! The register of certificates, one certificate with its two faces, and revoking it by two people.

mod faces;
mod giving_up;

pub use faces::{credential, pdf};
pub use giving_up::void_number;

use super::{
    batches::certificate_tag,
    paging::{ASKED_AT_ONCE, cursor, paged},
    parts::{Fact, Facts, Tag},
    sessions::words::NoFields,
};
use giving_up::VoidView;

use crate::{
    Visit,
    form::{Faults, FieldView, Hidden},
    notice::Notice,
    route::PageResult,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use zamala_domain::{
    Bilingual, FieldError,
    credentials::{
        CertificateState, RevocationClass, RevocationState, Standing,
        register::{self, CertificateLine, CertificateView, RevocationLine},
        revocation,
        rules::REASON_GRAPHEMES_MAX,
    },
    id::{CertificateId, PersonId},
};

/// A certificate in a list.
#[derive(Serialize)]
pub struct CertificateRow {
    href: String,
    title: String,
    /// Whose it is, in staff's lists.
    name: Option<String>,
    serial: String,
    awarded: String,
    tag: Tag,
}

#[derive(Serialize)]
struct ListPage {
    certificates: Vec<CertificateRow>,
    next_href: Option<String>,
    first_href: Option<String>,
}

/// Rows of a list; with names when they are given.
pub fn rows_of(
    visit: &Visit,
    lines: &[CertificateLine],
    names: Option<&HashMap<PersonId, Bilingual>>,
) -> Vec<CertificateRow> {
    let language = visit.language();
    let row = |line: &CertificateLine| CertificateRow {
        href: visit.href(&format!("/certificates/{}", line.id)),
        title: line.frozen.module.title.in_language(language).to_owned(),
        name: names.map(|_| line.frozen.names.both().in_language(language).to_owned()),
        serial: line.frozen.serial.clone(),
        awarded: visit.words().date(line.frozen.awarded_on),
        tag: tag_of(visit, line),
    };
    lines.iter().map(row).collect()
}

fn tag_of(visit: &Visit, line: &CertificateLine) -> Tag {
    match &line.standing {
        Some(standing) => standing_tag(visit, standing),
        None => certificate_tag(visit, line.state, line.failure.is_some()),
    }
}

pub fn standing_tag(visit: &Visit, standing: &Standing) -> Tag {
    match standing {
        Standing::Valid => Tag::new(visit, "success", "certificates-valid"),
        Standing::Expired { .. } => Tag::new(visit, "warning", "certificates-expired"),
        Standing::Superseded { .. } => Tag::new(visit, "warning", "certificates-superseded"),
        Standing::Revoked { .. } => Tag::new(visit, "error", "certificates-revoked"),
    }
}

/// The message that names a class.
pub fn class_text(visit: &Visit, class: RevocationClass) -> String {
    visit.say(match class {
        RevocationClass::Error => "certificates-class-error",
        RevocationClass::Misconduct => "certificates-class-misconduct",
        RevocationClass::Fraud => "certificates-class-fraud",
    })
}

/// The register, for staff, newest first.
pub async fn list(visit: &Visit) -> PageResult {
    let before: Option<CertificateId> = cursor(visit, "before")?;
    let found = register::list(visit.app(), &visit.actor()?, before, ASKED_AT_ONCE).await?;
    let found = paged(visit, "/certificates", "before", found, |line| line.id);
    let view = ListPage {
        certificates: rows_of(visit, &found.rows, Some(&HashMap::new())),
        next_href: found.next_href,
        first_href: found.first_href,
    };
    visit
        .page("certificates/list", "certificates-title")
        .crumb(visit.say("batches-title"), "/batches")
        .answer(&view)
}

#[derive(Serialize)]
struct ShowPage {
    title: String,
    tag: Tag,
    facts: Facts,
    revoked: Option<String>,
    pdf_href: Option<String>,
    credential_href: Option<String>,
    verify_href: Option<String>,
    revocations: Vec<RevocationView>,
    /// Why it could not be made.
    failure: Option<String>,
    void: Option<VoidView>,
    propose: Option<ProposeView>,
    confirm: Option<ActionView>,
    decline: Option<ActionView>,
}

#[derive(Serialize)]
struct RevocationView {
    class: String,
    reason: String,
    proposed: String,
    decided: Option<String>,
    tag: Tag,
}

#[derive(Serialize)]
struct ProposeView {
    hidden: Hidden,
    action: String,
    classes: Vec<Choice>,
    class_error: Option<String>,
    reason: FieldView,
    length_max: u16,
}

#[derive(Serialize)]
struct Choice {
    value: &'static str,
    text: String,
    is_selected: bool,
}

#[derive(Serialize)]
struct ActionView {
    hidden: Hidden,
    action: String,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ProposeForm {
    class: String,
    reason: String,
}

/// One certificate, for the holder and for staff.
pub async fn show(visit: &Visit) -> PageResult {
    let id: CertificateId = visit.param("id")?;
    page(visit, id, &ProposeForm::default(), &Faults::none()).await
}

async fn page(visit: &Visit, id: CertificateId, form: &ProposeForm, faults: &Faults) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let seen = register::view(app, &actor, id).await?;
    let line = &seen.line;
    let is_issued = line.state == CertificateState::Issued;
    let is_own = actor.is(line.fellow);
    let when_issued = |path: String| is_issued.then_some(path);
    let title = line
        .frozen
        .module
        .title
        .in_language(visit.language())
        .to_owned();
    let view = ShowPage {
        title: title.clone(),
        tag: tag_of(visit, line),
        facts: facts(visit, line),
        revoked: revoked_text(visit, line),
        pdf_href: when_issued(visit.href(&format!("/certificates/{id}/pdf"))),
        credential_href: when_issued(visit.href(&format!("/certificates/{id}/credential"))),
        verify_href: when_issued(visit.href(&format!("/v/{}", line.frozen.public_code))),
        revocations: seen
            .revocations
            .iter()
            .map(|own| revocation_view(visit, &seen, own))
            .collect(),
        failure: line
            .failure
            .as_ref()
            .filter(|_| !is_own)
            .map(|why| visit.say_with("certificates-failed", &[("why", why.clone().into())])),
        void: seen
            .allowed
            .void
            .then(|| VoidView::of(visit, line, &form.reason, faults)),
        propose: seen
            .allowed
            .propose
            .then(|| propose_view(visit, id, form, faults)),
        confirm: decision(visit, &seen, seen.allowed.confirm, "confirm"),
        decline: decision(visit, &seen, seen.allowed.decline, "decline"),
    };
    let (crumb, path) = if is_own {
        ("awards-title", "/awards")
    } else {
        ("certificates-title", "/certificates")
    };
    visit
        .page_titled("certificates/show", title)
        .crumb(visit.say(crumb), path)
        .faults(faults)
        .answer(&view)
}

/// The button by which a proposal is decided.
fn decision(
    visit: &Visit,
    seen: &CertificateView,
    is_allowed: bool,
    verb: &str,
) -> Option<ActionView> {
    let is_proposed = |own: &&RevocationLine| own.state == RevocationState::Proposed;
    let proposed = seen.revocations.iter().find(is_proposed);
    let proposed = proposed.filter(|_| is_allowed)?;
    Some(ActionView {
        hidden: visit.hidden_with(proposed.version),
        action: visit.href(&format!("/certificates/{}/revocation/{verb}", seen.line.id)),
    })
}

fn facts(visit: &Visit, line: &CertificateLine) -> Facts {
    let (frozen, language, words) = (&line.frozen, visit.language(), visit.words());
    let ltr = |label: &str, text: &str| Fact {
        label: visit.say(label),
        ltr: Some(text.to_owned()),
        ..Fact::default()
    };
    let mut items = vec![
        Fact::name(visit.say("certificates-name-en"), frozen.names.en.clone()),
        Fact::words(
            visit.say("certificates-programme"),
            frozen.programme.in_language(language).to_owned(),
        ),
        ltr("certificates-serial", &frozen.serial),
        Fact::words(
            visit.say("certificates-awarded-on"),
            words.date(frozen.awarded_on),
        ),
    ];
    if let Some(name) = &frozen.names.ar {
        items.insert(
            0,
            Fact::name(visit.say("certificates-name-ar"), name.clone()),
        );
    }
    if let Some(at) = line.issued_at {
        let issued = words.date_and_time(at);
        items.push(Fact::words(visit.say("certificates-issued-at"), issued));
    }
    Facts { items }
}

fn revoked_text(visit: &Visit, line: &CertificateLine) -> Option<String> {
    let Some(Standing::Revoked { class, on }) = &line.standing else {
        return None;
    };
    let (class, on) = (class_text(visit, *class), visit.words().date(*on));
    Some(visit.say_with(
        "certificates-revoked-on",
        &[("class", class.into()), ("on", on.into())],
    ))
}

fn revocation_view(visit: &Visit, seen: &CertificateView, own: &RevocationLine) -> RevocationView {
    let name = |person: PersonId| {
        let name = seen.names.get(&person);
        name.map(|name| name.in_language(visit.language()).to_owned())
            .unwrap_or_default()
    };
    let said = |key: &str, by: PersonId, at| {
        let at = visit.words().date_and_time(at);
        visit.say_with(key, &[("name", name(by).into()), ("at", at.into())])
    };
    let tag = match own.state {
        RevocationState::Proposed => Tag::new(visit, "waiting", "certificates-revocation-proposed"),
        RevocationState::Confirmed => Tag::new(visit, "error", "certificates-revocation-confirmed"),
        RevocationState::Declined => Tag::new(visit, "neutral", "certificates-revocation-declined"),
    };
    RevocationView {
        class: class_text(visit, own.class),
        reason: own.reason.clone(),
        proposed: said("certificates-proposed-by", own.proposed_by, own.proposed_at),
        decided: own
            .decided_by
            .zip(own.decided_at)
            .map(|(by, at)| said("certificates-decided-by", by, at)),
        tag,
    }
}

fn propose_view(
    visit: &Visit,
    id: CertificateId,
    form: &ProposeForm,
    faults: &Faults,
) -> ProposeView {
    let choice = |class: RevocationClass| Choice {
        value: class.code(),
        text: class_text(visit, class),
        is_selected: form.class == class.code(),
    };
    ProposeView {
        hidden: visit.hidden(),
        action: visit.href(&format!("/certificates/{id}/revocation")),
        classes: RevocationClass::ALL.into_iter().map(choice).collect(),
        class_error: faults.message("class"),
        reason: faults.field("reason", &form.reason),
        length_max: REASON_GRAPHEMES_MAX,
    }
}

/// Proposes to revoke it.
pub async fn propose(visit: &Visit) -> PageResult {
    let id: CertificateId = visit.param("id")?;
    let form: ProposeForm = visit.typed()?;
    let Some(class) = RevocationClass::from_code(&form.class) else {
        let fault = FieldError::new("class", "required-class");
        return page(
            visit,
            id,
            &form,
            &Faults::of_fields(&[fault], visit.words()),
        )
        .await;
    };
    match revocation::propose(visit.app(), &visit.actor()?, id, class, &form.reason).await {
        Ok(_) => visit.go_to_with(
            &format!("/certificates/{id}"),
            &Notice::success("certificates-revocation-is-proposed"),
        ),
        Err(error) => {
            let faults = Faults::of(error, "class", visit.words())?;
            page(visit, id, &form, &faults).await
        }
    }
}

/// The second person confirms.
pub async fn confirm(visit: &Visit) -> PageResult {
    let id: CertificateId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    let version = visit.form().version()?;
    let done = revocation::confirm(visit.app(), &visit.actor()?, id, version).await;
    decided(visit, id, done, "certificates-is-revoked")
}

/// Puts the proposal aside.
pub async fn decline(visit: &Visit) -> PageResult {
    let id: CertificateId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    let version = visit.form().version()?;
    let done = revocation::decline(visit.app(), &visit.actor()?, id, version).await;
    decided(visit, id, done, "certificates-revocation-is-declined")
}

fn decided(
    visit: &Visit,
    id: CertificateId,
    done: Result<(), zamala_domain::OperationError>,
    said: &str,
) -> PageResult {
    let path = format!("/certificates/{id}");
    match done {
        Ok(()) => visit.go_to_with(&path, &Notice::success(said)),
        Err(error) => visit.back_to(&path, error),
    }
}
