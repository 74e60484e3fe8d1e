//! Letters, those that a demo keeps, and whom they reach.

use crate::{
    app::Txn,
    bilingual::{Bilingual, Language},
    id::{LetterId, PersonId},
    outbox::{
        entity::{kept_letters, letters},
        policy::LedgerVisibility,
        state::LetterState,
    },
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Statement, TryInsertResult,
    sea_query::{Expr, SimpleExpr},
};

pub async fn find(
    db: &impl ConnectionTrait,
    id: LetterId,
) -> Result<Option<letters::Model>, DbErr> {
    letters::Entity::find_by_id(id).one(db).await
}

/// Inserts the letter; `false` when its occasion has one.
pub async fn insert(txn: &Txn, letter: letters::Model) -> Result<bool, DbErr> {
    let occasion = [
        letters::Column::Kind,
        letters::Column::RecipientId,
        letters::Column::Occasion,
    ];
    let inserted = letters::Entity::insert(letter.into_active_model())
        .on_conflict_do_nothing_on(occasion)
        .exec_without_returning(txn)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}

/// Moves a letter that may still go out, and writes what goes with the move; `false` when it is not live any more.
pub async fn move_live(
    txn: &Txn,
    id: LetterId,
    to: LetterState,
    with: Vec<(letters::Column, SimpleExpr)>,
) -> Result<bool, DbErr> {
    let mut update =
        letters::Entity::update_many().col_expr(letters::Column::State, Expr::value(to.to_value()));
    for (column, value) in with {
        update = update.col_expr(column, value);
    }
    let live = LetterState::LIVE.map(|state| state.to_value());
    let written = update
        .filter(letters::Column::Id.eq(id))
        .filter(letters::Column::State.is_in(live))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Begins an attempt: from here until the server answers, its end is unknown.
pub async fn begin(txn: &Txn, id: LetterId, real_now: DateTime<Utc>) -> Result<bool, DbErr> {
    let one_more = Expr::col(letters::Column::Attempts).add(1);
    let with = vec![
        (letters::Column::Attempts, one_more),
        (letters::Column::AmbiguousAt, Expr::value(Some(real_now))),
    ];
    move_live(txn, id, LetterState::Sending, with).await
}

/// Whom a letter reaches now.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub name: Bilingual,
    pub address: String,
    pub language: Language,
    pub is_sample: bool,
    pub is_suspended: bool,
}

/// The recipient as of now. A leaf may not call `people` and `accounts`, which are built on it; it reads the rows that
/// its letters refer to, and reads them only here.
pub async fn recipient(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Option<Recipient>, DbErr> {
    let select = Statement::from_sql_and_values(
        db.get_database_backend(),
        "SELECT p.name_ar, p.name_en, p.email, p.language, p.is_sample,
                CASE WHEN a.state = 'suspended' THEN 1 ELSE 0 END AS suspended
         FROM people p LEFT JOIN accounts a ON a.person_id = p.id
         WHERE p.id = $1",
        [person.into()],
    );
    let Some(row) = db.query_one_raw(select).await? else {
        return Ok(None);
    };
    Ok(Some(Recipient {
        name: Bilingual {
            ar: row.try_get("", "name_ar")?,
            en: row.try_get("", "name_en")?,
        },
        address: row.try_get("", "email")?,
        language: row.try_get("", "language")?,
        is_sample: row.try_get("", "is_sample")?,
        is_suspended: row.try_get::<i32>("", "suspended")? == 1,
    }))
}

/// The names of the recipients of one page of the ledger.
pub async fn names(
    db: &impl ConnectionTrait,
    people: &[PersonId],
) -> Result<Vec<(PersonId, Bilingual)>, DbErr> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=people.len())
        .map(|place| format!("${place}"))
        .collect();
    let select = Statement::from_sql_and_values(
        db.get_database_backend(),
        format!(
            "SELECT id, name_ar, name_en FROM people WHERE id IN ({})",
            places.join(", ")
        ),
        people.iter().map(|person| (*person).into()),
    );
    let rows = db.query_all_raw(select).await?;
    rows.iter()
        .map(|row| {
            let name = Bilingual {
                ar: row.try_get("", "name_ar")?,
                en: row.try_get("", "name_en")?,
            };
            Ok((row.try_get("", "id")?, name))
        })
        .collect()
}

/// The newest letters first: those before `before`, if given.
pub async fn newest(
    db: &impl ConnectionTrait,
    visible: &LedgerVisibility,
    before: Option<LetterId>,
    limit: u64,
) -> Result<Vec<letters::Model>, DbErr> {
    let mut find = letters::Entity::find();
    if let LedgerVisibility::Programmes(programmes) = visible {
        find = find.filter(letters::Column::ProgrammeId.is_in(programmes.iter().copied()));
    }
    if let Some(id) = before {
        find = find.filter(letters::Column::Id.lt(id));
    }
    find.order_by_desc(letters::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

pub async fn insert_kept(txn: &Txn, letter: kept_letters::Model) -> Result<(), DbErr> {
    kept_letters::Entity::insert(letter.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// Kept letters, newest first.
pub async fn kept(
    db: &impl ConnectionTrait,
    limit: u64,
) -> Result<Vec<kept_letters::Model>, DbErr> {
    let find = kept_letters::Entity::find().order_by_desc(kept_letters::Column::SentAt);
    find.order_by_desc(kept_letters::Column::LetterId)
        .limit(limit)
        .all(db)
        .await
}
