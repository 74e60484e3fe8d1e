# الإقامة: صفحة زميل البرنامج، والجداول التي تظهر في صفحات أخرى أيضاً
residencies-name = الاسم
residencies-country = الدولة
residencies-mentor = الإرشاد
residencies-mentor-none = لم يُحدَّد بعد
residencies-attendance = الحضور
residencies-maximum = أعلى نسبة ممكنة
residencies-work-marked-count = المهام المقيَّمة
residencies-state = الوضع
residencies-no-figure = لا يوجد بعد

residencies-behind = متأخر
residencies-on-track = منتظم
residencies-not-begun = لم يبدأ بعد
# percent: «85%»
residencies-behind-attendance = الحضور أقل من { $percent }
residencies-behind-work = { $n ->
    [zero] لا مهمة تقييمية فات موعدها
    [one] مهمة تقييمية واحدة فات موعدها ولم تُسلَّم
    [two] مهمتان تقييميتان فات موعدهما ولم تُسلَّما
    [few] { $n } مهام تقييمية فات موعدها ولم تُسلَّم
    [many] { $n } مهمة تقييمية فات موعدها ولم تُسلَّم
   *[other] { $n } مهمة تقييمية فات موعدها ولم تُسلَّم
}

residencies-stat-attendance = الحضور حتى الآن
residencies-stat-required = الحد المطلوب { $percent }
residencies-stat-below = أقل من الحد المطلوب { $percent }
residencies-stat-maximum = أعلى نسبة ممكنة
residencies-stat-maximum-hint = عند حضور كل ما تبقى
residencies-stat-complete = شهادات احترافية مصغرة مكتملة
residencies-stat-work = مهام تقييمية مقيَّمة

# credited، planned: دقائق؛ percent: «83.99%»
residencies-working = { $credited } دقيقة محتسبة ÷ { $planned } دقيقة مقررة = { $percent }
residencies-working-rule = تُحتسب الجلسات الإلزامية التي عُقدت وسُجّل حضورها. ويُستبعد الغياب بعذر من الطرفين، بما لا يتجاوز عُشر الدقائق المقررة.
residencies-no-attendance-title = لا توجد نسبة حضور بعد
residencies-no-attendance-text = تُحتسب النسبة بعد تسجيل الحضور في أول جلسة.

residencies-left-caption = ما تبقى من الشهادات الاحترافية المصغرة
residencies-nothing-taught-title = لا توجد شهادات احترافية مصغرة بعد
residencies-nothing-taught-text = تظهر هنا عند اعتماد المنهج التدريبي للدفعة.
residencies-micro-credential = الشهادة الاحترافية المصغرة
residencies-lab = المختبر
residencies-work = المهمة التقييمية
residencies-mark = الدرجة
residencies-complete = مكتملة
residencies-incomplete = غير مكتملة

residencies-lab-none = لا يتطلب مختبراً
residencies-lab-attended = تم الحضور
residencies-lab-not-attended = لم يتم الحضور بعد
# time: اليوم والتاريخ والوقت
residencies-lab-booked = مقعد محجوز: { $time }
residencies-lab-waiting = قائمة الانتظار، الدور { $place }: { $time }
residencies-lab-to-book = حجز مقعد
residencies-lab-nothing-to-book = لا توجد جلسة متاحة للحجز

residencies-work-none = لا تتطلب مهمة
residencies-work-marked = تم التقييم
residencies-work-excused = معفاة
residencies-work-undated = لم يُحدَّد موعد التسليم
residencies-work-due = موعد التسليم: { $time }
residencies-work-past-due = فات موعد التسليم: { $time }
residencies-due-in = { $n ->
    [zero] موعد التسليم اليوم
    [one] موعد التسليم غداً
    [two] موعد التسليم بعد يومين
    [few] موعد التسليم بعد { $n } أيام
    [many] موعد التسليم بعد { $n } يوماً
   *[other] موعد التسليم بعد { $n } يوم
}
residencies-due-past = { $n ->
    [zero] فات موعد التسليم اليوم
    [one] فات موعد التسليم أمس
    [two] فات موعد التسليم منذ يومين
    [few] فات موعد التسليم منذ { $n } أيام
    [many] فات موعد التسليم منذ { $n } يوماً
   *[other] فات موعد التسليم منذ { $n } يوم
}
residencies-due-tag-past = فات الموعد
residencies-due-tag-soon = الموعد قريب

residencies-facts = بيانات الإقامة
residencies-cohort = الدفعة
residencies-sponsor = الجهة المرشِّحة
residencies-state-accepted = تم القبول، ولم تبدأ الإقامة
residencies-state-active = في فترة الإقامة
