# Help.
help-title = Help
help-lead = How to use Zamala, and whom to ask.
help-sign-in-title = Signing in
help-sign-in-text = You receive an invitation by e-mail and set your password with its link, which works for seven days. If the link has expired, ask the programme office for a new one.
help-forgotten-link = Forgotten password
help-labs-title = Booking labs
help-labs-text = You book one seat for each lab. When a session is full you join the waitlist; a seat that is given back passes to the first who waits, and we tell you by e-mail.
help-attendance-title = Attendance
help-attendance-text = The trainer marks attendance at the session. Your figure on the home page is new at once. If a mark is wrong, speak with the trainer.
help-work-title = Handing in work
help-work-text = Under “My work” you find what is due. Hand in a text or a file; the receipt with its number and time is your proof. Until the due time a newer version takes the place of the one before. After a mark is released you may hand in once more, and the higher mark counts.
help-marks-title = Marks
help-marks-text = You see a mark when it is released: each criterion, the calculation and the comments. A late hand-in loses points for each working day, as its page says.
help-certificates-title = Certificates
help-certificates-text = “My awards” shows what is still missing, with the link that mends it. Confirm your names there first: they are printed as you confirmed them. Certificates stand there as PDF and as a credential that anybody can check at the address printed on it.
help-forum-title = The forum
help-forum-text = Anybody may register for the forum without an account. The link in the letter confirms the registration within 48 hours and leads to the ticket, its calendar file and the way to cancel.
help-problem-title = When something goes wrong
help-problem-text = Error pages say what happened and what to do. If one shows a request number, quote it when you write to the programme office.

accessibility-title = Accessibility
accessibility-lead = Zamala is for everybody. It aims at WCAG 2.2, level AA, in Arabic and in English.
accessibility-can-title = What you can do
accessibility-can-keyboard = use everything with the keyboard alone
accessibility-can-zoom = enlarge text to 200 %, and the page to 400 %, without losing anything
accessibility-can-reader = use a screen reader in either language
accessibility-can-script = use everything without scripts, on old phones and slow lines
accessibility-can-colour = tell every state by its words and shape, not by colour alone
accessibility-how-title = How we check
accessibility-how-text = Every page is tested automatically in both languages before each release: structure, contrast, keyboard, reflow and reading order.
accessibility-report-title = Tell us
accessibility-report-text = If something stands in your way, tell the programme office which page it was and what you tried. We answer within five working days.

problem-request-id = Request number:
problem-home-link = Go to the home page
problem-code-label = Code
problem-help-link = Help
