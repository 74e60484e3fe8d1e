//! Files against a database and a store in memory.

use super::{
    FileFacts, FileRules, MediaType, NewFile, Purpose, ReceivedFile, Upload, operations, store,
};
use crate::{
    Actor, App, Language, OperationError,
    app::{Durability, MasterSecret, Parts, connect},
    audit,
    id::{FileId, PersonId, ProgrammeId},
    stage,
};
use chrono::TimeDelta;
use futures::TryStreamExt;
use object_store::{ObjectStoreExt, local::LocalFileSystem, path::Path};
use sea_orm::{ConnectionTrait, Statement};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use uuid::Uuid;
use zamala_seal::key::SigningKey;

const PROGRAMME: ProgrammeId = ProgrammeId(Uuid::from_u128(1));
const TRAINER: PersonId = PersonId(Uuid::from_u128(3));
const SESSION: Uuid = Uuid::from_u128(11);
const NOTES: &[u8] = b"Bring a notebook.\n";

async fn app_with_trainer() -> App {
    let app = stage::app().await;
    let organisation = Uuid::from_u128(2);
    app.write(|txn| {
let app = &app;
async move {
            let txn = &*txn;
        let execute = async |sql: &str, values: Vec<sea_orm::Value>| {
            txn.execute_raw(Statement::from_sql_and_values(app.backend(), sql, values)).await.map(drop)
        };
        execute("INSERT INTO countries (code, name_ar, name_en, partnership) VALUES ('BHR', 'أ', 'B', 'host')", vec![])
            .await?;
        let insert = "INSERT INTO organisations (id, code, country_code, title_ar, title_en) VALUES ($1, 'o', 'BHR', 'أ', 'O')";
        execute(insert, vec![organisation.into()]).await?;
        let insert = "INSERT INTO programmes
            (id, code, kind, state, owner_id, title_ar, title_en, audience_ar, audience_en, zone, is_sample)
            VALUES ($1, 'P', 'fellowship', 'running', $2, 'أ', 'P', 'أ', 'A', 'Asia/Bahrain', TRUE)";
        execute(insert, vec![PROGRAMME.0.into(), organisation.into()]).await?;
        let insert = "INSERT INTO people
            (id, name_ar, name_en, search_key, email, email_key, language, is_sample, created_at)
            VALUES ($1, 'أ', 'T', 't', 't@example.org', 't@example.org', 'en', TRUE, $2)";
        execute(insert, vec![TRAINER.0.into(), app.now().into()]).await?;
        Ok(())
    }})
    .await
    .unwrap();
    app
}

fn trainer() -> Actor {
    Actor::of(TRAINER, Vec::new(), Language::En)
}

async fn receive(app: &App, bytes: &[u8]) -> Result<ReceivedFile, OperationError> {
    let mut upload = Upload::new(Purpose::SessionMaterial.rules());
    for chunk in bytes.chunks(5) {
        upload.feed(chunk)?;
    }
    operations::receive(app, upload).await
}

async fn keep(app: &App, name: &str, content: ReceivedFile) -> Result<FileId, OperationError> {
    let new = NewFile {
        programme: PROGRAMME,
        purpose: Purpose::SessionMaterial,
        subject: SESSION,
        owner: TRAINER,
        name: name.to_owned(),
        content,
    };
    app.write(|txn| {
        let new = &new;
        async move { operations::store_in(app, &txn, &trainer(), new.clone()).await }
    })
    .await
}

async fn kept(app: &App, name: &str, bytes: &[u8]) -> FileId {
    let content = receive(app, bytes).await.unwrap();
    keep(app, name, content).await.unwrap()
}

async fn remove(app: &App, id: FileId) -> Result<(), OperationError> {
    app.write(|txn| async move { operations::remove_in(app, &txn, &trainer(), id).await })
        .await
}

async fn listed(app: &App) -> Vec<FileFacts> {
    operations::of_subject(app, Purpose::SessionMaterial, SESSION)
        .await
        .unwrap()
}

fn object_of(bytes: &[u8]) -> Path {
    store::path_of(&hex::encode(Sha256::digest(bytes)))
}

