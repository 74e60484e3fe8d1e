# Pages of the demonstration.
dev-people-title = Who is who
dev-people-lead = Choose a person to sign in as. No passwords here: every person is sample data.
dev-person-title = Sign in as this person
dev-person-button = Sign in
dev-letters-title = Letters
dev-letters-lead = The demonstration keeps letters here instead of sending them.
dev-letters-to = To
dev-letters-html-link = As a mail program shows it
dev-letters-empty-title = No letters yet
dev-letters-empty-text = Book a lab, or move the clock forward, and look again.
dev-clock-title = Clock
dev-clock-now = Move forward to
dev-clock-now-hint = For example 2026-11-15 20:00, in Bahrain's time.
dev-clock-button = Move the clock
dev-clock-moved = The clock has been moved.
