# dynamic: sessions-kind-
# dynamic: sessions-zone-

# صفحة الجلسة: الموعد والمكان والمقاعد والمواد
# date: اليوم والتاريخ؛ time: من الساعة إلى الساعة؛ zone: اسم التوقيت
sessions-when = { $date }، { $time } ({ $zone })
sessions-zone-asia-bahrain = بتوقيت البحرين
sessions-cancelled = ملغاة
sessions-on-hold = موقوفة مؤقتاً

sessions-facts = بيانات الجلسة
sessions-kind = النوع
sessions-kind-lecture = محاضرة
sessions-kind-workshop = ورشة عمل
sessions-kind-seminar = حلقة نقاشية
sessions-kind-simulation = محاكاة عملية
sessions-kind-lab = مختبر تطويري
sessions-kind-ceremony = مراسم
sessions-kind-site-visit = زيارة ميدانية
sessions-kind-survey = استبيان
sessions-kind-showcase = عرض المشاريع
sessions-place = المكان
sessions-place-note = ملاحظة عن المكان
sessions-access = سهولة الوصول
sessions-access-both = مدخل بلا درجات، ونظام لتقوية السمع
sessions-access-step-free = مدخل بلا درجات
sessions-access-hearing-loop = نظام لتقوية السمع، ولا يوجد مدخل بلا درجات
sessions-access-neither = لا يوجد مدخل بلا درجات ولا نظام لتقوية السمع
sessions-lead = المدرب
sessions-duty = الإلزام
sessions-mandatory = حضورها إلزامي
sessions-not-mandatory = حضورها ضمن نسبة الحضور العامة
sessions-credited = الدقائق المحتسبة
sessions-minutes = { $count ->
    [zero] لا دقائق
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
sessions-permit = تصريح الدخول
sessions-permit-needed = يلزم تصريح دخول إلى المكان
sessions-transport = النقل
sessions-transport-yes = النقل من مقر البرنامج متوفر
sessions-code = رمز الجلسة

sessions-seat = مقعدك
sessions-own-seat = لديك مقعد
# place: الدور في قائمة الانتظار
sessions-own-place = في قائمة الانتظار، الدور { $place }
sessions-seats-left = { $count ->
    [zero] لا مقاعد شاغرة
    [one] مقعد شاغر واحد
    [two] مقعدان شاغران
    [few] { $count } مقاعد شاغرة
    [many] { $count } مقعداً شاغراً
   *[other] { $count } مقعد شاغر
}
sessions-waiting-count = { $count ->
    [zero] لا أحد في قائمة الانتظار
    [one] زميل واحد في قائمة الانتظار
    [two] زميلان في قائمة الانتظار
    [few] { $count } زملاء في قائمة الانتظار
    [many] { $count } زميلاً في قائمة الانتظار
   *[other] { $count } زميل في قائمة الانتظار
}
sessions-book-button = حجز مقعد
sessions-book-hint = يصلك تذكير بالبريد الإلكتروني قبل الجلسة، ويمكن إعادة المقعد حتى بدايتها.
sessions-join-line-button = الانضمام إلى قائمة الانتظار
sessions-join-line-hint = إذا أُعيد مقعد أُسند إلى أول من ينتظر، ووصلته رسالة بذلك.
sessions-give-back-button = إعادة المقعد
sessions-give-back-hint = إذا تعذّر حضورك فأعد المقعد ليستفيد منه زميل آخر.
sessions-leave-line-button = مغادرة قائمة الانتظار
sessions-leave-line-hint = يُسند إليك المقعد تلقائياً متى حان دورك في قائمة الانتظار، وتصلك رسالة بذلك.
sessions-booked = حُجز لك مقعد في هذه الجلسة.
# place: الدور في قائمة الانتظار
sessions-joined-line = لا مقعد شاغراً الآن. انضممت إلى قائمة الانتظار، ودورك فيها { $place }.
sessions-given-back = أُعيد المقعد.
sessions-left-line = غادرت القائمة.

sessions-bookings = المقاعد وقائمة الانتظار
# count: المقاعد المحجوزة؛ seats: جميع المقاعد
sessions-seated-count = { $count ->
    [zero] لم يُحجز أي مقعد من أصل { $seats }
    [one] حُجز مقعد واحد من أصل { $seats }
    [two] حُجز مقعدان من أصل { $seats }
    [few] حُجزت { $count } مقاعد من أصل { $seats }
    [many] حُجز { $count } مقعداً من أصل { $seats }
   *[other] حُجز { $count } مقعد من أصل { $seats }
}
sessions-seated-empty = تظهر هنا أسماء الزملاء الذين حجزوا مقاعدهم.

sessions-material = مواد الجلسة
sessions-material-empty = لم تُرفع مواد لهذه الجلسة بعد
# when: تاريخ الرفع ووقته
sessions-file-added-at = رُفع { $when }
sessions-size-kilobytes = { $figure } كيلوبايت
sessions-size-megabytes = { $figure } ميغابايت
sessions-file = إضافة ملف
# size: أكبر حجم بالميغابايت
sessions-file-hint = مستند PDF أو وورد أو إكسل أو باوربوينت، أو صورة PNG أو JPEG، أو نص، بحجم لا يتجاوز { $size } ميغابايت.
sessions-file-button = رفع ملف
sessions-file-added = أُضيف الملف إلى مواد الجلسة.

sessions-attendance-link = تسجيل الحضور

sessions-hold = إيقاف الحجز
sessions-hold-text = حجز المقاعد في هذه الجلسة موقوف مؤقتاً:
# when: تاريخ الإيقاف ووقته
sessions-hold-since = منذ { $when }
sessions-hold-hint = لا يُحجز أي مقعد ما دام الإيقاف قائماً، وتبقى الحجوزات السابقة كما هي.
sessions-hold-summary = إيقاف الحجز في هذه الجلسة
sessions-reason-ar = السبب بالعربية
sessions-reason-en = السبب بالإنجليزية
sessions-hold-button = إيقاف الحجز
sessions-held = أُوقف الحجز في هذه الجلسة.
sessions-lift-hint = برفع الإيقاف يعود حجز المقاعد متاحاً للزملاء.
sessions-lift-button = رفع الإيقاف
sessions-hold-lifted = رُفع الإيقاف، والحجز متاح من جديد.
