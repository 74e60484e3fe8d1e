// node sign_in.mjs BASE_URL LANG: an invitation, a forgotten password, a second factor and its recovery code, script off, in one language;
// every page on the way is probed. Needs a demo of its own, or at least nobody else at work as the one who signs in.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { baseUrl, devJson, newContext, openBrowser } from './browser.mjs';
import { probeAll } from './probes/index.mjs';
import { Company } from './walk/company.mjs';

const WHO = { ar: 'fe.a11', en: 'fe.a09' };
const PASSWORD = 'a lantern by the old harbour wall';
const ADMINISTRATOR = 'ad.rashid';
const LINK = /\/(?:ar|en)\/sign-in\/link\/[\w-]+/;
const STEP_SECONDS = 30;

function fromBase32(text) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.toUpperCase()].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** The six digits of RFC 6238 (SHA-1, 30 s) at a moment. */
export function oneTimeCode(secret, at) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 1000 / STEP_SECONDS)));
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = digest.at(-1) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

class Journey {
  constructor(company, page) {
    Object.assign(this, { company, page, base: company.base, language: company.language });
  }

  path(rest) {
    return `/${this.language}${rest}`;
  }

  async open(rest) {
    const answer = await this.page.goto(this.base + this.path(rest));
    assert.equal(answer.status(), 200, `${rest} answers`);
  }

  /** Every page on the way is as sound as those that stand in the router's list. */
  async probe(what) {
    assert.deepEqual(await probeAll(this.page), [], `${what} is clean`);
  }

  /** Fills the form whose action ends so, and sends it. */
  async send(action, values = {}) {
    const form = this.page.locator(`main form[action$="${action}"]`);
    for (const [name, value] of Object.entries(values)) await form.locator(`[name="${name}"]`).fill(value);
    await form.locator('button').click();
  }

  expectPath(pattern, what) {
    assert.match(new URL(this.page.url()).pathname, pattern, what);
  }

  async signOut() {
    await this.page.locator('header form[action$="/sign-out"] button').click();
  }
}

/** The administrator finds the person in the list and sends the invitation. */
async function invite(company, who) {
  const page = await company.open(ADMINISTRATOR, `/people?q=${encodeURIComponent(who)}`);
  await page.locator('main a', { hasText: company.name(who) }).first().click();
  await page.locator('main form[action$="/invite"] button').click();
}

/** The newest letter's link sets the password, in pages of their own. */
async function followTheLink(journey, who, count) {
  const letters = await journey.company.awaitLetters(who, (letter) => LINK.test(letter.text), count);
  const [path] = LINK.exec(letters.at(-1).text);
  await journey.page.goto(journey.base + path.replace(/^\/(ar|en)/, `/${journey.language}`));
  await journey.probe('the page of the link');
  await journey.send(new URL(journey.page.url()).pathname, { password: PASSWORD, password_again: PASSWORD });
  return path;
}

/** Every letter as the demo shows it. */
async function lookAtTheLetters(journey) {
  const answer = await journey.page.goto(`${journey.base}/dev/letters`);
  assert.equal(answer.status(), 200, 'the letters are shown');
  await journey.probe('the page of the letters');
  await journey.page.locator('main a[href*="/dev/letters/"]').first().click();
  assert.match(await journey.page.locator('html').getAttribute('dir'), /rtl|ltr/, 'a letter is a page of its own');
}

async function askForAReset(journey, who) {
  await journey.open('/sign-in/forgotten');
  await journey.send('/sign-in/forgotten', { email: `${who}@example.org` });
}

async function signIn(journey, email) {
  await journey.open('/sign-in');
  await journey.send('/sign-in', { email, password: PASSWORD });
}

/** The secret as the page shows it, and the recovery codes that follow the first right code. */
async function turnOnTheSecondFactor(journey) {
  await journey.open('/account/second-factor');
  await journey.send('/second-factor/begin');
  await journey.probe('the page with the secret');
  const shown = await journey.page.locator('main code').first().innerText();
  const secret = shown.replace(/[^A-Z2-7]/gi, '');
  await journey.send('/second-factor/confirm', { code: '000000' });
  await journey.probe('the page with a wrong code');
  await journey.send('/second-factor/confirm', { code: oneTimeCode(secret, Date.now()) });
  await journey.probe('the page of the recovery codes');
  const codes = await journey.page.locator('main code').allInnerTexts();
  assert.ok(codes.length >= 8, `recovery codes are shown: ${codes.length}`);
  return codes.map((code) => code.replace(/[\u2066-\u2069]/g, '').trim());
}

/** Signs in by password and recovery code: the first factor alone opens nothing, and a code works once. */
async function useARecoveryCode(journey, email, code) {
  await journey.signOut();
  await signIn(journey, email);
  journey.expectPath(/\/sign-in\/second-factor$/, 'the password alone leads to the second factor');
  await journey.probe('the page of the second factor');
  const answer = await journey.page.goto(journey.base + journey.path('/account'));
  assert.ok(!/\/account$/.test(new URL(answer.url()).pathname), 'the first factor alone opens no page');
  await journey.open('/sign-in/second-factor');
  await journey.send('/sign-in/second-factor', { code });
  journey.expectPath(/^\/(ar|en)\/$/, 'the recovery code opens the home');
  await journey.signOut();
  await signIn(journey, email);
  await journey.send('/sign-in/second-factor', { code });
  journey.expectPath(/\/sign-in\/second-factor$/, 'the same code opens nothing');
  await journey.probe('the page of a used code');
}

/** Walks it; `say` is given a line at the end. */
export async function signInByAllMeans(base, language, say = console.log) {
  const browser = await openBrowser();
  const company = await Company.gather(browser, base, language);
  try {
    const context = await newContext(browser);
    const journey = new Journey(company, await context.newPage());
    const [who, email] = [WHO[language], `${WHO[language]}@example.org`];
    await invite(company, who);
    await followTheLink(journey, who, 1);
    await lookAtTheLetters(journey);
    await askForAReset(journey, who);
    const spent = await followTheLink(journey, who, 2);
    await journey.page.goto(base + spent);
    assert.equal(await journey.page.locator('main [name=password]').count(), 0, 'the link works once');
    await signIn(journey, email);
    journey.expectPath(/^\/(ar|en)\/$/, 'the new password opens the home');
    const codes = await turnOnTheSecondFactor(journey);
    await useARecoveryCode(journey, email, codes[0]);
    say(`${language}: invitation, forgotten password, second factor, recovery code`);
  } finally {
    await company.close();
    await browser.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await signInByAllMeans(baseUrl(), process.argv[3] ?? 'ar').catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
