//! Writing a row as it should be: the importer's way, which changes nothing the second time.

use super::Txn;
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, DbErr, EntityTrait, IntoActiveModel};

/// What putting a row did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    Inserted,
    Updated,
    Unchanged,
}

impl Put {
    pub fn has_changed(self) -> bool {
        self != Self::Unchanged
    }
}

/// Inserts `wanted` when nothing was found, rewrites the row when it differs, and leaves an equal row alone. The caller
/// gives `wanted` the key of what was found.
pub async fn put<E, A>(txn: &Txn, found: Option<E::Model>, wanted: E::Model) -> Result<Put, DbErr>
where
    E: EntityTrait<ActiveModel = A>,
    E::Model: PartialEq + IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
{
    match found {
        None => {
            E::insert(wanted.into_active_model())
                .exec_without_returning(txn)
                .await?;
            Ok(Put::Inserted)
        }
        Some(found) if found == wanted => Ok(Put::Unchanged),
        Some(_) => {
            E::update(wanted.into_active_model().reset_all())
                .exec(txn)
                .await?;
            Ok(Put::Updated)
        }
    }
}
