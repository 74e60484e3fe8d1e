# المساعدة
help-title = المساعدة
help-lead = كيف تستخدم زمالة، ومن تسأل.
help-sign-in-title = تسجيل الدخول
help-sign-in-text = تصلك دعوة بالبريد الإلكتروني، وتعيّن كلمة مرورك من الرابط الوارد فيها، وهو صالح لسبعة أيام. إذا انتهت صلاحيته فاطلب رابطاً جديداً من مكتب البرنامج.
help-forgotten-link = نسيت كلمة المرور
help-labs-title = حجز المختبرات
help-labs-text = تحجز مقعداً واحداً في كل مختبر. إذا اكتملت المقاعد انضممت إلى قائمة الانتظار، والمقعد الذي يُعاد يُسند إلى أول المنتظرين، ونبلغك بذلك بالبريد الإلكتروني.
help-attendance-title = الحضور
help-attendance-text = يسجل المدرب الحضور في الجلسة، وتتحدث نسبتك في الصفحة الرئيسية فوراً. إذا وجدت خطأ فراجع المدرب.
help-problem-title = عند حدوث مشكلة
help-problem-text = تبين صفحة الخطأ ما حدث وما يمكن فعله. إذا ظهر فيها رقم للطلب فاذكره عند مراسلة مكتب البرنامج.

accessibility-title = سهولة الوصول الرقمي
accessibility-lead = زمالة للجميع، وتستهدف المستوى AA من إرشادات WCAG 2.2 بالعربية والإنجليزية.
accessibility-can-title = ما يمكنك فعله
accessibility-can-keyboard = استخدام كل شيء بلوحة المفاتيح وحدها
accessibility-can-zoom = تكبير النص إلى الضعف والصفحة إلى أربعة أضعاف دون فقدان شيء
accessibility-can-reader = استخدام قارئ الشاشة باللغتين
accessibility-can-script = استخدام كل شيء دون برامج نصية، وعلى الهواتف القديمة والاتصالات البطيئة
accessibility-can-colour = معرفة كل حالة بالكلمة والشكل، لا باللون وحده
accessibility-how-title = كيف نتحقق
accessibility-how-text = تُختبر كل صفحة آلياً باللغتين قبل كل إصدار: البنية والتباين ولوحة المفاتيح وإعادة الترتيب على الشاشات الصغيرة وتسلسل القراءة.
accessibility-report-title = أبلغنا
accessibility-report-text = إذا واجهت عائقاً فأخبر مكتب البرنامج بالصفحة وبما حاولت فعله. نرد خلال خمسة أيام عمل.

problem-request-id = رقم الطلب:
problem-home-link = الانتقال إلى الصفحة الرئيسية
problem-code-label = الرمز
problem-help-link = المساعدة
