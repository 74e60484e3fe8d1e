# الدفعات: القائمة، وصفحة الدفعة
cohorts-title = الدفعات
cohorts-lead = دفعات البرامج التي تعنيك، بحسب تاريخ بدايتها.
cohorts-empty-title = لا توجد دفعات بعد
cohorts-empty-text = تظهر هنا الدفعات التي يكون لك دور فيها.
# from، to: تاريخان مكتوبان بلغة الصفحة
cohorts-dates = من { $from } إلى { $to }
cohorts-state-planned = مخطط لها
cohorts-state-admissions-open = باب القبول مفتوح
cohorts-state-running = جارية
cohorts-state-completed = منتهية
cohorts-state-cancelled = ملغاة

cohorts-stat-week = الأسبوع الحالي
cohorts-stat-fellows = زملاء البرنامج
cohorts-stat-behind = عدد المتأخرين
cohorts-seats = { $n ->
    [zero] لا مقاعد في الدفعة
    [one] مقعد واحد في الدفعة
    [two] مقعدان في الدفعة
    [few] { $n } مقاعد في الدفعة
    [many] { $n } مقعداً في الدفعة
   *[other] { $n } مقعد في الدفعة
}

cohorts-behind-title = المتأخرون عن البرنامج
cohorts-all-on-track = الجميع على المسار
cohorts-all-on-track-text = الحضور عند الحد المطلوب أو أعلى منه، ولا توجد مهمة تقييمية فات موعدها.
cohorts-fellows-caption = زملاء البرنامج في الدفعة
cohorts-no-fellows-title = لا يوجد ما يُعرض عن زملاء البرنامج
cohorts-no-fellows-text = لم تُضف أسماء إلى الدفعة بعد، أو أن دورك لا يشمل بياناتهم.

cohorts-plan-title = خطة الدفعة
cohorts-plan-empty-title = لا توجد خطة أسابيع بعد
cohorts-plan-empty-text = تظهر الأسابيع هنا بعد اعتماد خطة الدفعة.
cohorts-week = الأسبوع { $number }
cohorts-week-current = الأسبوع الحالي
# week: «الأسبوع 11»، theme: موضوعه
cohorts-week-title = جلسات { $week }: { $theme }
cohorts-week-empty-title = لا توجد جلسات في هذا الأسبوع
cohorts-week-empty-text = تظهر الجلسات هنا عند جدولتها، ضمن الجلسات التي يشملها دورك.
cohorts-weeks-label = التنقل بين الأسابيع
cohorts-week-previous = الأسبوع السابق
cohorts-week-next = الأسبوع التالي
cohorts-zone = جميع الأوقات بتوقيت البحرين.

cohorts-session-lecture = محاضرة
cohorts-session-workshop = ورشة عمل
cohorts-session-seminar = حلقة نقاشية
cohorts-session-simulation = محاكاة عملية
cohorts-session-lab = جلسة مختبر
cohorts-session-ceremony = حفل
cohorts-session-site-visit = زيارة ميدانية
cohorts-session-survey = استبيان
cohorts-session-showcase = عرض المشاريع
cohorts-session-on-hold = الحجز موقوف
cohorts-session-attendance-taken = سُجّل الحضور
