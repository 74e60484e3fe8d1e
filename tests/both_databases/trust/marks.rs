//! Whose marks and work a fellow reads, and when.

use super::*;
use crate::{both_databases::awards::ready_fellows, journeys::serve_here};
use stage::{
    awards::{issue, tools},
    database::instant,
    on_both_databases,
};
use zamala_domain::{
    Grant, Role, Scope,
    credentials::{eligibility, prepare},
    files::{Purpose, Upload, operations as files},
    id::SessionId,
    labs::{
        MarkKind,
        attendance::{self, NewMark},
        booking::book,
    },
    outbox::operations::kept_letters,
    people::operations::person_facts,
    reports::operations as reports,
};

/// As the work comes in.
const FILE: &[u8] = b"%PDF-1.7 Lanterns along the quay: a use-case card.";

async fn hand_in_file(app: &TestApp, fellow: &str) -> SubmissionId {
    let mut upload = Upload::new(Purpose::Submission.rules());
    upload.feed(FILE).unwrap();
    let content = files::receive(app, upload).await.unwrap();
    let work = Work::File {
        name: "card.pdf".to_owned(),
        content,
    };
    let receipt = hand_in(app, &app.actor(fellow).await, mc10(app).await, work).await;
    receipt.unwrap().submission
}

/// Addresses of what is one fellow's: pages without language and operations of the API.
struct Belongings {
    owner: &'static str,
    name: String,
    pages: Vec<String>,
    operations: Vec<String>,
    /// Ids that lists of others must not hold.
    ids: Vec<String>,
}

/// Work with its released mark, a booking, a certificate, and a report in which they count.
async fn belongings(app: &TestApp) -> Belongings {
    let batch = app.batch("MC05").await;
    let owner = ready_fellows(app, batch).await[0];
    app.confirm_names(owner).await;
    app.seal(batch).await;
    let certificate = app.certificates(batch).await[0];
    issue(app, &tools(), certificate).await.unwrap();
    let work = hand_in_file(app, owner).await;
    mark_and_release(app, work, EIGHTY_SEVEN).await;
    let session: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
    let booked = book(app, &app.actor(owner).await, session).await.unwrap();
    let residency = app.residency(owner).await;
    let cohort = app.id_of("cohorts", "DTF-2026-A").await.into();
    let manager = app.actor("pm.adel").await;
    let report = reports::ask(app, &manager, cohort).await.unwrap();
    reports::make(app, report).await.unwrap();
    let person = app.id_of("people", owner).await;
    let file = app
        .uuid("SELECT file_id FROM submissions", Vec::new())
        .await;
    let mark = app.uuid("SELECT id FROM marks", Vec::new()).await;
    let facts = person_facts(app, person.into()).await.unwrap().unwrap();

    let both = vec![
        format!("/residencies/{residency}"),
        format!("/residencies/{residency}/awards"),
        format!("/submissions/{work}"),
        format!("/submissions/{work}/file"),
        format!("/submissions/{mark}"),
        format!("/marking/{work}"),
        format!("/certificates/{certificate}"),
        format!("/certificates/{certificate}/pdf"),
        format!("/certificates/{certificate}/credential"),
        format!("/sessions/{session}/materials/{file}"),
        format!("/people/{person}"),
        format!("/batches/{batch}"),
        format!("/reports/{report}"),
    ];
    let mut pages = both.clone();
    let files = ["csv", "xlsx", "json"];
    pages.extend(files.map(|kind| format!("/reports/{report}/report.{kind}")));
    let mut operations = both;
    operations.extend(["csv", "xlsx"].map(|kind| format!("/reports/{report}/files/{kind}")));
    operations.push(format!("/bookings/{}", booked.booking));
    let ids = [work.to_string(), residency.to_string(), mark.to_string()];
    Belongings {
        owner,
        name: facts.name.en,
        pages,
        operations,
        ids: ids.into(),
    }
}

fn holds_nothing_of(owner: &Belongings, path: &str, body: &str) {
    for words in [WORDS, COMMENT, "86 2/3", &owner.name] {
        assert!(!body.contains(words), "{path} tells {words}: {body}");
    }
}

/// What a fellow reads of own work, and where it would stand.
fn pages_of_own(work: SubmissionId, module: MicroCredentialId, residency: &str) -> Vec<String> {
    [
        "/",
        "/work",
        &format!("/work/{module}"),
        &format!("/submissions/{work}"),
        "/awards",
        "/notices",
        "/cohorts",
        &format!("/residencies/{residency}"),
        &format!("/residencies/{residency}/awards"),
        &format!("/micro-credentials/{module}"),
    ]
    .map(str::to_owned)
    .into()
}

