//! What everybody may fetch to check a certificate without us: the issuer's keys and the status lists.

use crate::{
    app::App,
    credentials::{
        entity::{signing_keys, status_lists},
        store,
    },
    error::OperationError,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use serde_json::Value;
use std::sync::Arc;
use zamala_seal::{
    issuer::{IssuerKey, PublishedKey, did_document, fragment},
    status::{self, ListDraft},
};

/// How long a signed list holds.
const LIST_HOLDS_DAYS: i64 = 14;
/// How old a signed list may be before it is signed anew, though nothing changed in it.
const LIST_RENEWED_AFTER_DAYS: i64 = 1;
/// Keys made in one month that get a fragment of their own.
const KEYS_PER_MONTH_MAX: u32 = 20;

/// The key that signs now, under its dated fragment. A key that is new here is published first.
pub async fn issuer_key(app: &App) -> Result<IssuerKey, OperationError> {
    let public_key = app.signing_key().public_text();
    let find = |keys: &[signing_keys::Model]| {
        keys.iter()
            .find(|row| row.public_key == public_key)
            .map(|row| row.fragment.clone())
    };
    let mut known = find(&store::signing_keys(app.db()).await?);
    if known.is_none() {
        let public_key = public_key.as_str();
        app.write(|txn| async move { publish_key(app, &txn, public_key).await })
            .await?;
        known = find(&store::signing_keys(app.db()).await?);
    }
    let fragment =
        known.ok_or_else(|| OperationError::Unexpected("a key without a name".into()))?;
    Ok(IssuerKey::new(
        app.did(),
        &fragment,
        Arc::new(app.signing_key().clone()),
    ))
}

async fn publish_key(app: &App, txn: &crate::Txn, public_key: &str) -> Result<(), OperationError> {
    let month = fragment(app.today());
    for number in 1..=KEYS_PER_MONTH_MAX {
        let fragment = if number == 1 {
            month.clone()
        } else {
            format!("{month}-{number}")
        };
        let row = signing_keys::Model {
            fragment,
            public_key: public_key.to_owned(),
            first_used_at: app.now(),
        };
        let is_new = store::add_signing_key(txn, row).await?;
        let is_there = store::signing_keys(txn)
            .await?
            .iter()
            .any(|row| row.public_key == public_key);
        if is_new || is_there {
            return Ok(());
        }
    }
    Err(OperationError::Unexpected(
        "too many signing keys in one month".into(),
    ))
}

/// The DID document with every key that has signed; public.
pub async fn did_json(app: &App) -> Result<Value, OperationError> {
    issuer_key(app).await?;
    let rows = store::signing_keys(app.db()).await?;
    let published = |row: signing_keys::Model| {
        let bytes = URL_SAFE_NO_PAD.decode(&row.public_key).ok()?;
        Some(PublishedKey {
            fragment: row.fragment,
            public: bytes.try_into().ok()?,
        })
    };
    let keys: Option<Vec<PublishedKey>> = rows.into_iter().map(published).collect();
    let keys = keys.ok_or_else(|| OperationError::Unexpected("a published key is none".into()))?;
    Ok(did_document(app.did(), &keys))
}

/// A signed status list, as it stands now; public.
///
/// # Errors
/// Not found.
pub async fn status_list(app: &App, number: i32) -> Result<String, OperationError> {
    let row = store::status_list(app.db(), number)
        .await?
        .ok_or(OperationError::NotFound)?;
    // A demo's clock stands apart from the one that strangers judge by: the list holds by both.
    let (now, real_now) = (app.now().trunc_subsecs(0), app.real_now().trunc_subsecs(0));
    let (from, at) = (now.min(real_now), now.max(real_now));
    if let Some(document) = kept(&row, at) {
        return Ok(document);
    }
    let key = issuer_key(app).await?;
    let revoked = store::revoked_indices(app.db(), number).await?;
    let revoked: Vec<u32> = revoked.iter().map(|index| index.unsigned_abs()).collect();
    let until = at + TimeDelta::days(LIST_HOLDS_DAYS);
    let signed = signed_list(&list_url(app, number), &revoked, &key, (from, until))?;
    let (document, of) = (signed.as_str(), (number, row.revision));
    app.write(|txn| async move {
        Ok(store::keep_status_document(&txn, of, document.to_owned(), at).await?)
    })
    .await?;
    Ok(signed)
}

fn list_url(app: &App, number: i32) -> String {
    format!("{}/status/{number}", app.did_url())
}

/// What was signed before, unless the list has moved on or grown old.
fn kept(row: &status_lists::Model, now: DateTime<Utc>) -> Option<String> {
    let is_current = row.document_revision == Some(row.revision);
    let is_fresh = row
        .document_signed_at
        .is_some_and(|at| (at..at + TimeDelta::days(LIST_RENEWED_AFTER_DAYS)).contains(&now));
    row.document.clone().filter(|_| is_current && is_fresh)
}

fn signed_list(
    url: &str,
    revoked: &[u32],
    key: &IssuerKey,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<String, OperationError> {
    let draft = ListDraft {
        url: url.to_owned(),
        valid_from: from,
        valid_until: until,
        revoked,
    };
    let unexpected = |e: zamala_seal::SealError| OperationError::Unexpected(e.to_string());
    let list = status::status_list(&draft, key, from).map_err(unexpected)?;
    let bytes = zamala_seal::proof::bytes(&list).map_err(unexpected)?;
    String::from_utf8(bytes).map_err(|e| OperationError::Unexpected(e.to_string()))
}
