# dynamic: people-language-

# People, their roles and their accounts.
people-title = People
people-lead = Everybody with a part in the programme, and the roles in force today.
people-new-link = Add a person
people-search = Search by name or code
people-search-button = Search
people-all-link = Show everybody
people-name = Name
people-roles = Roles
people-email = E-mail
people-code = Code
people-account = Account
people-account-none = No account
people-account-suspended = Suspended
people-account-active = Active
people-account-invited = No password yet
people-empty = Nobody was found
people-empty-text = Try a part of the name, in Arabic or in English.

people-facts = Details
people-language = Language of letters
people-language-ar = Arabic
people-language-en = English
people-organisation = Government entity
people-organisation-none = Of no registered entity
people-factor = Second factor
people-factor-on = On
people-factor-off = Off
people-last-signed-in = Last signed in
people-never-signed-in = Never

people-roles-empty = No roles in force
# from, to: first and last day
people-role-between = { $from } to { $to }
# to: last day
people-role-until = Until { $to }
people-acting = Acting by decision
people-give-role = Give another role
people-give-role-button = Give the role
people-role = Role
people-scope = Scope
people-scope-hint = Administrators are so for the whole service; every other role is for a programme, a cohort or a country.
people-choose = Choose from the list
people-scope-installation = The whole service
# title: the programme's name
people-scope-programme = Programme: { $title }
# title: the cohort's name
people-scope-cohort = Cohort: { $title }
# title: the country's name
people-scope-country = Country: { $title }
people-role-given = The role was given.
people-role-held-already = The person holds this role within this scope already.

people-invite = Invitation
people-invite-hint = A letter with a link for setting a password, good for seven days. Every earlier link is void.
people-invite-button = Send the invitation
people-invited = The invitation was written.
people-suspend = Suspension
people-suspend-hint = Nobody can sign in with the account until it is reinstated.
people-suspend-link = Review suspension
people-suspend-title = Review before suspending
people-suspend-whom = The account to be suspended:
people-suspend-what = Suspending has these effects at once:
people-suspend-sessions = Every session on every device ends.
people-suspend-links = Links and API tokens are void, and do not come back with reinstatement.
people-suspend-letters = Letters and reminders stop.
people-suspend-after = Bookings, attendance and marks stay as they are, and the account can be reinstated at any time.
people-suspend-button = Suspend the account
people-suspended = The account is suspended.
people-reinstate = Reinstatement
people-reinstate-hint = Signing in is possible again with the same password. What suspension ended stays ended.
people-reinstate-button = Reinstate the account
people-reinstated = The account is reinstated.

people-new-title = Add a person
people-new-lead = When the person is added, send the invitation from their page.
people-name-ar = Full name in Arabic
people-name-en = Full name in English
people-name-hint = As it should stand in the certificate.
people-email-hint = For signing in; no two people share one.
people-new-button = Add the person
people-created = The person was added. The invitation can now be sent.
