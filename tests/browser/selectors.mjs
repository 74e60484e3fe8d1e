// Where things are found in the pages, for all of the browser suite: roles, form actions, and links by their address.
// The one file to change when markup changes.

const ID = '[^/?#]+';

export const SIGN_IN = {
  button: 'main form button[type=submit], main form button:not([type]), main form input[type=submit]',
};

/** Roles of the demo's people whom the suite prefers; other roles: the first person who has it. */
export const PREFERRED = {
  programme_manager: 'pm.layla', fellow: 'fe.a10', trainer: 'tr.yusuf', mentor: 'me.amal', certificate_officer: 'co.noor',
};
/** Words in a route's `who` that mean a visitor without account, and anybody with one. */
export const ANYONE = ['anyone', 'everyone', 'anonymous', 'visitor', 'public'];
export const SIGNED_IN = ['signed_in', 'any_role', 'everybody'];

export const ERROR = {
  summary: '.error-summary, [data-error-summary]',
  titles: { ar: 'خطأ: ', en: 'Error: ' },
};
/** Messages that tell what just happened. */
export const MESSAGE = '.notice, .flash, .toast, .error-summary';
/** Marks that show a state. */
export const STATE = '.badge, .tag, .state, .status';

export const NAVIGATION = 'header nav a[href], body > nav a[href]';
export const HELP = 'a[href*="/help"]:not([hreflang]), a[href^="mailto:"], a[href*="/contact"]';
export const LANGUAGE_SWITCH = 'header a[hreflang], nav a[hreflang]';

/** Addresses, as regular expressions over the path after the language. */
export const ADDRESS = {
  cohorts: /^\/(ar|en)\/cohorts\/?$/,
  cohort: new RegExp(`^/(ar|en)/cohorts/${ID}/?$`),
  session: new RegExp(`^/(ar|en)/sessions/${ID}/?$`),
  booking: new RegExp(`^/(ar|en)/sessions/${ID}/bookings/?$`),
  giveBack: new RegExp(`^/(ar|en)/bookings/${ID}/give-back/?$`),
  attendance: new RegExp(`^/(ar|en)/sessions/${ID}/attendance/?$`),
  work: new RegExp(`^/(ar|en)/work/${ID}/?$`),
  submission: new RegExp(`^/(ar|en)/submissions/${ID}/?$`),
  marking: new RegExp(`^/(ar|en)/marking/${ID}/?$`),
  release: new RegExp(`^/(ar|en)/marking/${ID}/release/?$`),
  forums: /^\/(ar|en)\/forums\/?$/,
  forum: new RegExp(`^/(ar|en)/forums/${ID}/?$`),
  registering: new RegExp(`^/(ar|en)/forums/${ID}/register/?$`),
  registered: new RegExp(`^/(ar|en)/forums/${ID}/registered/?$`),
  confirming: new RegExp(`^/(ar|en)/registrations/${ID}/?$`),
  ticket: new RegExp(`^/(ar|en)/tickets/${ID}/?$`),
  cancelling: new RegExp(`^/(ar|en)/tickets/${ID}/cancel/?$`),
  /** As they stand in letters. */
  confirmationLink: /https?:\/\/\S+\/(ar|en)\/registrations\/[\w-]+/,
  ticketLink: /https?:\/\/\S+\/(ar|en)\/tickets\/[\w-]+/,
};

/** Where somebody looks for a thing, by links, in this order; paths below the language. */
export const PLACES = {
  cohorts: ['/', '/cohorts'],
  sessions: ['/', '/sessions', '/labs', '/week'],
};

/** Words that tell two states apart where no address does. */
export const WORDS = {
  behind: { ar: /متأخر|متخلف/, en: /behind/i },
  waiting: { ar: /الانتظار/, en: /wait/i },
};

/** The form in which work is handed in, and the one in which it is marked. */
export const WORK = {
  text: 'textarea[name="text"]',
  comment: 'textarea[name="comment"]',
  calculate: 'button[name="press"][value="calculate"]',
  save: 'button[name="press"][value="save"]',
};

/** The attendance form: one row per fellow, with a state and the minutes late. */
export const ATTENDANCE = {
  row: 'tr, li, fieldset, .field-group',
  select: 'select',
  late: 'late',
  minutes: 'input[name*="minutes"]',
};