fn operations_of_own(
    work: SubmissionId,
    module: MicroCredentialId,
    residency: &str,
) -> Vec<String> {
    [
        "/today",
        "/work",
        &format!("/work/{module}"),
        &format!("/submissions/{work}"),
        "/me/awards",
        "/me/certificates",
        "/notices",
        &format!("/residencies/{residency}"),
        &format!("/residencies/{residency}/awards"),
    ]
    .map(|path| ["/api/v1", path].concat())
    .into()
}

/// How often each channel says the mark, in every form it could take.
async fn told(readers: &[(Visitor, Vec<String>)]) -> Vec<(String, usize)> {
    let forms = [
        "86 2/3", "86.67", "87 / 100", "\"87\"", ":87,", ":87}", "87000", "87%", COMMENT,
    ];
    let mut told = Vec::new();
    for (reader, paths) in readers {
        for path in paths {
            let (status, body) = reader.read(path).await;
            assert_eq!(status, 200, "{path}: {body}");
            let times = forms.iter().map(|form| body.matches(form).count()).sum();
            told.push((path.clone(), times));
        }
    }
    told
}

/// The fellow in both languages and over the API, and the mentor, who may see marks.
async fn readers(app: &TestApp, base: &str, work: SubmissionId) -> Vec<(Visitor, Vec<String>)> {
    let module = mc10(app).await;
    let residency = app.residency("fe.a10").await.to_string();
    let mut readers = Vec::new();
    for language in ["ar", "en"] {
        let pages = pages_of_own(work, module, &residency).into_iter();
        let pages = pages.map(|path| format!("/{language}{path}")).collect();
        readers.push((Visitor::browsing(app, base, "fe.a10").await, pages));
    }
    let operations = operations_of_own(work, module, &residency);
    readers.push((Visitor::calling(app, base, "fe.a10").await, operations));
    let mentors = ["", "/awards"].map(|end| format!("/en/residencies/{residency}{end}"));
    let mentor = Visitor::browsing(app, base, "me.amal").await;
    readers.push((mentor, mentors.into()));
    readers
}

/// What a report of the cohort says, but for its number and the figures before.
async fn reported(app: &TestApp) -> Vec<String> {
    let cohort = app.id_of("cohorts", "DTF-2026-A").await.into();
    let manager = app.actor("pm.layla").await;
    let id = reports::ask(app, &manager, cohort).await.unwrap();
    reports::make(app, id).await.unwrap();
    let content = reports::report(app, &manager, id).await.unwrap().content;
    let content = content.unwrap();
    let figures = content
        .figures
        .iter()
        .map(|own| format!("{} {:?}", own.code, own.value));
    let fellows = content.fellows.iter().map(|own| format!("{own:?}"));
    figures.chain(fellows).collect()
}

