//! The operations of the table, each called as an edge calls it.

use super::cells::{Outcome, Targets, levels};
use futures::{FutureExt, future::BoxFuture};
use zamala_domain::{
    Actor, App, Bilingual, Grant, Language, Role, Scope, accounts, agenda,
    assessment::{hand_in, marking, own, queue, release},
    audit,
    credentials::{
        RevocationClass, batches, eligibility, prepare, register, revocation, seal, void,
    },
    forum, imports, jobs,
    labs::{MarkKind, attendance, bookable, booking, clashes, rooms, sessions},
    outbox, people,
    reports::{self, DownloadKind},
    residencies,
};

pub type Run = fn(App, Actor, Targets) -> BoxFuture<'static, Outcome>;

macro_rules! operations {
    ($($name:literal => |$app:ident, $actor:ident, $on:ident| $outcome:expr;)+) => {
        pub const OPERATIONS: &[(&str, Run)] = &[$(($name, |$app, $actor, $on| async move {
            let ($app, $actor) = (&$app, &$actor);
            let _ = &$on;
            $outcome
        }.boxed()),)+];
    };
}

operations! {
    "agenda.cohort" => |app, actor, on| Outcome::done(agenda::cohort::view(app, actor, on.cohort, None).await);
    "agenda.fellows" => |app, actor, on| Outcome::found(agenda::cohort::fellows(app, actor, on.cohort).await);
    "agenda.standing" => |app, actor, on| Outcome::done(agenda::standing::residency(app, actor, on.residency).await);
    "assessment.calculate" => |app, actor, on| Outcome::done(marking::preview(app, actor, on.submission, &levels()).await);
    "assessment.correct" => |app, actor, on| {
        Outcome::done(marking::correct(app, actor, on.submission, on.submission_version, &levels(), "why").await)
    };
    "assessment.hand-in" => |app, actor, on| {
        Outcome::done(hand_in::hand_in(app, actor, on.micro_credential, hand_in::Work::Text("A card.".into())).await)
    };
    "assessment.mark" => |app, actor, on| {
        Outcome::done(marking::save(app, actor, on.submission, on.submission_version, &levels()).await)
    };
    "assessment.marking" => |app, actor, on| Outcome::done(marking::marking(app, actor, on.submission).await);
    "assessment.own-work" => |app, actor, on| Outcome::done(own::own_work_for(app, actor, on.micro_credential).await);
    "assessment.queue" => |app, actor, on| Outcome::found(queue::queue(app, actor, None).await);
    "assessment.release" => |app, actor, on| {
        Outcome::done(release::release(app, actor, on.submission, on.submission_version).await)
    };
    "assessment.release-all" => |app, actor, on| {
        Outcome::done(release::release_all(app, actor, on.cohort, on.micro_credential).await)
    };
    "assessment.submission" => |app, actor, on| Outcome::done(own::submission(app, actor, on.submission).await);
    "audit.log" => |app, actor, on| Outcome::done(audit::operations::log(app, actor, None, 10).await);
    "accounts.invite" => |app, actor, on| Outcome::done(accounts::operations::invite(app, actor, on.person).await);
    "accounts.overview" => |app, actor, on| Outcome::done(accounts::operations::accounts(app, actor, &[on.person]).await);
    "accounts.reinstate" => |app, actor, on| Outcome::done(accounts::operations::reinstate(app, actor, on.person).await);
    "accounts.suspend" => |app, actor, on| Outcome::done(accounts::operations::suspend(app, actor, on.person).await);
    "forum.forums" => |app, actor, on| Outcome::found(forum::operations::forums_of(app, actor).await);
    "forum.registrations" => |app, actor, on| {
        Outcome::done(forum::operations::registrations(app, actor, "BDTF-2026", ("", None), (None, 10)).await)
    };
    "credentials.batch" => |app, actor, on| Outcome::done(batches::view(app, actor, on.batch).await);
    "credentials.certificate" => |app, actor, on| Outcome::done(register::view(app, actor, on.certificate).await);
    "credentials.certificates" => |app, actor, on| Outcome::found(register::list(app, actor, None, 10).await);
    "credentials.conditions" => |app, actor, on| Outcome::done(eligibility::residency(app, actor, on.residency).await);
    "credentials.prepare" => |app, actor, on| {
        Outcome::done(prepare::prepare(app, actor, on.cohort, on.passed_micro_credential).await)
    };
    "credentials.propose-revocation" => |app, actor, on| {
        Outcome::done(revocation::propose(app, actor, on.certificate, RevocationClass::Error, "why").await)
    };
    "credentials.seal" => |app, actor, on| Outcome::done(seal::seal(app, actor, on.batch, 1).await);
    "credentials.void" => |app, actor, on| Outcome::done(void::void(app, actor, on.certificate, "why", 9).await);
    "credentials.withdraw" => |app, actor, on| Outcome::done(prepare::withdraw(app, actor, on.batch, 1).await);
    "imports.import" => |app, actor, on| match imports::operations::import(app, actor, "{}", true).await {
        Err(imports::ImportError::Faults(_)) => Outcome::Done,
        Err(imports::ImportError::Operation(error)) => Outcome::Failed(error),
        Ok(_) => Outcome::Done,
    };
    "jobs.board" => |app, actor, on| Outcome::done(jobs::operations::board(app, actor).await);
    "jobs.dead" => |app, actor, on| Outcome::done(jobs::operations::dead(app, actor).await);
    "jobs.revive" => |app, actor, on| Outcome::done(jobs::operations::revive(app, actor, on.job).await);
    "labs.attendance-sheet" => |app, actor, on| Outcome::done(attendance::sheet(app, actor, on.session).await);
    "labs.take-attendance" => |app, actor, on| {
        let mark = attendance::NewMark { residency: on.residency, mark: MarkKind::Present, minutes_late: 0 };
        Outcome::done(attendance::take(app, actor, on.session, 1, &[mark]).await)
    };
    "labs.book" => |app, actor, on| Outcome::done(booking::book(app, actor, on.other_session).await);
    "labs.bookable" => |app, actor, on| Outcome::found(bookable::bookable(app, actor).await);
    "labs.give-back" => |app, actor, on| Outcome::done(booking::give_back(app, actor, on.booking, 1).await);
    "labs.clashes" => |app, actor, on| Outcome::done(clashes::clashes(app, actor, app.today(), app.today()).await);
    "labs.rooms" => |app, actor, on| Outcome::done(rooms::rooms(app, actor, app.today(), app.today()).await);
    "labs.session" => |app, actor, on| Outcome::done(sessions::session(app, actor, on.session).await);
    "labs.see-bookings" => |app, actor, on| match sessions::view(app, actor, on.session).await {
        Ok(view) if view.allowed.see_bookings => Outcome::Found(view.bookings.len()),
        Ok(_) => Outcome::Failed(zamala_domain::OperationError::Forbidden),
        Err(error) => Outcome::Failed(error),
    };
    "labs.place-hold" => |app, actor, on| {
        Outcome::done(sessions::place_hold(app, actor, on.session, Bilingual::new("صيانة", "Maintenance")).await)
    };
    "labs.lift-hold" => |app, actor, on| Outcome::done(sessions::lift_hold(app, actor, on.session).await);
    "outbox.letters" => |app, actor, on| Outcome::done(outbox::operations::letters(app, actor, None, 10).await);
    "people.create" => |app, actor, on| {
        let draft = people::PersonDraft {
            code: None,
            name: Bilingual::new("شخص جديد", "New Person"),
            email: "new.person@example.org".into(),
            language: Language::Ar,
            organisation: None,
            is_external: false,
            is_sample: true,
        };
        let grant = Grant::standing(Role::Expert, Scope::Programme(on.programme));
        Outcome::done(people::operations::create(app, actor, draft, grant).await)
    };
    "people.grant" => |app, actor, on| {
        let grant = Grant::standing(Role::Expert, Scope::Programme(on.programme));
        Outcome::done(people::operations::give_role(app, actor, on.person, grant).await)
    };
    "people.list" => |app, actor, on| Outcome::found(people::operations::list(app, actor, "", None, 100).await);
    "people.person" => |app, actor, on| Outcome::done(people::operations::person(app, actor, on.person).await);
    "reports.reports" => |app, actor, on| {
        Outcome::found(reports::operations::reports(app, actor, Some(on.cohort), None, 10).await)
    };
    "reports.report" => |app, actor, on| Outcome::done(reports::operations::report(app, actor, on.report).await);
    "reports.download" => |app, actor, on| {
        Outcome::done(reports::operations::download(app, actor, on.report, DownloadKind::Csv).await)
    };
    "reports.ask" => |app, actor, on| Outcome::done(reports::operations::ask(app, actor, on.cohort).await);
    "reports.sign-off" => |app, actor, on| Outcome::done(reports::operations::sign_off(app, actor, on.report, 2).await);
    "reports.mark-read" => |app, actor, on| Outcome::done(reports::operations::mark_read(app, actor, on.report).await);
    "residencies.cohorts" => |app, actor, on| Outcome::found(residencies::operations::cohorts(app, actor).await);
    "residencies.residencies" => |app, actor, on| {
        Outcome::found(residencies::operations::residencies(app, actor, None).await)
    };
}
