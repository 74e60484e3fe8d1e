use super::*;

#[test]
fn the_document_is_openapi_and_the_same_each_time() {
    let first = document();
    assert!(first.contains("\"openapi\": \"3.0.0\"") && first.ends_with("}\n"));
    assert_eq!(first, document());
}
