# dynamic: rooms-clash-

# القاعات والأجهزة وما يتعارض مع الجدول
rooms-title = القاعات
# from, to: أول يوم وآخر يوم
rooms-week = من { $from } إلى { $to }
rooms-weeks = أسابيع أخرى
rooms-earlier = الأيام السبعة السابقة
rooms-today = من اليوم
rooms-later = الأيام السبعة التالية
rooms-clashes = ما يحتاج إلى معالجة
# until: آخر يوم في الفترة
rooms-clashes-hint = الجلسات التي لا تلائم يومها أو قاعتها أو أجهزتها حتى { $until }.
rooms-clashes-empty = لا تعارض في الجلسات القادمة
rooms-session = الجلسة
rooms-when = الموعد
rooms-room = القاعة
rooms-clash = التعارض
rooms-clash-day-off = يوم عطلة
rooms-clash-provisional-holiday = عطلة متوقعة تنتظر الإعلان
rooms-clash-equipment-in-maintenance = أجهزة قيد الصيانة
rooms-clash-equipment-short = أجهزة لا تكفي المقاعد
rooms-clash-room-too-small = قاعة أصغر من عدد المقاعد
rooms-capacity = { $count ->
    [zero] لا تتسع لأحد
    [one] تتسع لشخص واحد
    [two] تتسع لشخصين
    [few] تتسع لـ{ $count } أشخاص
    [many] تتسع لـ{ $count } شخصاً
   *[other] تتسع لـ{ $count } شخص
}
rooms-step-free = مدخل بلا درجات
rooms-hearing-loop = نظام لتقوية السمع
# from, to: أول يوم وآخر يوم
rooms-maintenance = صيانة من { $from } إلى { $to }
# from: اليوم
rooms-maintenance-day = صيانة { $from }
# kind: نوع الجلسة؛ lead: اسم المدرب
rooms-kind-and-lead = { $kind }، { $lead }
rooms-empty = لا جلسات في هذه الأيام.
rooms-none = لم تُضف قاعات بعد
