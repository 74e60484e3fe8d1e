# dynamic: digits-
# dynamic: month-
# dynamic: role-
# dynamic: weekday-

# Names that every page may need.
weekday-1 = Sunday
weekday-2 = Monday
weekday-3 = Tuesday
weekday-4 = Wednesday
weekday-5 = Thursday
weekday-6 = Friday
weekday-7 = Saturday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
# date and time are already written in the page's language

role-fellow = Fellow
role-trainer = Trainer
role-mentor = Mentor
role-expert = Expert
role-programme_manager = Programme manager
role-certificate_officer = Certificate officer
role-signatory = Signatory
role-lab_coordinator = Lab coordinator
role-focal_point = Country focal point
role-indicator_steward = Indicator steward
role-forum_coordinator = Forum coordinator
role-administrator = Administrator

nav-home = My work today
nav-week = Week
nav-cohorts = Cohorts
nav-labs = Labs
nav-curriculum = Curriculum
nav-rooms = Rooms
nav-work = My work
nav-marking = Marking
nav-people = People
nav-inbox = Notifications
nav-account = Account

digits-latin = 0 1 2 3 4
digits-arabic_indic = ٠ ١ ٢ ٣ ٤

field-label-email = E-mail address
field-label-password = Password
