# dynamic: attendance-mark-

# The attendance sheet of a session.
attendance-title = Attendance
attendance-caption = Attendance sheet
attendance-proposed = Everybody is proposed as present: change what is otherwise before you save.
attendance-hint = Write the minutes late of those who came late. Up to ten minutes late, the whole session counts.
attendance-fellow = Fellow
attendance-mark = Attendance
attendance-minutes = Minutes late
attendance-credited = Credited minutes
attendance-not-credited = Not marked
# name: the fellow's name
attendance-mark-of = Attendance of { $name }
# name: the fellow's name
attendance-minutes-of = Minutes late of { $name }
attendance-mark-none = Not marked
attendance-mark-present = Present
attendance-mark-late = Present, late
attendance-mark-excused = Absent with excuse
attendance-mark-absent = Absent
attendance-save-button = Save attendance
attendance-saved = { $count ->
    [0] Nobody’s attendance was saved.
    [one] The attendance of { $count } fellow was saved.
   *[other] The attendance of { $count } fellows was saved.
}
attendance-closed = Attendance is not open yet
# when: date and time at which it opens; zone: the time zone's name
attendance-opens = Attendance opens on { $when } ({ $zone }).
attendance-empty = There is nobody on the sheet
attendance-empty-text = Nobody has booked a seat in this session.
attendance-session-link = To the session
