//! What a hold's reason looks like.

use crate::{
    bilingual::Bilingual,
    error::{FieldError, OperationError},
    text,
};

/// Longest reason in each language, in characters as a reader counts them.
pub const REASON_GRAPHEMES_MAX: u16 = 300;

/// The reason as it is stored. Both languages are needed: fellows of either read why.
///
/// # Errors
/// Every fault, as the fields `reason_ar` and `reason_en`.
pub fn clean_reason(typed: &Bilingual) -> Result<Bilingual, OperationError> {
    let mut faults = Vec::new();
    let mut clean =
        |field: &str, typed: &str| match text::clean_text(typed, usize::from(REASON_GRAPHEMES_MAX))
        {
            Ok(text) if text.is_empty() => {
                faults.push(FieldError::new(field, "required"));
                text
            }
            Ok(text) => text,
            Err(_) => {
                // Free text has one fault besides being empty: it is too long.
                faults.push(
                    FieldError::new(field, "too-long").with("max", i64::from(REASON_GRAPHEMES_MAX)),
                );
                String::new()
            }
        };
    let ar = clean("reason_ar", &typed.ar);
    let en = clean("reason_en", &typed.en);
    if faults.is_empty() {
        Ok(Bilingual { ar, en })
    } else {
        Err(OperationError::Invalid(faults))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONGEST: usize = REASON_GRAPHEMES_MAX as usize;

    fn faults(reason: &Bilingual) -> Vec<(String, &'static str)> {
        let Err(OperationError::Invalid(faults)) = clean_reason(reason) else {
            panic!("{reason:?} passes")
        };
        faults
            .into_iter()
            .map(|fault| (fault.field, fault.code))
            .collect()
    }

    #[test]
    fn a_reason_is_trimmed_and_freed_of_direction_overrides() {
        let typed = Bilingual::new(
            " تعطّل المكيّف\u{202E} ",
            "\u{202E}The air conditioning is down\n",
        );
        let reason = clean_reason(&typed).unwrap();
        assert_eq!(
            reason,
            Bilingual::new("تعطّل المكيّف", "The air conditioning is down")
        );
    }

    #[test]
    fn both_languages_are_named_when_both_are_at_fault() {
        let long = "x".repeat(LONGEST + 1);
        let expected = [
            ("reason_ar".to_owned(), "required"),
            ("reason_en".to_owned(), "too-long"),
        ];
        assert_eq!(faults(&Bilingual::new(" \u{200B} ", long)), expected);
    }

    #[test]
    fn three_hundred_characters_fit_whatever_their_bytes() {
        let reason = Bilingual::new("ش".repeat(LONGEST), "e".repeat(LONGEST));
        assert_eq!(clean_reason(&reason).unwrap(), reason);
    }
}
