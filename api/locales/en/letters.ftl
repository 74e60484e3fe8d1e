# dynamic: letters-kind-
# dynamic: letters-state-

# The ledger of letters.
letters-title = Ledger of letters
letters-lead = To whom each letter went, when, and what became of it. The ledger never shows what a letter says.
letters-caption = Letters, newest first
letters-recipient = Recipient
letters-registrant = Somebody who registered for the forum
letters-kind = Letter
letters-state = State
letters-when = Sent or to be sent
letters-attempts = Attempts
letters-kind-invitation = Invitation
letters-kind-password-reset = Password reset
letters-kind-password-changed = Password changed
letters-kind-lab-reminder = Lab reminder
letters-kind-assignment-reminder = Reminder of work due
letters-kind-seat-passed = Seat from the waitlist
letters-kind-forum-confirmation = Confirmation of a forum registration
letters-kind-forum-ticket = Forum ticket
letters-kind-forum-waiting = Forum waitlist
letters-kind-forum-seat-passed = Forum seat from the waitlist
letters-kind-forum-cancelled = Cancelled forum registration
letters-kind-names-to-confirm = Names to confirm
letters-kind-certificate-issued = Certificate issued
letters-kind-certificate-revoked = Certificate revoked
letters-state-waiting = To be sent
letters-state-sending = Being sent
letters-state-sent = Sent
letters-state-dead = Could not be sent
letters-state-cancelled = Cancelled
letters-empty = There are no letters
letters-empty-text = Every letter that the service writes is recorded here.
letters-kind-work-received = Receipt for work
letters-kind-mark-released = Mark released
