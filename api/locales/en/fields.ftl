# dynamic: field-

# What is wrong with one field. Figures are arguments.
field-required = Fill in this field
field-too-long = Use at most { $max } characters
field-out-of-range = Enter a number from { $min } to { $max }
field-password-too-short = Use at least { $min } characters
field-password-too-long = Use at most { $max } characters
field-password-common = Choose a password that is harder to guess: this one is common, or made of your name or address
field-password-differs = Enter the same password in both fields
field-password-wrong = The password is wrong
field-email-taken = Another person already has this address
field-not-a-time = Enter date and time, for example 2026-11-15 20:00
field-fellow-not-expected = Who is expected has changed: check the sheet and save it again
# max: the session's length in minutes
field-minutes-late-range = Enter the minutes late as a whole number of at most { $max }
field-marks-empty = Mark at least one fellow
field-file-empty = The file is empty
field-unknown = Choose from the list
field-scope-contradictory = The scope does not suit the role: administrators are so for the whole service, every other role for a programme, a cohort or a country
field-out-of-order = Enter a last day that is not before the first
field-invisible-character = Remove invisible characters: write the text anew instead of pasting it
field-email-form = Enter an e-mail address such as name@example.org
field-required-name-ar = Enter the full name in Arabic
field-required-name-en = Enter the full name in English
field-required-email = Enter the e-mail address
field-required-language = Choose the language of letters
field-required-role = Choose the role
field-required-scope = Choose the scope of the role
field-required-file = Choose the file before you upload it
field-work-empty = Write your text, or choose a file
field-work-both = Hand in either a text or a file, not both
field-required-level = Choose a level for each criterion
field-level-unknown = Choose a level from the list
field-criterion-unknown = The rubric has changed: open the page again
field-required-reason = Say why the mark is corrected
field-name-in-one-script = Enter the full name in Arabic or in English
field-consent = Agree to the use of your data: without it we cannot keep your registration
field-required-code = Enter the code of the certificate
field-required-cohort = Choose the cohort
field-required-micro-credential = Choose the micro-credential
field-required-class = Choose the kind of reason
