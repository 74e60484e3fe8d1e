# إطار كل صفحة
layout-service-name = زمالة
layout-owner-name = هيئة المعلومات والحكومة الإلكترونية
layout-title-error-prefix = خطأ:
layout-skip-link = الانتقال إلى المحتوى الرئيسي
layout-nav-label = القائمة الرئيسية
layout-breadcrumbs-label = موقعك في الخدمة
layout-sign-in-link = تسجيل الدخول
layout-sign-out-button = تسجيل الخروج
layout-help-link = المساعدة
layout-accessibility-link = سهولة الوصول الرقمي
layout-foot-owner = برنامج الزمالة للتوأمة الرقمية، مملكة البحرين
# now: التاريخ والوقت في البحرين، مكتوبان بلغة الصفحة
layout-now = التوقيت في البحرين: { $now }

layout-demo-label = عن هذا العرض التوضيحي
layout-demo-text = عرض توضيحي: جميع الأشخاص والأرقام هنا بيانات تجريبية.
# now: تاريخ العرض التوضيحي ووقته، مكتوبان بلغة الصفحة
layout-demo-clock = ساعة العرض التوضيحي: { $now }.
layout-demo-people-link = الدخول باسم شخص آخر
