//! Letters, those that a demo keeps, and whom they reach.

use crate::{
    app::Txn,
    bilingual::{Bilingual, Language},
    id::{AddresseeId, LetterId, PersonId},
    outbox::{
        entity::{addressees, kept_attachments, kept_letters, letters},
        policy::LedgerVisibility,
        state::LetterState,
    },
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Statement, TryInsertResult,
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
    let recipient = match letter.addressee_id {
        Some(_) => letters::Column::AddresseeId,
        None => letters::Column::RecipientId,
    };
    let occasion = [letters::Column::Kind, recipient, letters::Column::Occasion];
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
pub struct Reached {
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
) -> Result<Option<Reached>, DbErr> {
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
    Ok(Some(Reached {
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

/// Somebody without an account, as of now. A name that was given in one script only stands for both.
pub async fn addressee(
    db: &impl ConnectionTrait,
    id: AddresseeId,
) -> Result<Option<Reached>, DbErr> {
    let row = addressees::Entity::find_by_id(id).one(db).await?;
    Ok(row.map(|row| Reached {
        name: in_both_scripts(row.name_ar, row.name_en),
        address: row.email,
        language: row.language,
        is_sample: row.is_sample,
        is_suspended: false,
    }))
}

fn in_both_scripts(ar: String, en: String) -> Bilingual {
    match (ar.is_empty(), en.is_empty()) {
        (true, _) => Bilingual { ar: en.clone(), en },
        (_, true) => Bilingual { en: ar.clone(), ar },
        _ => Bilingual { ar, en },
    }
}

pub async fn addressees(
    db: &impl ConnectionTrait,
    ids: &[AddresseeId],
) -> Result<Vec<addressees::Model>, DbErr> {
    addressees::Entity::find()
        .filter(addressees::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await
}

pub async fn insert_addressee(txn: &Txn, row: addressees::Model) -> Result<(), DbErr> {
    addressees::Entity::insert(row.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

pub async fn change_addressee(txn: &Txn, row: addressees::Model) -> Result<(), DbErr> {
    let all = row.into_active_model().reset_all();
    addressees::Entity::update(all).exec(txn).await.map(drop)
}

/// Empties the rows: nobody can be told or written to from them.
pub async fn erase_addressees(txn: &Txn, ids: &[AddresseeId]) -> Result<(), DbErr> {
    let update = addressees::Entity::update_many()
        .col_expr(addressees::Column::Email, Expr::value(""))
        .col_expr(addressees::Column::NameAr, Expr::value(""))
        .col_expr(addressees::Column::NameEn, Expr::value(""));
    update
        .filter(addressees::Column::Id.is_in(ids.iter().copied()))
        .exec(txn)
        .await
        .map(drop)
}

/// Drops what a demo kept of letters to these addressees.
pub async fn forget_kept_of(txn: &Txn, ids: &[AddresseeId]) -> Result<(), DbErr> {
    let of_them = letters::Entity::find()
        .filter(letters::Column::AddresseeId.is_in(ids.iter().copied()))
        .all(txn)
        .await?;
    let of_them: Vec<LetterId> = of_them.into_iter().map(|row| row.id).collect();
    kept_attachments::Entity::delete_many()
        .filter(kept_attachments::Column::LetterId.is_in(of_them.iter().copied()))
        .exec(txn)
        .await?;
    kept_letters::Entity::delete_many()
        .filter(kept_letters::Column::LetterId.is_in(of_them))
        .exec(txn)
        .await
        .map(drop)
}

pub async fn insert_kept_attachment(txn: &Txn, row: kept_attachments::Model) -> Result<(), DbErr> {
    kept_attachments::Entity::insert(row.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

pub async fn kept_attachments(
    db: &impl ConnectionTrait,
    of: &[LetterId],
) -> Result<Vec<kept_attachments::Model>, DbErr> {
    let find = kept_attachments::Entity::find();
    find.filter(kept_attachments::Column::LetterId.is_in(of.iter().copied()))
        .order_by_asc(kept_attachments::Column::Name)
        .all(db)
        .await
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
