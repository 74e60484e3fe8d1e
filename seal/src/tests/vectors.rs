//! The W3C's own vectors (Data Integrity EdDSA Cryptosuites 1.0, annex "Test Vectors"), byte for byte.

use crate::{
    canonical,
    issuer::{IssuerKey, multikey},
    key::SigningKey,
    proof,
};
use serde_json::{Value, json};
use std::sync::Arc;

const ISSUER: &str = "https://vc.example/issuers/5678";
const PUBLIC: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
const PRIVATE: &str = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";

fn unsigned() -> Value {
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://www.w3.org/ns/credentials/examples/v2"
        ],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential", "AlumniCredential"],
        "name": "Alumni Credential",
        "description": "A minimum viable example of an Alumni Credential.",
        "issuer": ISSUER,
        "validFrom": "2023-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:abcdefgh",
            "alumniOf": "The School of Examples"
        }
    })
}

/// The linked data's proof first, then the JSON's.
fn proved(place: usize) -> Value {
    let private = bs58::decode(&PRIVATE[1..]).into_vec().unwrap();
    let seed = <[u8; 32]>::try_from(&private[2..]).unwrap();
    let signer = SigningKey::from_seed(&seed);
    assert_eq!(multikey(&signer.public_bytes()), PUBLIC);
    let key = IssuerKey::new(ISSUER, PUBLIC, Arc::new(signer));
    let created = "2023-02-24T23:36:38Z".parse().unwrap();
    proof::sign(&unsigned(), &key, created).unwrap()["proof"][place].clone()
}

#[test]
fn the_linked_data_suite_gives_the_published_proof() {
    assert_eq!(
        proved(0)["proofValue"],
        "z21EVs3eXERqTn4acNHT9viboqgzUaQ3kTmhPT3eA8qrVPE7CrQq78WkzctnMX5W4CrzcKnHw8V6dvy5pgWYCU5e9"
    );
}

#[test]
fn the_json_suite_gives_the_published_proof() {
    let proof = proved(1);
    assert_eq!(proof["@context"], unsigned()["@context"]);
    assert_eq!(
        proof["proofValue"],
        "z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4"
    );
}

/// What `Config::quads` writes down is what the contexts make of a proof.
#[test]
fn the_written_down_form_of_a_proof_is_the_one_that_the_contexts_give() {
    let mut config = proved(0);
    config.as_object_mut().unwrap().remove("proofValue");
    let written = crate::proof::Config::read(&config).unwrap().quads();
    for contexts in [
        json!(["https://www.w3.org/ns/credentials/v2"]),
        json!(crate::contexts::OF_A_BADGE),
    ] {
        config["@context"] = contexts;
        assert_eq!(canonical::rdfc(&config).unwrap(), written);
    }
}

/// RFC 8785, section 3.2.
#[test]
fn canonical_json_sorts_by_code_unit_and_writes_numbers_as_scripts_do() {
    let value = json!({
        "\u{20ac}": "Euro", "\r": "Return", "\u{fb33}": "Dalet", "1": "One", "\u{1f600}": "Smile",
        "numbers": [333_333_333.333_333_3, 1e30, 4.5, 2e-3, 1e-27]
    });
    let text = String::from_utf8(canonical::jcs(&value).unwrap()).unwrap();
    let expected = "{\"\\r\":\"Return\",\"1\":\"One\",\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
                    \"\u{20ac}\":\"Euro\",\"\u{1f600}\":\"Smile\",\"\u{fb33}\":\"Dalet\"}";
    assert_eq!(text, expected);
}
