# dynamic: letters-kind-
# dynamic: letters-state-

# سجل الرسائل
letters-title = سجل الرسائل
letters-lead = إلى من أُرسلت كل رسالة ومتى وما مصيرها. لا يعرض السجل نص الرسائل.
letters-caption = الرسائل، الأحدث أولاً
letters-recipient = المستلم
letters-kind = الرسالة
letters-state = الحالة
letters-when = موعد الإرسال
letters-attempts = المحاولات
letters-kind-invitation = دعوة إلى الخدمة
letters-kind-password-reset = إعادة تعيين كلمة المرور
letters-kind-password-changed = تغيّرت كلمة المرور
letters-kind-lab-reminder = تذكير بجلسة مختبر
letters-kind-assignment-reminder = تذكير بموعد التسليم
letters-kind-seat-passed = إسناد مقعد من قائمة الانتظار
letters-state-waiting = بانتظار الإرسال
letters-state-sending = قيد الإرسال
letters-state-sent = أُرسلت
letters-state-dead = تعذّر الإرسال
letters-state-cancelled = أُلغيت
letters-empty = لا توجد رسائل
letters-empty-text = تُسجَّل هنا كل رسالة تكتبها الخدمة.
letters-kind-work-received = إيصال استلام عمل
letters-kind-mark-released = صدور درجة
