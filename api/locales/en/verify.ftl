# The public verification of a certificate.
verify-title = Verification of a certificate
verify-lead = This page shows what the register says now. It needs no account.
verify-status = Status
verify-valid = This certificate is valid.
# on: a date
verify-expired = This certificate expired on { $on }.
verify-superseded = A newer certificate has replaced this one.
# class: of the reason; on: a date
verify-revoked = This certificate was revoked on { $on }. Reason: { $class }.
verify-newer = See the newer certificate
verify-sample = Sample data
verify-award = Award
verify-issuer = Awarding body
verify-expires-on = Valid until
verify-unknown = No certificate is registered under this code
verify-unknown-text = Please check the code on the certificate. If it is right and this page still appears, write to the programme office.
verify-ask-lead = Type the code at the end of the address printed on the certificate. No account is needed.
verify-code = Code
verify-code-hint = Letters and digits, with or without hyphens.
verify-button = Verify
verify-another = Verify another code
