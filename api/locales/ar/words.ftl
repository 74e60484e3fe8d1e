# dynamic: digits-
# dynamic: month-
# dynamic: role-
# dynamic: weekday-

# أسماء قد تحتاج إليها كل صفحة
weekday-1 = الأحد
weekday-2 = الإثنين
weekday-3 = الثلاثاء
weekday-4 = الأربعاء
weekday-5 = الخميس
weekday-6 = الجمعة
weekday-7 = السبت
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
# تبدأ بعلامة اتجاه، لأن ما عداها معزول: وإلا قُرئت من اليسار إلى اليمين داخل جملة أخرى
# date وtime: مكتوبان بلغة الصفحة

role-fellow = زميل البرنامج
role-trainer = مدرب
role-mentor = مرشد
role-expert = خبير
role-programme_manager = مدير البرنامج
role-certificate_officer = مسؤول الشهادات
role-signatory = الموقِّع
role-lab_coordinator = منسق المختبرات
role-focal_point = ضابط الاتصال
role-indicator_steward = مسؤول المؤشرات
role-forum_coordinator = منسق المنتدى
role-administrator = مسؤول النظام

nav-home = عملي اليوم
nav-week = الأسبوع
nav-cohorts = الدفعات
nav-labs = المختبرات
nav-curriculum = المنهج التدريبي
nav-rooms = القاعات
nav-work = أعمالي
nav-marking = التقييم
nav-people = الأشخاص
nav-inbox = الإشعارات
nav-account = الحساب

digits-latin = 0 1 2 3 4
digits-arabic_indic = ٠ ١ ٢ ٣ ٤

field-label-email = البريد الإلكتروني
field-label-password = كلمة المرور
