use crate::{
    app::Txn,
    credentials::{
        entity::{certificates, revocations, signing_keys, status_lists},
        state::RevocationState,
    },
    id::CertificateId,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Statement,
    sea_query::{Expr, ExprTrait},
};

/// The advisory lock under which the log is extended on PostgreSQL.
const LOG_LOCK: i64 = 0x007a_616d_616c_6f67;

pub async fn signing_keys(db: &impl ConnectionTrait) -> Result<Vec<signing_keys::Model>, DbErr> {
    let find = signing_keys::Entity::find().order_by_asc(signing_keys::Column::FirstUsedAt);
    find.order_by_asc(signing_keys::Column::Fragment)
        .all(db)
        .await
}

/// Adds a key unless its fragment or the key itself stands already.
pub async fn add_signing_key(txn: &Txn, row: signing_keys::Model) -> Result<bool, DbErr> {
    let sql = "INSERT INTO signing_keys (fragment, public_key, first_used_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    let values = [
        row.fragment.into(),
        row.public_key.into(),
        row.first_used_at.into(),
    ];
    let insert = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
    Ok(txn.execute_raw(insert).await?.rows_affected() == 1)
}

pub async fn status_list(
    db: &impl ConnectionTrait,
    number: i32,
) -> Result<Option<status_lists::Model>, DbErr> {
    status_lists::Entity::find_by_id(number).one(db).await
}

pub async fn newest_status_list(txn: &Txn) -> Result<Option<status_lists::Model>, DbErr> {
    let find = status_lists::Entity::find().order_by_desc(status_lists::Column::Number);
    find.limit(1).one(txn).await
}

pub async fn insert_status_list(txn: &Txn, number: i32, at: DateTime<Utc>) -> Result<(), DbErr> {
    let sql =
        "INSERT INTO status_lists (number, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let values = [number.into(), at.into()];
    let insert = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
    txn.execute_raw(insert).await.map(drop)
}

/// The places of a list that are taken.
pub async fn taken_indices(txn: &Txn, list: i32) -> Result<Vec<i32>, DbErr> {
    let find = certificates::Entity::find()
        .select_only()
        .column(certificates::Column::StatusIndex)
        .filter(certificates::Column::StatusList.eq(list));
    find.into_tuple().all(txn).await
}

/// The places of the revoked and the superseded, in order.
pub async fn revoked_indices(db: &impl ConnectionTrait, list: i32) -> Result<Vec<i32>, DbErr> {
    let revoked = revocations::Entity::find()
        .select_only()
        .column(revocations::Column::CertificateId)
        .filter(revocations::Column::State.eq(RevocationState::Confirmed))
        .into_query();
    let is_withdrawn = Condition::any()
        .add(certificates::Column::Id.in_subquery(revoked))
        .add(certificates::Column::SupersededBy.is_not_null());
    let find = certificates::Entity::find()
        .select_only()
        .column(certificates::Column::StatusIndex)
        .filter(certificates::Column::StatusList.eq(list))
        .filter(is_withdrawn);
    find.order_by_asc(certificates::Column::StatusIndex)
        .into_tuple()
        .all(db)
        .await
}

/// A bit of the list was set: what was signed before is out of date.
pub async fn revise_status_list(txn: &Txn, number: i32) -> Result<(), DbErr> {
    status_lists::Entity::update_many()
        .col_expr(
            status_lists::Column::Revision,
            Expr::col(status_lists::Column::Revision).add(1),
        )
        .filter(status_lists::Column::Number.eq(number))
        .exec(txn)
        .await
        .map(drop)
}

/// Keeps the signed document of a revision, unless the list has moved on.
pub async fn keep_status_document(
    txn: &Txn,
    (number, revision): (i32, i64),
    document: String,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    status_lists::Entity::update_many()
        .col_expr(status_lists::Column::Document, Expr::value(Some(document)))
        .col_expr(
            status_lists::Column::DocumentRevision,
            Expr::value(Some(revision)),
        )
        .col_expr(
            status_lists::Column::DocumentSignedAt,
            Expr::value(Some(at)),
        )
        .filter(status_lists::Column::Number.eq(number))
        .filter(status_lists::Column::Revision.eq(revision))
        .exec(txn)
        .await
        .map(drop)
}

/// One leaf of the log.
#[derive(Clone, Debug)]
pub struct Leaf {
    pub certificate: CertificateId,
    pub sha256: String,
    /// Stays with the holder: the log itself publishes leaves only.
    pub salt: String,
}

/// Appends a leaf without a gap: one transaction at a time.
pub async fn append_leaf(txn: &Txn, leaf: Leaf, at: DateTime<Utc>) -> Result<i64, DbErr> {
    let backend = txn.get_database_backend();
    if backend == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock($1)";
        txn.execute_raw(Statement::from_sql_and_values(
            backend,
            sql,
            [LOG_LOCK.into()],
        ))
        .await?;
    }
    let sql = "INSERT INTO credential_log (position, leaf_sha256, certificate_id, salt, logged_at)
               SELECT COALESCE(MAX(position) + 1, 0), $1, $2, $3, $4 FROM credential_log RETURNING position";
    let Leaf {
        certificate,
        sha256,
        salt,
    } = leaf;
    let values = [sha256.into(), certificate.into(), salt.into(), at.into()];
    let row = txn
        .query_one_raw(Statement::from_sql_and_values(backend, sql, values))
        .await?;
    row.ok_or_else(|| DbErr::RecordNotFound("a leaf".into()))?
        .try_get("", "position")
}
