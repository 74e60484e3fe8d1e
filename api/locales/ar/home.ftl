# عملي اليوم، لكل دور
home-title = عملي اليوم

# زميل البرنامج
home-cohort-and-dates = { $cohort }، { $dates }
home-residency-link = صفحة إقامتي
home-stat-week = الأسبوع
home-stat-complete = شهادات احترافية مصغرة مكتملة
home-today = جلسات اليوم
home-today-empty-title = لا توجد جلسات اليوم
home-today-empty-text = الجلسات القادمة مدرجة تحت بقية الأسبوع.
home-this-week = بقية الأسبوع
home-week-empty-title = لا توجد جلسات أخرى هذا الأسبوع
home-due = المهام التقييمية المستحقة
home-due-empty-title = لا توجد مهام مستحقة
home-due-empty-text = كل ما حان موعده قد قُيِّم.
home-labs = المختبرات المتبقية
home-labs-link = حجز المختبرات
home-labs-empty-title = لم يتبقَّ أي مختبر
home-labs-empty-text = تم حضور جميع المختبرات.
home-lab-booked = محجوز
home-lab-waiting = قائمة الانتظار
home-lab-open = متاح للحجز
home-lab-closed = غير متاح للحجز
home-left-caption = ما تبقى من شهاداتي الاحترافية المصغرة
home-left-empty-title = اكتملت جميع الشهادات المصغرة
home-left-empty-text = لم يتبقَّ مختبر ولا مهمة تقييمية.
home-no-cohort-title = لم تُحدَّد الدفعة بعد
home-no-cohort-text = تظهر هنا الجلسات والمختبرات والمهام عند الانضمام إلى دفعة.

# مدير البرنامج
home-manager-title = دفعاتي
home-manager-empty-title = لا توجد دفعات بعد
home-manager-empty-text = تظهر هنا الدفعات التي تديرها، وما يحتاج إلى متابعة في كل منها.
home-manager-corrections = تصحيحات بانتظار إصدارها من شخص آخر
home-manager-week = الأسبوع { $week } من { $all }
home-manager-fellows = { $n ->
    [zero] لم يُضف زملاء إلى الدفعة بعد
    [one] زميل واحد
    [two] زميلان
    [few] { $n } زملاء
    [many] { $n } زميلاً
   *[other] { $n } زميل
}
home-manager-behind = { $n ->
    [zero] لا أحد متأخر عن البرنامج
    [one] متأخر واحد عن البرنامج
    [two] متأخران عن البرنامج
    [few] { $n } متأخرين عن البرنامج
    [many] { $n } متأخراً عن البرنامج
   *[other] { $n } متأخر عن البرنامج
}

# المدرب
home-trainer-today = جلساتي اليوم
home-trainer-today-empty-title = لا توجد جلسات لك اليوم
home-trainer-today-empty-text = يُسجَّل الحضور من صفحة الجلسة بعد بدايتها.
home-trainer-without-attendance = جلسات لم يُسجَّل حضورها
home-trainer-attendance-done = سُجّل حضور جميع جلساتك
home-trainer-unmarked = أعمال بانتظار التقييم
home-trainer-marking-link = جميع أعمال التقييم
home-trainer-later = جلساتي في الأيام القادمة
home-trainer-later-empty = لا توجد جلسات لك في الأيام الستة القادمة

# المرشد وضابط الاتصال
home-mentor-caption = الزملاء الذين أرشدهم
home-mentor-empty-title = لم يُسند إليك إرشاد أحد بعد
home-mentor-empty-text = يظهر هنا من تتولى إرشادهم، بحضورهم وما أنجزوه.
home-focal-point-caption = زملاء البرنامج من دولتي
home-focal-point-empty-title = لا يوجد زملاء من دولتك في البرنامج بعد
home-focal-point-empty-text = يظهر هنا زملاء البرنامج من دولتك، بحضورهم وما أتموه.

