# صندوق الإشعارات
notices-title = الإشعارات
notices-unread = { $count ->
    [zero] لا إشعارات غير مقروءة
    [one] إشعار واحد غير مقروء
    [two] إشعاران غير مقروءين
    [few] { $count } إشعارات غير مقروءة
    [many] { $count } إشعاراً غير مقروء
   *[other] { $count } إشعار غير مقروء
}
# when: موعد الجلسة؛ zone: اسم التوقيت
notices-lab = تذكير بجلسة مختبر: { $when } ({ $zone })
# when: آخر موعد؛ zone: اسم التوقيت
notices-due = تذكير بموعد التسليم: { $when } ({ $zone })
# when: آخر موعد؛ zone: اسم التوقيت
notices-overdue = فات موعد التسليم: { $when } ({ $zone })
# when: وقت وصول الإشعار
notices-came = وصل { $when }
notices-new = جديد
notices-read-button = تعليم كمقروء
notices-read-all-button = تعليم الكل كمقروء
notices-read = أصبح الإشعار مقروءاً.
notices-all-read = { $count ->
    [zero] لم يكن هناك إشعار غير مقروء.
    [one] أصبح إشعار واحد مقروءاً.
    [two] أصبح إشعاران مقروءين.
    [few] أصبحت { $count } إشعارات مقروءة.
    [many] أصبح { $count } إشعاراً مقروءاً.
   *[other] أصبح { $count } إشعار مقروءاً.
}
notices-empty = لا توجد إشعارات
notices-empty-text = تصلك هنا تذكيرات المختبرات ومواعيد التسليم، كما تصلك بالبريد الإلكتروني.
notices-mark-released = صدور الدرجة: { $when } ({ $zone })
notices-mark-corrected = تصحيح الدرجة: { $when } ({ $zone })
