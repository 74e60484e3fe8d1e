# A residency: the fellow's page, and tables that other pages show too.
residencies-name = Name
residencies-country = Country
residencies-mentor = Mentor
residencies-mentor-none = Not settled yet
residencies-attendance = Attendance
residencies-maximum = Highest possible
residencies-work-marked-count = Assignments marked
residencies-state = State
residencies-no-figure = None yet

residencies-behind = Behind
residencies-on-track = On track
residencies-not-begun = Not begun
# percent: "85%"
residencies-behind-attendance = Attendance below { $percent }
residencies-behind-work = { $n ->
    [one] 1 assignment past due and not handed in
   *[other] { $n } assignments past due and not handed in
}

residencies-stat-attendance = Attendance so far
residencies-stat-required = { $percent } is required
residencies-stat-below = Below the required { $percent }
residencies-stat-maximum = Highest possible
residencies-stat-maximum-hint = If everything that remains is attended
residencies-stat-complete = Micro-credentials complete
residencies-stat-work = Assignments marked

# credited, planned: minutes; percent: "83.99%"
residencies-working = { $credited } credited minutes ÷ { $planned } planned minutes = { $percent }
residencies-working-rule = Required sessions count once they were held and their attendance was taken. Excused absence leaves both figures, up to a tenth of the planned minutes.
residencies-no-attendance-title = No attendance figure yet
residencies-no-attendance-text = It is reckoned once the attendance of the first session has been taken.

residencies-left-caption = What is left of each micro-credential
residencies-nothing-taught-title = No micro-credentials yet
residencies-nothing-taught-text = They appear here once the cohort’s curriculum is settled.
residencies-micro-credential = Micro-credential
residencies-lab = Lab
residencies-work = Assignment
residencies-mark = Mark
residencies-complete = Complete
residencies-incomplete = Not complete

residencies-lab-none = No lab
residencies-lab-attended = Attended
residencies-lab-not-attended = Not yet attended
# time: day, date and time of day
residencies-lab-booked = Seat booked: { $time }
residencies-lab-waiting = Waitlist, place { $place }: { $time }
residencies-lab-to-book = Book a seat
residencies-lab-nothing-to-book = No session to book

residencies-work-none = No assignment
residencies-work-marked = Marked
residencies-work-excused = Excused
residencies-work-undated = No due date yet
residencies-work-due = Due { $time }
residencies-work-past-due = Was due { $time }
residencies-due-in = { $n ->
    [0] Due today
    [1] Due tomorrow
   *[other] Due in { $n } days
}
residencies-due-past = { $n ->
    [0] Was due today
    [1] Was due yesterday
   *[other] Was due { $n } days ago
}
residencies-due-tag-past = Past due
residencies-due-tag-soon = Due soon

residencies-facts = About the residency
residencies-cohort = Cohort
residencies-sponsor = Sponsoring organisation
residencies-state-accepted = Accepted; the residency has not begun
residencies-state-active = In residence
