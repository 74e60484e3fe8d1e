//! The figures of one fellow, one lab session, one piece of work.

use super::{ATTENDANCE_REGISTER, Count, LABS, Percent, Points, Row, WORK};

pub const LINE_ROWS: [Row; 15] = [
    (
        "attendance",
        Percent,
        [
            ("الحضور", "Attendance"),
            (
                "نسبة الدقائق المحتسبة للزميل من دقائق الجلسات المطلوبة التي عُقدت وسُجِّل حضورها.",
                "The fellow's credited minutes, of the minutes of required sessions that were held and whose attendance has been taken.",
            ),
            (
                "الدقائق المحتسبة ÷ الدقائق المخططة × 100؛ ويُستبعد الغياب بعذر من الطرفين حتى 10٪",
                "credited minutes ÷ planned minutes × 100; absences with excuse are left out of both, up to 10 %",
            ),
            ATTENDANCE_REGISTER,
        ],
    ),
    (
        "attendance_maximum",
        Percent,
        [
            ("أعلى حضور ممكن", "Attendance still possible"),
            (
                "نسبة الحضور عند حضور الزميل كل ما تبقى، بما في ذلك ما لم يُسجَّل حضوره بعد.",
                "The attendance if the fellow attends all that remains, sessions whose attendance has not been taken included.",
            ),
            (
                "(الدقائق المحتسبة + المتبقية) ÷ (المخططة + المتبقية) × 100",
                "(credited + remaining minutes) ÷ (planned + remaining minutes) × 100",
            ),
            ATTENDANCE_REGISTER,
        ],
    ),
    (
        "fellow_work_count",
        Count,
        [
            ("المهام", "Assignments"),
            ("المهام التقييمية للزميل.", "The fellow's assignments."),
            ("عدد المهام", "number of assignments"),
            WORK,
        ],
    ),
    (
        "fellow_work_marked",
        Count,
        [
            ("المقيَّمة أو المعفاة", "Marked or excused"),
            (
                "المهام التقييمية التي قُيِّمت أو أُعفي الزميل منها.",
                "The fellow's assignments that are marked or excused.",
            ),
            (
                "عدد المهام المقيَّمة أو المعفاة",
                "number of assignments marked or excused",
            ),
            WORK,
        ],
    ),
    (
        "fellow_work_past_due",
        Count,
        [
            ("فات موعدها", "Past due"),
            (
                "مهام تقييمية فات موعدها ولم تُقيَّم ولم يُعفَ الزميل منها.",
                "Assignments past their due time that are neither marked nor excused.",
            ),
            (
                "عدد المهام التي: الموعد < وقت التقرير، وهي غير مقيَّمة ولا معفاة",
                "number of assignments with: due time < the report's time, neither marked nor excused",
            ),
            WORK,
        ],
    ),
    (
        "fellow_mark_mean",
        Points,
        [
            ("متوسط الدرجات", "Mean mark"),
            (
                "متوسط درجات الزميل المعتمدة.",
                "The mean of the fellow's marks that stand.",
            ),
            (
                "مجموع الدرجات المعتمدة (بالنقاط الكاملة) ÷ عددها، يُقرَّب مرة واحدة",
                "sum of the marks that stand (whole points) ÷ their number, rounded once",
            ),
            WORK,
        ],
    ),
    (
        "fellow_labs",
        Count,
        [
            ("مختبرات تم حضورها", "Labs attended"),
            (
                "المختبرات التي حضرها الزميل، في السجل الافتتاحي أو بعده.",
                "Labs that the fellow attended, in the opening register or since.",
            ),
            ("عدد المختبرات المختلفة", "number of different labs"),
            ATTENDANCE_REGISTER,
        ],
    ),
    (
        "fellow_behind",
        Count,
        [
            ("متأخر", "Behind"),
            (
                "1 إن كان حضور الزميل دون المطلوب أو فات موعد إحدى مهامه، وإلا فهو 0.",
                "1 when attendance is below what is asked or an assignment is past due, else 0.",
            ),
            (
                "الحضور < النسبة المطلوبة، أو مهام فات موعدها > 0",
                "attendance < percentage asked, or past due > 0",
            ),
            WORK,
        ],
    ),
    (
        "mark",
        Points,
        [
            ("الدرجة", "Mark"),
            (
                "الدرجة المعتمدة في الشهادة الاحترافية المصغرة المذكورة، أو حالة المهمة التقييمية.",
                "The mark that stands for the micro-credential named, or the state of the assignment.",
            ),
            (
                "الدرجة بالنقاط الكاملة بعد تقريبها مرة واحدة",
                "in whole points, after its one rounding",
            ),
            WORK,
        ],
    ),
    (
        "lab_state",
        Count,
        [
            ("حالة الجلسة", "State of the session"),
            (
                "عُقدت، أو قادمة، أو سبقت السجل الافتتاحي.",
                "Held, coming, or before the opening register.",
            ),
            (
                "عُقدت: النهاية ≤ وقت التقرير",
                "held: end ≤ the report's time",
            ),
            LABS,
        ],
    ),
    (
        "lab_seats",
        Count,
        [
            ("المقاعد", "Seats"),
            ("مقاعد الجلسة.", "The seats of the session."),
            ("كما في الخطة", "as planned"),
            LABS,
        ],
    ),
    (
        "lab_seats_taken",
        Count,
        [
            ("المحجوزة", "Taken"),
            ("المقاعد المحجوزة.", "Seats that are taken."),
            ("عدد الحجوزات القائمة", "number of standing bookings"),
            LABS,
        ],
    ),
    (
        "lab_waiting",
        Count,
        [
            ("المنتظرون", "Waiting"),
            ("الزملاء على قائمة الانتظار.", "Fellows on the waitlist."),
            ("عدد المنتظرين", "number of fellows on the waitlist"),
            LABS,
        ],
    ),
    (
        "lab_attended",
        Count,
        [
            ("الحاضرون", "Present"),
            ("الزملاء الذين سُجِّل حضورهم.", "Fellows marked present."),
            ("عدد الحاضرين", "number of fellows present"),
            LABS,
        ],
    ),
    (
        "due_open",
        Count,
        [
            ("لم تُنجز بعد", "Still open"),
            (
                "زملاء لم تُقيَّم لهم هذه المهمة ولم يُعفوا منها، ولم يحن موعدها بعد.",
                "Fellows whose assignment, not due yet, is neither marked nor excused.",
            ),
            (
                "عدد الزملاء الذين: الموعد ≥ وقت التقرير، والمهمة غير مقيَّمة ولا معفاة",
                "number of fellows with: due time ≥ the report's time, assignment neither marked nor excused",
            ),
            WORK,
        ],
    ),
];
