# dynamic: attendance-mark-

# كشف حضور الجلسة
attendance-title = تسجيل الحضور
attendance-caption = كشف الحضور
attendance-proposed = الحضور مقترح للجميع، فعدّل ما يلزم قبل الحفظ.
attendance-hint = تُكتب دقائق التأخر لمن حضر متأخراً. من تأخر عشر دقائق أو أقل تُحتسب له الجلسة كاملة.
attendance-fellow = زميل البرنامج
attendance-mark = الحضور
attendance-minutes = دقائق التأخر
attendance-credited = الدقائق المحتسبة
attendance-not-credited = لم تُسجَّل
# name: اسم الزميل
attendance-mark-of = حضور { $name }
# name: اسم الزميل
attendance-minutes-of = دقائق تأخر { $name }
attendance-mark-none = لم يُسجَّل
attendance-mark-present = حاضر
attendance-mark-late = حاضر متأخراً
attendance-mark-excused = غياب بعذر
attendance-mark-absent = غائب
attendance-save-button = حفظ الحضور
attendance-saved = { $count ->
    [zero] لم يُحفظ حضور أي زميل.
    [one] حُفظ حضور زميل واحد.
    [two] حُفظ حضور زميلين.
    [few] حُفظ حضور { $count } زملاء.
    [many] حُفظ حضور { $count } زميلاً.
   *[other] حُفظ حضور { $count } زميل.
}
attendance-closed = لم يُفتح تسجيل الحضور بعد
# when: تاريخ فتح التسجيل ووقته؛ zone: اسم التوقيت
attendance-opens = يُفتح تسجيل الحضور { $when } ({ $zone }).
attendance-empty = لا أسماء في كشف الحضور
attendance-empty-text = لم يحجز أحد مقعداً في هذه الجلسة.
attendance-session-link = صفحة الجلسة
