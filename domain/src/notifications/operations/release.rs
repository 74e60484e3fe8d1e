//! Telling a fellow that a mark was released: a letter and a notice, which name the work and never the mark.

use super::plan::leaves_at;
use crate::{
    actor::Actor,
    app::App,
    assessment::{self, release::ReleaseFacts},
    audit,
    error::OperationError,
    id::MarkId,
    notifications::{entity::notices, state::NoticeKind, store},
    outbox::{self, LetterKind, operations::NewLetter},
};
use serde_json::json;

/// Writes letter and notice of a release, once, however often it runs.
///
/// # Returns
/// Whether there was something to tell: the mark may have been replaced meanwhile.
pub async fn tell_of_release(app: &App, mark: MarkId) -> Result<bool, OperationError> {
    let Some(facts) = assessment::operations::release_facts(app, mark).await? else {
        return Ok(false);
    };
    let send_at = leaves_at(app, facts.programme).await?;
    let ReleaseFacts {
        programme,
        fellow,
        data,
    } = facts;
    let data = data.into_json();
    app.write(|txn| {
        let data = &data;
        async move {
            let txn = &*txn;
            let letter = NewLetter {
                kind: LetterKind::MarkReleased,
                programme: Some(programme),
                recipient: fellow.into(),
                occasion: mark.to_string(),
                data: data.clone(),
                send_at,
            };
            let letter = outbox::operations::write_letter_in(app, txn, letter).await?;
            let notice = notices::Model {
                id: app.new_id(),
                person_id: fellow,
                programme_id: Some(programme),
                kind: NoticeKind::MarkReleased,
                occasion: mark.to_string(),
                data: data.to_string(),
                created_at: app.now(),
                read_at: None,
            };
            if !store::insert_notice(txn, notice).await? && letter.is_none() {
                return Ok(false);
            }
            let entry = audit::Entry::new("notifications.tell-of-release", "mark", mark)
                .programme(programme)
                .after(json!({ "letter": letter }));
            audit::operations::record_in(app, txn, &Actor::system(), entry).await?;
            Ok(true)
        }
    })
    .await
}
