// Awards in the walk: a manager prepares a batch for MC10, the fellow confirms both names, an officer seals it, and whoever
// has the verification address sees it valid; two people revoke it, and the same address says so.
import assert from 'node:assert/strict';
import { buttonTo, linksTo, words } from './reading.mjs';
import { MARK } from './work.mjs';

const MODULE = 'MC10';
const BATCH = /^\/(ar|en)\/batches\/[0-9a-f-]{36}$/;
const CERTIFICATE = /^\/(ar|en)\/certificates\/[0-9a-f-]{36}$/;
const VERIFY = /^\/(ar|en)\/v\/[0-9A-Z]{27}$/;
const SAYS = {
  valid: { ar: 'هذه الشهادة سارية', en: 'This certificate is valid' },
  revoked: { ar: 'أُلغيت هذه الشهادة', en: 'This certificate was revoked' },
  unknown: { ar: 'لا توجد شهادة مسجَّلة', en: 'No certificate is registered' },
};
const UNKNOWN = '7ZZZZZZZZZZZZZZZZZZZZZZZZZZ';
const ISSUED_WAIT_MS_MAX = 60_000;
const ISSUED_LOOK_MS = 500;

/** Chooses the option of a list whose words hold `text`. */
async function choose(page, id, text) {
  const value = await page.locator(`#${id} option`).filter({ hasText: text }).first().getAttribute('value');
  await page.locator(`#${id}`).selectOption(value);
}

async function prepare(company, manager, { cohort, module = MODULE }) {
  const page = await company.open(manager, '/batches');
  await page.locator('#cohort').selectOption({ index: 1 });
  if (cohort) await choose(page, 'cohort', cohort);
  await choose(page, 'micro_credential', module);
  await (await buttonTo(page, /\/batches$/)).click();
  assert.match(new URL(page.url()).pathname, BATCH, 'a batch was prepared');
  assert.equal(await page.locator('form[action$="/seal"]').count(), 0, `${manager} prepared it and cannot seal it`);
  return page.url();
}

async function confirmNames(company, fellow) {
  const home = await company.open(fellow, '/');
  const [link] = await linksTo(home, /\/awards\/names$/);
  assert.ok(link, `${fellow} is asked for the names at home`);
  const page = await company.open(fellow, link.href);
  await page.locator('#script').check();
  await (await buttonTo(page, /\/awards\/names$/)).click();
  assert.match(new URL(page.url()).pathname, /\/awards$/, 'and is back at the awards');
}

async function seal(company, officer, batch) {
  const home = await company.open(officer, '/');
  assert.ok((await linksTo(home, BATCH)).some((link) => link.href === batch), `${officer} finds the batch at home`);
  const page = await company.open(officer, batch);
  await (await buttonTo(page, /\/seal$/)).click();
}

/** The fellow's certificate, once the worker has made it. */
async function issued(company, fellow) {
  const until = performance.now() + ISSUED_WAIT_MS_MAX;
  for (;;) {
    const page = await company.open(fellow, '/awards');
    const [link] = await linksTo(page, CERTIFICATE);
    if (link) return link.href;
    if (performance.now() > until) throw new Error(`no certificate of ${fellow} after ${ISSUED_WAIT_MS_MAX / 1000} s`);
    await new Promise((looked) => { setTimeout(looked, ISSUED_LOOK_MS); });
  }
}

/** What somebody without an account reads at an address. */
async function strangerReads(address, language) {
  const answer = await fetch(address, { headers: { 'accept-language': language, accept: 'text/html' } });
  assert.equal(answer.status, 200, address);
  return (await answer.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

async function propose(company, officer, certificate) {
  const page = await company.open(officer, certificate);
  await page.locator('#class').selectOption('error');
  await page.locator('#reason').fill('تجربة الإلغاء. A trial of revoking.');
  await (await buttonTo(page, /\/revocation$/)).click();
  assert.equal(await page.locator('form[action$="/revocation/confirm"]').count(), 0, `${officer} cannot confirm an own proposal`);
}

/** Who is asked for the own names at home. */
async function whoIsAsked(company) {
  for (const id of company.holders('fellow')) {
    if ((await linksTo(await company.open(id, '/'), /\/awards\/names$/)).length > 0) return id;
  }
  throw new Error('nobody is asked for the names');
}

/** One certificate of a module that the opening register has marks of; the address of it. */
export async function oneIsIssued(company, { manager, officer, module }) {
  const batch = await prepare(company, manager, { module });
  const fellow = await whoIsAsked(company);
  await confirmNames(company, fellow);
  await seal(company, officer, batch);
  return issued(company, fellow);
}

export async function awardIsSealedVerifiedAndRevoked(company, { fellow, manager, officer, second, cohort }) {
  const batch = await prepare(company, manager, { cohort });
  await confirmNames(company, fellow);
  await seal(company, officer, batch);
  const certificate = await issued(company, fellow);
  const page = await company.open(fellow, certificate);
  const [verify] = await linksTo(page, VERIFY);
  const { language } = company;
  const code = verify.href.split('/').at(-1);
  assert.ok((await strangerReads(verify.href, language)).includes(SAYS.valid[language]), 'a stranger sees it valid');
  const inPlace = await strangerReads(`${company.base}/v/${code}`, language);
  assert.ok(inPlace.includes(SAYS.valid[language]), 'also at the address without language');
  for (const secret of ['@example.org', MARK]) assert.ok(!inPlace.includes(secret), `the public page tells no ${secret}`);
  assert.ok((await strangerReads(`${company.base}/v/${UNKNOWN}`, language)).includes(SAYS.unknown[language]), 'an unknown code has a neutral answer');
  const did = await (await fetch(`${company.base}/.well-known/did.json`)).json();
  assert.equal(did.id, 'did:web:zamala.example');
  const letters = await company.awaitLetters(fellow, (letter) => letter.text.includes(`/v/${code}`), 1);
  assert.equal(letters.length, 1, `${fellow} is sent the certificate's address`);

  await propose(company, officer, certificate);
  const home = await company.open(second, '/');
  assert.ok((await linksTo(home, CERTIFICATE)).some((link) => link.href.endsWith(new URL(certificate).pathname)), `${second} finds the proposal at home`);
  const decision = await company.open(second, certificate);
  await (await buttonTo(decision, /\/revocation\/confirm$/)).click();
  assert.ok((await strangerReads(verify.href, language)).includes(SAYS.revoked[language]), 'a stranger sees it revoked');
  assert.ok((await words(await company.open(fellow, certificate))).length > 0, `${fellow} still sees it`);
}
