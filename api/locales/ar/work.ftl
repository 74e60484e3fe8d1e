# dynamic: work-mark-

# عمل الزميل: المطلوب تسليمه والإيصالات والنتائج
work-title = أعمالي
work-lead = المطلوب تسليمه، ومواعيده، والدرجات الصادرة.
work-empty = لا توجد أعمال بعد
work-empty-text = تظهر المهام التقييمية هنا بعد اعتماد المنهج التدريبي لدفعتك.
work-undated = لم يُحدَّد موعد بعد
# time: اليوم والتاريخ والساعة
work-received-at = سُلّم { $time }، ولم يُقيَّم بعد
# mark: "67 / 100"
work-mark-is = الدرجة { $mark }

work-state-open = بانتظار التسليم
work-state-undated = بلا موعد
work-state-past-due = فات موعده
work-state-waiting = سُلّم
work-state-passed = مجتاز
work-state-not-passed = غير مجتاز بعد
work-state-superseded = حلّت محلها نسخة أحدث
work-state-closed = قُيّم

work-facts = عن هذا العمل
work-code = الشهادة الاحترافية المصغرة
work-mark = الدرجة المعتمدة
work-due = موعد التسليم
work-late = التسليم المتأخر
# points و days: رقمان
work-late-rule = يُخصم عن كل يوم عمل يبدأ بعد موعد التسليم { $points } من 100 نقطة. وبعد { $days } من هذه الأيام تكون الدرجة صفراً.
work-resubmission = إعادة التسليم
work-resubmission-rule = { $n ->
    [zero] لا تُتاح إعادة التسليم
    [one] مرة واحدة خلال 10 أيام عمل من صدور الدرجة، وتُحفظ الدرجتان
    [two] مرتان، كل منهما خلال 10 أيام عمل من صدور الدرجة، وتُحفظ الدرجات كلها
    [few] { $n } مرات، كل منها خلال 10 أيام عمل من صدور الدرجة، وتُحفظ الدرجات كلها
    [many] { $n } مرة، كل منها خلال 10 أيام عمل من صدور الدرجة، وتُحفظ الدرجات كلها
   *[other] { $n } مرة، كل منها خلال 10 أيام عمل من صدور الدرجة، وتُحفظ الدرجات كلها
}

work-criteria = كيفية التقييم
# points: رقم؛ level: مثل «بحاجة إلى تحسين»
work-pass-rule = يلزم للاجتياز ما لا يقل عن { $points } من 100 نقطة، وألا يقل مستوى أي معيار عن «{ $level }».

work-hand-in-title = تسليم العمل
work-newer-title = تسليم نسخة أحدث
work-again-title = إعادة التسليم
# due: التاريخ والوقت
work-hand-in-hint = آخر موعد للتسليم { $due }. ويمكن حتى ذلك الحين تسليم نسخة أحدث تحل محل السابقة.
work-newer-hint = تسلّمنا عملك. ويمكن حتى { $due } تسليم نسخة أحدث تحل محله وتُقيَّم بدلاً منه.
work-again-hint = صدرت درجتك. ويمكن حتى { $due } إعادة التسليم مرة أخرى، وتُعتمد الدرجة الأعلى.
work-hand-in-late-hint = كان آخر موعد { $due }. يُقبل العمل المتأخر مرة واحدة، ويُخصم منه على النحو المبين في «التسليم المتأخر».
work-text = نص العمل
work-text-hint = بالعربية أو الإنجليزية، بما لا يزيد على { $max } حرف. ويُترك فارغاً عند تسليم ملف.
work-file = ملف بدلاً من النص
work-file-hint = ملف PDF أو مستند أو جدول أو عرض تقديمي من برامج أوفيس، أو صورة، أو نص عادي، بحجم لا يتجاوز { $size } ميغابايت.
work-hand-in-button = تسليم
# receipt: مثل A1B2-C3D4-E5F
work-handed-in = تسلّمنا عملك. رقم الإيصال { $receipt }

# n: 1 و 2
work-attempt = المحاولة { $n }
work-edition = النسخة { $n }
work-earlier = نسخ سابقة
work-counts = هذه الدرجة المعتمدة
work-text-in = نص العمل المسلَّم
work-kept-title = ما كتبته
work-kept-hint = لم يُسلَّم هذا النص ولم يُحفظ. انسخه إن أردت الاحتفاظ به.

work-receipt = الإيصال
work-receipt-title = إيصال استلام عمل
work-receipt-lead = عملك محفوظ. وقد أُرسل إليك هذا الإيصال بالبريد الإلكتروني أيضاً.
work-receipt-link = عرض الإيصال
work-link = الانتقال إلى المهمة التقييمية
work-content = العمل المسلَّم
work-receipt-number = رقم الإيصال
work-received = وقت الاستلام
work-lateness = التأخر
work-on-time = في الموعد
work-late-days = { $n ->
    [zero] دون تأخر
    [one] متأخر يوم عمل واحداً
    [two] متأخر يومَي عمل
    [few] متأخر { $n } أيام عمل
    [many] متأخر { $n } يوم عمل
   *[other] متأخر { $n } يوم عمل
}
work-sha256 = بصمة SHA-256
work-size = الحجم
work-size-bytes = { $figure } بايت
work-size-kilobytes = { $figure } كيلوبايت

work-mark-provisional = درجة أولية
work-mark-released = الدرجة
work-mark-replaced = درجة سابقة صُحّحت
work-mark-void = درجة ملغاة
work-earlier-marks = درجات سابقة
work-reason = سبب التصحيح
work-comment = الملاحظات
work-criterion = المعيار
work-level = المستوى
work-product = المستوى × الوزن
work-calculation = كيفية احتساب الدرجة
work-step-sum = مجموع المستوى × الوزن
work-step-max = أعلى مجموع ممكن: أعلى مستوى × الأوزان
work-step-real = المجموع ÷ أعلى مجموع ممكن × 100
work-step-late = بعد خصم أيام التأخر × النقاط
work-step-cutoff = الدرجة بعد انقضاء مهلة التأخر
work-step-cap = أعلى درجة لإعادة التسليم
work-step-rounded = بعد التقريب
work-step-below = معايير دون أدنى مستوى مطلوب
work-rounding-rule = تُحسب الدرجة من دون تقريب، ثم تُقرَّب مرة واحدة في النهاية إلى أقرب نقطة صحيحة، والنصف إلى الأعلى.
