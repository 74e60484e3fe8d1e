# What a fellow can earn, and the names on certificates.
awards-title = My awards
awards-lead = Each award with its conditions: what is met, what is still missing, and where to complete it.
awards-residency-title = Awards and conditions
awards-residency-lead = What this fellow has met for each award, and what is still missing.
awards-residency-crumb = The fellow’s residency
awards-certificates = My certificates
awards-no-certificates = No certificates yet
awards-no-certificates-text = A certificate appears here, and you get a letter, as soon as it is issued.
awards-empty = No awards yet
awards-empty-text = Awards appear here once you belong to a cohort.
# award: title of the award
awards-reached = Award reached so far: { $award }
awards-met = Met
awards-unmet = Not met yet
# code: of the micro-credential; least: a percentage
awards-work-passed = Assignment of { $code } passed with at least { $least }
awards-lab-attended = Lab { $code } attended
awards-every-core = Every core micro-credential
awards-electives = Enough elective micro-credentials
# codes: of micro-credentials
awards-missing = missing: { $codes }
awards-capstone = Capstone passed
awards-attendance = Attendance of at least { $least }
awards-mandatory = Every mandatory session attended
awards-mandatory-missed = { $count ->
    [0] None missed
    [one] { $count } session missed
   *[other] { $count } sessions missed
}
awards-consultations = Technical consultations held
awards-source-result = From: the released mark
awards-source-opening = From: the opening register
awards-source-attendance = From: the attendance register
awards-source-conditions = From: the conditions of each certificate
awards-source-panel = From: the panel’s result
awards-source-consultations = From: the register of consultations
awards-hand-in = Hand in your work for { $code }
awards-book-lab = Book lab { $code }
awards-see-attendance = See attendance and what can still be reached
awards-see-micro-credentials = See the micro-credentials below
awards-names-link = Names on my certificates
awards-names-title = Names on my certificates
awards-names-lead = Certificates show your names exactly as they are written here. Nothing is sealed before you confirm them.
awards-names-are-confirmed = Confirmed
awards-names-are-open = Not confirmed yet
awards-names-wait = Please confirm your names, so that your certificates can be sealed.
awards-names-choice = How should your name appear on certificates?
awards-names-both = In Arabic and in Latin script
awards-names-both-hint = Both names as shown above
awards-names-latin = In Latin script only
awards-names-latin-hint = For those who do not read Arabic, or do not want the Arabic spelling
awards-names-wrong = Is a name misspelled? Write to the programme office before you confirm. The Latin name must be as in your passport.
awards-names-button = Confirm my names
awards-names-confirmed = Your names are confirmed.
