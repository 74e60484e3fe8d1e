# ما الخطأ في حقل واحد
field-required = يرجى ملء هذا الحقل
# max: أقصى عدد للحروف
field-too-long = الحد الأقصى لعدد الحروف: { $max }
field-out-of-range = أدخل عدداً من { $min } إلى { $max }
field-password-too-short = الحد الأدنى لعدد الحروف: { $min }
field-password-too-long = الحد الأقصى لعدد الحروف: { $max }
field-password-common = اختر كلمة مرور أصعب تخميناً: هذه شائعة أو مشتقة من اسمك أو بريدك
field-password-differs = أدخل كلمة المرور نفسها في الحقلين
field-email-taken = هذا البريد الإلكتروني مسجل لشخص آخر
field-not-a-time = أدخل التاريخ والوقت، مثال: 2026-11-15 20:00
