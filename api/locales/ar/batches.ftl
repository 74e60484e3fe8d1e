# مجموعات الإصدار: يعدّها شخص ويختمها شخص آخر
batches-title = مجموعات الإصدار
batches-lead = يعدّ مدير البرنامج المجموعة، ويختمها مسؤول الشهادات، وهو دائماً شخص آخر.
batches-empty = لا توجد مجموعات إصدار بعد
batches-empty-text = تظهر المجموعة هنا فور إعدادها.
batches-in-count = { $n ->
    [zero] لا أحد فيها
    [one] زميل واحد
    [two] زميلان
    [few] { $n } زملاء
    [many] { $n } زميلاً
   *[other] { $n } زميل
}
batches-prepare-title = إعداد مجموعة إصدار
batches-prepare-button = إعداد
batches-choose = الاختيار من القائمة
batches-cohort = الدفعة
batches-award = الشهادة الاحترافية المصغرة
# code and title of a micro-credential
batches-option = { $code }: { $title }
batches-prepared = تم إعداد المجموعة. أُدرج فيها من استوفى الشروط، واستُبعد الباقون مع بيان السبب.
batches-state-prepared = بانتظار الختم
batches-state-sealed = مختومة
batches-state-withdrawn = مسحوبة
batches-waits-for-officer = الأسماء مؤكَّدة، والمجموعة بانتظار مسؤول الشهادات
batches-waits-for-names = { $n ->
    [zero] لا أسماء بانتظار التأكيد
    [one] زميل واحد لم يؤكد اسمه
    [two] زميلان لم يؤكدا اسميهما
    [few] { $n } زملاء لم يؤكدوا أسماءهم
    [many] { $n } زميلاً لم يؤكدوا أسماءهم
   *[other] { $n } زميل لم يؤكدوا أسماءهم
}
# code: of the micro-credential
batches-batch-title = مجموعة إصدار { $code }
batches-prepared-by = الإعداد
batches-prepared-at = وقت الإعداد
batches-sealed-by = الختم
batches-sealed-at = وقت الختم
batches-progress-title = سير الإصدار
batches-progress = الشهادات الصادرة
batches-progress-reload = تصدر كل شهادة آلياً. يُرجى تحديث الصفحة للاطلاع على ما أُنجز.
batches-inside = ضمن المجموعة
batches-held-out = خارج المجموعة
batches-nobody = لا أحد
batches-names-confirmed = الاسمان مؤكَّدان
batches-names-open = الاسمان غير مؤكَّدين
batches-held-conditions-unmet = الشروط غير مستوفاة
batches-held-work-open = عمل لم تُعتمد درجته
batches-held-names-not-confirmed = الاسمان غير مؤكَّدين
batches-held-already-certified = سبق إصدار الشهادة
batches-held-not-in-residence = خارج فترة الإقامة
batches-row-planned = قيد الإصدار
batches-row-issued = صدرت
batches-row-void = لاغية
batches-row-failed = تعذر إصدارها
batches-row-failed-text = يطّلع مسؤولو النظام على السبب، ويبقى الرقم محجوزاً.
batches-seal-title = ختم المجموعة
batches-seal-text = يُتحقق من الشروط مرة أخرى، ويُستبعد من لم يؤكد اسميه أو لم يعد مستوفياً لأحد الشروط. ولا يمكن بعد الختم تعديل شيء في المجموعة.
batches-seal-button = ختم
batches-sealed = خُتمت المجموعة، والشهادات قيد الإصدار.
batches-withdraw-button = سحب المجموعة
batches-withdrawn = سُحبت المجموعة.
