# سجل التدقيق
audit-title = سجل التدقيق
audit-lead = من فعل ماذا ومتى، الأحدث أولاً. كل قيد مرقّم ومسلسل بما قبله، فلا يُغيَّر ولا يُحذف دون أثر.
audit-when = الوقت
audit-who = من
audit-action = الإجراء
audit-subject = الموضوع
audit-number = رقم القيد
audit-service = الخدمة نفسها
audit-unknown-person = شخص غير معروف
audit-not-numbered = لم يُرقَّم بعد
audit-empty = لا قيود في السجل
