# dynamic: field-

# ما الخطأ في حقل واحد
field-required = يرجى ملء هذا الحقل
# max: أقصى عدد للحروف
field-too-long = الحد الأقصى لعدد الحروف: { $max }
field-out-of-range = أدخل عدداً من { $min } إلى { $max }
field-password-too-short = الحد الأدنى لعدد الحروف: { $min }
field-password-too-long = الحد الأقصى لعدد الحروف: { $max }
field-password-common = اختر كلمة مرور أصعب تخميناً: هذه شائعة أو مشتقة من اسمك أو بريدك
field-password-differs = أدخل كلمة المرور نفسها في الحقلين
field-password-wrong = كلمة المرور غير صحيحة
field-email-taken = هذا البريد الإلكتروني مسجل لشخص آخر
field-not-a-time = أدخل التاريخ والوقت، مثال: 2026-11-15 20:00
field-fellow-not-expected = تغيّرت قائمة المتوقع حضورهم، فراجع الكشف ثم احفظه من جديد
# max: مدة الجلسة بالدقائق
field-minutes-late-range = أدخل دقائق التأخر رقماً صحيحاً لا يتجاوز { $max }
field-marks-empty = سجّل حضور زميل واحد على الأقل
field-file-empty = الملف فارغ
field-unknown = اختر من القائمة
field-scope-contradictory = النطاق لا يناسب الدور: مسؤول النظام للخدمة كلها، وبقية الأدوار لبرنامج أو دفعة أو دولة
field-out-of-order = أدخل تاريخ نهاية لا يسبق تاريخ البداية
field-invisible-character = احذف الحروف غير المرئية، ويمكن كتابة النص من جديد بدلاً من لصقه
field-email-form = أدخل عنوان بريد صحيحاً، مثل name@example.org
field-required-name-ar = أدخل الاسم الكامل بالعربية
field-required-name-en = أدخل الاسم الكامل بالإنجليزية
field-required-email = أدخل البريد الإلكتروني
field-required-language = اختر لغة المراسلة
field-required-role = اختر الدور
field-required-scope = اختر نطاق الدور
field-required-file = اختر الملف قبل رفعه
field-work-empty = يلزم كتابة النص أو اختيار ملف
field-work-both = يُسلَّم نص أو ملف، لا كلاهما
field-required-level = يلزم اختيار مستوى لكل معيار
field-level-unknown = يلزم اختيار مستوى من القائمة
field-criterion-unknown = تغيّر سُلّم التقدير: يلزم فتح الصفحة من جديد
field-required-reason = يلزم ذكر سبب تصحيح الدرجة
field-name-in-one-script = أدخل الاسم الكامل بالعربية أو بالإنجليزية
field-consent = تلزم الموافقة على استخدام بياناتك: لا يمكننا حفظ التسجيل من دونها
field-required-code = أدخل رمز الشهادة
field-required-cohort = اختر الدفعة
field-required-micro-credential = اختر الشهادة الاحترافية المصغرة
field-required-class = اختر نوع السبب
