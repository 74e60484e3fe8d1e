# The inbox.
notices-title = Notifications
notices-unread = { $count ->
    [0] No unread notifications
    [one] { $count } unread notification
   *[other] { $count } unread notifications
}
# when: when the session takes place; zone: the time zone's name
notices-lab = Reminder of a lab session: { $when } ({ $zone })
# when: when the work is due; zone: the time zone's name
notices-due = Reminder of work due: { $when } ({ $zone })
# when: when the work was due; zone: the time zone's name
notices-overdue = Work was due: { $when } ({ $zone })
# when: when the notification came
notices-came = Came { $when }
notices-new = New
notices-read-button = Mark as read
notices-read-all-button = Mark all as read
notices-read = The notification is marked as read.
notices-all-read = { $count ->
    [0] There were no unread notifications.
    [one] { $count } notification is marked as read.
   *[other] { $count } notifications are marked as read.
}
notices-empty = There are no notifications
notices-empty-text = Reminders of labs and of work due come here, and by letter.
notices-mark-released = Mark released: { $when } ({ $zone })
notices-mark-corrected = Mark corrected: { $when } ({ $zone })
