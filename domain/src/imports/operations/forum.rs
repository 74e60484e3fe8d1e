//! The forum as the file tells of it.

use super::{Known, taught_programmes};
use crate::{
    app::{App, Txn},
    error::OperationError,
    forum::{
        PlaceKind,
        operations::import::{ForumDraft, put_forum_in},
    },
    imports::reader::ProgrammeFile,
    scope::CountryCode,
};

/// The ticket of those who take part from elsewhere; every other one is for a seat on site.
const ONLINE_TICKET: &str = "virtual";

/// The forum belongs to the programme that is taught: its coordinators are those of the programme's owner.
pub async fn put_forum(
    app: &App,
    txn: &Txn,
    file: &ProgrammeFile,
    known: &mut Known,
) -> Result<(), OperationError> {
    let Some(programme) = taught_programmes(file).first().copied() else {
        return Ok(());
    };
    let programme = super::known(&known.programmes, programme)?;
    let forum = &file.forum;
    let host = known.organisations.get(&forum.host).map(|(id, _)| *id);
    let host = host.ok_or_else(|| OperationError::Unexpected("a forum without its host".into()))?;
    let approved = &forum.registration.requires_approval;
    let ticket_types = forum.ticket_types.iter().map(|own| {
        let kind = match own.id.as_str() {
            ONLINE_TICKET => PlaceKind::Online,
            _ => PlaceKind::OnSite,
        };
        (
            own.id.clone(),
            own.title.clone(),
            kind,
            approved.contains(&own.id),
        )
    });
    let sessions = forum.sessions.iter();
    let delegations = forum.delegations.iter();
    let draft = ForumDraft {
        code: forum.id.clone(),
        title: forum.title.clone(),
        host,
        mode: forum.mode.code().to_owned(),
        days: forum.dates.clone(),
        opens_at: forum.registration.opens.to_utc(),
        closes_at: forum.registration.closes.to_utc(),
        delegation_seats_released_on: forum.delegation_seats_released_on,
        zone: file.meta.timezone.name().to_owned(),
        is_sample: forum.sample,
        capacities: vec![
            (PlaceKind::OnSite, forum.capacity_on_site),
            (PlaceKind::Online, forum.capacity_virtual),
        ],
        ticket_types: ticket_types.collect(),
        sessions: sessions
            .map(|own| (own.id.clone(), own.title.clone(), own.slots))
            .collect(),
        delegations: delegations
            .map(|own| (CountryCode(own.country.clone()), own.seats))
            .collect(),
    };
    known.note(put_forum_in(app, txn, programme, &draft).await?);
    Ok(())
}
