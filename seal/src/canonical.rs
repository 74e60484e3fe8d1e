//! The two canonical forms of a document: JSON (RFC 8785) and linked data (RDFC-1.0).
//!
//! Promise: the linked-data form is given only when it holds all that the document says. A term that no context defines,
//! or an address that is none, would be left out of it in silence; here it is refused.

use crate::{SealError, contexts};
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::{
    Dataset,
    dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm},
};
use serde_json::{Value, json};

/// What stands before a term that no context defines, and before an address that is none.
const UNDEFINED_TERM: &str = "urn:undefined-term:";
const NO_ADDRESS: &str = "undefined-base:///";

/// More nodes than any credential has. The linked-data form of a hostile document costs time exponential in its nodes.
const NODES_MAX: usize = 300;

/// JSON Canonicalization Scheme, RFC 8785.
pub(crate) fn jcs(value: &Value) -> Result<Vec<u8>, SealError> {
    serde_json_canonicalizer::to_vec(value)
        .map_err(|error| SealError::NotLinkedData(error.to_string()))
}

/// The canonical N-Quads of RDFC-1.0 with SHA-256, linted in the same pass: a default vocabulary that is never used
/// changes nothing.
pub(crate) fn rdfc(document: &Value) -> Result<String, SealError> {
    let text = with_traps(document)?;
    let mut dataset = Dataset::new();
    let parser = JsonLdParser::new()
        .with_base_iri(NO_ADDRESS)
        .map_err(|error| SealError::NotLinkedData(error.to_string()))?;
    for quad in parser
        .for_slice(&text)
        .with_load_document_callback(|url, _| loaded(url))
    {
        let quad = quad.map_err(|error| SealError::NotLinkedData(error.to_string()))?;
        dataset.insert(&quad);
    }
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
    });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    let quads = lines.concat();
    match trapped(&quads) {
        Some(name) => Err(SealError::UndefinedTerm(name)),
        None => Ok(quads),
    }
}

/// The document with a default vocabulary under its own contexts.
fn with_traps(document: &Value) -> Result<Vec<u8>, SealError> {
    let mut document = document.as_object().ok_or(SealError::NotAnObject)?.clone();
    let own = match document.remove("@context") {
        Some(Value::Array(contexts)) => contexts,
        Some(Value::String(context)) => vec![Value::String(context)],
        _ => return Err(SealError::NotLinkedData("no list of contexts".into())),
    };
    if own.iter().any(|context| !context.is_string()) {
        return Err(SealError::NotLinkedData("a context of its own".into()));
    }
    let mut nodes = 0;
    for (name, member) in &document {
        plain_member(name, member)?;
        plain(member, &mut nodes)?;
    }
    let mut contexts = vec![json!({ "@vocab": UNDEFINED_TERM })];
    contexts.extend(own);
    document.insert("@context".into(), Value::Array(contexts));
    serde_json::to_vec(&document).map_err(|error| SealError::NotLinkedData(error.to_string()))
}

/// Within a document there is nothing that linked data drops (null, a name or an address that cannot be written) and
/// nothing that changes what terms mean (keywords).
fn plain(value: &Value, nodes: &mut usize) -> Result<(), SealError> {
    match value {
        Value::Null => Err(SealError::NotLinkedData(
            "null is not covered by a proof".into(),
        )),
        Value::Array(items) => items.iter().try_for_each(|item| plain(item, nodes)),
        Value::Object(members) => {
            *nodes += 1;
            if *nodes > NODES_MAX {
                let many = format!("more than {NODES_MAX} nodes");
                return Err(SealError::NotLinkedData(many));
            }
            members.iter().try_for_each(|(name, member)| {
                plain_member(name, member)?;
                plain(member, nodes)
            })
        }
        _ => Ok(()),
    }
}

fn plain_member(name: &str, member: &Value) -> Result<(), SealError> {
    let undefined = |name: &str| Err(SealError::UndefinedTerm(name.to_owned()));
    if !is_term(name) {
        return undefined(name);
    }
    let types = match member {
        Value::Array(types) => types.as_slice(),
        one => std::slice::from_ref(one),
    };
    match (name, member.as_str()) {
        ("id", address) if !address.is_some_and(is_address) => {
            undefined(address.unwrap_or("an id that is no text"))
        }
        ("type", _) => {
            let odd = types
                .iter()
                .find(|kind| !kind.as_str().is_some_and(is_term));
            odd.map_or(Ok(()), |kind| undefined(&kind.to_string()))
        }
        _ => Ok(()),
    }
}

/// A name as contexts define them.
fn is_term(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    !name.is_empty() && name.bytes().all(is_plain)
}

/// An absolute address: a scheme, something after it, and nothing that N-Quads could not write.
pub(crate) fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_in_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    let is_unwritable =
        |sign: char| sign.is_whitespace() || sign.is_control() || "<>\"{}|\\^`".contains(sign);
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(is_in_scheme)
        && !rest.is_empty()
        && !rest.contains(is_unwritable)
}

fn loaded(url: &str) -> Result<JsonLdRemoteDocument, Box<dyn std::error::Error + Send + Sync>> {
    let text = contexts::text(url).ok_or_else(|| format!("{url} is not among the contexts"))?;
    Ok(JsonLdRemoteDocument {
        document: text.as_bytes().to_vec(),
        document_url: url.to_owned(),
    })
}

/// The first name that fell into a trap. Both prefixes are looked for where an address begins.
fn trapped(quads: &str) -> Option<String> {
    [UNDEFINED_TERM, NO_ADDRESS].iter().find_map(|trap| {
        let begun = quads.split_once(&format!("<{trap}"))?.1;
        let name = begun.split('>').next().unwrap_or_default();
        Some(name.to_owned())
    })
}
