# المنهج التدريبي
curriculum-title = الشهادات الاحترافية المصغرة
curriculum-lead = المنهج التدريبي لبرنامج الزمالة، بترتيب تدريسه.
curriculum-empty-title = لا توجد شهادات احترافية مصغرة بعد
curriculum-empty-text = تظهر هنا عند اعتماد المنهج التدريبي.
curriculum-kind-of-thing = شهادة احترافية مصغرة
# hours: «30 ساعة تعلّم»، kind: إلزامية أو اختيارية، level: المستوى
curriculum-summary = { $hours }، { $kind }، { $level }
curriculum-hours = { $n ->
    [zero] لا ساعات تعلّم
    [one] ساعة تعلّم واحدة
    [two] ساعتا تعلّم
    [few] { $n } ساعات تعلّم
    [many] { $n } ساعة تعلّم
   *[other] { $n } ساعة تعلّم
}
curriculum-core = إلزامية
curriculum-elective = اختيارية
# framework: رمز إطار المؤهلات
curriculum-level-value = المستوى { $level } في إطار { $framework }

curriculum-own-title = ما يخصني منها
curriculum-hours-title = ساعات التعلّم
curriculum-stat-effort = المجموع
curriculum-stat-contact = الجلسات
curriculum-stat-lab = المختبر
curriculum-stat-self-study = التعلّم الذاتي
curriculum-outcomes-title = مخرجات التعلّم
curriculum-outcomes-lead = من يُتم هذه الشهادة:
curriculum-outcomes-empty = لم تُكتب مخرجات التعلّم بعد
curriculum-units-title = الدروس
curriculum-units-empty = لا توجد دروس بعد
curriculum-facts-title = بيانات الشهادة
curriculum-kind = النوع
curriculum-level = المستوى
curriculum-participation = طريقة المشاركة
curriculum-on-site = حضورية
curriculum-virtual = عن بُعد
curriculum-hybrid = حضورية وعن بُعد
curriculum-quality = ضمان الجودة
curriculum-lab = المختبر التطويري
curriculum-code = الرمز
curriculum-edition = الإصدار
curriculum-hand-in-link = تسليم العمل
curriculum-work-link = عملي ودرجته
