// node walk/report.mjs BASE_URL LANG: the weekly report comes on Thursday at 14:00, one manager reads it, another signs it
// off, and a report on demand is made while its asker looks. Script off, one language. Needs a demo of its own, fresh.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { baseUrl, openBrowser, SURELY } from '../browser.mjs';
import { Company } from './company.mjs';
import { buttonTo, hasFormTo, linksTo, words } from './reading.mjs';

const [READER, SIGNER, FELLOW] = ['pm.layla', 'pm.adel', 'fe.a10'];
const THURSDAY = '2026-11-19T14:01:00+03:00';
const WAIT_MS_MAX = 20_000;
const LOOK_MS = 250;
const ADDRESS = {
  report: /^\/(ar|en)\/reports\/[^/?#]+$/,
  ask: /^\/(ar|en)\/cohorts\/[^/?#]+\/reports$/,
  signOff: /^\/(ar|en)\/reports\/[^/?#]+\/sign-off$/,
  read: /^\/(ar|en)\/reports\/[^/?#]+\/read$/,
};
const WORDS = {
  weekly: { ar: 'تقرير الدفعة الأسبوعي', en: 'Weekly cohort report' },
  made: { ar: 'بانتظار الاعتماد', en: 'Awaiting sign-off' },
  signedOff: { ar: 'معتمد', en: 'Signed off' },
};

/** Opens `path` as `id` again and again until `fits` finds something there. */
async function awaited(company, id, path, fits) {
  const until = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const found = await fits(await company.open(id, path));
    if (found) return found;
    if (performance.now() > until) throw new Error(`${id} waits in vain at ${path}`);
    await new Promise((looked) => { setTimeout(looked, LOOK_MS); });
  }
}

async function weekly(page, language) {
  const links = await linksTo(page, ADDRESS.report);
  return links.filter((link) => link.row.includes(WORDS.weekly[language]));
}

async function theReportComesOnThursday(company) {
  const { language } = company;
  assert.equal((await weekly(await company.open(READER, '/reports'), language)).length, 0, 'none on Sunday');
  await company.moveClock(THURSDAY);
  const links = await awaited(company, READER, '/reports', async (page) => {
    const found = await weekly(page, language);
    return found.length > 0 && found;
  });
  assert.equal(links.length, 1, 'the running cohort’s, once');
  const report = links[0].href;
  await awaited(company, READER, report, async (page) => (await words(page)).includes(WORDS.made[language]));
  const home = await linksTo(await company.open(READER, '/'), ADDRESS.report);
  assert.ok(home.some((link) => link.href === report), `${READER} finds it at home`);
  return { report };
}

async function theReportSaysWhoIsBehind(company, { report }) {
  const page = await company.open(READER, report);
  const rows = await page.locator('main tr').filter({ hasText: company.name(FELLOW) }).allInnerTexts();
  assert.ok(rows.some((row) => row.includes('84.00%')), `the row of ${FELLOW}`);
  assert.ok(await page.locator('figure svg rect').count() > 12, 'the chart has bars');
  assert.equal(await page.locator('figure table').count(), 1, 'and is a table');
  const digest = /[0-9a-f]{64}/.exec(await words(page))[0];
  const frozen = await page.context().request.get(`${report}/report.json`, SURELY);
  assert.equal(createHash('sha256').update(await frozen.body()).digest('hex'), digest, 'the digest is that of the file');
  for (const [file, begins] of [['report.csv', [0xef, 0xbb, 0xbf]], ['report.xlsx', [0x50, 0x4b]]]) {
    const answer = await page.context().request.get(`${report}/${file}`, SURELY);
    assert.match(answer.headers()['content-disposition'], /^attachment/);
    assert.deepEqual([...(await answer.body()).subarray(0, begins.length)], begins, file);
  }
  await (await buttonTo(await company.open(READER, report), ADDRESS.read)).click();
  assert.ok(!await hasFormTo(await company.open(READER, report), ADDRESS.read), 'read once');
}

async function aSecondManagerSignsItOff(company, { report }) {
  const page = await company.open(SIGNER, report);
  await (await buttonTo(page, ADDRESS.signOff)).click();
  const seen = await words(await company.open(READER, report));
  assert.ok(seen.includes(WORDS.signedOff[company.language]) && seen.includes(company.name(SIGNER)), `${READER} sees who signed`);
  assert.ok(!await hasFormTo(await company.open(READER, report), ADDRESS.signOff), 'signed off once');
}

/** Asked for by the reader and made; the page of the asker. */
export async function reportIsMade(company) {
  const page = await company.open(READER, '/reports');
  await (await buttonTo(page, ADDRESS.ask, 'DTF-2026-A')).click();
  const report = page.url();
  assert.match(new URL(report).pathname, ADDRESS.report);
  await awaited(company, READER, report, async (shown) => (await words(shown)).includes(WORDS.made[company.language]));
  return report;
}

async function aReportIsMadeOnDemand(company) {
  const report = await reportIsMade(company);
  assert.ok(!await hasFormTo(await company.open(READER, report), ADDRESS.signOff), 'not by who asked');
  assert.ok(await hasFormTo(await company.open(SIGNER, report), ADDRESS.signOff), `${SIGNER} may`);
}

export const STEPS = [
  ['the weekly report comes on Thursday', theReportComesOnThursday],
  ['the report says who is behind', theReportSaysWhoIsBehind],
  ['a second manager signs it off', aSecondManagerSignsItOff],
  ['a report is made on demand', aReportIsMadeOnDemand],
];

export async function walkReport(base, language, say = console.log) {
  const browser = await openBrowser();
  const company = await Company.gather(browser, base, language);
  let known = {};
  try {
    for (const [name, step] of STEPS) {
      try {
        known = { ...known, ...await step(company, known) };
      } catch (error) {
        throw new Error(`${language}, ${name}: ${error.message}`, { cause: error });
      }
      say(`${language}: ${name}`);
    }
  } finally {
    await company.close();
    await browser.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const language = process.argv[3] ?? 'ar';
  await walkReport(baseUrl(), language).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
