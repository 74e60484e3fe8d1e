# dynamic: tokens-scope-

# حسابي
account-title = الحساب
account-lead = طريقة تسجيل دخولك، وما تفضله عند القراءة.
account-signing-in-title = تسجيل الدخول
account-password-link = تغيير كلمة المرور
account-no-password = لم تُعيَّن كلمة مرور.
account-second-factor-link = إدارة التحقق بخطوتين
account-sessions-title = الأجهزة
# count: عدد الجلسات المفتوحة الآن
account-sessions-text = { $count ->
    [zero] لا توجد جلسة مفتوحة.
    [one] دخولك مسجَّل على هذا الجهاز وحده.
    [two] دخولك مسجَّل على جهازين أو متصفحين.
    [few] دخولك مسجَّل على { $count } أجهزة أو متصفحات.
    [many] دخولك مسجَّل على { $count } جهازاً أو متصفحاً.
   *[other] دخولك مسجَّل على { $count } جهاز أو متصفح.
}
account-sign-out-everywhere-button = تسجيل الخروج من جميع الأجهزة
account-reading-title = القراءة
account-preferences-link = تغيير
account-tokens-text = تتيح رموز الوصول لبرامجك استخدام واجهة البرمجة باسمك.
account-tokens-link = إدارة رموز الوصول

password-title = تغيير كلمة المرور
password-lead = سيُسجَّل خروجك من جميع الأجهزة، ونبلغك بذلك بالبريد الإلكتروني.
password-current = كلمة المرور الحالية
password-new = كلمة المرور الجديدة
password-new-hint = 12 حرفاً على الأقل. الجملة خيار جيد، ولا تُقبل كلمات المرور الشائعة.
password-new-again = كلمة المرور الجديدة مرة أخرى
password-button = تغيير كلمة المرور
password-changed = تم تغيير كلمة المرور. يرجى تسجيل الدخول بالكلمة الجديدة.

preferences-title = القراءة
preferences-digits = الأرقام في الصفحات العربية
preferences-digits-hint = تبقى الرموز وأرقام الشهادات كما هي، ويمكنك الكتابة بأي منهما.
preferences-button = حفظ
preferences-saved = تم حفظ اختيارك.

second-factor-own-title = التحقق بخطوتين
second-factor-own-lead = رمز من هاتفك إلى جانب كلمة المرور، فلا تكفي كلمة مرور مسروقة وحدها للدخول.
second-factor-is-on = مفعَّل
second-factor-is-off = غير مفعَّل
second-factor-begin-button = تفعيل
second-factor-setup-title = تفعيل التحقق بخطوتين
second-factor-setup-lead = تحتاج إلى تطبيق مصادقة في هاتفك.
second-factor-scan-title = 1. المسح
second-factor-qr = رمز الاستجابة السريعة لتطبيق المصادقة
second-factor-secret-text = إذا تعذر المسح فأدخل هذا المفتاح في التطبيق:
second-factor-confirm-title = 2. التأكيد
second-factor-setup-code-hint = الأرقام الستة الظاهرة الآن في التطبيق.
second-factor-confirm-button = تأكيد وتفعيل
second-factor-off-title = إيقاف
second-factor-off-button = إيقاف التحقق بخطوتين
second-factor-turned-off = تم إيقاف التحقق بخطوتين.

recovery-codes-title = رموز الاسترداد
recovery-codes-lead = تم تفعيل التحقق بخطوتين. احفظ هذه الرموز في مكان آمن: يفتح كل منها حسابك مرة واحدة إذا لم يكن هاتفك معك. ولن تُعرض مرة أخرى.
recovery-codes-kept-button = تم حفظها
recovery-codes-new-title = رموز استرداد جديدة
recovery-codes-new-hint = يتوقف العمل بالرموز الحالية.
recovery-codes-new-button = إصدار رموز جديدة
recovery-codes-left = { $count ->
    [zero] لم يبق أي رمز استرداد.
    [one] بقي رمز استرداد واحد.
    [two] بقي رمزا استرداد.
    [few] بقيت { $count } رموز استرداد.
    [many] بقي { $count } رمز استرداد.
   *[other] بقي { $count } رمز استرداد.
}

tokens-title = رموز الوصول الشخصية
tokens-lead = للبرامج التي تستخدم واجهة البرمجة باسمك. لا يتجاوز الرمز صلاحياتك.
tokens-docs-link = وثائق واجهة البرمجة (بالإنجليزية)
tokens-secret-title = رمزك الجديد
tokens-secret-text = انسخه الآن، فلن يُعرض مرة أخرى.
tokens-live-title = الرموز السارية
tokens-caption = رموزك
tokens-empty-title = لا توجد رموز.
tokens-new-title = رمز جديد
tokens-name = الاسم
tokens-name-hint = الغرض منه، مثل: الحاسوب المحمول في العمل.
tokens-scope = النطاق
tokens-scope-read = قراءة
tokens-scope-read-hint = يرى ما تراه ولا يغير شيئاً.
tokens-scope-read_write = قراءة وكتابة
tokens-scope-read_write-hint = يفعل ما يحق لك فعله.
tokens-days = مدة السريان بالأيام
tokens-days-hint = من 1 إلى 365.
tokens-expires = تاريخ الانتهاء
tokens-last-used = آخر استخدام
tokens-never-used = لم يُستخدم بعد
tokens-action = الإجراء
tokens-revoke-button = إلغاء
tokens-revoked = تم إلغاء الرمز.
tokens-button = إنشاء رمز
