# تسجيل الدخول والخروج والروابط المرسلة بالبريد
sign-in-title = تسجيل الدخول
sign-in-lead = لزملاء برنامج الزمالة للتوأمة الرقمية والمدربين والموظفين.
sign-in-button = تسجيل الدخول
sign-in-forum-link = التسجيل في المنتدى من دون حساب
sign-in-forgotten-link = نسيت كلمة المرور
sign-out-done = تم تسجيل خروجك.
sign-out-everywhere-done = تم تسجيل خروجك من جميع الأجهزة.
session-ended-title = انتهت جلستك
session-ended-lead = لم يُحفظ ما أرسلته. انسخ النص أدناه وسجّل الدخول ثم أعد إرساله.

second-factor-title = الخطوة الثانية لتسجيل الدخول
second-factor-lead = افتح تطبيق المصادقة في هاتفك وأدخل الرمز الظاهر لخدمة زمالة.
second-factor-code = الرمز
second-factor-code-hint = ستة أرقام، أو أحد رموز الاسترداد.
second-factor-button = إتمام تسجيل الدخول

forgotten-title = نسيت كلمة المرور
forgotten-lead = نرسل إلى بريدك الإلكتروني رابطاً لتعيين كلمة مرور جديدة، وهو صالح لعشر دقائق.
forgotten-button = إرسال الرابط
forgotten-sent = إذا كان لهذا البريد حساب لدينا فسيصل إليه رابط خلال لحظات. يرجى الاطلاع على بريدك الإلكتروني.

link-title = تعيين كلمة المرور
link-invitation-lead = أهلاً بك. اختر كلمة المرور التي ستسجل بها الدخول.
link-reset-lead = اختر كلمة مرور جديدة. سيُسجَّل خروجك من جميع الأجهزة.
link-button = تعيين كلمة المرور
link-done = تم تعيين كلمة المرور. يمكنك الآن تسجيل الدخول بها.
