use crate::{
    app::Txn,
    credentials::{
        entity::{certificates, revocations},
        state::{CertificateState, RevocationState},
    },
    id::{
        BatchId, CertificateId, CohortId, MicroCredentialId, PersonId, ProgrammeId, RevocationId,
    },
    scope::Visibility,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Statement,
    sea_query::{Expr, ExprTrait},
};

pub const REVOCATION_LIVE: [&str; 2] = ["revocations_one_live", "revocations.certificate_id"];

fn visible(seen: &Visibility) -> Condition {
    if seen.everything {
        return Condition::all();
    }
    let mut visible = Condition::any()
        .add(certificates::Column::ProgrammeId.is_in(seen.programmes.iter().copied()))
        .add(certificates::Column::CohortId.is_in(seen.cohorts.iter().copied()));
    if let Some(own) = seen.own {
        visible = visible.add(certificates::Column::FellowId.eq(own));
    }
    visible
}

/// A page of the register, the newest first; `before` is the last id of the page before.
pub async fn certificates(
    db: &impl ConnectionTrait,
    seen: &Visibility,
    before: Option<CertificateId>,
    limit: u64,
) -> Result<Vec<certificates::Model>, DbErr> {
    let mut find = certificates::Entity::find().filter(visible(seen));
    if let Some(before) = before {
        find = find.filter(certificates::Column::Id.lt(before));
    }
    find.order_by_desc(certificates::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

pub async fn certificates_of(
    db: &impl ConnectionTrait,
    fellow: PersonId,
) -> Result<Vec<certificates::Model>, DbErr> {
    let find = certificates::Entity::find().filter(certificates::Column::FellowId.eq(fellow));
    find.order_by_desc(certificates::Column::Id).all(db).await
}

pub async fn certificate(
    db: &impl ConnectionTrait,
    seen: &Visibility,
    id: CertificateId,
) -> Result<Option<certificates::Model>, DbErr> {
    certificates::Entity::find_by_id(id)
        .filter(visible(seen))
        .one(db)
        .await
}

/// Locked on PostgreSQL until the transaction ends.
pub async fn lock_certificate(
    txn: &Txn,
    seen: &Visibility,
    id: CertificateId,
) -> Result<Option<certificates::Model>, DbErr> {
    certificates::Entity::find_by_id(id)
        .filter(visible(seen))
        .lock_exclusive()
        .one(txn)
        .await
}

pub async fn by_public_code(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<certificates::Model>, DbErr> {
    certificates::Entity::find()
        .filter(certificates::Column::PublicCode.eq(code))
        .one(db)
        .await
}

pub async fn of_batch(
    db: &impl ConnectionTrait,
    batches: &[BatchId],
) -> Result<Vec<certificates::Model>, DbErr> {
    let of_these = certificates::Column::BatchId.is_in(batches.iter().copied());
    let find = certificates::Entity::find().filter(of_these);
    find.order_by_asc(certificates::Column::Id).all(db).await
}

/// Certificates of a cohort's fellows for one micro-credential that keep another from being issued.
pub async fn live_for(
    db: &impl ConnectionTrait,
    cohort: CohortId,
    micro_credential: MicroCredentialId,
) -> Result<Vec<certificates::Model>, DbErr> {
    certificates::Entity::find()
        .filter(certificates::Column::CohortId.eq(cohort))
        .filter(certificates::Column::MicroCredentialId.eq(micro_credential))
        .filter(certificates::Column::Stands.eq(true))
        .all(db)
        .await
}

pub async fn insert_certificate(txn: &Txn, row: certificates::Model) -> Result<(), DbErr> {
    certificates::Entity::insert(row.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// The next number of the year, taken with the caller's change or not at all: whoever comes next waits for its commit.
pub async fn next_serial(txn: &Txn, programme: ProgrammeId, year: i32) -> Result<i32, DbErr> {
    let sql = "INSERT INTO certificate_serials (programme_id, year, last_number) VALUES ($1, $2, 1)
               ON CONFLICT (programme_id, year) DO UPDATE SET last_number = certificate_serials.last_number + 1
               RETURNING last_number";
    let values = [programme.into(), year.into()];
    let next = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
    let row = txn.query_one_raw(next).await?;
    row.ok_or_else(|| DbErr::RecordNotFound("a serial".into()))?
        .try_get("", "last_number")
}

/// What issuing adds to a planned certificate.
#[derive(Clone, Debug)]
pub struct IssuedColumns {
    pub at: DateTime<Utc>,
    pub credential_sha256: String,
    pub pdf_sha256: String,
}

/// Moves a planned certificate to issued; `false` when it was issued meanwhile.
pub async fn mark_issued(
    txn: &Txn,
    id: CertificateId,
    issued: IssuedColumns,
) -> Result<bool, DbErr> {
    let IssuedColumns {
        at,
        credential_sha256,
        pdf_sha256,
    } = issued;
    let written = certificates::Entity::update_many()
        .col_expr(
            certificates::Column::State,
            Expr::value(CertificateState::Issued),
        )
        .col_expr(certificates::Column::IssuedAt, Expr::value(Some(at)))
        .col_expr(
            certificates::Column::CredentialSha256,
            Expr::value(Some(credential_sha256)),
        )
        .col_expr(
            certificates::Column::PdfSha256,
            Expr::value(Some(pdf_sha256)),
        )
        .col_expr(certificates::Column::Failure, Expr::value(None::<String>))
        .col_expr(
            certificates::Column::Version,
            Expr::col(certificates::Column::Version).add(1),
        )
        .filter(certificates::Column::Id.eq(id))
        .filter(certificates::Column::State.eq(CertificateState::Planned))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Moves a planned certificate to void, so that another may be issued; `false` when it moved meanwhile.
pub async fn mark_void(
    txn: &Txn,
    (id, version): (CertificateId, i64),
    why: String,
) -> Result<bool, DbErr> {
    let written = certificates::Entity::update_many()
        .col_expr(
            certificates::Column::State,
            Expr::value(CertificateState::Void),
        )
        .col_expr(certificates::Column::Stands, Expr::value(false))
        .col_expr(certificates::Column::Failure, Expr::value(Some(why)))
        .col_expr(certificates::Column::Version, Expr::value(version + 1))
        .filter(certificates::Column::Id.eq(id))
        .filter(certificates::Column::Version.eq(version))
        .filter(certificates::Column::State.eq(CertificateState::Planned))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

pub async fn note_failure(txn: &Txn, id: CertificateId, why: String) -> Result<bool, DbErr> {
    let written = certificates::Entity::update_many()
        .col_expr(certificates::Column::Failure, Expr::value(Some(why)))
        .col_expr(
            certificates::Column::Version,
            Expr::col(certificates::Column::Version).add(1),
        )
        .filter(certificates::Column::Id.eq(id))
        .filter(certificates::Column::State.eq(CertificateState::Planned))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Another certificate may now be issued for the same achievement.
pub async fn give_way(txn: &Txn, id: CertificateId) -> Result<(), DbErr> {
    certificates::Entity::update_many()
        .col_expr(certificates::Column::Stands, Expr::value(false))
        .col_expr(
            certificates::Column::Version,
            Expr::col(certificates::Column::Version).add(1),
        )
        .filter(certificates::Column::Id.eq(id))
        .exec(txn)
        .await
        .map(drop)
}

pub async fn revocations_of(
    db: &impl ConnectionTrait,
    certificates: &[CertificateId],
) -> Result<Vec<revocations::Model>, DbErr> {
    let of_these = revocations::Column::CertificateId.is_in(certificates.iter().copied());
    let find = revocations::Entity::find().filter(of_these);
    find.order_by_asc(revocations::Column::Id).all(db).await
}

/// Proposals that wait for a second person, with their certificates.
pub async fn proposed_revocations(
    db: &impl ConnectionTrait,
    seen: &Visibility,
) -> Result<Vec<(revocations::Model, certificates::Model)>, DbErr> {
    let proposals = revocations::Entity::find()
        .filter(revocations::Column::State.eq(RevocationState::Proposed))
        .order_by_asc(revocations::Column::Id)
        .all(db)
        .await?;
    let ids = proposals.iter().map(|row| row.certificate_id);
    let of_these = certificates::Entity::find().filter(certificates::Column::Id.is_in(ids));
    let known = of_these.filter(visible(seen)).all(db).await?;
    let with = |row: revocations::Model| {
        let own = known.iter().find(|own| own.id == row.certificate_id);
        Some((row, own?.clone()))
    };
    Ok(proposals.into_iter().filter_map(with).collect())
}

pub async fn insert_revocation(txn: &Txn, row: revocations::Model) -> Result<(), DbErr> {
    revocations::Entity::insert(row.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// Decides a proposal unless somebody did since `version`.
pub async fn decide_revocation(
    txn: &Txn,
    (id, version): (RevocationId, i64),
    to: RevocationState,
    by: PersonId,
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let written = revocations::Entity::update_many()
        .col_expr(revocations::Column::State, Expr::value(to))
        .col_expr(revocations::Column::DecidedBy, Expr::value(Some(by)))
        .col_expr(revocations::Column::DecidedAt, Expr::value(Some(at)))
        .col_expr(revocations::Column::Version, Expr::value(version + 1))
        .filter(revocations::Column::Id.eq(id))
        .filter(revocations::Column::Version.eq(version))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}