# منسق المختبرات
home-clashes = ما يتعارض في الأيام الستين القادمة
home-clashes-empty-title = لا يوجد تعارض
home-clashes-empty-text = لكل جلسة قاعة تتسع لها ومعداتها المطلوبة، وكلها في أيام عمل.
home-clash-certain = يتعارض
home-clash-possible = قد يتعارض
home-clash-day-off = اليوم عطلة
home-clash-provisional-holiday = قد يكون اليوم عطلة رسمية، بانتظار الإعلان
home-clash-maintenance = المعدات في الصيانة ذلك اليوم
home-clash-equipment-short = المعدات لا تكفي عدد المقاعد
home-clash-room-too-small = القاعة لا تتسع لعدد المقاعد
home-rooms = القاعات اليوم
home-rooms-link = القاعات والمعدات
home-rooms-empty-title = لا توجد قاعات بعد
home-rooms-empty-text = تظهر هنا القاعات وما يُعقد فيها اليوم.
home-room = القاعة
home-room-capacity = الطاقة الاستيعابية
home-room-sessions = الجلسات
home-room-no-sessions = لا توجد جلسات اليوم
home-room-state = الوضع
home-room-free = شاغرة
home-room-in-use = قيد الاستخدام
home-room-planned = محجوزة اليوم

# أدوار يأتي عملها لاحقاً
home-expert-title = الاستشارات الفنية
home-expert-text = تظهر هنا طلبات الاستشارة الموجهة إليك، ومواعيدها، والنماذج التي تنتظر مراجعتك.
home-certificate-officer-title = إصدار الشهادات
home-certificate-officer-text = تظهر هنا كل مجموعة إصدار يعدّها مدير البرنامج.
home-certificate-officer-empty = لا توجد مجموعة إصدار بانتظار الختم
home-names-link = تأكيد الاسمين على شهاداتي
home-revocations = اقتراحات إلغاء تنتظر قرارك
home-batches-prepared = مجموعات إصدار بانتظار الختم
home-signatory-title = اعتماد المستحقين
home-signatory-text = تظهر هنا قوائم المستحقين لشهادة الزمالة التي تنتظر توقيعك.
home-indicator-steward-title = المؤشرات
home-indicator-steward-text = تظهر هنا المؤشرات التي حان تحديثها، وأدلة الإثبات التي تنتظر التحقق.
home-forum-title = المنتدى السنوي
home-forum-closes = يُغلق التسجيل في { $closes }.
home-forum-empty-title = لا يوجد منتدى بعد
home-forum-empty-text = تظهر تسجيلات المنتدى هنا عند الإعلان عنه.
home-administrator-title = إدارة الخدمة
home-administrator-text = الحسابات والأدوار، والمهام الآلية، وسجل التدقيق. ويظهر هنا لاحقاً ما يحتاج منها إلى تدخل.
home-people-link = الأشخاص والأدوار
home-jobs-link = المهام الآلية
home-audit-link = سجل التدقيق
home-cohorts-link = الدفعات
home-curriculum-link = الشهادات الاحترافية المصغرة
home-no-role-title = لا يوجد دور مسند إليك
home-no-role-text = يظهر عملك هنا بعد أن تسند إليك إدارة البرنامج دوراً.

# تقارير مدير البرنامج
home-reports-title = التقارير
home-reports-to-sign-off = { $n ->
    [zero] لا تقارير بانتظار اعتمادك
    [one] تقرير واحد بانتظار اعتمادك
    [two] تقريران بانتظار اعتمادك
    [few] { $n } تقارير بانتظار اعتمادك
    [many] { $n } تقريراً بانتظار اعتمادك
   *[other] { $n } تقرير بانتظار اعتمادك
}
home-reports-unread = { $n ->
    [zero] لا تقارير غير مقروءة
    [one] تقرير واحد غير مقروء
    [two] تقريران غير مقروءين
    [few] { $n } تقارير غير مقروءة
    [many] { $n } تقريراً غير مقروء
   *[other] { $n } تقرير غير مقروء
}
