# dynamic: jobs-kind-

# The worker's board.
jobs-title = Background jobs
jobs-lead = Reminders, letters and recurring work that the service has promised, and what could not be done.
jobs-state-waiting = Waiting
jobs-state-running = Running
jobs-state-done = Done
jobs-state-dead = Dead
jobs-dead-hint = Needs a look
jobs-age = Longest overdue
jobs-age-hint = Hours and minutes past its time
jobs-dead = Dead jobs
jobs-dead-empty = No dead jobs
jobs-dead-empty-text = A job whose every try failed appears here with the reason.
jobs-kinds = Jobs by kind
jobs-kind = Job
jobs-died = Died
jobs-attempts = Attempts
jobs-error = Reason
jobs-act = Action
jobs-revive-button = Try again
jobs-revived = The job waits again, with all its tries.
jobs-kind-plan-reminders = Planning reminders
jobs-kind-send-reminder = Writing a reminder
jobs-kind-send-letter = Sending a letter
jobs-kind-seal-certificate = Making a certificate
jobs-kind-open-reports = Starting planned reports
jobs-kind-make-report = Making a report
jobs-kind-forget-expired = Deleting what has expired
jobs-kind-purge-files = Deleting unused files
# code: the job's code
jobs-kind-unknown = Another job: { $code }
jobs-kind-tell-of-release = Telling of a released mark
