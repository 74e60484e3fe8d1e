//! Arabic plural forms of what is counted beyond a hundred.
//!
//! Source: CLDR 37 and later, `ar`: few when n mod 100 is 3 to 10, many when it is 11 to 99. The library of the catalogues
//! (`intl_pluralrules` 7.0) forgets the remainder and says *other* for 103 and for 180. Until it does not, such a
//! number is chosen by its remainder and written as itself.

use fluent_bundle::{
    FluentValue,
    types::{FluentNumber, FluentNumberOptions},
};
use zamala_domain::Language;

/// The number to choose a form by; others as they are.
pub fn countable<'a>(language: Language, value: &FluentValue<'a>) -> FluentValue<'a> {
    match value {
        FluentValue::Number(number) if language == Language::Ar => match remainder(number.value) {
            Some(value) => FluentValue::Number(FluentNumber {
                value,
                options: FluentNumberOptions {
                    // Figures that are counted have no currency: the field carries the figure itself.
                    currency: Some(number.as_string().into_owned()),
                    ..number.options.clone()
                },
            }),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}

/// What is written for a number.
pub fn figure(number: &FluentNumber) -> String {
    let own = number.options.currency.clone();
    own.unwrap_or_else(|| number.as_string().into_owned())
}

/// What decides the form of a whole number above a hundred, where it is few or many.
fn remainder(value: f64) -> Option<f64> {
    let rest = value.abs() % 100.0;
    (value.abs() > 100.0 && value.fract() == 0.0 && rest >= 3.0).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::super::{Catalogues, Digits};
    use super::*;

    #[test]
    fn what_is_counted_beyond_a_hundred_has_its_form() {
        let catalogues = Catalogues::embedded();
        let say = |digits, n: u32| {
            let words = catalogues.words(Language::Ar, digits);
            let said = words.say_with("forums-seats-free", &[("n", n.into())]);
            said.replace(['\u{2068}', '\u{2069}'], "")
        };
        let cases = [
            (3, "3 مقاعد شاغرة"),
            (99, "99 مقعداً شاغراً"),
            (100, "100 مقعد شاغر"),
            (102, "102 مقعد شاغر"),
            (103, "103 مقاعد شاغرة"),
            (111, "111 مقعداً شاغراً"),
            (180, "180 مقعداً شاغراً"),
            (200, "200 مقعد شاغر"),
            (1_005, "1005 مقاعد شاغرة"),
        ];
        for (n, right) in cases {
            assert_eq!(say(Digits::Latin, n), right);
        }
        assert_eq!(say(Digits::ArabicIndic, 180), "١٨٠ مقعداً شاغراً");
    }
}
