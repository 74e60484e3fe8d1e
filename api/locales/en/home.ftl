# My work today, for each role.
home-title = My work today

# Fellow
home-cohort-and-dates = { $cohort }, { $dates }
home-residency-link = My residency
home-stat-week = Week
home-stat-complete = Micro-credentials complete
home-today = Today’s sessions
home-today-empty-title = No sessions today
home-today-empty-text = What comes next stands under the rest of the week.
home-this-week = The rest of the week
home-week-empty-title = No other sessions this week
home-due = Assignments due
home-due-empty-title = Nothing is due
home-due-empty-text = Everything that was due has been marked.
home-labs = Labs to go
home-labs-link = Book labs
home-labs-empty-title = No lab is left
home-labs-empty-text = All labs have been attended.
home-lab-booked = Booked
home-lab-waiting = Waitlist
home-lab-open = Can be booked
home-lab-closed = Cannot be booked
home-left-caption = What is left of my micro-credentials
home-left-empty-title = All micro-credentials are complete
home-left-empty-text = No lab and no assignment is left.
home-no-cohort-title = No cohort yet
home-no-cohort-text = Sessions, labs and assignments appear here once you belong to a cohort.

# Programme manager
home-manager-title = My cohorts
home-manager-empty-title = No cohorts yet
home-manager-empty-text = The cohorts that you run appear here, with what needs your attention.
home-manager-corrections = Corrections that await a second person
home-manager-week = Week { $week } of { $all }
home-manager-fellows = { $n ->
    [0] No fellows yet
    [one] 1 fellow
   *[other] { $n } fellows
}
home-manager-behind = { $n ->
    [0] Nobody is behind
    [one] 1 fellow is behind
   *[other] { $n } fellows are behind
}

# Trainer
home-trainer-today = My sessions today
home-trainer-today-empty-title = You have no sessions today
home-trainer-today-empty-text = Attendance is taken on the session’s page once it has begun.
home-trainer-without-attendance = Sessions without attendance
home-trainer-attendance-done = The attendance of all your sessions has been taken
home-trainer-unmarked = Work to mark
home-trainer-marking-link = All marking
home-trainer-later = My sessions in the days ahead
home-trainer-later-empty = You have no sessions in the next six days

# Mentor and focal point
home-mentor-caption = Fellows I mentor
home-mentor-empty-title = You mentor nobody yet
home-mentor-empty-text = The fellows whom you mentor appear here, with their attendance and work.
home-focal-point-caption = Fellows from my country
home-focal-point-empty-title = No fellows from your country yet
home-focal-point-empty-text = Fellows from your country appear here, with their attendance and completion.

# Lab coordinator
home-clashes = What does not fit in the next sixty days
home-clashes-empty-title = Everything fits
home-clashes-empty-text = Every session has a room large enough and its equipment, on a working day.
home-clash-certain = Does not fit
home-clash-possible = May not fit
home-clash-day-off = The day is not a working day
home-clash-provisional-holiday = The day may be a public holiday, not announced yet
home-clash-maintenance = Equipment is being maintained that day
home-clash-equipment-short = Not enough equipment for the seats
home-clash-room-too-small = The room is too small for the seats
home-rooms = Rooms today
home-rooms-link = Rooms and equipment
home-rooms-empty-title = No rooms yet
home-rooms-empty-text = Rooms appear here with what takes place in them today.
home-room = Room
home-room-capacity = Capacity
home-room-sessions = Sessions
home-room-no-sessions = No sessions today
home-room-state = State
home-room-free = Free
home-room-in-use = In use
home-room-planned = Used today

# Roles whose work comes later
home-expert-title = Technical consultations
home-expert-text = Requests for consultation addressed to you, their times, and models that await your review will appear here.
home-certificate-officer-title = Issuing certificates
home-certificate-officer-text = Every batch that a manager prepares appears here.
home-certificate-officer-empty = No batch awaits sealing
home-names-link = Confirm the names on my certificates
home-revocations = Proposed revocations that await your decision
home-batches-prepared = Batches that await sealing
home-signatory-title = Approving recipients
home-signatory-text = Lists of those who are to receive the fellowship certificate will appear here for your signature.
home-indicator-steward-title = Indicators
home-indicator-steward-text = Indicators that are due for an update, and evidence that awaits verification, will appear here.
home-forum-title = The annual forum
home-forum-closes = Registration closes on { $closes }.
home-forum-empty-title = There is no forum yet
home-forum-empty-text = The forum’s registrations appear here once it is announced.
home-administrator-title = Running the service
home-administrator-text = Accounts and roles, background jobs, and the audit log. What needs attention among them will appear here.
home-people-link = People and roles
home-jobs-link = Background jobs
home-audit-link = Audit log
home-cohorts-link = Cohorts
home-curriculum-link = Micro-credentials
home-no-role-title = You hold no role
home-no-role-text = Your work appears here once the programme gives you a role.

# Reports of a programme manager
home-reports-title = Reports
home-reports-to-sign-off = { $n ->
    [0] No report awaits your sign-off
    [one] 1 report awaits your sign-off
   *[other] { $n } reports await your sign-off
}
home-reports-unread = { $n ->
    [0] No unread reports
    [one] 1 unread report
   *[other] { $n } unread reports
}
