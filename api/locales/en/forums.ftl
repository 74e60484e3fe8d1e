# dynamic: forums-need-
# dynamic: forums-state-

# The forum: for everybody, for who registered, and for its coordinators.
forums-title = Forum
forums-lead = The annual forum of the programme. Anyone can register; no account is needed.
forums-empty = There is no forum yet
forums-empty-text = A forum appears here once it is announced.
forums-open = Registration is open
forums-not-open-yet = Registration has not opened yet
forums-closed = Registration is closed
forums-about = About the forum
forums-days = Days
forums-host = Host
forums-window = Registration
forums-window-text = { $opens } to { $closes }
forums-seats-on-site = Seats on site
forums-seats-online = Seats online
forums-seats-none = All taken: anyone who registers now joins the waitlist
forums-seats-free = { $n ->
    [one] { $n } free
   *[other] { $n } free
 }
forums-sessions = Sessions
forums-invited = By invitation
forums-invited-text = The forum coordinator gives these tickets by invitation:
forums-register-link = Register
forums-back-link = About the forum
forums-on-site = On site
forums-online = Online

forums-register-title = Register for the forum
forums-register-name-ar = Full name in Arabic
forums-register-name-en = Full name in English
forums-register-name-hint = One of the two is enough. Write it as it should appear on your ticket.
forums-register-email-hint = We send a link to this address. Your registration counts once you have opened it.
forums-register-organisation = Organisation
forums-register-country = Country
forums-register-country-other = Another country
forums-register-choose = Choose from the list
forums-register-ticket = I take part as
forums-register-language = Language of letters
forums-register-needs = What do you need to take part?
forums-register-needs-hint = Only the forum coordinators see this, to prepare for you. It is erased 14 days after the forum, or when you cancel.
forums-register-purpose = We use what you enter to hold the forum and for nothing else. Your name and address are erased two years after the forum, or 90 days after it if you do not take part. You can cancel at any time from your ticket’s page.
forums-register-consent = I agree to this use of my data
forums-register-button = Register
forums-registered-title = Please check your e-mail
forums-registered-lead = We have sent a letter to the address that you entered. Open its link within 48 hours to confirm your registration.
forums-registered-text = No letter? Look in your spam folder, or register again after ten minutes. If the address is already registered, the letter has the link to the ticket.

forums-confirm-title = Confirm your registration
forums-confirm-lead = When you confirm, you get a seat or, if all seats are taken, a place on the waitlist.
forums-confirm-button = Confirm
forums-confirmed-seat = Your registration is confirmed. This is your ticket; it was also sent to you.
forums-confirmed-waiting = Your registration is confirmed. All seats are taken: you are on the waitlist.
forums-forum = Forum
forums-name = Name
forums-email = E-mail
forums-ticket-type = Ticket
forums-ticket-title = Your ticket
forums-participation = Participation
forums-seat-number = Seat
forums-place = Place on the waitlist
forums-details = Details
forums-entrance = At the entrance
forums-qr = QR code with the address of this ticket
forums-entrance-text = Show this code. The address of this page is yours alone: please do not share it.
forums-waiting-text = As soon as a seat is free for you, it is yours and you get a letter.
forums-cancelled-text = This registration is cancelled: the ticket is no longer valid.
forums-calendar-link = Add the days to the calendar
forums-cancel-link = Cancel the registration
forums-cancel-title = Cancel the registration
forums-cancel-seat-text = Your seat passes to the next person on the waitlist. You cannot take it back.
forums-cancel-waiting-text = You give up your place on the waitlist. You cannot take it back.
forums-cancel-button = Cancel the registration
forums-keep-link = Keep the registration
forums-cancelled = The registration is cancelled

forums-registrations-title = Registrations
forums-figures = Figures
forums-who = Who registered
forums-search = Search by name or organisation
forums-search-button = Search
forums-all-link = Show all
forums-state = State
forums-from = Organisation and country
forums-needs = Access needs
forums-nobody = No results
forums-nobody-text = Try part of the name, in Arabic or in English.
forums-state-unconfirmed = Not confirmed yet
forums-state-waiting = On the waitlist
forums-state-confirmed = Confirmed
forums-state-cancelled = Cancelled
forums-need-step_free = Step-free access
forums-need-sign_language = Sign-language interpretation
forums-need-hearing_loop = Hearing loop
forums-need-large_print = Large print
forums-need-companion = Someone comes with me to help
forums-need-contact = Something else: please write to me
