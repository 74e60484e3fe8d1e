//! What is wrong with a programme file, said so that its author can mend it: where, what stands there, what would be right.

use std::fmt;

/// How many characters of the offending text a fault repeats.
const FOUND_LENGTH_MAX: usize = 80;

macro_rules! fault_codes {
    ($($(#[$meta:meta])* $variant:ident = $code:literal,)*) => {
        /// What kind of fault it is. Codes are public: a page or a script may look them up.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FaultCode { $($(#[$meta])* $variant,)* }

        impl FaultCode {
            /// The code in kebab-case.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}

fault_codes! {
    // The file as a whole.
    /// Not YAML.
    Syntax = "syntax",
    /// More bytes than a programme file may have.
    TooLarge = "too-large",
    /// Mappings and lists inside one another beyond the limit.
    TooDeep = "too-deep",
    /// Nothing in it.
    Empty = "empty",
    /// More than one YAML document.
    SeveralDocuments = "several-documents",
    /// An alias (`*name`): a value must stand where it is used.
    Alias = "alias",
    /// A tag (`!name`) that is not one of YAML's own.
    Tag = "tag",
    /// The last line of a report that was cut.
    AndMore = "and-more",
    // Keys and types.
    WrongType = "wrong-type",
    MissingKey = "missing-key",
    UnknownKey = "unknown-key",
    DuplicateKey = "duplicate-key",
    // Single values.
    UnknownWord = "unknown-word",
    BadId = "bad-id",
    BadDate = "bad-date",
    BadTime = "bad-time",
    BadInstant = "bad-instant",
    BadPeriod = "bad-period",
    BadOffset = "bad-offset",
    BadEmail = "bad-email",
    BadCharacter = "bad-character",
    BadCountryCode = "bad-country-code",
    BadTimeZone = "bad-time-zone",
    BadCron = "bad-cron",
    BadLength = "bad-length",
    OutOfRange = "out-of-range",
    // Between values.
    DuplicateId = "duplicate-id",
    DuplicateEmail = "duplicate-email",
    DuplicateEntry = "duplicate-entry",
    UnknownReference = "unknown-reference",
    WrongRole = "wrong-role",
    NoExpert = "no-expert",
    Order = "order",
    RubricWeights = "rubric-weights",
    RubricLevels = "rubric-levels",
    EffortSplit = "effort-split",
    LabPairing = "lab-pairing",
    EquipmentElsewhere = "equipment-elsewhere",
    EquipmentShort = "equipment-short",
    EquipmentInMaintenance = "equipment-in-maintenance",
    CohortEnd = "cohort-end",
    ClosingDay = "closing-day",
    WeekSequence = "week-sequence",
    OutsideCohort = "outside-cohort",
    NotAWorkingDay = "not-a-working-day",
    Holiday = "holiday",
    TentativeHoliday = "tentative-holiday",
    BreakOutside = "break-outside",
    CreditedMinutes = "credited-minutes",
    VenueTaken = "venue-taken",
    LeadTaken = "lead-taken",
    SeatsOverCapacity = "seats-over-capacity",
    TooManyFellows = "too-many-fellows",
    FellowInTwoCohorts = "fellow-in-two-cohorts",
    ValueAndStatus = "value-and-status",
    WrongTotal = "wrong-total",
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One fault. Line and column count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub column: usize,
    /// Keys and indices from the root, as in `cohorts[0].weeks[3].from`; empty for the file as a whole.
    pub path: String,
    pub code: FaultCode,
    /// What stands there: text in quotes, anything else in words (`a list`, `nothing`). At most 80 characters of the text;
    /// control and bidirectional characters are escaped.
    pub found: String,
    /// What would be right, in English.
    pub expected: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.path.is_empty() {
            write!(f, ", {}", self.path)?;
        }
        write!(f, ": found {}; expected {}", self.found, self.expected)
    }
}

/// The text in quotes, shortened and escaped: it can be printed to a terminal or a log without harm.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", shortened(text))
}

/// The text shortened and escaped, without quotes.
pub(super) fn shortened(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars().take(FOUND_LENGTH_MAX) {
        if is_control(character) || is_bidi_control(character) || is_zero_width(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    if text.chars().nth(FOUND_LENGTH_MAX).is_some() {
        shown.push('…');
    }
    shown
}

/// C0, DEL and C1.
fn is_control(character: char) -> bool {
    character.is_control()
}

/// The embeddings, overrides and isolates of Unicode's bidirectional algorithm, and the marks LRM, RLM and ALM.
fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that take no room: they make two different names look alike. The joiners of Arabic script are left as they are.
fn is_zero_width(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}
