// The runs over all pages find nothing in a good service, and in a faulty one what is wrong with it.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { startDemo } from './fixtures/demo.mjs';
import { visitEveryPage } from './every_page.mjs';
import { compareAll, inconsistent, reordered } from './consistency.mjs';

async function visited(...faults) {
  const demo = await startDemo(...faults);
  const lines = [];
  try {
    return { wrong: await visitEveryPage(demo.base, { say: (line) => lines.push(line) }), said: lines.join('\n') };
  } finally {
    demo.close();
  }
}

async function compared(...faults) {
  const demo = await startDemo(...faults);
  try {
    return await compareAll(demo.base);
  } finally {
    demo.close();
  }
}

test('a good service is clean on every page, also for one who is not there', async () => {
  const { wrong, said } = await visited();
  assert.equal(wrong, 0, said);
  assert.match(said, /^ar pm\.layla \/ar\/cohorts\/1 .*clean$/m);
  assert.match(said, /^en visitor \/en\/there-is-no-such-page .*clean$/m);
  assert.match(said, /2 routes, 6 pages/);
});

test('headers, weight and kept pages are found', async () => {
  const { wrong, said } = await visited('headers', 'heavy', 'cached');
  assert.equal(wrong, 6, said);
  for (const fault of [/allows 'unsafe-inline' in default-src/, /has no frame-ancestors/, /bytes of CSS: \d+, more than 10000/, /is personal and not no-store/]) assert.match(said, fault);
});

test('a refused script, a page that differs for another role and a route without sample are found', async () => {
  const { said } = await visited('script', 'fellow', 'unvisited');
  assert.match(said, /console: .*Content Security Policy/);
  assert.match(said, /^en fe\.a10 \/en\/cohorts\/1 .*fault/m);
  assert.match(said, /tables: .* has no caption/);
  assert.match(said, /^NOT VISITED {2}\/\{lang\}\/rooms\/\{room\} has no sample path$/m);
});

test('navigation, help and language switch agree in a good service', async () => {
  assert.deepEqual(await compared(), { count: 6, faults: [] });
});

test('another order and a switch that leaves the page are found', async () => {
  const { faults } = await compared('order', 'switch');
  assert.ok(faults.some((fault) => /3\.2\.3|language switch leads to/.test(fault)), faults.join('\n'));
  assert.ok(faults.some((fault) => /\/en\/cohorts\/1: the language switch leads to \/ar\/, not to \/ar\/cohorts\/1/.test(fault)), faults.join('\n'));
});

test('order, words and help are compared between the pages of one person', () => {
  const link = (href, text = href) => ({ href, text });
  const page = (path, navigation, help = [{ part: 'footer' }]) => ({ path, links: { navigation, help } });
  assert.deepEqual(reordered(['a', 'b', 'c'], ['a', 'c']), []);
  assert.deepEqual(reordered(['a', 'b'], ['b', 'x', 'a']), ['a', 'b']);
  const faults = inconsistent([page('/1', [link('a'), link('b')]), page('/2', [link('b', 'other'), link('a')], [])]);
  assert.deepEqual(faults.map((fault) => fault.slice(0, 5)), ['3.2.6', '3.2.4', '3.2.3', '3.2.6']);
});
