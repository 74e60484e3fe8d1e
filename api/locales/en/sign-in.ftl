# Signing in and out, and the links of letters.
sign-in-title = Sign in
sign-in-lead = For fellows, trainers and staff of the Digital Twinning Fellowship Programme.
sign-in-button = Sign in
sign-in-forum-link = Register for the forum, without an account
sign-in-forgotten-link = Forgotten password
sign-out-done = You have signed out.
sign-out-everywhere-done = You have signed out on every device.
session-ended-title = Your session has ended
session-ended-lead = What you sent was not saved. Copy your text below, sign in, and send it again.

second-factor-title = Second step of signing in
second-factor-lead = Open the authenticator app on your phone and type the code that it shows for Zamala.
second-factor-code = Code
second-factor-code-hint = Six digits, or one of your recovery codes.
second-factor-button = Complete sign-in

forgotten-title = Forgotten password
forgotten-lead = We send a link for setting a new password to your e-mail address. It works for ten minutes.
forgotten-button = Send the link
forgotten-sent = If an account belongs to this address, a link is on its way. Please look at your e-mail.

link-title = Set your password
link-invitation-lead = Welcome. Choose the password with which you will sign in.
link-reset-lead = Choose a new password. You will be signed out on every device.
link-button = Set password
link-done = Your password has been set. You can sign in with it now.
