//! Counting tries, per account and per network address, and at an open door all together. A try is counted, and the count
//! kept, before it is judged.

use super::super::{
    rules::throttle::{
        FORUM_IN_ALL, FORUM_PER_ADDRESS, FORUM_PER_EMAIL, Limit, PER_ACCOUNT, PER_ADDRESS, network,
    },
    store,
};
use crate::{
    actor::Origin,
    app::{App, Txn},
    error::OperationError,
};

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

    fn per_account(self) -> &'static Limit {
        match self {
            Self::Forum => &FORUM_PER_EMAIL,
            _ => &PER_ACCOUNT,
        }
    }

    fn per_address(self) -> &'static Limit {
        match self {
            Self::Forum => &FORUM_PER_ADDRESS,
            _ => &PER_ADDRESS,
        }
    }

    fn refusal(self) -> &'static str {
        match self {
            Self::Forum => "too-many-registrations",
            _ => "too-many-attempts",
        }
    }
}

/// The name under which a door counts something.
fn key(app: &App, door: Door, kind: &str, value: &str) -> String {
    let name = door.name();
    let digest = app.keyed_digest("throttle", format!("{name}\n{kind}\n{value}").as_bytes());
    format!("{name}:{kind}:{}", hex::encode(digest))
}

/// One try: the counts it belongs to.
pub struct Try {
    door: Door,
    account_key: String,
    address_key: Option<String>,
    /// Of a forum, whoever comes to it from wherever.
    forum_key: Option<String>,
}

impl Try {
    /// `account` is what names the account, known or not: the e-mail key or the person's id.
    pub fn at(app: &App, door: Door, account: &str, origin: &Origin) -> Self {
        let address_key = origin
            .address
            .as_deref()
            .map(|address| key(app, door, "address", &network(address)));
        Self {
            door,
            account_key: key(app, door, "account", account),
            address_key,
            forum_key: None,
        }
    }

    /// A registration for a forum: beside its own counts, it counts among all of the forum.
    pub fn at_forum(app: &App, forum: &str, email_key: &str, origin: &Origin) -> Self {
        let account = format!("{forum}\n{email_key}");
        Self {
            forum_key: Some(key(app, Door::Forum, "all", forum)),
            ..Self::at(app, Door::Forum, &account, origin)
        }
    }

    /// The account's name in the audit log where no person is known.
    pub fn account_key(&self) -> &str {
        &self.account_key
    }

    /// Always in the same order, accounts before addresses before forums: two tries never wait for each other.
    fn counts(&self) -> impl Iterator<Item = (&str, &'static Limit)> {
        let account = (self.account_key.as_str(), self.door.per_account());
        let address = self.address_key.as_deref();
        let address = address.map(|key| (key, self.door.per_address()));
        let forum = self.forum_key.as_deref().map(|key| (key, &FORUM_IN_ALL));
        std::iter::once(account).chain(address).chain(forum)
    }

    /// Counts the try in a transaction of its own, so that a refusal that follows does not take the count back.
    ///
    /// # Errors
    /// `too-many-attempts`, of the forum `too-many-registrations`, while one of the counts is closed; such a try is not
    /// counted.
    pub async fn count(&self, app: &App) -> Result<(), OperationError> {
        let now = app.real_now();
        let is_open = app
            .write(|txn| async move {
                let txn = &*txn;
                let mut counted = Vec::new();
                for (key, limit) in self.counts() {
                    let count = store::throttles::held(txn, key, now).await?;
                    if count.is_blocked(now) {
                        return Ok(false);
                    }
                    counted.push((key, count.after_try(limit, now)));
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
        Err(OperationError::refused(self.door.refusal()))
    }

    /// The try was right: the account's count is forgotten, the address gets its one try back. What a forum counts in all
    /// stays: those letters went out.
    pub async fn forgive_in(&self, app: &App, txn: &Txn) -> Result<(), OperationError> {
        store::throttles::forget(txn, &self.account_key).await?;
        if let Some(key) = &self.address_key {
            let count = store::throttles::held(txn, key, app.real_now()).await?;
            store::throttles::write(txn, key, count.after_success(self.door.per_address())).await?;
        }
        Ok(())
    }
}
