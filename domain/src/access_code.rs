//! Public codes: random payload and a check digit, in Crockford's base 32.
//!
//! Promise: one wrong symbol, or two neighbours swapped, is always noticed; no code holds I, L, O or U. The check is a sum over
//! the field of 32 elements in which each place has its own weight. (A Luhn sum modulo 32 would miss 0 and Z swapped.)

/// Crockford's symbols, by value.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Longest code that is read, check digit included. Weights repeat after 31 places.
pub const CODE_SYMBOLS_MAX: usize = 31;

/// A payload as a code: its symbols in upper case with a check digit behind. Hyphens and spaces are dropped, I and L read
/// as 1, O as 0. `None` when another symbol stands in it, or none, or more than `CODE_SYMBOLS_MAX` - 1.
pub fn with_check_digit(payload: &str) -> Option<String> {
    let mut values = values_of(payload)?;
    if values.is_empty() || values.len() >= CODE_SYMBOLS_MAX {
        return None;
    }
    values.push(check_value(&values));
    Some(symbols_of(&values))
}

/// `code` as typed by a person carries the right check digit.
pub fn is_valid(code: &str) -> bool {
    canonical(code).is_some()
}

/// The one form under which a valid code is stored and looked up: upper case, without hyphens. `None` when it is not valid.
pub fn canonical(code: &str) -> Option<String> {
    let values = values_of(code)?;
    let (check, payload) = values.split_last()?;
    let is_valid =
        !payload.is_empty() && values.len() <= CODE_SYMBOLS_MAX && check_value(payload) == *check;
    is_valid.then(|| symbols_of(&values))
}

/// Random bytes as a payload, five bits to a symbol, the last one padded with zeros: ten bytes are sixteen symbols.
pub fn payload_of(bytes: &[u8]) -> String {
    let bit = |index: usize| {
        let byte = bytes.get(index / 8).copied().unwrap_or(0);
        byte >> (7 - index % 8) & 1
    };
    let symbol = |first: usize| (first..first + 5).fold(0, |value, index| value << 1 | bit(index));
    let values: Vec<u8> = (0..bytes.len() * 8).step_by(5).map(symbol).collect();
    symbols_of(&values)
}

/// In groups of four with hyphens between, as it is printed.
pub fn grouped(code: &str) -> String {
    let symbols: Vec<char> = code.chars().collect();
    let groups = symbols.chunks(4).map(|group| group.iter().collect());
    groups.collect::<Vec<String>>().join("-")
}

fn symbols_of(values: &[u8]) -> String {
    let symbols = values.iter().map(|value| ALPHABET[usize::from(value % 32)]);
    symbols.map(char::from).collect()
}

fn values_of(code: &str) -> Option<Vec<u8>> {
    let symbols = code
        .trim()
        .chars()
        .filter(|symbol| !matches!(symbol, '-' | ' '));
    symbols.take(CODE_SYMBOLS_MAX + 1).map(value_of).collect()
}

fn value_of(symbol: char) -> Option<u8> {
    // Codes are read aloud and typed on Arabic keyboards: its digits, and Persian ones, count as ours.
    let symbol = match symbol.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(symbol) - 0x660, 10)?,
        '\u{6F0}'..='\u{6F9}' => char::from_digit(u32::from(symbol) - 0x6F0, 10)?,
        other => other,
    };
    let place = ALPHABET
        .iter()
        .position(|known| char::from(*known) == symbol)?;
    u8::try_from(place).ok()
}

/// The digit that makes the weighted sum of the whole code zero: the payload read as a polynomial at x, times x.
fn check_value(payload: &[u8]) -> u8 {
    payload.iter().fold(0, |sum, value| times_x(sum ^ value))
}

