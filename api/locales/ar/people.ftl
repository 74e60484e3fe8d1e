# dynamic: people-language-

# الأشخاص وأدوارهم وحساباتهم
people-title = الأشخاص
people-lead = كل من له دور في البرنامج، وأدواره السارية اليوم.
people-new-link = إضافة شخص
people-search = البحث بالاسم أو الرمز
people-search-button = بحث
people-all-link = عرض الجميع
people-name = الاسم
people-roles = الأدوار
people-email = البريد الإلكتروني
people-code = الرمز
people-account = الحساب
people-account-none = بلا حساب
people-account-suspended = حساب موقوف
people-account-active = حساب مفعّل
people-account-invited = بلا كلمة مرور بعد
people-empty = لا توجد نتائج
people-empty-text = جرّب جزءاً من الاسم بالعربية أو بالإنجليزية.

people-facts = البيانات
people-language = لغة المراسلة
people-language-ar = العربية
people-language-en = الإنجليزية
people-organisation = الجهة الحكومية
people-organisation-none = لا ينتمي إلى جهة مسجلة
people-factor = التحقق بخطوتين
people-factor-on = مفعّل
people-factor-off = غير مفعّل
people-last-signed-in = آخر دخول
people-never-signed-in = لا دخول بعد

people-roles-empty = لا أدوار سارية
# from, to: أول يوم وآخر يوم
people-role-between = من { $from } إلى { $to }
# to: آخر يوم
people-role-until = حتى { $to }
people-acting = قائم بالأعمال بموجب القرار
people-give-role = إسناد دور آخر
people-give-role-button = إسناد الدور
people-role = الدور
people-scope = النطاق
people-scope-hint = دور مسؤول النظام للخدمة كلها، وبقية الأدوار لبرنامج أو دفعة أو دولة.
people-choose = الاختيار من القائمة
people-scope-installation = الخدمة كلها
# title: اسم البرنامج
people-scope-programme = برنامج: { $title }
# title: اسم الدفعة
people-scope-cohort = دفعة: { $title }
# title: اسم الدولة
people-scope-country = دولة: { $title }
people-role-given = أُسند الدور.
people-role-held-already = الدور مسند إليه من قبل ضمن هذا النطاق.

people-invite = الدعوة إلى الخدمة
people-invite-hint = تُرسل رسالة فيها رابط لوضع كلمة المرور، صالح سبعة أيام. كل رابط سابق يبطل.
people-invite-button = إرسال الدعوة
people-invited = كُتبت رسالة الدعوة.
people-suspend = إيقاف الحساب
people-suspend-hint = يُمنع الدخول فوراً إلى أن يُعاد الحساب.
people-suspend-link = مراجعة الإيقاف
people-suspend-title = مراجعة إيقاف الحساب
people-suspend-whom = الحساب الذي سيوقف:
people-suspend-what = يترتب على الإيقاف فوراً ما يلي:
people-suspend-sessions = انتهاء كل جلسات الدخول على جميع الأجهزة.
people-suspend-links = بطلان الروابط ورموز الواجهة البرمجية، ولا تعود بعد إعادة الحساب.
people-suspend-letters = توقف الرسائل والتذكيرات.
people-suspend-after = تبقى الحجوزات والحضور والدرجات كما هي، ويمكن إعادة الحساب في أي وقت.
people-suspend-button = إيقاف الحساب
people-suspended = أُوقف الحساب.
people-reinstate = إعادة الحساب
people-reinstate-hint = يعود الدخول ممكناً بكلمة المرور نفسها. ما انتهى بالإيقاف لا يعود.
people-reinstate-button = إعادة الحساب
people-reinstated = أُعيد الحساب.

people-new-title = إضافة شخص
people-new-lead = بعد الإضافة تُرسل الدعوة من صفحة الشخص.
people-name-ar = الاسم الكامل بالعربية
people-name-en = الاسم الكامل بالإنجليزية
people-name-hint = كما ينبغي أن يظهر في الشهادة.
people-email-hint = يُستخدم لتسجيل الدخول، ولا يكون لشخصين.
people-new-button = إضافة شخص
people-created = أُضيف الشخص. يمكن الآن إرسال الدعوة إليه.
