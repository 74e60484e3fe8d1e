// Which addresses there are, who may see them, and as whom the suite visits them. The list comes from the router of the
// running server (`/dev/routes.json`), so that a new page is visited without being written down here.
import { devJson } from './browser.mjs';
import { ANYONE, PREFERRED, SIGNED_IN } from './selectors.mjs';

/** All page routes: [{path, who: [role…], samples: [path…]}]; only what can be opened by a link. */
export async function pageRoutes(base) {
  const routes = await devJson(base, '/dev/routes.json');
  const pages = routes.filter((route) => (route.method ?? 'GET') === 'GET')
    .map((route) => ({ path: route.path, who: route.who ?? [], samples: samplesOf(route) }));
  return oncePerPattern(pages).filter((page) => !BY_JOURNEY.includes(patternOf(page.path)));
}

/** Pages that only a journey leads to, visited and probed there: sign_in.mjs. */
const BY_JOURNEY = ['{lang}/sign-in/second-factor', '{lang}/sign-in/link/:secret', '/dev/letters/:id'];

function patternOf(path) {
  return path.replace(/^\/(ar|en|\{lang\})(?=\/|$)/, '{lang}');
}

/** The router names a page once for each language; visiting swaps the language itself. `/ar` only leads to `/ar/`. */
function oncePerPattern(routes) {
  const seen = new Map();
  for (const route of routes) {
    const pattern = patternOf(route.path);
    if (pattern !== '{lang}' && !seen.has(pattern)) seen.set(pattern, route);
  }
  return [...seen.values()];
}

function samplesOf(route) {
  if (route.samples?.length > 0) return route.samples;
  const isComplete = !/[{:*]/.test(route.path.replace('{lang}', ''));
  return isComplete ? [route.path] : [];
}

/** The concrete paths of a route in one language, each once. A path without language belongs to all of them. */
export function pathsIn(route, language) {
  return [...new Set(route.samples.map((path) => path.replace('{lang}', language).replace(/^\/(ar|en)(?=\/|$)/, `/${language}`)))];
}

/** The ids of those who may see a route, one list per role: [[role, [id…]]…]; a visitor is [null]. */
export function visitorsOf(route, people) {
  if (route.who.length === 0 || route.who.some((role) => ANYONE.includes(role))) return [['visitor', [null]]];
  const roles = route.who.some((role) => SIGNED_IN.includes(role)) ? [...new Set(people.flatMap((person) => person.roles))] : route.who;
  return roles.map((role) => {
    const holders = people.filter((person) => person.roles.includes(role)).map((person) => person.id);
    const first = PREFERRED[role];
    return [role, holders.includes(first) ? [first, ...holders.filter((id) => id !== first)] : holders];
  });
}

/** What a page is made of, without its words: a page of another role is visited too when it holds something new. */
export function partsOf(html) {
  const parts = new Set();
  for (const [, tag, attributes] of html.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/gi)) {
    const kind = /\bclass="([^"]*)"/i.exec(attributes)?.[1] ?? '';
    const type = /\b(?:type|role)="([^"]*)"/i.exec(attributes)?.[1] ?? '';
    parts.add(`${tag.toLowerCase()}.${kind}.${type}`);
  }
  return parts;
}
