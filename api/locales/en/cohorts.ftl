# Cohorts: the list, and a cohort's page.
cohorts-title = Cohorts
cohorts-lead = The cohorts that concern you, in the order of their beginning.
cohorts-empty-title = No cohorts yet
cohorts-empty-text = Cohorts in which you have a role appear here.
# from, to: dates already written in the page's language
cohorts-dates = { $from } to { $to }
cohorts-state-planned = Planned
cohorts-state-admissions-open = Admissions open
cohorts-state-running = Running
cohorts-state-completed = Completed
cohorts-state-cancelled = Cancelled

cohorts-stat-week = Current week
cohorts-stat-fellows = Fellows
cohorts-stat-behind = Number behind
cohorts-seats = { $n ->
    [one] 1 seat in the cohort
   *[other] { $n } seats in the cohort
}

cohorts-behind-title = Who is behind
cohorts-all-on-track = Everybody is on track
cohorts-all-on-track-text = Attendance is at or above what the programme asks, and no assignment is past its due date.
cohorts-fellows-caption = Fellows of the cohort
cohorts-no-fellows-title = There are no fellows to show
cohorts-no-fellows-text = None have been added to the cohort yet, or your role does not include their data.

cohorts-plan-title = The cohort’s plan
cohorts-plan-empty-title = No plan of weeks yet
cohorts-plan-empty-text = The weeks appear here once the cohort’s plan is settled.
cohorts-week = Week { $number }
cohorts-week-current = Current week
# week: "Week 11", theme: what it is about
cohorts-week-title = Sessions of { $week }: { $theme }
cohorts-week-empty-title = No sessions this week
cohorts-week-empty-text = Sessions appear here when they are scheduled, as far as your role includes them.
cohorts-weeks-label = From week to week
cohorts-week-previous = Previous week
cohorts-week-next = Next week
cohorts-zone = All times are Bahrain time.

cohorts-session-lecture = Lecture
cohorts-session-workshop = Workshop
cohorts-session-seminar = Seminar
cohorts-session-simulation = Simulation
cohorts-session-lab = Lab session
cohorts-session-ceremony = Ceremony
cohorts-session-site-visit = Site visit
cohorts-session-survey = Survey
cohorts-session-showcase = Showcase
cohorts-session-on-hold = Booking on hold
cohorts-session-attendance-taken = Attendance taken
