//! Personal tokens. Today's policy lets no token look after tokens, so that a lost one cannot make others: these
//! operations answer 403 to every token, and the page of one's account is the place.

use super::{
    Tag,
    answer::Problem,
    caller::Caller,
    me::scope_code,
    paging::{Asked, Cursor, Limit, Page},
    success::{Created, Done},
};
use chrono::{DateTime, Utc};
use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use secrecy::ExposeSecret;
use uuid::Uuid;
use zamala_domain::{
    App,
    accounts::{
        NewToken, TokenLine,
        operations::{create_token, revoke_token, token_secret, tokens},
    },
    actor::TokenScope,
    id::TokenId,
};

/// What a token may do. It never widens what its owner may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename = "TokenScope", rename_all = "snake_case")]
pub enum ScopeChoice {
    Read,
    ReadWrite,
}

/// What a person asks for.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "NewToken", deny_unknown_fields)]
pub struct NewTokenBody {
    /// Only the owner sees it.
    #[oai(validator(min_length = 1, max_length = 100))]
    pub name: String,
    pub scope: ScopeChoice,
    /// Days until it expires.
    #[oai(validator(minimum(value = "1"), maximum(value = "365")))]
    pub days: i64,
}

/// A live token; the secret is not in it.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Token {
    pub id: Uuid,
    pub name: String,
    /// `read` or `read_write`.
    pub scope: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A new token, with its secret.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct FreshToken {
    pub id: Uuid,
    /// `zml_` and 43 characters.
    pub secret: String,
}

fn token(line: TokenLine) -> Token {
    let TokenLine {
        id,
        name,
        scope,
        created_at,
        expires_at,
        last_used_at,
    } = line;
    Token {
        id: id.0,
        name,
        scope: scope_code(scope).to_owned(),
        created_at,
        expires_at,
        last_used_at,
    }
}

pub struct TokensApi;

#[OpenApi(tag = "Tag::Tokens")]
impl TokensApi {
    /// My tokens
    ///
    /// The caller's live personal tokens, newest first. Refused (403) to whoever acts by a personal token.
    #[oai(path = "/v1/tokens", method = "get", operation_id = "listTokens")]
    async fn tokens(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many tokens.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<Token>>, Problem> {
        let asked = Asked::new("tokens", limit.0, &cursor.0)?;
        let rows = tokens(&app, &caller.0).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.id.to_string(),
            token,
        )?))
    }

    /// Create a token
    ///
    /// The secret is in this answer alone. Refused (403) to whoever acts by a personal token.
    #[oai(path = "/v1/tokens", method = "post", operation_id = "createToken")]
    async fn create(
        &self,
        app: Data<&App>,
        caller: Caller,
        body: Json<NewTokenBody>,
    ) -> Result<Created<FreshToken>, Problem> {
        let scope = match body.scope {
            ScopeChoice::Read => TokenScope::Read,
            ScopeChoice::ReadWrite => TokenScope::ReadWrite,
        };
        let new = NewToken {
            name: body.name.clone(),
            scope,
            days: body.days,
        };
        let id = create_token(&app, &caller.0, new).await?;
        let secret = token_secret(&app, id).expose_secret().to_owned();
        Ok(Created::at("/v1/tokens", FreshToken { id: id.0, secret }))
    }

    /// Revoke a token
    ///
    /// At once. Refused (403) to whoever acts by a personal token.
    #[oai(
        path = "/v1/tokens/:id",
        method = "delete",
        operation_id = "revokeToken"
    )]
    async fn revoke(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The token.
        id: Path<Uuid>,
    ) -> Result<Done, Problem> {
        revoke_token(&app, &caller.0, TokenId(id.0)).await?;
        Ok(Done::Done)
    }
}
