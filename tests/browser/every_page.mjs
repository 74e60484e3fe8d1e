// node every_page.mjs BASE_URL [ar|en] [PATH_PART]: visits every page of the router, as somebody who may see it, in both
// languages or in one. One line per page, its faults below it; exit code 1 when there is a fault or a route that nobody
// visited. With PATH_PART only routes whose path contains it.
import { pathToFileURL } from 'node:url';
import { baseUrl, Contexts, everybody, inLanes, LANGUAGES, openBrowser, SURELY } from './browser.mjs';
import { pageRoutes, partsOf, pathsIn, visitorsOf } from './routes.mjs';
import { visit } from './visit.mjs';
import { Company } from './walk/company.mjs';
import { oneIsIssued } from './walk/award.mjs';
import { findForum, twoRegister } from './walk/forum.mjs';
import { reportIsMade } from './walk/report.mjs';
import { handIn } from './walk/work.mjs';

/** A path that leads nowhere: error pages are pages too. */
const NOWHERE = 'there-is-no-such-page';
const SECONDS_AIM = 4;
/** Pages visited at the same time. */
const LANES = 2;
/** The fellow whose work the pages of receipts and marking show. */
const HANDS_IN = 'fe.a09';
/** The opening register has passed marks of this one. */
const ISSUED = { manager: 'pm.layla', officer: 'co.noor', module: 'MC05' };

function line({ language, who, path, result, seconds }) {
  const verdict = result.faults.length === 0 ? 'clean' : `${result.faults.length} fault(s)`;
  const size = `${result.requests} requests ${(result.bytes / 1000).toFixed(1)} kB`;
  const slow = seconds > SECONDS_AIM ? ' (slow)' : '';
  return [`${language} ${who ?? 'visitor'} ${path}  ${size}  ${seconds.toFixed(1)} s${slow}  ${verdict}`, ...result.faults.map((fault) => `    ${fault}`)].join('\n');
}

async function timedVisit(contexts, what, say) {
  const began = performance.now();
  let result;
  try {
    result = await visit(contexts, what);
  } catch (error) {
    result = { faults: [`the visit broke off: ${error.message.split('\n')[0]}`], requests: 0, bytes: 0, isMissing: true, parts: new Set() };
  }
  const visited = { ...what, result, seconds: (performance.now() - began) / 1000 };
  say(line(visited));
  return visited;
}

/** The first of `ids` for whom the page is there, or null; only asks the server, shows nothing. */
async function firstWhoSees(contexts, ids, path) {
  for (const id of ids) {
    const page = await contexts.page(id);
    const answer = await page.context().request.get(contexts.base + path, { ...SURELY, maxRedirects: 0 });
    if (answer.status() === 200) return { id, parts: partsOf(await answer.text()) };
  }
  return null;
}

/** Visits one path of a route: as the first role that may see it, and as each further role that sees something else. */
async function visitPath(contexts, { route, path, language }, say) {
  const visits = [];
  const known = new Set();
  for (const [role, ids] of visitorsOf(route, contexts.people)) {
    const seer = ids[0] === null ? { id: null, parts: null } : await firstWhoSees(contexts, ids, path);
    if (!seer) continue;
    const isNew = !seer.parts || [...seer.parts].some((part) => !known.has(part));
    if (visits.length > 0 && !isNew) continue;
    const visited = await timedVisit(contexts, { path, language, who: seer.id, role }, say);
    visits.push(visited);
    for (const part of visited.result.parts) known.add(part);
  }
  return visits;
}

/** Every other route of a language; an address without language is visited with the first one. */
async function visitSome(browser, base, people, { routes, language }, say) {
  const contexts = new Contexts(browser, base, people);
  const visits = [];
  const unvisited = [];
  for (const route of routes) {
    const paths = pathsIn(route, language);
    if (paths.length === 0) unvisited.push(`${route.path} has no sample path`);
    for (const path of paths.filter((one) => one.startsWith(`/${language}`) || language === LANGUAGES[0])) {
      const made = await visitPath(contexts, { route, path, language: path.startsWith(`/${language}`) ? language : null }, say);
      visits.push(...made);
      if (made.length === 0) unvisited.push(`${route.path}: none of ${route.who.join(', ') || 'nobody'} sees ${path}`);
    }
  }
  await contexts.close();
  return { visits, unvisited };
}

/** Some pages are about what somebody did: without it they are not there. */
const DEEDS = [
  [/\/work\/:/, (company) => handIn(company, HANDS_IN)],
  [/\/batches\/:/, (company) => oneIsIssued(company, ISSUED)],
  [/\/tickets\/:/, async (company) => twoRegister(company, await findForum(company))],
  [/\/reports\/:/, (company) => reportIsMade(company)],
];

async function fillTheHouse(browser, base) {
  const routes = await pageRoutes(base);
  const company = await Company.gather(browser, base, 'en');
  try {
    for (const [page, deed] of DEEDS) {
      if (routes.some((route) => page.test(route.path))) await deed(company);
    }
  } finally {
    await company.close();
  }
}

/** Visits all pages; `say` is given each line. Answers the number of what is wrong. */
export async function visitEveryPage(base, { only = '', languages = LANGUAGES, say = console.log } = {}) {
  const browser = await openBrowser();
  try {
    await fillTheHouse(browser, base);
    const [people, all] = await Promise.all([everybody(base), pageRoutes(base)]);
    const routes = all.filter((route) => route.path.includes(only));
    if (routes.length === 0) throw new Error('the router names no page');
    const parts = languages.flatMap((language) => [0, 1].map((rest) => ({ language, routes: routes.filter((_, at) => at % LANES === rest) })));
    const done = await inLanes(parts, LANES, (part) => visitSome(browser, base, people, part, say));
    const strangers = new Contexts(browser, base, people);
    const nowhere = await inLanes(languages, 1, (language) => timedVisit(strangers, { path: `/${language}/${NOWHERE}`, language, who: null, status: 404 }, say));
    await strangers.close();
    const visits = [...done.flatMap((one) => one.visits), ...nowhere];
    const unvisited = [...new Set(done.flatMap((one) => one.unvisited))];
    for (const name of unvisited) say(`NOT VISITED  ${name}`);
    const faulty = visits.filter((one) => one.result.faults.length > 0);
    const seconds = visits.reduce((sum, one) => sum + one.seconds, 0) / visits.length;
    say(`${routes.length} routes, ${visits.length} pages, ${seconds.toFixed(1)} s each, heaviest ${(Math.max(...visits.map((one) => one.result.bytes)) / 1000).toFixed(1)} kB: `
      + `${faulty.length} page(s) with faults, ${unvisited.length} route(s) not visited`);
    return faulty.length + unvisited.length;
  } finally {
    await browser.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const words = process.argv.slice(3);
  const languages = words.filter((word) => LANGUAGES.includes(word));
  const [only] = words.filter((word) => !LANGUAGES.includes(word));
  const wrong = await visitEveryPage(baseUrl(), { only, languages: languages.length > 0 ? languages : LANGUAGES });
  process.exitCode = wrong === 0 ? 0 : 1;
}
