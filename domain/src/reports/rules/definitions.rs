//! What each figure means: in words, as a formula, and where it comes from. Frozen with every report, so that a change here
//! never changes what an earlier report meant.

mod of_lines;

use super::content::{
    Definition,
    Unit::{self, Count, Percent, Points},
};
use crate::bilingual::Bilingual;
use of_lines::LINE_ROWS;

/// The figures of the whole cohort, in the order of the page.
pub const HEADLINE: [&str; 13] = [
    "fellows",
    "attendance_mean",
    "attendance_below",
    "behind",
    "work_count",
    "work_marked",
    "work_past_due",
    "mark_mean",
    "labs_planned",
    "labs_held",
    "seats_offered",
    "seats_used",
    "seats_attended",
];

/// Code and unit; then label, text, formula and source, each in Arabic and in English.
type Row = (&'static str, Unit, [(&'static str, &'static str); 4]);

const ATTENDANCE_REGISTER: (&str, &str) = (
    "سجل الحضور في النظام والسجل الافتتاحي المنقول إليه",
    "The attendance register of the system, and the opening register taken over into it",
);
const RESIDENCIES: (&str, &str) = ("قائمة زملاء الدفعة", "The cohort's list of fellows");
const WORK: (&str, &str) = (
    "المهام التقييمية ومواعيدها والدرجات المعتمدة",
    "Assignments, their due dates and the marks that stand",
);
const LABS: (&str, &str) = (
    "جلسات المختبرات وحجوزاتها وسجل حضورها",
    "Lab sessions, their bookings and their attendance",
);

const COHORT_ROWS: [Row; 13] = [
    (
        "fellows",
        Count,
        [
            ("عدد الزملاء", "Fellows"),
            ("زملاء الدفعة جميعاً.", "All fellows of the cohort."),
            ("عدد الزملاء المدرجين", "number of fellows listed"),
            RESIDENCIES,
        ],
    ),
    (
        "attendance_mean",
        Percent,
        [
            ("حضور الدفعة", "Attendance of the cohort"),
            (
                "نسبة الدقائق المحتسبة لجميع الزملاء معاً من دقائق الجلسات المطلوبة التي عُقدت وسُجِّل حضورها.",
                "Credited minutes of all fellows together, of the minutes of required sessions that were held and whose attendance has been taken.",
            ),
            (
                "مجموع الدقائق المحتسبة ÷ مجموع الدقائق المخططة × 100؛ ويُستبعد الغياب بعذر من الطرفين حتى 10٪",
                "sum of credited minutes ÷ sum of planned minutes × 100; absences with excuse are left out of both, up to 10 %",
            ),
            ATTENDANCE_REGISTER,
        ],
    ),
    (
        "attendance_below",
        Count,
        [
            ("زملاء حضورهم دون المطلوب", "Attendance below what is asked"),
            (
                "زملاء تقل نسبة حضورهم قبل التقريب عن النسبة التي يطلبها البرنامج.",
                "Fellows whose attendance, unrounded, lies below the percentage that the programme asks.",
            ),
            (
                "عدد الزملاء الذين: الحضور < النسبة المطلوبة",
                "number of fellows with: attendance < percentage asked",
            ),
            ATTENDANCE_REGISTER,
        ],
    ),
    (
        "behind",
        Count,
        [
            ("المتأخرون عن البرنامج", "Behind"),
            (
                "زملاء حضورهم دون المطلوب، أو لهم مهمة تقييمية فات موعدها ولم تُقيَّم.",
                "Fellows whose attendance is below what is asked, or who have work past due and unmarked.",
            ),
            (
                "عدد الزملاء الذين: الحضور < النسبة المطلوبة، أو مهام فات موعدها > 0",
                "number of fellows with: attendance < percentage asked, or work past due > 0",
            ),
            WORK,
        ],
    ),
    (
        "work_count",
        Count,
        [
            ("المهام التقييمية", "Assignments"),
            (
                "المهام التقييمية المطلوبة من جميع الزملاء.",
                "The assignments asked of all fellows together.",
            ),
            (
                "مجموع المهام التقييمية لجميع الزملاء",
                "sum over fellows of their assignments",
            ),
            WORK,
        ],
    ),
    (
        "work_marked",
        Count,
        [
            ("المهام المقيَّمة أو المعفاة", "Assignments marked or excused"),
            (
                "المهام التقييمية التي قُيِّمت أو أُعفي الزميل منها.",
                "Assignments that are marked, or from which the fellow is excused.",
            ),
            (
                "عدد المهام التي حالتها: مقيَّمة أو معفاة",
                "number of assignments whose state is marked or excused",
            ),
            WORK,
        ],
    ),
    (
        "work_past_due",
        Count,
        [
            ("مهام فات موعدها", "Assignments past due"),
            (
                "مهام تقييمية فات موعدها ولم تُقيَّم ولم يُعفَ الزميل منها.",
                "Assignments whose due time has passed and that are neither marked nor excused.",
            ),
            (
                "عدد المهام التي: الموعد < وقت التقرير، وهي غير مقيَّمة ولا معفاة",
                "number of assignments with: due time < the report's time, neither marked nor excused",
            ),
            WORK,
        ],
    ),
    (
        "mark_mean",
        Points,
        [
            ("متوسط الدرجات", "Mean mark"),
            (
                "متوسط الدرجات المعتمدة على مقياس من 0 إلى 100.",
                "The mean of the marks that stand, on the scale 0 to 100.",
            ),
            (
                "مجموع الدرجات المعتمدة (بالنقاط الكاملة) ÷ عددها، يُقرَّب مرة واحدة إلى منزلتين",
                "sum of the marks that stand (whole points) ÷ their number, rounded once to two decimals",
            ),
            WORK,
        ],
    ),
    (
        "labs_planned",
        Count,
        [
            ("جلسات المختبرات", "Lab sessions"),
            (
                "جلسات المختبرات المدرجة في خطة الدفعة وغير الملغاة.",
                "Lab sessions of the cohort's plan that are not cancelled.",
            ),
            (
                "عدد جلسات المختبرات المدرجة",
                "number of lab sessions listed",
            ),
            LABS,
        ],
    ),
    (
        "labs_held",
        Count,
        [
            ("جلسات مختبرات عُقدت", "Lab sessions held"),
            (
                "جلسات انتهت قبل وقت التقرير، بما فيها ما سبق السجل الافتتاحي.",
                "Sessions that ended before the report's time, including those before the opening register.",
            ),
            (
                "عدد الجلسات التي: نهايتها ≤ وقت التقرير",
                "number of sessions with: end ≤ the report's time",
            ),
            LABS,
        ],
    ),
    (
        "seats_offered",
        Count,
        [
            ("المقاعد المتاحة", "Seats offered"),
            (
                "مقاعد الجلسات التي عُقدت منذ السجل الافتتاحي؛ أما ما قبله فلم تُسجَّل مقاعده هنا.",
                "Seats of the sessions held since the opening register; seats before it were not recorded here.",
            ),
            (
                "مجموع مقاعد الجلسات المعقودة",
                "sum of the seats of sessions held",
            ),
            LABS,
        ],
    ),
    (
        "seats_used",
        Count,
        [
            ("المقاعد المحجوزة", "Seats taken"),
            (
                "المقاعد المحجوزة في الجلسات نفسها.",
                "Seats taken in the same sessions.",
            ),
            (
                "مجموع المقاعد المحجوزة في الجلسات المعقودة",
                "sum of the seats taken in sessions held",
            ),
            LABS,
        ],
    ),
    (
        "seats_attended",
        Count,
        [
            ("الحاضرون في المختبرات", "Present in labs"),
            (
                "من حضر من الزملاء في الجلسات نفسها.",
                "Fellows marked present in the same sessions.",
            ),
            (
                "مجموع الحاضرين في الجلسات المعقودة",
                "sum of fellows present in sessions held",
            ),
            LABS,
        ],
    ),
];

/// All definitions, as a report freezes them.
pub fn definitions() -> Vec<Definition> {
    let rows = COHORT_ROWS.iter().chain(&LINE_ROWS);
    rows.map(|(code, unit, [label, text, formula, source])| {
        let bilingual = |(ar, en): &(&str, &str)| Bilingual::new(*ar, *en);
        Definition {
            code: (*code).to_owned(),
            unit: *unit,
            label: bilingual(label),
            text: bilingual(text),
            formula: bilingual(formula),
            source: bilingual(source),
        }
    })
    .collect()
}
