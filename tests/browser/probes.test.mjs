// Each probe finds nothing on the good pages and its fault on the page made for it.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { PROBES } from './probes/index.mjs';
import { goesBack } from './probes/tab_order.mjs';
import { newContext, openBrowser } from './browser.mjs';

const FIXTURES = new URL('./fixtures/', import.meta.url);
const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css' };

/** [page, probe, what it must say …] */
const BAD = [
  ['bad-headings', 'headings', /2 h1/, /a level is left out/, /is empty/, /names the page or the service, not both/],
  ['bad-tables', 'tables', /no caption/, /no scope/, /no headers/],
  ['bad-forms', 'forms', /has no label/, /autocomplete="undefined"|autocomplete=""/, /unknown autocomplete="phone"/, /hinders pasting/, /dates are three/,
    /without fieldset/, /is called “Go on” and shows “Send”/, /does nothing without script/, /inline handler onpaste/],
  ['bad-errors', 'errors', /not above the h1/, /does not begin with “Error: ”/, /leads to #nowhere/, /not in the error summary/, /gives a password back/],
  ['bad-status', 'status', /without role=status/, /colour alone/],
  ['bad-languages', 'languages', /“The word زمالة stands bare/, /lang="ar" and no dir/, /alt="صورة"/, /the choice “البحرين”/],
  ['bad-bidi', 'bidi', /\+973 1712 3456/, /08:00–11:00/, /83\.99 %/, /45–50/, /typed from right to left/],
  ['bad-contrast', 'contrast', /^“نص باهت/, /Half there/, /^dark: .*Large in light only/, /the edge of/],
  ['bad-dark', 'contrast', /no darker in the dark scheme/],
  ['bad-motion', 'motion', /animation turn/, /transition of/, /smooth scrolling/],
  ['bad-targets', 'targets', /less than 24 × 24/],
  ['bad-reflow', 'reflow', /scrolls sideways$/, /reaches outside the page/, /stays in place and covers/],
  ['bad-scroller', 'reflow', /the keyboard cannot reach it/],
  ['bad-text-spacing', 'text spacing', /is cut above or below/, /sets letter-spacing/],
  ['bad-overlap', 'text spacing', /lies over/, /is cut at the side/, /is too small for its words/],
  ['bad-text-size', 'text size', /stays at 14 px/, /is cut above or below/],
  ['bad-focus', 'focus', /No ring.*nothing shows/, /Thin ring.*less than 2px/, /Pale ring.*less than 3 : 1/, /Under the bar” has focus and is covered/],
  ['bad-trap', 'focus', /the Tab key stays at .*Two/, /never reaches .*Three/],
  ['bad-tab-order', 'tab order', /after .*First.* goes back to .*Second/, /after .*Third.* goes back to .*Fourth/, /tabindex above 0/],
  ['bad-tab-order-ar', 'tab order', /after .*الأول.* goes back to .*الثاني/],
  ['bad-skip-link', 'skip link', /the first stop is .*Home/],
  ['bad-skip-link-dead', 'skip link', /stays hidden|#nowhere, which does not exist/],
];

let browser;
let server;
let base;
const pages = {};

before(async () => {
  server = createServer(async (request, response) => {
    const name = new URL(request.url, 'http://fixture').pathname.slice(1);
    const body = await readFile(new URL(name, FIXTURES)).catch(() => null);
    response.writeHead(body ? 200 : 404, { 'content-type': TYPES[name.split('.').at(-1)] ?? 'text/plain' });
    response.end(body);
  });
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  base = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
  for (const scripts of [false, true]) pages[scripts] = await (await newContext(browser, { scripts })).newPage();
});

after(async () => {
  await browser.close();
  server.close();
});

for (const language of ['en', 'ar']) {
  for (const scripts of [false, true]) {
    test(`the good page in ${language} is clean for every probe, script ${scripts ? 'on' : 'off'}`, async () => {
      const page = pages[scripts];
      for (const [name, probe] of Object.entries(PROBES)) {
        await page.goto(`${base}/good.${language}.html`);
        assert.deepEqual(await probe(page), [], name);
      }
    });
  }
}

for (const [fixture, name, ...sayings] of BAD) {
  test(`${name} finds the faults of ${fixture}`, async () => {
    const page = pages[fixture === 'bad-trap'];
    await page.goto(`${base}/${fixture}.html`);
    const faults = await PROBES[name](page);
    for (const saying of sayings) assert.ok(faults.some((fault) => saying.test(fault)), `${saying} is not among:\n${faults.join('\n')}`);
  });
}

test('every probe has a page that it finds fault with', () => {
  assert.deepEqual(Object.keys(PROBES).filter((name) => !BAD.some(([, probe]) => probe === name)), []);
});

test('a probe leaves the page as it found it', async () => {
  const page = pages[false];
  await page.goto(`${base}/good.ar.html`);
  const state = () => page.evaluate(() => [location.href, innerWidth, document.adoptedStyleSheets.length, matchMedia('(prefers-color-scheme: dark)').matches, scrollY]);
  const first = await state();
  for (const probe of Object.values(PROBES)) await probe(page);
  assert.deepEqual(await state(), first);
});

test('the next column may begin higher up, mirrored in Arabic', () => {
  const start = { left: 0, right: 100, top: 500, bottom: 530 };
  const end = { left: 200, right: 300, top: 0, bottom: 30 };
  assert.deepEqual([goesBack(start, end, 1), goesBack(end, start, -1), goesBack(start, end, -1)], [false, false, true]);
});
