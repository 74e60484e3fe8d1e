# dynamic: jobs-kind-

# لوحة المهام الآلية
jobs-title = المهام الآلية
jobs-lead = ما وعدت به الخدمة من تذكيرات ورسائل وأعمال دورية، وما تعذّر منها.
jobs-state-waiting = بانتظار التنفيذ
jobs-state-running = قيد التنفيذ
jobs-state-done = نُفّذت
jobs-state-dead = تعذّر تنفيذها
jobs-dead-hint = تحتاج إلى نظر
jobs-age = أقدم مهمة حان موعدها
jobs-age-hint = ساعات ودقائق منذ موعدها
jobs-dead = مهام تعذّر تنفيذها
jobs-dead-empty = لا مهام متعذّرة
jobs-dead-empty-text = المهمة التي تفشل كل محاولاتها تظهر هنا مع السبب.
jobs-kinds = المهام بحسب النوع
jobs-kind = المهمة
jobs-died = متى تعذّرت
jobs-attempts = المحاولات
jobs-error = السبب
jobs-act = الإجراء
jobs-revive-button = إعادة المحاولة
jobs-revived = أُعيدت المهمة إلى الانتظار بكل محاولاتها.
jobs-kind-plan-reminders = تخطيط التذكيرات
jobs-kind-send-reminder = كتابة تذكير
jobs-kind-send-letter = إرسال رسالة
jobs-kind-seal-certificate = إصدار شهادة
jobs-kind-open-reports = بدء إعداد التقارير المجدولة
jobs-kind-make-report = إعداد تقرير
jobs-kind-forget-expired = حذف ما انتهت مدته
jobs-kind-purge-files = حذف الملفات غير المستخدمة
# code: رمز المهمة
jobs-kind-unknown = مهمة أخرى: { $code }
jobs-kind-tell-of-release = الإبلاغ بصدور درجة
