//! What each language asks of a text: its plural forms, its script, its way of naming a button.

use super::{
    Finding,
    catalogue::{Message, Words},
};

/// CLDR's categories but `other`, which choices of another kind end with too.
const PLURALS: &[&str] = &["zero", "one", "two", "few", "many"];
const FORMS_AR: &[&str] = &["zero", "one", "two", "few", "many", "*other"];
const FORMS_EN: &[&str] = &["one", "*other"];
/// A comment with this above a message lets it hold the other script: names of languages, and the like.
const OTHER_LANGUAGE: &str = "other-language";
/// Buttons are verbal nouns (حجز, not احجز). Without vowel marks.
const IMPERATIVES: &[&str] = &[
    "ابحث", "ابدأ", "احجز", "احذف", "احفظ", "اختر", "ادخل", "أدخل", "ارجع", "ارفض", "ارفع", "أرسل",
    "أضف", "اضغط", "اطبع", "أعد", "اعرض", "أغلق", "افتح", "اقبل", "أكد", "اكتب", "ألغ", "أنشئ",
    "انقر", "حدث", "حدد", "حمل", "سجل", "سلم", "عدل", "غير", "نزل", "وقع",
];

/// A choice by number has every form of its language.
pub fn plurals(words: &Words) -> Vec<Finding> {
    let mut findings = Vec::new();
    for message in &words.messages {
        let forms = if message.language == "ar" {
            FORMS_AR
        } else {
            FORMS_EN
        };
        for choice in &message.choices {
            let is_plural = choice
                .iter()
                .any(|key| PLURALS.contains(&key.trim_start_matches('*')));
            let is_there = |form: &&&str| !choice.iter().any(|key| key == **form);
            let absent: Vec<&str> = forms.iter().filter(is_there).copied().collect();
            if is_plural && !absent.is_empty() {
                findings.push(told(
                    message,
                    &format!("lacks the forms {}", absent.join(", ")),
                ));
            }
        }
    }
    findings
}

/// No Arabic letter in English, unless the message says so.
pub fn script(words: &Words) -> Vec<Finding> {
    let is_mixed = |message: &&Message| {
        message.language == "en"
            && message.text.chars().any(is_arabic)
            && !message
                .comment
                .lines()
                .any(|line| line.trim() == OTHER_LANGUAGE)
    };
    let mixed = words.messages.iter().filter(is_mixed);
    mixed
        .map(|message| told(message, "holds Arabic letters"))
        .collect()
}

/// Arabic buttons name the action; they do not order it.
pub fn buttons(words: &Words) -> Vec<Finding> {
    let mut findings = Vec::new();
    let buttons = words
        .messages
        .iter()
        .filter(|it| it.language == "ar" && it.key.ends_with("-button"));
    for message in buttons {
        let bare: String = message.text.chars().filter(|it| !is_mark(*it)).collect();
        let first = bare
            .split(|it: char| !is_arabic(it))
            .find(|word| !word.is_empty())
            .unwrap_or("");
        if IMPERATIVES.contains(&first) {
            findings.push(told(
                message,
                &format!("begins with the imperative `{first}`"),
            ));
        }
    }
    findings
}

/// Letters of the Arabic script, in its blocks and its presentation forms; not its punctuation, not the digits.
pub fn is_arabic(character: char) -> bool {
    let is_of_script = matches!(character, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}'
        | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    is_of_script && character.is_alphabetic()
}

/// Vowel marks, the lengthening stroke, and marks of direction.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{64B}'..='\u{652}' | '\u{670}' | '\u{640}' | '\u{200E}' | '\u{200F}' | '\u{2066}'..='\u{2069}')
}

fn told(message: &Message, what: &str) -> Finding {
    (
        message.path.clone(),
        message.line,
        format!("`{}` {what}", message.key),
    )
}
