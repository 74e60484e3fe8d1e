# التحقق العام من شهادة
verify-title = التحقق من شهادة
verify-lead = تعرض هذه الصفحة ما في السجل الآن، ولا يلزم حساب للاطلاع عليها.
verify-status = الحالة
verify-valid = هذه الشهادة سارية.
# on: a date
verify-expired = انتهت صلاحية هذه الشهادة في { $on }.
verify-superseded = حلّت محل هذه الشهادة شهادة أحدث منها.
# class: of the reason; on: a date
verify-revoked = أُلغيت هذه الشهادة في { $on }. السبب: { $class }.
verify-newer = الاطلاع على الشهادة الأحدث
verify-sample = بيانات تجريبية
verify-award = الاستحقاق
verify-issuer = الجهة المانحة
verify-expires-on = سارية حتى
verify-unknown = لا توجد شهادة مسجَّلة بهذا الرمز
verify-unknown-text = يُرجى التحقق من الرمز المدوَّن على الشهادة. فإن كان صحيحاً وظلت هذه الصفحة تظهر، فيُرجى مراسلة مكتب البرنامج.
verify-ask-lead = اكتب الرمز الوارد في نهاية العنوان المطبوع على الشهادة. لا حاجة إلى حساب.
verify-code = الرمز
verify-code-hint = أحرف لاتينية وأرقام، بالشرطات أو دونها.
verify-button = التحقق
verify-another = التحقق من رمز آخر
