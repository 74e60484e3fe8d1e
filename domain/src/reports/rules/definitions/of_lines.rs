//! The figures of one fellow, one lab session, one piece of work.

use super::{ATTENDANCE_REGISTER, Count, LABS, Percent, Points, Row, WORK};

pub const LINE_ROWS: [Row; 15] = [
    (
        "attendance",
        Percent,
        [
            ("الحضور", "Attendance"),
            (
                "نسبة الدقائق المحتسبة للزميل من دقائق الجلسات المطلوبة التي عُقدت (القاعدة 31).",
                "The fellow's credited minutes, of the minutes of required sessions already held (rule 31).",
            ),
            (
                "الدقائق المحتسبة ÷ الدقائق المخططة × 100؛ والجلسات المعذورة خارج الطرفين حتى 10٪",
                "credited minutes ÷ planned minutes × 100; excused sessions leave both, up to 10 %",
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
                "نسبة الحضور إن حضر الزميل كل ما تبقى (القاعدة 33).",
                "The attendance if the fellow attends all that remains (rule 33).",
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
            ("المهام", "Work"),
            ("مهام الزميل التقييمية.", "The fellow's pieces of work."),
            ("عدد المهام", "number of pieces"),
            WORK,
        ],
    ),
    (
        "fellow_work_marked",
        Count,
        [
            ("المنجز تقييمها", "Settled"),
            (
                "مهام الزميل التي قُيِّمت أو أُعفي منها.",
                "The fellow's work that is marked or excused.",
            ),
            (
                "عدد المهام المقيَّمة أو المعفاة",
                "number of pieces marked or excused",
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
                "مهام فات موعدها ولم تُقيَّم ولم يُعفَ منها.",
                "Work past its due moment that is neither marked nor excused.",
            ),
            (
                "عدد المهام التي: الموعد < لحظة التقرير، وهي مفتوحة",
                "number of pieces with: due moment < the report's moment, still open",
            ),
            WORK,
        ],
    ),
    (
        "fellow_mark_mean",
        Points,
        [
            ("متوسط درجاته", "Mean mark"),
            (
                "متوسط درجات الزميل المعتمدة.",
                "The mean of the fellow's marks that stand.",
            ),
            (
                "مجموع الدرجات الدقيقة ÷ عددها، يُقرَّب مرة واحدة",
                "sum of exact marks ÷ their number, rounded once",
            ),
            WORK,
        ],
    ),
    (
        "fellow_labs",
        Count,
        [
            ("مختبرات حضرها", "Labs attended"),
            (
                "المختبرات التي حضرها الزميل، في السجل المنقول أو بعده.",
                "Labs that the fellow attended, in the register taken over or since.",
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
                "1 إن كان حضوره دون المطلوب أو له عمل فات موعده، وإلا 0.",
                "1 when attendance is below what is asked or work is past due, else 0.",
            ),
            (
                "الحضور < النسبة المطلوبة، أو فات موعدها > 0",
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
                "الدرجة المعتمدة في الشهادة الاحترافية المصغرة المذكورة، أو حالة العمل (القاعدة 46).",
                "The mark that stands for the micro-credential named, or the state of the work (rule 46).",
            ),
            ("الدرجة الدقيقة كما هي", "the exact mark as it stands"),
            WORK,
        ],
    ),
    (
        "lab_state",
        Count,
        [
            ("حال الجلسة", "State of the session"),
            (
                "عُقدت، أو قادمة، أو سبقت سجل الافتتاح.",
                "Held, coming, or before the opening register.",
            ),
            (
                "عُقدت: النهاية ≤ لحظة التقرير",
                "held: end ≤ the report's moment",
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
            ("الزملاء في قائمة الانتظار.", "Fellows in line for a seat."),
            ("عدد المنتظرين", "number of fellows in line"),
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
            ("لم يُنجز بعد", "Still open"),
            (
                "زملاء لم يُقيَّم عملهم الذي لم يحن موعده بعد ولم يُعفوا منه.",
                "Fellows whose work, not due yet, is neither marked nor excused.",
            ),
            (
                "عدد الزملاء الذين: الموعد ≥ لحظة التقرير، والعمل مفتوح",
                "number of fellows with: due moment ≥ the report's moment, work open",
            ),
            WORK,
        ],
    ),
];