async fn objects(app: &App) -> Vec<Path> {
    app.files()
        .list(None)
        .map_ok(|object| object.location)
        .try_collect()
        .await
        .unwrap()
}

/// The audited acts, oldest first, with what they were done to.
async fn acts(app: &App) -> Vec<(String, String)> {
    let lines = audit::operations::log(app, &Actor::system(), None, 100)
        .await
        .unwrap();
    lines
        .into_iter()
        .rev()
        .map(|line| (line.action, line.subject_id))
        .collect()
}

fn code(error: &OperationError) -> &'static str {
    match error {
        OperationError::Refused(code) => code,
        OperationError::Invalid(faults) => faults[0].code,
        other => panic!("neither refused nor invalid: {other:?}"),
    }
}

#[tokio::test]
async fn what_is_stored_is_what_is_opened() {
    let app = app_with_trainer().await;
    let id = kept(&app, "C:\\Users\\me\\notes.html", NOTES).await;

    let (facts, bytes) = operations::open(&app, id).await.unwrap();

    assert_eq!(bytes, NOTES);
    let expected = (
        "notes.html.txt",
        NOTES.len() as u64,
        MediaType::PlainText,
        TRAINER,
        SESSION,
    );
    assert_eq!(
        (
            facts.name.as_str(),
            facts.size_bytes,
            facts.media_type,
            facts.owner,
            facts.subject
        ),
        expected
    );
    assert_eq!(objects(&app).await, [object_of(NOTES)]);
    assert_eq!(listed(&app).await, [facts]);
    assert_eq!(
        acts(&app).await,
        [("files.store".to_owned(), id.to_string())]
    );
}

#[tokio::test]
async fn lists_give_the_newest_first_and_no_other_subject() {
    let app = app_with_trainer().await;
    let first = kept(&app, "a.txt", b"first").await;
    let second = kept(&app, "b.txt", b"second").await;
    let ids: Vec<FileId> = listed(&app)
        .await
        .into_iter()
        .map(|facts| facts.id)
        .collect();
    assert_eq!(ids, [second, first]);
    let other = Uuid::from_u128(12);
    assert_eq!(
        operations::of_subject(&app, Purpose::SessionMaterial, other)
            .await
            .unwrap(),
        []
    );
}

#[tokio::test]
async fn the_same_content_is_stored_once_and_lives_as_long_as_one_row() {
    let app = app_with_trainer().await;
    let (first, second) = (
        kept(&app, "a.txt", NOTES).await,
        kept(&app, "b.txt", NOTES).await,
    );
    assert_eq!(objects(&app).await, [object_of(NOTES)]);
    let soon = app.real_now() + TimeDelta::minutes(1);

    remove(&app, first).await.unwrap();
    assert_eq!(
        operations::purge_written_before(&app, soon).await.unwrap(),
        0
    );
    assert_eq!(operations::open(&app, second).await.unwrap().1, NOTES);

    remove(&app, second).await.unwrap();
    assert_eq!(
        operations::purge_written_before(&app, soon).await.unwrap(),
        1
    );
    assert_eq!(objects(&app).await, []);
}

#[tokio::test]
async fn a_refused_upload_leaves_neither_object_nor_row() {
    let app = app_with_trainer().await;
    let refused = receive(&app, b"<html><!-- %PDF-1.4 --></html>")
        .await
        .unwrap_err();
    assert_eq!(code(&refused), "file-type-refused");
    assert_eq!(code(&receive(&app, b"").await.unwrap_err()), "file-empty");
    assert_eq!(objects(&app).await, []);
    assert_eq!(listed(&app).await, []);
}

#[tokio::test]
async fn a_large_upload_is_refused_at_the_byte_that_is_too_many() {
    let app = app_with_trainer().await;
    let rules = FileRules {
        size_max_bytes: 10,
        media_types: &MediaType::ALL,
    };
    let mut upload = Upload::new(rules);
    upload.feed(b"0123456789").unwrap();
    assert_eq!(code(&upload.feed(b"x").unwrap_err()), "file-too-large");
    assert_eq!(code(&upload.feed(b"").unwrap_err()), "file-too-large");
    assert_eq!(
        code(&operations::receive(&app, upload).await.unwrap_err()),
        "file-too-large"
    );
    assert_eq!(objects(&app).await, []);
}

