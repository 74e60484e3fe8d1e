// node consistency.mjs BASE_URL: 3.2.3, 3.2.4, 3.2.6 over all pages: the same links in the same order and by the same
// words, help in the same place, and a language switch that stays on the page. Exit code 1 when there is a fault.
import { pathToFileURL } from 'node:url';
import { baseUrl, Contexts, everybody, LANGUAGES, openBrowser, SURELY } from './browser.mjs';
import { pageRoutes, pathsIn, visitorsOf } from './routes.mjs';
import { HELP, LANGUAGE_SWITCH, NAVIGATION } from './selectors.mjs';

// Reads the links of a page from its markup; nothing of it is fetched or run.
function linksOf({ html, navigation, help, languageSwitch }) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const read = (link) => ({ href: link.getAttribute('href'), text: link.textContent.trim().replace(/\s+/g, ' '), language: link.getAttribute('hreflang') });
  return {
    language: page.documentElement.lang,
    navigation: [...page.querySelectorAll(navigation)].filter((link) => !link.hasAttribute('hreflang')).map(read),
    switches: [...page.querySelectorAll(languageSwitch)].map(read),
    // Help stands in the header, in the footer, in the text, or in the trail of a page below it (nav).
    help: [...page.querySelectorAll(help)].map((link) => ({ ...read(link), part: link.closest('header, footer, nav, main')?.tagName.toLowerCase() ?? 'body' })),
  };
}

/** Pairs that stand in one order on one page and in another on the other. */
export function reordered(one, other) {
  const common = one.filter((href) => other.includes(href));
  const there = other.filter((href) => common.includes(href));
  return common.filter((href, at) => href !== there[at]);
}

/** Faults among the pages that one person saw in one language. */
export function inconsistent(pages) {
  const faults = [];
  const [first, ...rest] = pages;
  const words = new Map();
  const hrefs = (page) => [...new Set(page.links.navigation.map((link) => link.href))];
  const helpParts = (page) => page.links.help.filter((link) => !['main', 'nav'].includes(link.part)).map((link) => link.part);
  for (const page of pages) {
    if (helpParts(page).length === 0) faults.push(`3.2.6 ${page.path} has no help outside its text`);
    for (const link of page.links.navigation) {
      const known = words.get(link.href);
      if (known && known.text !== link.text) faults.push(`3.2.4 ${link.href} is “${known.text}” on ${known.path} and “${link.text}” on ${page.path}`);
      else if (!known) words.set(link.href, { text: link.text, path: page.path });
    }
  }
  for (const page of rest) {
    const moved = reordered(hrefs(first), hrefs(page));
    if (moved.length > 0) faults.push(`3.2.3 ${page.path} orders ${moved.join(', ')} otherwise than ${first.path}`);
    const [here, there] = [helpParts(page).join(', '), helpParts(first).join(', ')];
    if (here !== there) faults.push(`3.2.6 help stands in ${here || 'no part'} on ${page.path} and in ${there} on ${first.path}`);
  }
  return faults;
}

/** The language switch of one page: there once, to the same page in the other language, which answers in it. */
async function switchFaults(contexts, who, { path, links }, language) {
  const other = LANGUAGES.find((one) => one !== language);
  const found = links.switches.filter((link) => link.language === other);
  if (found.length === 0) return [`${path} has no link to the same page in “${other}” (hreflang)`];
  const wanted = path.replace(new RegExp(`^/${language}`), `/${other}`);
  const goes = new URL(found[0].href, contexts.base + path);
  if (goes.pathname + goes.search !== wanted) return [`${path}: the language switch leads to ${goes.pathname}${goes.search}, not to ${wanted}`];
  const answer = await (await contexts.page(who)).context().request.get(contexts.base + wanted, SURELY);
  const html = await answer.text();
  if (answer.status() !== 200) return [`${path}: the language switch answers ${answer.status()}`];
  return new RegExp(`<html[^>]*\\blang="?${other}`).test(html) ? [] : [`${wanted} is not in the language “${other}”`];
}

/** Everything that each person sees in one language: Map of id to [{path, links}]. */
async function collect(contexts, routes, language) {
  const seen = new Map();
  for (const route of routes) {
    for (const path of pathsIn(route, language).filter((one) => one.startsWith(`/${language}`))) {
      for (const [, ids] of visitorsOf(route, contexts.people)) {
        if (ids.length === 0) continue;
        const page = await contexts.page(ids[0]);
        const answer = await page.context().request.get(contexts.base + path, { ...SURELY, maxRedirects: 0 });
        if (answer.status() !== 200 || !/text\/html/.test(answer.headers()['content-type'] ?? '')) continue;
        const html = await answer.text();
        const links = await page.evaluate(linksOf, { html, navigation: NAVIGATION, help: HELP, languageSwitch: LANGUAGE_SWITCH });
        seen.set(ids[0], [...seen.get(ids[0]) ?? [], { path, links }]);
      }
    }
  }
  return seen;
}

/** Compares all pages; answers the faults, and how many pages were read. */
export async function compareAll(base) {
  const [people, routes] = await Promise.all([everybody(base), pageRoutes(base)]);
  const browser = await openBrowser();
  const contexts = new Contexts(browser, base, people);
  const faults = [];
  let count = 0;
  try {
    for (const language of LANGUAGES) {
      for (const [who, pages] of await collect(contexts, routes, language)) {
        count += pages.length;
        faults.push(...inconsistent(pages).map((fault) => `${language} ${who ?? 'visitor'}: ${fault}`));
        for (const page of pages) faults.push(...await switchFaults(contexts, who, page, language));
      }
    }
  } finally {
    await contexts.close();
    await browser.close();
  }
  return { count, faults: [...new Set(faults)] };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { count, faults } = await compareAll(baseUrl());
  for (const fault of faults) console.log(fault);
  console.log(`${count} pages compared: ${faults.length} fault(s)`);
  process.exitCode = faults.length === 0 && count > 0 ? 0 : 1;
}
