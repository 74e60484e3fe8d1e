# A fellow's labs, and booking seats.
labs-title = Development labs
labs-lead = Choose one session of each lab. When a session is full you can join its waitlist; a seat that is given back passes to the first in line.
# lab: the lab's title
labs-caption = Sessions of { $lab }
labs-when = When
labs-place = Place
labs-seats = Seats
labs-booking = Booking
labs-booked-elsewhere = You have booked another session of this lab
labs-empty = There are no sessions to book
labs-empty-text = Your cohort’s coming lab sessions appear here as soon as they are scheduled.