#[tokio::test]
async fn a_changed_or_missing_object_is_never_served() {
    let app = app_with_trainer().await;
    let id = kept(&app, "notes.txt", NOTES).await;
    assert_eq!(operations::open(&app, id).await.unwrap().1, NOTES);
    let mut same_length = NOTES.to_vec();
    same_length[0] = b'F';

    for changed in [same_length, b"short".to_vec()] {
        app.files()
            .put(&object_of(NOTES), changed.into())
            .await
            .unwrap();
        let error = operations::open(&app, id).await.unwrap_err();
        assert!(matches!(error, OperationError::Unexpected(_)), "{error:?}");
    }
    app.files().delete(&object_of(NOTES)).await.unwrap();
    let error = operations::open(&app, id).await.unwrap_err();
    assert!(matches!(error, OperationError::Unexpected(_)), "{error:?}");
}

#[tokio::test]
async fn a_removed_file_is_not_found_and_is_removed_once() {
    let app = app_with_trainer().await;
    let id = kept(&app, "notes.txt", NOTES).await;
    remove(&app, id).await.unwrap();

    let error = remove(&app, id).await.unwrap_err();
    assert!(matches!(error, OperationError::NotFound), "{error:?}");
    let error = operations::open(&app, id).await.unwrap_err();
    assert!(matches!(error, OperationError::NotFound), "{error:?}");
    let expected = [
        ("files.store".to_owned(), id.to_string()),
        ("files.remove".to_owned(), id.to_string()),
    ];
    assert_eq!(acts(&app).await, expected);
}

#[tokio::test]
async fn a_purge_leaves_fresh_objects_named_objects_and_what_is_not_ours() {
    let app = app_with_trainer().await;
    receive(&app, b"an upload without a row yet").await.unwrap();
    kept(&app, "notes.txt", NOTES).await;
    let foreign = [Path::from("sha256/read-me.txt"), Path::from("other/thing")];
    for path in &foreign {
        app.files().put(path, "x".into()).await.unwrap();
    }

    assert_eq!(operations::purge(&app).await.unwrap(), 0);
    assert_eq!(objects(&app).await.len(), 4);

    let soon = app.real_now() + TimeDelta::minutes(1);
    assert_eq!(
        operations::purge_written_before(&app, soon).await.unwrap(),
        1
    );
    let mut left = objects(&app).await;
    let mut expected = [foreign[0].clone(), foreign[1].clone(), object_of(NOTES)];
    left.sort();
    expected.sort();
    assert_eq!(left, expected);
}

#[tokio::test]
async fn an_object_written_again_since_the_list_was_made_stays() {
    let app = app_with_trainer().await;
    let before = app.real_now() - TimeDelta::minutes(1);
    receive(&app, NOTES).await.unwrap();
    let sha256 = hex::encode(Sha256::digest(NOTES));
    assert!(!store::delete_object(&app, &sha256, before).await.unwrap());
    assert_eq!(objects(&app).await, [object_of(NOTES)]);
}

#[tokio::test]
async fn a_folder_gets_each_object_whole_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let store = LocalFileSystem::new_with_prefix(folder.path())
        .unwrap()
        .with_fsync(true);
    let app = App::new(Parts {
        connections: connect("sqlite::memory:", Durability::Normal)
            .await
            .unwrap(),
        files: Arc::new(store),
        secret: MasterSecret::new(Box::new([7; 32])),
        signing_key: SigningKey::from_seed(&[7; 32]),
        public_url: "https://zamala.example.org".to_owned(),
        did: "did:web:zamala.example".to_owned(),
    });
    assert_eq!(operations::purge(&app).await.unwrap(), 0);

    receive(&app, NOTES).await.unwrap();
    receive(&app, NOTES).await.unwrap();

    assert_eq!(objects(&app).await, [object_of(NOTES)]);
    let place = folder.path().join(object_of(NOTES).as_ref());
    assert_eq!(std::fs::read(&place).unwrap(), NOTES);
    assert_eq!(
        std::fs::read_dir(place.parent().unwrap()).unwrap().count(),
        1
    );
}
