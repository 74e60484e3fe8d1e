# أجزاء تشترك فيها صفحات عدة
error-summary-title = توجد مشكلة
notice-success = تم بنجاح:
notice-info = للعلم:
notice-warning = تنبيه:
notice-error = خطأ:

field-optional = (اختياري)
field-error-prefix = خطأ:
date-day = اليوم
date-month = الشهر
date-year = السنة
form-cancel-link = إلغاء

pagination-label = صفحات هذه القائمة
pagination-next = الصفحة التالية
pagination-first = الصفحة الأولى

schedule-now = الآن