/// Multiplies by x in the field of 32 elements, modulo x^5 + x^2 + 1; x has order 31.
fn times_x(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 0b10_0000 == 0 {
        shifted
    } else {
        shifted ^ 0b10_0101
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Payloads of every length, made by a fixed recurrence.
    fn payload(length: usize, seed: u32) -> String {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        symbols_of(&(0..length).map(|_| next()).collect::<Vec<u8>>())
    }

    #[test]
    fn every_single_substitution_is_noticed_at_every_place() {
        let mut tried = 0;
        for length in 1..CODE_SYMBOLS_MAX {
            let code = with_check_digit(&payload(length, 7)).unwrap();
            assert!(is_valid(&code), "{code}");
            for place in 0..code.len() {
                for symbol in ALPHABET {
                    let mut other = code.clone().into_bytes();
                    other[place] = *symbol;
                    let other = String::from_utf8(other).unwrap();
                    assert_eq!(is_valid(&other), other == code, "{code} as {other}");
                    tried += 1;
                }
            }
        }
        assert_eq!(tried, (2..=31).sum::<usize>() * 32);
    }

    #[test]
    fn every_swap_of_neighbours_is_noticed_for_every_pair_at_every_place() {
        let mut swapped = 0;
        for place in 0..CODE_SYMBOLS_MAX - 2 {
            for first in ALPHABET {
                for second in ALPHABET {
                    let mut text = payload(CODE_SYMBOLS_MAX - 1, 11).into_bytes();
                    (text[place], text[place + 1]) = (*first, *second);
                    let code = with_check_digit(&String::from_utf8(text).unwrap()).unwrap();
                    swapped += assert_swaps_are_noticed(&code, place..place + 1);
                }
            }
        }
        assert_eq!(swapped, 29 * 32 * 31);
        // The check digit and its neighbour, for every payload of two symbols.
        let mut swapped = 0;
        for first in ALPHABET {
            for second in ALPHABET {
                let text = String::from_utf8(vec![*first, *second]).unwrap();
                swapped += assert_swaps_are_noticed(&with_check_digit(&text).unwrap(), 0..2);
            }
        }
        assert!(swapped > 32 * 31, "{swapped}");
    }

    /// Swaps neighbours where they differ and says how many swaps were tried.
    fn assert_swaps_are_noticed(code: &str, places: std::ops::Range<usize>) -> usize {
        let symbols = code.as_bytes();
        let differing = places.filter(|place| symbols[*place] != symbols[place + 1]);
        let mut count = 0;
        for place in differing {
            let mut other = symbols.to_vec();
            other.swap(place, place + 1);
            let other = String::from_utf8(other).unwrap();
            assert!(!is_valid(&other), "{code} as {other}");
            count += 1;
        }
        count
    }

    #[test]
    fn check_digits_never_change() {
        // Worked out apart from this file; printed codes depend on them for ever.
        for (payload, check) in [("7", 'E'), ("ZAMA1A", 'J'), ("10ABC01Z", '0')] {
            let code = with_check_digit(payload);
            assert_eq!(code, Some(format!("{payload}{check}")));
        }
    }

    #[test]
    fn x_runs_through_all_elements_but_zero() {
        let powers = std::iter::successors(Some(1), |value| Some(times_x(*value)));
        let mut seen: Vec<u8> = powers.take(31).collect();
        seen.sort_unstable();
        assert_eq!(seen, (1..=31).collect::<Vec<u8>>());
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = with_check_digit("10ab-c0 1z").unwrap();
        assert_eq!(code, "10ABC01Z0");
        for typed in [
            "lOab-co1z-O",
            " 10ABC01Z0 ",
            "IoABC0LZo",
            "١٠abc٠١z٠",
            "۱۰abc۰۱z۰",
        ] {
            assert_eq!(canonical(typed).as_deref(), Some(code.as_str()), "{typed}");
        }
        assert_eq!(grouped(&code), "10AB-C01Z-0");
        assert_eq!(canonical(&grouped(&code)), Some(code));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in [
            "",
            "-",
            "0",
            "A",
            "U0",
            "10ABC01ZU",
            "10ABC01Z*",
            "10ABC01Z\n0",
            "é0",
        ] {
            assert!(!is_valid(text), "{text}");
        }
        assert_eq!(with_check_digit(""), None);
        assert_eq!(with_check_digit("ABU"), None);
        assert!(with_check_digit(&"7".repeat(30)).is_some());
        assert_eq!(with_check_digit(&"7".repeat(31)), None);
        assert_eq!(with_check_digit(&"7".repeat(100_000)), None);
        assert!(
            !is_valid(&"0".repeat(32)),
            "too long, though its sum is zero"
        );
    }

    #[test]
    fn bytes_become_symbols_of_five_bits() {
        assert_eq!(payload_of(&[]), "");
        assert_eq!(payload_of(&[0xFF]), "ZW");
        assert_eq!(payload_of(&[0x00, 0x44, 0x32, 0x14, 0xC7]), "01234567");
        assert_eq!(payload_of(&[0; 10]).len(), 16);
        assert!(with_check_digit(&payload_of(&[0xA5; 10])).is_some());
    }
}
