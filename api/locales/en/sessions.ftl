# dynamic: sessions-kind-
# dynamic: sessions-zone-

# A session's page: when, where, seats and material.
# date: weekday and date; time: from hour to hour; zone: the time zone's name
sessions-when = { $date }, { $time } ({ $zone })
sessions-zone-asia-bahrain = Bahrain time
sessions-cancelled = Cancelled
sessions-on-hold = On hold

sessions-facts = About the session
sessions-kind = Kind
sessions-kind-lecture = Lecture
sessions-kind-workshop = Workshop
sessions-kind-seminar = Seminar
sessions-kind-simulation = Scenario simulation
sessions-kind-lab = Development lab
sessions-kind-ceremony = Ceremony
sessions-kind-site-visit = Site visit
sessions-kind-survey = Survey
sessions-kind-showcase = Showcase
sessions-place = Place
sessions-place-note = About the place
sessions-access = Accessibility
sessions-access-both = Step-free access and a hearing loop
sessions-access-step-free = Step-free access
sessions-access-hearing-loop = A hearing loop; no step-free access
sessions-access-neither = Neither step-free access nor a hearing loop
sessions-lead = Trainer
sessions-duty = Duty
sessions-mandatory = Attendance is mandatory
sessions-not-mandatory = Counts towards overall attendance
sessions-credited = Credited time
sessions-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
sessions-permit = Access permit
sessions-permit-needed = An access permit is needed
sessions-transport = Transport
sessions-transport-yes = Transport from the programme’s seat is provided
sessions-code = Session code

sessions-seat = Your seat
sessions-own-seat = You have a seat
# place: the place in line
sessions-own-place = On the waitlist, number { $place }
sessions-seats-left = { $count ->
    [0] No seats left
    [one] { $count } seat left
   *[other] { $count } seats left
}
sessions-waiting-count = { $count ->
    [0] Nobody on the waitlist
    [one] { $count } fellow on the waitlist
   *[other] { $count } fellows on the waitlist
}
sessions-book-button = Book a seat
sessions-book-hint = You will be reminded by letter before the session. You can give the seat back until it begins.
sessions-join-line-button = Join the waitlist
sessions-join-line-hint = A seat that is given back passes to the first on the waitlist, who is told by letter.
sessions-give-back-button = Give the seat back
sessions-give-back-hint = If you cannot come, give the seat back so that another fellow can use it.
sessions-leave-line-button = Leave the waitlist
sessions-leave-line-hint = When your turn on the waitlist comes, the seat is yours and a letter tells you so.
sessions-booked = A seat in this session is yours.
# place: the place in line
sessions-joined-line = No seat is left. You joined the waitlist as number { $place }.
sessions-given-back = The seat was given back.
sessions-left-line = You left the line.

sessions-bookings = Seats and waitlist
# count: seats taken; seats: all seats
sessions-seated-count = { $count ->
    [0] None of { $seats } seats is taken
    [one] { $count } of { $seats } seats is taken
   *[other] { $count } of { $seats } seats are taken
}
sessions-seated-empty = The fellows who book a seat are listed here.

sessions-material = Session material
sessions-material-empty = No material has been added yet
# when: date and time of the upload
sessions-file-added-at = Added { $when }
sessions-size-kilobytes = { $figure } kB
sessions-size-megabytes = { $figure } MB
sessions-file = Add a file
# size: the largest size in megabytes
sessions-file-hint = A PDF, Word, Excel or PowerPoint document, a PNG or JPEG picture, or plain text, of at most { $size } MB.
sessions-file-button = Upload the file
sessions-file-added = The file was added to the session’s material.

sessions-attendance-link = Take attendance

sessions-hold = Hold on bookings
sessions-hold-text = Bookings of this session are on hold:
# when: date and time of the hold
sessions-hold-since = Since { $when }
sessions-hold-hint = While a session is on hold no seat can be booked. Earlier bookings stay as they are.
sessions-hold-summary = Hold bookings of this session
sessions-reason-ar = Reason in Arabic
sessions-reason-en = Reason in English
sessions-hold-button = Hold bookings
sessions-held = Bookings of this session are on hold.
sessions-lift-hint = When the hold is lifted, fellows can book seats again.
sessions-lift-button = Lift the hold
sessions-hold-lifted = The hold was lifted. Seats can be booked again.
