# dynamic: rooms-clash-

# Rooms, equipment, and what does not fit the schedule.
rooms-title = Rooms
# from, to: first and last day
rooms-week = { $from } to { $to }
rooms-weeks = Other weeks
rooms-earlier = The seven days before
rooms-today = From today
rooms-later = The seven days after
rooms-clashes = What must be mended
# until: last day of the period
rooms-clashes-hint = Sessions that do not fit their day, room or equipment, until { $until }.
rooms-clashes-empty = The coming sessions fit
rooms-session = Session
rooms-when = When
rooms-room = Room
rooms-clash = What is wrong
rooms-clash-day-off = Day off
rooms-clash-provisional-holiday = Holiday awaiting its announcement
rooms-clash-equipment-in-maintenance = Equipment in maintenance
rooms-clash-equipment-short = Less equipment than seats need
rooms-clash-room-too-small = More seats than the room holds
rooms-capacity = { $count ->
    [one] Holds { $count } person
   *[other] Holds { $count } people
}
rooms-step-free = Step-free access
rooms-hearing-loop = Hearing loop
# from, to: first and last day
rooms-maintenance = In maintenance { $from } to { $to }
# from: the day
rooms-maintenance-day = In maintenance { $from }
# kind: what the session is; lead: the trainer's name
rooms-kind-and-lead = { $kind }, { $lead }
rooms-empty = No sessions on these days.
rooms-none = No rooms have been added yet
