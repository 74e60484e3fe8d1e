# صفحات العرض التوضيحي
dev-people-title = الأشخاص وأدوارهم
dev-people-lead = اختر شخصاً للدخول باسمه. لا كلمات مرور هنا، فجميع الأشخاص بيانات تجريبية.
dev-person-title = الدخول باسم هذا الشخص
dev-person-button = تسجيل الدخول
dev-letters-title = الرسائل
dev-letters-lead = يحفظ العرض التوضيحي الرسائل هنا بدلاً من إرسالها.
dev-letters-to = إلى
dev-letters-html-link = كما تظهر في برنامج البريد
dev-letters-empty-title = لا توجد رسائل بعد
dev-letters-empty-text = احجز مختبراً أو قدّم الساعة ثم عد إلى هنا.
dev-clock-title = الساعة
dev-clock-now = تقديم الساعة إلى
dev-clock-now-hint = مثال: 2026-11-15 20:00 بتوقيت البحرين.
dev-clock-button = تقديم الساعة
dev-clock-moved = تم تقديم الساعة.
