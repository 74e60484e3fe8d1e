// Work in the walk: a fellow hands in a text for MC10 in the page, the trainer marks and releases it, the fellow sees it.
import assert from 'node:assert/strict';
import { ADDRESS, WORK } from '../selectors.mjs';
import { buttonTo, linksTo, words } from './reading.mjs';

const MODULE = 'MC10';
const TEXT = 'بطاقة حالة استخدام: مساعد عربي لخدمات البلدية.\nA use-case card: an Arabic assistant.';
/** 80 + 90 + 60 + 30 = 260 of 300: 86 2/3 points, rounded once to 87, which nobody has at the start. */
const LEVELS = { c1: 2, c2: 3, c3: 3, c4: 3 };
const EXACT = '86 2/3';
export const MARK = '87 / 100';
const COMMENT = { ar: 'عمل واضح، والأدلة كافية.', en: 'Clear work with sufficient evidence.' };

const plain = (text) => text.replace(/[\u200e\u200f\u2066-\u2069]/g, '').replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)));
const shown = async (page) => plain(await words(page));

/** The link to a piece of work beside `text`, as `who` finds it from the home page. */
async function follow(company, who, address, text) {
  const page = await company.open(who, '/');
  const found = (await linksTo(page, address)).find((link) => link.row.includes(text));
  assert.ok(found, `${who} finds ${text} at home`);
  return company.open(who, found.href);
}

/** Hands in a text as `fellow`; gives the address of the receipt and its number. */
export async function handIn(company, fellow, text = TEXT) {
  const page = await follow(company, fellow, ADDRESS.work, MODULE);
  await page.locator(WORK.text).fill(text);
  await (await buttonTo(page, ADDRESS.work)).click();
  assert.match(new URL(page.url()).pathname, ADDRESS.submission, 'a receipt follows');
  const receipt = await shown(page);
  const number = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}/.exec(receipt);
  assert.ok(number, `a receipt has a number: ${receipt}`);
  assert.match(receipt, /[0-9a-f]{64}/, 'and a SHA-256');
  return { receipt: page.url(), number: number[0] };
}

/** An empty form comes back with what is wrong, and what was typed stays. */
async function nothingIsNoWork(company, fellow) {
  const page = await follow(company, fellow, ADDRESS.work, MODULE);
  await (await buttonTo(page, ADDRESS.work)).click();
  assert.ok(await page.locator('.error-summary').count() > 0, 'an empty form says what is wrong');
}

async function mark(company, trainer, fellow) {
  const page = await follow(company, trainer, ADDRESS.marking, company.name(fellow));
  for (const [criterion, level] of Object.entries(LEVELS)) await page.locator(`input[name="level-${criterion}"][value="${level}"]`).check();
  await page.locator(WORK.comment).fill(COMMENT[company.language]);
  await page.locator(WORK.calculate).click();
  assert.ok((await shown(page)).includes(EXACT), `the calculation says ${EXACT}`);
  assert.equal(await page.locator(WORK.comment).inputValue(), COMMENT[company.language], 'what was typed is kept');
  await page.locator(WORK.save).click();
  assert.ok((await shown(page)).includes(MARK), `the mark is ${MARK}`);
  return page.url();
}

async function isHiddenFrom(company, fellow) {
  for (const path of ['/', '/work', '/notices']) {
    const page = await company.open(fellow, path);
    assert.ok(!(await shown(page)).includes(MARK), `${fellow} sees no provisional mark at ${path}`);
  }
  const page = await follow(company, fellow, ADDRESS.work, MODULE);
  const seen = await shown(page);
  assert.ok(!seen.includes(MARK) && !seen.includes(EXACT), `${fellow} sees no provisional mark`);
}

export async function workIsHandedInMarkedAndSeen(company, { fellow, trainer, manager, stranger }) {
  await nothingIsNoWork(company, fellow);
  const { receipt, number } = await handIn(company, fellow);
  const letters = await company.awaitLetters(fellow, (letter) => `${letter.subject} ${letter.text}`.includes(number), 1);
  assert.equal(letters.length, 1, `${fellow} is sent the receipt`);
  const strangers = await company.contexts.page(stranger);
  const refused = await strangers.goto(receipt);
  assert.equal(refused.status(), 404, `${stranger} cannot find the work of ${fellow}`);

  const sheet = await mark(company, trainer, fellow);
  await isHiddenFrom(company, fellow);
  assert.ok((await shown(await company.open(manager, '/marking'))).includes(company.name(fellow)), `${manager} sees what waits for its release`);
  const page = await company.open(trainer, sheet);
  await (await buttonTo(page, ADDRESS.release)).click();

  const told = (letter) => letter.link?.includes('/work/') || /\/work\//.test(letter.text);
  await company.awaitLetters(fellow, (letter) => told(letter) && !`${letter.subject} ${letter.text}`.includes(number), 1);
  const own = await company.open(fellow, '/work');
  const [link] = (await linksTo(own, ADDRESS.work)).filter((one) => one.row.includes(MODULE));
  const result = await shown(await company.open(fellow, link.href));
  for (const part of [MARK, EXACT, COMMENT[company.language]]) assert.ok(result.includes(part), `${fellow} sees ${part}`);
}
