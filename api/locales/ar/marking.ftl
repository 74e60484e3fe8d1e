# التقييم: قائمة الأعمال، والعمل الواحد، وإصدار الدرجات
marking-title = التقييم
marking-link = الانتقال إلى صفحة التقييم
marking-unmarked = أعمال بانتظار التقييم، الأقدم أولاً
marking-unmarked-empty = لا توجد أعمال بانتظار التقييم
marking-corrections = تصحيحات بانتظار الإصدار
marking-corrections-lead = يُصدر التصحيحَ شخص غير الذي أعدّه.
marking-provisional = درجات بانتظار الإصدار
marking-provisional-lead = هذه درجات أولية لا تظهر للزملاء حتى تصدر.
marking-provisional-empty = لا توجد درجات أولية
marking-released-title = درجات صدرت
marking-released-empty = لم تصدر أي درجة بعد
marking-count-unmarked = { $n ->
    [zero] لا أعمال للتقييم
    [one] عمل واحد للتقييم
    [two] عملان للتقييم
    [few] { $n } أعمال للتقييم
    [many] { $n } عملاً للتقييم
   *[other] { $n } عمل للتقييم
}
marking-count-provisional = { $n ->
    [zero] لا درجات للإصدار
    [one] درجة واحدة للإصدار
    [two] درجتان للإصدار
    [few] { $n } درجات للإصدار
    [many] { $n } درجة للإصدار
   *[other] { $n } درجة للإصدار
}
marking-count-corrections = { $n ->
    [zero] لا تصحيحات
    [one] تصحيح واحد
    [two] تصحيحان
    [few] { $n } تصحيحات
    [many] { $n } تصحيحاً
   *[other] { $n } تصحيح
}
marking-stage-unmarked = بانتظار التقييم
marking-stage-provisional = أولية
marking-stage-correcting = تصحيح بانتظار الإصدار
marking-stage-released = صدرت
# title: عنوان المهمة؛ mark: "67 / 100"
marking-title-and-mark = { $title }: { $mark }
marking-release-all-button = { $n ->
    [zero] إصدار الدرجات
    [one] إصدار درجة واحدة
    [two] إصدار الدرجتين
    [few] إصدار الدرجات كلها ({ $n })
    [many] إصدار الدرجات كلها ({ $n })
   *[other] إصدار الدرجات كلها ({ $n })
}
marking-released-all = { $n ->
    [zero] لم تكن هناك درجات للإصدار
    [one] صدرت درجة واحدة
    [two] صدرت درجتان
    [few] صدرت { $n } درجات
    [many] صدرت { $n } درجة
   *[other] صدرت { $n } درجة
}

marking-on-hold = تستند شهادة إلى هذه الدرجة، فلا تُصحَّح الدرجة ولا يُعاد تسليم العمل.
# due: التاريخ والوقت
marking-may-be-superseded = يمكن للزميل حتى { $due } تسليم نسخة أحدث، فيبدأ التقييم من جديد.
marking-form-title = رصد الدرجة
marking-correct-title = تصحيح الدرجة الصادرة
# level: 2؛ title: مستوفٍ
marking-level = { $level }: { $title }
marking-weight = الوزن { $weight }
# criterion: عنوان المعيار
marking-comment-of = ملاحظة على «{ $criterion }»
marking-comment = ملاحظات على العمل كله
marking-comment-hint = بالعربية أو الإنجليزية.
marking-kept-hint = لم يُحفظ ما كتبته، ولم يعد تقييم هذا العمل ممكناً هنا. انسخ النص إن أردت الاحتفاظ به.
marking-reason = سبب التصحيح
marking-reason-hint = يطّلع عليه الزميل. وتبقى الدرجة الصادرة في السجل، ويُصدر التصحيحَ شخص ثانٍ.
marking-save-button = حفظ الدرجة
marking-correct-button = حفظ التصحيح
marking-calculate-button = احتساب
marking-preview = احتساب الدرجة
marking-preview-hint = لم يُحفظ شيء بعد.
marking-saved = حُفظت الدرجة، وهي أولية إلى حين إصدارها.
marking-release-title = إصدار الدرجة
marking-release-hint = تظهر للزميل عندئذ الدرجة وكيفية احتسابها والملاحظات، وتصله رسالة بذلك.
marking-release-button = إصدار الدرجة
marking-released = صدرت الدرجة.
