//! Counting tries, per account and per network address, and at an open door all together. A try is counted, and the count
//! kept, before it is judged.

use super::super::{
    rules::throttle::{Count, PER_ACCOUNT, PER_ADDRESS, network},
    store,
};
use crate::{
    actor::Origin,
    app::{App, Txn},
    error::OperationError,
};
use chrono::{DateTime, Utc};

/// Where is tried; each has its own counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    SignIn,
    SecondFactor,
    /// The password asked again of somebody signed in.
    OwnPassword,
    Reset,
    /// A registration for the forum, by somebody without an account.
    Forum,
}

impl Door {
    fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::SecondFactor => "second-factor",
            Self::OwnPassword => "own-password",
            Self::Reset => "reset",
            Self::Forum => "forum",
        }
    }

    /// Under what all tries together are counted, where each sends a letter to an address that nobody has proved.
    fn whole_key(self) -> Option<&'static str> {
        match self {
            Self::Forum => Some("forum:all"),
            Self::SignIn | Self::SecondFactor | Self::OwnPassword | Self::Reset => None,
        }
    }
}

/// What one more try makes of a count.
type AfterTry = fn(Count, DateTime<Utc>) -> Count;

/// One try: the counts it belongs to.
pub struct Try {
    door: Door,
    account_key: String,
    address_key: Option<String>,
}

impl Try {
    /// `account` is what names the account, known or not: the e-mail key or the person's id.
    pub fn at(app: &App, door: Door, account: &str, origin: &Origin) -> Self {
        let key = |kind: &str, value: &str| {
            let digest = app.keyed_digest(
                "throttle",
                format!("{}\n{kind}\n{value}", door.name()).as_bytes(),
            );
            format!("{}:{kind}:{}", door.name(), hex::encode(digest))
        };
        let address_key = origin
            .address
            .as_deref()
            .map(|address| key("address", &network(address)));
        Self {
            door,
            account_key: key("account", account),
            address_key,
        }
    }

    /// The account's name in the audit log where no person is known.
    pub fn account_key(&self) -> &str {
        &self.account_key
    }

    /// Always in the same order, accounts before addresses before doors: two tries never wait for each other.
    fn counts(&self) -> impl Iterator<Item = (&str, AfterTry)> {
        let per_account: AfterTry = |count, now| count.after_try(&PER_ACCOUNT, now);
        let per_address: AfterTry = |count, now| count.after_try(&PER_ADDRESS, now);
        let of_all: AfterTry = |count, now| count.after_try_of_all(now);
        let address = self.address_key.as_deref().map(|key| (key, per_address));
        let door = self.door.whole_key().map(|key| (key, of_all));
        let account = (self.account_key.as_str(), per_account);
        std::iter::once(account).chain(address).chain(door)
    }

    /// Counts the try in a transaction of its own, so that a refusal that follows does not take the count back.
    ///
    /// # Errors
    /// `too-many-attempts` while one of the counts is closed; such a try is not counted.
    pub async fn count(&self, app: &App) -> Result<(), OperationError> {
        let now = app.real_now();
        let is_open = app
            .write(|txn| async move {
                let txn = &*txn;
                let mut counted = Vec::new();
                for (key, after_try) in self.counts() {
                    let count = store::throttles::held(txn, key, now).await?;
                    if count.is_blocked(now) {
                        return Ok(false);
                    }
                    counted.push((key, after_try(count, now)));
                }
                for (key, count) in counted {
                    store::throttles::write(txn, key, count).await?;
                }
                Ok(true)
            })
            .await?;
        if is_open {
            return Ok(());
        }
        tracing::warn!(door = self.door.name(), "too many attempts");
        Err(OperationError::refused("too-many-attempts"))
    }

    /// The try was right: the account's count is forgotten, the address gets its one try back.
    pub async fn forgive_in(&self, app: &App, txn: &Txn) -> Result<(), OperationError> {
        store::throttles::forget(txn, &self.account_key).await?;
        if let Some(key) = &self.address_key {
            let count = store::throttles::held(txn, key, app.real_now()).await?;
            store::throttles::write(txn, key, count.after_success(&PER_ADDRESS)).await?;
        }
        Ok(())
    }
}
