# ما يستحقه الزميل، والاسمان على الشهادات
awards-title = استحقاقاتي
awards-lead = كل استحقاق وشروطه: ما استُوفي منها، وما بقي، وأين يُستكمل.
awards-residency-title = الاستحقاقات وشروطها
awards-residency-lead = ما استوفاه الزميل لكل استحقاق، وما بقي عليه.
awards-residency-crumb = إقامة الزميل
awards-certificates = شهاداتي
awards-no-certificates = لا توجد شهادات بعد
awards-no-certificates-text = تظهر الشهادة هنا، وتصلك رسالة بذلك، فور إصدارها.
awards-empty = لا توجد استحقاقات بعد
awards-empty-text = تظهر الاستحقاقات هنا بعد انضمامك إلى دفعة.
# award: title of the award
awards-reached = الاستحقاق المتحقق حتى الآن: { $award }
awards-met = مستوفى
awards-unmet = غير مستوفى بعد
# code: of the micro-credential; least: a percentage
awards-work-passed = اجتياز المهمة التقييمية في { $code } بما لا يقل عن { $least }
awards-lab-attended = حضور المختبر { $code }
awards-every-core = جميع الشهادات الاحترافية المصغرة الإلزامية
awards-electives = العدد المطلوب من الشهادات الاحترافية المصغرة الاختيارية
# codes: of micro-credentials
awards-missing = المتبقي: { $codes }
awards-capstone = اجتياز المشروع الختامي
awards-attendance = حضور لا يقل عن { $least }
awards-mandatory = حضور جميع الجلسات الإلزامية
awards-mandatory-missed = { $count ->
    [zero] لم تفُت أي جلسة
    [one] فاتت جلسة واحدة
    [two] فاتت جلستان
    [few] فاتت { $count } جلسات
    [many] فاتت { $count } جلسة
   *[other] فاتت { $count } جلسة
}
awards-consultations = الاستشارات الفنية المنعقدة
awards-source-result = المصدر: الدرجة الصادرة
awards-source-opening = المصدر: السجل الافتتاحي
awards-source-attendance = المصدر: سجل الحضور
awards-source-conditions = المصدر: شروط كل شهادة
awards-source-panel = المصدر: نتيجة اللجنة
awards-source-consultations = المصدر: سجل الاستشارات
awards-hand-in = تسليم العمل المطلوب في { $code }
awards-book-lab = حجز المختبر { $code }
awards-see-attendance = الاطلاع على الحضور وما يمكن بلوغه
awards-see-micro-credentials = الاطلاع على الشهادات الاحترافية المصغرة أدناه
awards-names-link = الاسمان على شهاداتي
awards-names-title = الاسمان على شهاداتي
awards-names-lead = تحمل الشهادات اسميك كما يظهران هنا تماماً، ولا تُختم شهادة قبل تأكيدهما.
awards-names-are-confirmed = تم التأكيد
awards-names-are-open = لم يؤكَّدا بعد
awards-names-wait = يُرجى تأكيد اسميك لتُختم شهاداتك.
awards-names-choice = كيف يُكتب اسمك على الشهادات؟
awards-names-both = بالعربية وبالحروف اللاتينية
awards-names-both-hint = الاسمان كما يظهران أعلاه
awards-names-latin = بالحروف اللاتينية فقط
awards-names-latin-hint = لمن لا يقرأ العربية أو لا يرغب في الرسم العربي لاسمه
awards-names-wrong = هل في أحد الاسمين خطأ؟ يُرجى مراسلة مكتب البرنامج قبل التأكيد. ويجب أن يطابق الاسم بالحروف اللاتينية ما في جواز السفر.
awards-names-button = تأكيد الاسمين
awards-names-confirmed = تم تأكيد اسميك.
