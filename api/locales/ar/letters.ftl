# dynamic: letters-kind-
# dynamic: letters-state-

# سجل الرسائل
letters-title = سجل الرسائل
letters-lead = إلى من أُرسلت كل رسالة ومتى وما مصيرها. لا يعرض السجل نص الرسائل.
letters-caption = الرسائل، الأحدث أولاً
letters-recipient = المستلم
letters-registrant = مسجَّل في المنتدى
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
letters-kind-forum-confirmation = تأكيد التسجيل في المنتدى
letters-kind-forum-ticket = تذكرة المنتدى
letters-kind-forum-waiting = قائمة انتظار المنتدى
letters-kind-forum-seat-passed = مقعد في المنتدى من قائمة الانتظار
letters-kind-forum-cancelled = إلغاء التسجيل في المنتدى
letters-kind-names-to-confirm = تأكيد الاسمين
letters-kind-certificate-issued = صدور شهادة
letters-kind-certificate-revoked = إلغاء شهادة
letters-state-waiting = بانتظار الإرسال
letters-state-sending = قيد الإرسال
letters-state-sent = أُرسلت
letters-state-dead = تعذّر الإرسال
letters-state-cancelled = أُلغيت
letters-empty = لا توجد رسائل
letters-empty-text = تُسجَّل هنا كل رسالة تكتبها الخدمة.
letters-kind-work-received = إيصال استلام عمل
letters-kind-mark-released = صدور درجة
