# The audit log.
audit-title = Audit log
audit-lead = Who did what and when, newest first. Every entry is numbered and chained to the one before, so that none is changed or removed unseen.
audit-when = When
audit-who = Who
audit-action = Action
audit-subject = Subject
audit-number = Number
audit-service = The service itself
audit-unknown-person = An unknown person
audit-not-numbered = Not numbered yet
audit-empty = There are no entries