on_both_databases! {
    // Statement 1.
    async fn a_fellow_reads_nothing_of_another_by_any_id(app) {
        let belongings = belongings(app).await;
        let base = serve_here(app).await;
        let owner = Visitor::calling(app, &base, belongings.owner).await;
        let other = if belongings.owner == "fe.a01" { "fe.a02" } else { "fe.a01" };
        let mut read = 0;
        for path in &belongings.operations {
            read += usize::from(owner.read(&format!("/api/v1{path}")).await.0 == 200);
        }
        assert!(read >= 7, "there is something to see: {read}");

        for code in [other, "fe.b01"] {
            let browser = Visitor::browsing(app, &base, code).await;
            for (language, path) in belongings.pages.iter().flat_map(|path| [("ar", path), ("en", path)]) {
                let (status, body) = browser.read(&format!("/{language}{path}")).await;
                assert!([403, 404].contains(&status), "{code} {path}: {status}");
                holds_nothing_of(&belongings, path, &body);
            }
            let program = Visitor::calling(app, &base, code).await;
            for path in &belongings.operations {
                let (status, body) = program.read(&format!("/api/v1{path}")).await;
                assert!([403, 404].contains(&status), "{code} {path}: {status}");
                holds_nothing_of(&belongings, path, &body);
            }
        }
        let cohort = app.id_of("cohorts", "DTF-2026-A").await;
        let neighbour = Visitor::calling(app, &base, other).await;
        let fellows = format!("/cohorts/{cohort}/fellows");
        let module = format!("/work/{}", mc10(app).await);
        let lists = ["/today", "/work", &module, "/notices", "/me/awards", "/me/certificates", "/labs/bookable", &fellows];
        for path in lists {
            let (status, body) = neighbour.read(&format!("/api/v1{path}")).await;
            assert_eq!(status, 200, "{path}: {body}");
            holds_nothing_of(&belongings, path, &body);
            for id in &belongings.ids {
                assert!(!body.contains(id.as_str()), "{path} names {id}: {body}");
            }
        }
    }

    // Statement 2.
    async fn a_mark_is_told_in_no_channel_before_its_release(app) {
        let lab: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
        let (fellow, trainer) = (app.actor("fe.a10").await, app.actor("tr.yusuf").await);
        book(app, &fellow, lab).await.unwrap();
        let work = hand_in_text(app, "fe.a10").await.submission;
        app.move_demo_clock(instant("2026-11-16T13:00:00+03:00")).await.unwrap();
        let present = [NewMark { residency: app.residency("fe.a10").await, mark: MarkKind::Present, minutes_late: 0 }];
        attendance::take(app, &trainer, lab, 1, &present).await.unwrap();
        let cohort = app.id_of("cohorts", "DTF-2026-A").await.into();
        let manager = app.actor("pm.layla").await;
        let base = serve_here(app).await;
        let readers = readers(app, &base, work).await;
        drain(app).await;
        let awards = async || format!("{:?}", eligibility::own(app, &fellow).await.unwrap());
        let before = (told(&readers).await, awards().await, reported(app).await, kept_letters(app).await.unwrap().len());
        let notices = app.count("notices").await;

        mark(app, work, EIGHTY_SEVEN).await;
        drain(app).await;
        let after = (told(&readers).await, awards().await, reported(app).await, kept_letters(app).await.unwrap().len());
        assert_eq!(after.0, before.0, "pages and API");
        assert_eq!(after.1, before.1, "what is missing for an award");
        assert_eq!(after.2, before.2, "figures of a report");
        assert_eq!(after.3, before.3, "no letter");
        assert_eq!(app.count("notices").await, notices, "no notice");
        let early = prepare::prepare(app, &manager, cohort, mc10(app).await).await;
        assert_eq!(said(early), "batch-nobody-eligible", "nor does a batch tell that it would pass");

        let version = version(app, work).await;
        release(app, &trainer, work, version).await.unwrap();
        drain(app).await;
        let released = told(&readers).await;
        for path in [format!("/en/work/{}", mc10(app).await), format!("/api/v1/work/{}", mc10(app).await)] {
            let times = |told: &[(String, usize)]| told.iter().find(|(own, _)| *own == path).unwrap().1;
            assert!(times(&released) > times(&before.0), "{path} would have told");
        }
        assert_ne!(awards().await, before.1);
        assert_ne!(reported(app).await, before.2);
        let letters = kept_letters(app).await.unwrap();
        assert_eq!(letters.len(), before.3 + 1);
        for letter in letters {
            let whole = [letter.subject, letter.text, letter.html].concat();
            assert!(!whole.contains("86 2/3") && !whole.contains("87 /") && !whole.contains(COMMENT), "{whole}");
        }
        prepare::prepare(app, &manager, cohort, mc10(app).await).await.unwrap();
    }

    // Statement 2.
    async fn a_correction_is_told_in_no_channel_before_its_release(app) {
        let work = hand_in_text(app, "fe.a10").await.submission;
        mark_and_release(app, work, FIFTY_THREE).await;
        let base = serve_here(app).await;
        let readers = readers(app, &base, work).await;
        let fellow = app.actor("fe.a10").await;
        let awards = async || format!("{:?}", eligibility::own(app, &fellow).await.unwrap());
        let before = (told(&readers).await, awards().await, reported(app).await);
        let version = version(app, work).await;
        let made = MarkDraft { comment: "A page was overlooked.".to_owned(), ..levels(EIGHTY_SEVEN) };
        let trainer = app.actor("tr.yusuf").await;
        zamala_domain::assessment::marking::correct(app, &trainer, work, version, &made, "Overlooked").await.unwrap();
        assert_eq!((told(&readers).await, awards().await, reported(app).await), before);
        for (reader, paths) in &readers {
            for path in paths {
                let (_, body) = reader.read(path).await;
                assert!(!body.contains("Overlooked") && !body.contains("A page was overlooked."), "{path}");
            }
        }
    }

    // Statement 1.
    async fn a_wider_grant_as_a_fellow_reads_no_more(app) {
        let work = hand_in_text(app, "fe.a10").await.submission;
        mark_and_release(app, work, EIGHTY_SEVEN).await;
        let mut other = app.actor("fe.a01").await;
        let everywhere = Scope::Programme(app.id_of("programmes", "DTF").await.into());
        other.grants.push(Grant::standing(Role::Fellow, everywhere));
        let seen = zamala_domain::assessment::own::submission(app, &other, work).await;
        assert_eq!(said(seen), "not-found", "a wider grant as fellow is no reader's grant");
        let awards = eligibility::residency(app, &other, app.residency("fe.a10").await).await;
        assert!(is_kept_out(awards));
    }
}
