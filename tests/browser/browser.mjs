// The browser and the people who use it: Debian's Chromium, and contexts in which somebody is signed in.
// Promise: nothing here asks for script in the pages, except in contexts that say `scripts: true`.
import { chromium } from 'playwright-core';
import { SIGN_IN } from './selectors.mjs';

const FLAGS = [
  '--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-gpu', '--no-first-run',
  '--disable-component-update', '--disable-sync',
];
const WAIT_MS_MAX = 15_000;

export const LANGUAGES = ['ar', 'en'];
/** A server may close a resting connection as it is used again; a browser asks anew by itself, a bare request has to be told. */
export const SURELY = { maxRetries: 3 };
export const DESKTOP = { width: 1280, height: 800 };

export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

/** The address of the server under test, from the first argument or ZAMALA_URL, without a slash at its end. */
export function baseUrl(argument = process.argv[2]) {
  const given = argument ?? process.env.ZAMALA_URL;
  if (!given) throw new Error('say where the server is: an address as first argument, or ZAMALA_URL');
  return given.replace(/\/+$/, '');
}

export async function newContext(browser, { scripts = false, ...more } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: scripts, viewport: DESKTOP, colorScheme: 'light', reducedMotion: 'no-preference', ...more,
  });
  context.setDefaultTimeout(WAIT_MS_MAX);
  return context;
}

/** Reads JSON from the demo's own routes (`/dev/…`). */
export async function devJson(base, path, options) {
  const answer = await fetch(base + path, options);
  if (!answer.ok) throw new Error(`${options?.method ?? 'GET'} ${path} answered ${answer.status}`);
  const text = await answer.text();
  return text === '' ? null : JSON.parse(text);
}

/** Everybody in the demo: [{id, name, roles, sign_in_url, api_token}]. */
export function everybody(base) {
  return devJson(base, '/dev/people.json');
}

/** Signs the page's context in as `id`: the sign-in page of the demo is one form with one button. */
export async function signIn(page, id, { base, people }) {
  const person = people.find((one) => one.id === id);
  if (!person) throw new Error(`nobody is called ${id} in /dev/people.json`);
  const address = new URL(person.sign_in_url, base);
  await page.goto(base + address.pathname + address.search);
  const button = page.locator(SIGN_IN.button);
  const buttons = await button.count();
  if (buttons !== 1) throw new Error(`the sign-in page of ${id} has ${buttons} buttons in <main>, not 1`);
  await button.click();
  if (!/^\/(ar|en)\/?$/.test(new URL(page.url()).pathname)) {
    throw new Error(`signing in as ${id} led to ${page.url()}, not to a home`);
  }
}

/** Contexts kept per person, so that each signs in once: `who` is an id, or null for a visitor. */
export class Contexts {
  #kept = new Map();

  constructor(browser, base, people) {
    Object.assign(this, { browser, base, people });
  }

  /** One page of `who`, with scripts on or off; made at the first call and used again. */
  page(who, { scripts = false } = {}) {
    const key = `${who} ${scripts}`;
    if (!this.#kept.has(key)) this.#kept.set(key, this.#open(who, scripts));
    return this.#kept.get(key);
  }

  async #open(who, scripts) {
    const context = await newContext(this.browser, { scripts });
    const page = await context.newPage();
    if (who) await signIn(page, who, this);
    return page;
  }

  async close() {
    for (const page of this.#kept.values()) await (await page).context().close();
    this.#kept.clear();
  }
}

/** Runs `work` over `items`, at most `lanes` at once, each lane with its own number; answers in the items' order. */
export async function inLanes(items, lanes, work) {
  const answers = new Array(items.length);
  let next = 0;
  const lane = async (number) => {
    while (next < items.length) {
      const at = next++;
      answers[at] = await work(items[at], number);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, (_, number) => lane(number)));
  return answers;
}
