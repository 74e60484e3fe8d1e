//! Routes of pages: who may see them and what answers them.

use crate::{problem::Fault, signed_in::SignedIn, visit::Visit};
use futures::future::BoxFuture;
use poem::{Response, http::Method};
use std::sync::Arc;
use zamala_domain::{Language, OperationError, Role};

/// What a handler answers.
pub type PageResult = Result<Response, PageError>;
pub(crate) type Handler =
    Arc<dyn Fn(Visit) -> BoxFuture<'static, (Visit, PageResult)> + Send + Sync>;

/// Who may see a page. Whose things they see there is for the operations to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Anyone,
    /// Whoever gave the password, also before the second factor.
    FirstFactor,
    SignedIn,
    /// Whoever holds one of these roles, wherever.
    Roles(&'static [Role]),
}

impl Who {
    pub fn includes(self, signed_in: Option<&SignedIn>) -> bool {
        let complete = signed_in.filter(|signed_in| signed_in.is_complete());
        match self {
            Self::Anyone => true,
            Self::FirstFactor => signed_in.is_some(),
            Self::SignedIn => complete.is_some(),
            Self::Roles(roles) => {
                complete.is_some_and(|s| roles.iter().any(|role| s.actor.has_role(*role)))
            }
        }
    }

    /// As `/dev/routes.json` lists it.
    pub fn codes(self) -> Vec<&'static str> {
        match self {
            Self::Anyone => vec!["anyone"],
            Self::FirstFactor => vec!["first_factor"],
            Self::SignedIn => vec!["signed_in"],
            Self::Roles(roles) => roles.iter().map(|role| role.code()).collect(),
        }
    }
}

/// Why a handler did not answer.
#[derive(Debug)]
pub enum PageError {
    Operation(OperationError),
    Fault(Fault),
}

impl From<OperationError> for PageError {
    fn from(error: OperationError) -> Self {
        Self::Operation(error)
    }
}

impl From<Fault> for PageError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// One line of the route table.
#[derive(Clone)]
pub struct PageRoute {
    pub method: Method,
    /// Without language, for example `/labs/:id`.
    pub path: &'static str,
    pub who: Who,
    /// Whether it exists as `/ar/…` and `/en/…`; the pages under `/dev` and the addresses without language do not.
    pub is_localised: bool,
    /// Whether it takes a JSON object instead of a form. No page of another site can send one, so it carries no token.
    pub takes_json: bool,
    pub(crate) handler: Handler,
}

/// A handler: takes the visit, gives it back with the answer.
pub trait Handle: Send + Sync + 'static {
    fn handle<'v>(&'v self, visit: &'v Visit) -> BoxFuture<'v, PageResult>;
}

/// Makes a [`Handle`] of an `async fn name(visit: &Visit) -> PageResult`.
impl<F> Handle for F
where
    F: for<'v> AsyncHandler<'v>,
{
    fn handle<'v>(&'v self, visit: &'v Visit) -> BoxFuture<'v, PageResult> {
        Box::pin(self.call(visit))
    }
}

/// `Fn(&Visit) -> impl Future`, with the future's lifetime named.
pub trait AsyncHandler<'v>: Send + Sync + 'static {
    type Answer: Future<Output = PageResult> + Send + 'v;
    fn call(&self, visit: &'v Visit) -> Self::Answer;
}

impl<'v, F, A> AsyncHandler<'v> for F
where
    F: Fn(&'v Visit) -> A + Send + Sync + 'static,
    A: Future<Output = PageResult> + Send + 'v,
{
    type Answer = A;
    fn call(&self, visit: &'v Visit) -> A {
        self(visit)
    }
}

impl PageRoute {
    fn new(method: Method, path: &'static str, who: Who, handler: impl Handle) -> Self {
        let handler = Arc::new(handler);
        let handler: Handler = Arc::new(move |visit: Visit| {
            let handler = handler.clone();
            Box::pin(async move {
                let answer = handler.handle(&visit).await;
                (visit, answer)
            })
        });
        Self {
            method,
            path,
            who,
            is_localised: true,
            takes_json: false,
            handler,
        }
    }

    /// The same in no language's folder.
    #[must_use]
    pub fn bare(self) -> Self {
        Self {
            is_localised: false,
            ..self
        }
    }

    #[must_use]
    pub fn or_json(self) -> Self {
        Self {
            takes_json: true,
            ..self
        }
    }

    /// The addresses of this route.
    pub fn patterns(&self) -> Vec<String> {
        if self.is_localised {
            Language::ALL
                .iter()
                .map(|language| format!("/{language}{}", self.path))
                .collect()
        } else {
            vec![self.path.to_owned()]
        }
    }
}

/// A page to read.
pub fn get(path: &'static str, who: Who, handler: impl Handle) -> PageRoute {
    PageRoute::new(Method::GET, path, who, handler)
}

/// A form or a button.
pub fn post(path: &'static str, who: Who, handler: impl Handle) -> PageRoute {
    PageRoute::new(Method::POST, path, who, handler)
}
