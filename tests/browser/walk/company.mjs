// Those who walk: each person in a browser context of their own, script off, in one language; and what the demo keeps of
// the walk, its letters and its clock.
import { Contexts, devJson, everybody } from '../browser.mjs';

const LETTERS_WAIT_MS_MAX = 20_000;
const LETTERS_LOOK_MS = 250;

export class Company {
  static async gather(browser, base, language) {
    return new Company(browser, base, language, await everybody(base));
  }

  constructor(browser, base, language, people) {
    Object.assign(this, { base, language, people, contexts: new Contexts(browser, base, people) });
  }

  person(id) {
    const found = this.people.find((one) => one.id === id);
    if (!found) throw new Error(`nobody is called ${id}`);
    return found;
  }

  /** The person's name as this walk's pages show it. */
  name(id) {
    return this.person(id).name[this.language];
  }

  /** The ids of all who have a role. */
  holders(role) {
    return this.people.filter((one) => one.roles.includes(role)).map((one) => one.id);
  }

  /** The page of `id`, opened at `path` below the language, or at the address of a page seen before. */
  async open(id, path = '/') {
    const page = await this.contexts.page(id);
    const address = path.startsWith('http') ? path : `${this.base}/${this.language}${path}`;
    const answer = await page.goto(address);
    if (answer.status() !== 200) throw new Error(`${id} opens ${address}: ${answer.status()}`);
    return page;
  }

  now() {
    return devJson(this.base, '/dev/clock').then(({ now }) => new Date(now));
  }

  moveClock(now) {
    return devJson(this.base, '/dev/clock', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ now }) });
  }

  /** Letters to `id`, oldest first. */
  async letters(id) {
    const all = await devJson(this.base, '/dev/letters.json');
    return all.filter((letter) => letter.to.includes(`${id}@`)).sort((one, other) => one.sent_at.localeCompare(other.sent_at));
  }

  /** Looks until `count` letters to `id` fit, and gives them; the worker sends on its own time. */
  async awaitLetters(id, fits, count) {
    const until = performance.now() + LETTERS_WAIT_MS_MAX;
    for (;;) {
      const found = (await this.letters(id)).filter(fits);
      if (found.length >= count) return found;
      if (performance.now() > until) throw new Error(`${id} has ${found.length} of ${count} letters after ${LETTERS_WAIT_MS_MAX / 1000} s`);
      await new Promise((looked) => { setTimeout(looked, LETTERS_LOOK_MS); });
    }
  }

  close() {
    return this.contexts.close();
  }
}
