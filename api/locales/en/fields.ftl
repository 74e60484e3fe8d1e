# What is wrong with one field. Figures are arguments.
field-required = Fill in this field
field-too-long = Use at most { $max } characters
field-out-of-range = Enter a number from { $min } to { $max }
field-password-too-short = Use at least { $min } characters
field-password-too-long = Use at most { $max } characters
field-password-common = Choose a password that is harder to guess: this one is common, or made of your name or address
field-password-differs = Enter the same password in both fields
field-email-taken = Another person already has this address
field-not-a-time = Enter date and time, for example 2026-11-15 20:00
