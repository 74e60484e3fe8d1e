// One visit of one page by one person: first without script (answer, headers, weight, own probes), then with it (axe,
// what the console says). Gives {faults, bytes, requests, parts}.
import { AxeBuilder } from '@axe-core/playwright';
import { probeAll } from './probes/index.mjs';
import { listen, tooHeavy, unsafe } from './wire.mjs';
import { partsOf } from './routes.mjs';

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Opens `path` with an empty cache and script off, and leaves it open for the probes. */
async function firstView(page, { base, path, status, who, language }) {
  const cache = await page.context().newCDPSession(page);
  await cache.send('Network.enable');
  await cache.send('Network.setCacheDisabled', { cacheDisabled: true });
  const wire = listen(page);
  const response = await page.goto(base + path, { waitUntil: 'load' });
  const answers = await wire.stop();
  await cache.detach();
  const faults = [];
  if (response.status() !== status) faults.push(`answered ${response.status()}, not ${status}`);
  const landed = new URL(page.url()).pathname;
  if (landed !== path.split(/[?#]/)[0] && path !== '/') faults.push(`led to ${landed}`);
  for (const answer of answers.filter((one) => !one.failed)) {
    const isPage = answer.type === 'document';
    faults.push(...unsafe(answer, { isPersonal: isPage && who !== null, language: isPage && answer.status < 300 ? language : null }));
  }
  faults.push(...tooHeavy(answers));
  const shown = await page.evaluate(() => ({ language: document.documentElement.lang, direction: document.documentElement.dir }));
  if (language && shown.language !== language) faults.push(`<html lang="${shown.language}">, not ${language}`);
  if (shown.direction !== (shown.language === 'ar' ? 'rtl' : 'ltr')) faults.push(`<html lang="${shown.language}" dir="${shown.direction}">`);
  return {
    faults, requests: answers.length, bytes: answers.reduce((sum, answer) => sum + (answer.bytes ?? 0), 0),
    isMissing: response.status() !== status, parts: partsOf(await response.text()),
  };
}

/** Axe's findings in the open page: ["axe: rule: …"]. The dark scheme is the contrast probe's. */
export async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(AXE_TAGS).analyze();
  const where = (violation) => violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ');
  return violations.map((violation) => `axe: ${violation.id}: ${violation.help}: ${where(violation)}`);
}

/** The page again with script on: axe is clean, and neither script nor CSP complains in the console. */
async function withScript(page, { base, path, status }) {
  const faults = [];
  const fromConsole = (message) => {
    const isExpected = status >= 400 && /status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !isExpected) faults.push(`console: ${message.text().slice(0, 200)}`);
  };
  const fromPage = (error) => faults.push(`script: ${error.message.slice(0, 200)}`);
  page.on('console', fromConsole);
  page.on('pageerror', fromPage);
  await page.goto(base + path, { waitUntil: 'load' });
  const found = await axe(page);
  page.off('console', fromConsole);
  page.off('pageerror', fromPage);
  return [...faults, ...found];
}

/** Visits `path` as `who` (an id, or null) in `language`; `contexts` keeps the sign-ins. */
export async function visit(contexts, { path, who, language, status = 200 }) {
  const what = { base: contexts.base, path, status, who, language };
  const plain = await contexts.page(who);
  const first = await firstView(plain, what);
  // A page that is not there has no faults of its own.
  if (first.isMissing) return first;
  const probed = await probeAll(plain);
  const scripted = await withScript(await contexts.page(who, { scripts: true }), what);
  return { ...first, faults: [...new Set([...first.faults, ...probed, ...scripted])] };
}
