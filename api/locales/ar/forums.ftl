# dynamic: forums-need-
# dynamic: forums-state-

# المنتدى: للجميع، ولمن سجّل، ولمنسقيه.
forums-title = المنتدى
forums-lead = المنتدى السنوي للبرنامج. التسجيل متاح للجميع ولا يلزم له حساب.
forums-empty = لا يوجد منتدى بعد
forums-empty-text = يظهر المنتدى هنا عند الإعلان عنه.
forums-open = التسجيل مفتوح
forums-not-open-yet = لم يُفتح التسجيل بعد
forums-closed = أُغلق التسجيل
forums-about = عن المنتدى
forums-days = الأيام
forums-host = الجهة المستضيفة
forums-window = التسجيل
forums-window-text = من { $opens } إلى { $closes }
forums-seats-on-site = المقاعد الحضورية
forums-seats-online = المقاعد عن بُعد
forums-seats-none = المقاعد كلها مشغولة، والتسجيل الآن على قائمة الانتظار
forums-seats-free = { $n ->
    [zero] لا مقاعد شاغرة
    [one] مقعد واحد شاغر
    [two] مقعدان شاغران
    [few] { $n } مقاعد شاغرة
    [many] { $n } مقعداً شاغراً
   *[other] { $n } مقعد شاغر
 }
forums-sessions = الجلسات
forums-invited = بالدعوة
forums-invited-text = لا تُتاح هذه التذاكر هنا، ويتواصل المنظمون مع المدعوين مباشرة:
forums-register-link = التسجيل
forums-back-link = عن المنتدى
forums-on-site = حضورياً
forums-online = عن بُعد

forums-register-title = التسجيل في المنتدى
forums-register-name = الاسم الكامل
forums-register-name-ar = بالعربية
forums-register-name-en = بالإنجليزية
forums-register-name-hint = يكفي أحدهما، ويُكتب كما يُراد أن يظهر على التذكرة.
forums-register-email-hint = نرسل رابطاً إلى هذا العنوان، ولا يُحتسب التسجيل إلا بعد فتح الرابط.
forums-register-organisation = الجهة
forums-register-country = الدولة
forums-register-country-other = دولة أخرى
forums-register-choose = الاختيار من القائمة
forums-register-ticket = صفة المشاركة
forums-register-language = لغة المراسلة
forums-register-needs = ما الذي يلزمك للمشاركة؟
forums-register-needs-hint = لا يطّلع عليه إلا منسقو المنتدى لتهيئة ما يلزم لمشاركتك، ويُمحى بعد المنتدى بأربعة عشر يوماً أو عند إلغاء التسجيل.
forums-register-purpose = نستخدم بياناتك لعقد المنتدى وحده. ويُمحى اسمك وعنوان بريدك بعد المنتدى بسنتين، أو بتسعين يوماً إن لم تشارك. ويمكنك إلغاء التسجيل في أي وقت من صفحة تذكرتك.
forums-register-consent = أوافق على استخدام بياناتي لهذا الغرض
forums-register-button = إرسال التسجيل
forums-registered-title = يُرجى مراجعة بريدك الإلكتروني
forums-registered-lead = أرسلنا رسالة إلى العنوان الذي أدخلته. يُرجى فتح الرابط الوارد فيها خلال 48 ساعة لتأكيد تسجيلك.
forums-registered-text = لم تصل الرسالة؟ يُرجى البحث عنها في مجلد البريد غير المرغوب فيه، أو إعادة التسجيل بعد عشر دقائق. وإن كان العنوان مسجَّلاً من قبل، ففي الرسالة رابط التذكرة.

forums-confirm-title = تأكيد التسجيل
forums-confirm-lead = عند التأكيد يُخصص لك مقعد، أو مكان على قائمة الانتظار إن كانت المقاعد كلها مشغولة.
forums-confirm-button = تأكيد
forums-link-unknown-lead = ربما استُعمل من قبل، أو حلّت محله رسالة أحدث، أو انتهت صلاحيته.
forums-link-unknown-text = إن كنت قد أكدت تسجيلك فتذكرتك في الرسالة الثانية، وإلا فأعد التسجيل من صفحة المنتدى ليصلك رابط جديد.
forums-link-unknown-link = صفحة المنتدى
forums-confirmed-seat = تأكد تسجيلك. هذه تذكرتك، وقد أُرسلت إليك أيضاً.
forums-confirmed-waiting = تأكد تسجيلك. المقاعد كلها مشغولة، فأنت على قائمة الانتظار.
forums-forum = المنتدى
forums-name = الاسم
forums-email = البريد الإلكتروني
forums-ticket-type = التذكرة
forums-ticket-title = تذكرتك
forums-participation = المشاركة
forums-seat-number = المقعد
forums-place = الترتيب على قائمة الانتظار
forums-place-in-line = الترتيب { $place }
forums-details = التفاصيل
forums-entrance = عند الدخول
forums-qr = رمز استجابة سريعة للدخول
forums-entrance-text = يُبرَز هذا الرمز عند الدخول، من هذه الصفحة أو من الصورة المرفقة بالرسالة.
forums-online-text = مشاركتك عن بُعد، فلا يلزم إبراز شيء عند الدخول.
forums-address-text = عنوان هذه الصفحة خاص بك، ويستطيع من يعرفه إلغاء التسجيل، فلا تشاركه مع أحد.
forums-waiting-text = ما إن يتوفر لك مقعد حتى يُسند إليك وتصلك رسالة.
forums-cancelled-text = أُلغي هذا التسجيل، ولم تعد التذكرة صالحة.
forums-calendar-link = إضافة الأيام إلى التقويم
forums-cancel-link = إلغاء التسجيل
forums-cancel-title = إلغاء التسجيل
forums-cancel-seat-text = تتنازل عن مقعدك ولا يمكن استرجاعه. ويُسند إلى أول المنتظرين إن وُجدوا وكان التسجيل لا يزال مفتوحاً.
forums-cancel-online-text = تتنازل عن مكانك في المشاركة عن بُعد ولا يمكن استرجاعه. ويُسند إلى أول المنتظرين إن وُجدوا وكان التسجيل لا يزال مفتوحاً.
forums-cancel-waiting-text = تتنازل عن ترتيبك على قائمة الانتظار، ولا يمكن استرجاعه.
forums-cancel-button = إلغاء التسجيل
forums-keep-link = الإبقاء على التسجيل
forums-cancelled = أُلغي التسجيل

forums-registrations-title = التسجيلات
forums-figures = الأعداد
forums-who = المسجَّلون
forums-search = البحث بالاسم أو الجهة
forums-search-button = بحث
forums-all-link = عرض الجميع
forums-state = الحالة
forums-state-any = كل الحالات
forums-from = الجهة والدولة
forums-needs = متطلبات الوصول
forums-nobody = لا توجد نتائج
forums-nobody-text = يُرجى البحث بجزء من الاسم بالعربية أو بالإنجليزية.
forums-state-unconfirmed = لم يؤكَّد بعد
forums-state-waiting = على قائمة الانتظار
forums-state-confirmed = مؤكَّد
forums-state-cancelled = ملغى
forums-need-step_free = مدخل بلا درجات
forums-need-sign_language = ترجمة إلى لغة الإشارة
forums-need-hearing_loop = نظام لتقوية السمع
forums-need-large_print = طباعة بحروف كبيرة
forums-need-companion = يرافقني من يساعدني
forums-need-contact = أمر آخر: أرجو مراسلتي
