// What goes over the wire: the weight of the first view, and the headers that every answer carries.

export const BUDGET = { total: 30_000, html: 14_000, css: 10_000, image: 20_000, requests: 6, cssFiles: 1 };
const REFERRER_POLICIES = ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin'];

/** Listens to a page; `stop()` says [{url, type, status, headers, bytes, body, isPage}…], headers and all counted. */
export function listen(page) {
  const open = [];
  const seen = (request) => { open.push(request); };
  page.on('requestfinished', seen);
  page.on('requestfailed', seen);
  return {
    async stop() {
      page.off('requestfinished', seen);
      page.off('requestfailed', seen);
      return (await Promise.all(open.map(measured))).filter((answer) => answer !== null);
    },
  };
}

async function measured(request) {
  const response = await request.response();
  // The browser gave up an icon itself, to leave the page: nobody missed it.
  if (!response && request.resourceType() === 'other' && request.failure()?.errorText === 'net::ERR_ABORTED') return null;
  if (!response) return { url: request.url(), type: request.resourceType(), failed: request.failure()?.errorText ?? 'no answer' };
  const sizes = await request.sizes();
  return {
    url: request.url(), type: request.resourceType(), status: response.status(), headers: await response.allHeaders(),
    bytes: sizes.responseHeadersSize + sizes.responseBodySize, body: sizes.responseBodySize,
  };
}

/** Faults of weight in what was fetched for one first view with an empty cache. */
export function tooHeavy(answers) {
  const faults = answers.filter((answer) => answer.failed).map((answer) => `weight: ${answer.url} failed: ${answer.failed}`);
  const fetched = answers.filter((answer) => !answer.failed);
  const sum = (list) => list.reduce((total, answer) => total + answer.bytes, 0);
  const over = (what, amount, most) => { if (amount > most) faults.push(`weight: ${what} ${amount}, more than ${most}`); };
  over('bytes in all:', sum(fetched), BUDGET.total);
  over('requests:', answers.length, BUDGET.requests);
  const sheets = fetched.filter((answer) => answer.type === 'stylesheet');
  over('style sheets:', sheets.length, BUDGET.cssFiles);
  for (const answer of fetched) {
    if (answer.type === 'document') over('bytes of HTML:', answer.body, BUDGET.html);
    if (answer.type === 'stylesheet') over('bytes of CSS:', answer.body, BUDGET.css);
    if (answer.type === 'image') over(`bytes of ${answer.url}:`, answer.body, BUDGET.image);
    if (answer.type === 'font') faults.push(`weight: the first view fetches the font ${answer.url}`);
    if (answer.status >= 400 && answer.type !== 'document') faults.push(`weight: ${answer.url} answered ${answer.status}`);
  }
  return faults;
}

/** Faults of the headers of one answer; a personal page may not be kept by anybody. */
export function unsafe({ url, headers }, { isPersonal = false, language = null } = {}) {
  const faults = [];
  const say = (text) => faults.push(`headers: ${new URL(url).pathname} ${text}`);
  const policy = headers['content-security-policy'] ?? '';
  const directives = new Map(policy.split(';').map((part) => part.trim().split(/\s+/)).map(([name, ...values]) => [name, values]));
  if (!policy) say('has no Content-Security-Policy');
  else {
    for (const [name, values] of directives) {
      for (const value of values) if (/unsafe-(inline|eval)/.test(value) || value === '*' || value === 'http:' || value === 'https:') say(`allows ${value} in ${name}`);
    }
    if (!directives.has('default-src')) say('has no default-src');
    if (!directives.has('frame-ancestors')) say('has no frame-ancestors');
    for (const name of ['base-uri', 'form-action']) if (!directives.has(name)) say(`has no ${name}`);
  }
  if (headers['x-content-type-options'] !== 'nosniff') say('has no X-Content-Type-Options: nosniff');
  if (!REFERRER_POLICIES.includes(headers['referrer-policy'])) say(`has Referrer-Policy “${headers['referrer-policy'] ?? ''}”`);
  if (isPersonal && !/\bno-store\b/.test(headers['cache-control'] ?? '')) say('is personal and not no-store');
  if (language && headers['content-language'] !== language) say(`has Content-Language “${headers['content-language'] ?? ''}”, not ${language}`);
  for (const line of (headers['set-cookie'] ?? '').split('\n').filter(Boolean)) {
    if (!/;\s*httponly/i.test(line) || !/;\s*samesite=(lax|strict)/i.test(line)) say(`sets the cookie ${line.split('=')[0]} without HttpOnly and SameSite`);
  }
  return faults;
}
