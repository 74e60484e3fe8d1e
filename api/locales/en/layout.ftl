# The frame of every page.
layout-service-name = Zamala
layout-owner-name = Information & eGovernment Authority
layout-title-error-prefix = Error:
layout-skip-link = Skip to the main content
layout-nav-label = Main menu
layout-breadcrumbs-label = You are here
layout-sign-in-link = Sign in
layout-sign-out-button = Sign out
layout-help-link = Help
layout-accessibility-link = Accessibility
layout-foot-owner = Digital Twinning Fellowship Programme, Kingdom of Bahrain
# now: date and time of day in Bahrain, already written in the page's language
layout-now = Time in Bahrain: { $now }

layout-demo-label = About this demonstration
layout-demo-text = Demonstration: every person and figure here is sample data.
# now: the demonstration's own date and time, already written in the page's language
layout-demo-clock = The demonstration's clock says { $now }.
layout-demo-people-link = Sign in as another person
