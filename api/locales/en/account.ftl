# dynamic: tokens-scope-

# The own account.
account-title = Account
account-lead = How you sign in, and how you like to read.
account-signing-in-title = Signing in
account-password-link = Change of password
account-no-password = No password has been set.
account-second-factor-link = Manage the second factor
account-sessions-title = Devices
# count: sessions that stand now
account-sessions-text = { $count ->
    [one] You are signed in on this device only.
   *[other] You are signed in on { $count } devices or browsers.
}
account-sign-out-everywhere-button = Sign out on every device
account-reading-title = Reading
account-preferences-link = Change
account-tokens-text = Tokens let your own programs use the API in your name.
account-tokens-link = Manage tokens

password-title = Change of password
password-lead = You will be signed out on every device, and told by e-mail.
password-current = Current password
password-new = New password
password-new-hint = At least 12 characters. A sentence is good; passwords that many people use are refused.
password-new-again = New password again
password-button = Change password
password-changed = Your password has been changed. Please sign in with the new one.

preferences-title = Reading
preferences-digits = Digits on Arabic pages
preferences-digits-hint = Codes and certificate numbers keep their form. You may type either.
preferences-button = Save
preferences-saved = Your choice has been saved.

second-factor-own-title = Second factor
second-factor-own-lead = A code from your phone beside the password: a stolen password alone then opens nothing.
second-factor-is-on = On
second-factor-is-off = Off
second-factor-begin-button = Turn on
second-factor-setup-title = Turn on the second factor
second-factor-setup-lead = You need an authenticator app on your phone.
second-factor-scan-title = 1. Scan
second-factor-qr = QR code for the authenticator app
second-factor-secret-text = If you cannot scan it, type this secret into the app:
second-factor-confirm-title = 2. Confirm
second-factor-setup-code-hint = The six digits that the app shows now.
second-factor-confirm-button = Confirm and turn on
second-factor-off-title = Turn off
second-factor-off-button = Turn off the second factor
second-factor-turned-off = The second factor is off.

recovery-codes-title = Your recovery codes
recovery-codes-lead = The second factor is on. Keep these codes in a safe place: each opens your account once when your phone is not at hand. They are not shown again.
recovery-codes-kept-button = I have kept them
recovery-codes-new-title = New recovery codes
recovery-codes-new-hint = The present codes stop working.
recovery-codes-new-button = Make new codes
recovery-codes-left = { $count ->
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
}

tokens-title = Personal tokens
tokens-lead = For programs that use the API in your name. A token can do at most what you can.
tokens-docs-link = What the API can do (in English)
tokens-secret-title = Your new token
tokens-secret-text = Copy it now; it is not shown again.
tokens-live-title = Tokens in force
tokens-caption = Your tokens
tokens-empty-title = You have no tokens.
tokens-new-title = New token
tokens-name = Name
tokens-name-hint = What it is for, for example the laptop at work.
tokens-scope = Scope
tokens-scope-read = Read
tokens-scope-read-hint = Sees what you see and changes nothing.
tokens-scope-read_write = Read and write
tokens-scope-read_write-hint = Does what you may do.
tokens-days = Days in force
tokens-days-hint = 1 to 365.
tokens-expires = Ends
tokens-last-used = Last used
tokens-never-used = Never
tokens-action = Action
tokens-revoke-button = Revoke
tokens-revoked = The token has been revoked.
tokens-button = Create token
