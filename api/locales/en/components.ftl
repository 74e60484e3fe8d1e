# Parts that several pages share.
error-summary-title = There is a problem
notice-success = Done:
notice-info = Please note:
notice-warning = Warning:
notice-error = Error:

field-optional = (optional)
field-error-prefix = Error:
date-day = Day
date-month = Month
date-year = Year
form-cancel-link = Cancel

pagination-label = Pages of this list
pagination-next = Next page
pagination-first = First page

schedule-now = Now
