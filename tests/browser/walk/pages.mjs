// The pages of the walk: what is asked of each, in the words of the programme. Selectors are in `selectors.mjs`.
import { ADDRESS, ATTENDANCE, PLACES, WORDS } from '../selectors.mjs';
import { buttonTo, hasFormTo, linksTo, namesBeside, percentBeside, words } from './reading.mjs';

/** The address of the cohort called `code`, as `who` finds it by links alone. */
export async function findCohort(company, who, code) {
  for (const place of PLACES.cohorts) {
    const page = await company.open(who, place);
    const links = await linksTo(page, ADDRESS.cohort);
    const named = links.find((link) => link.row.includes(code));
    if (named) return named.href;
    for (const { href } of links) if ((await words(await company.open(who, href))).includes(code)) return href;
  }
  throw new Error(`${who} finds no link to the cohort ${code}`);
}

/** Which fellows the cohort's page calls behind. */
export async function fellowsBehind(company, who, cohort) {
  const page = await company.open(who, cohort);
  const fellows = company.holders('fellow');
  const names = await namesBeside(page, fellows.map((id) => company.name(id)), WORDS.behind[company.language]);
  return fellows.filter((id) => names.includes(company.name(id)));
}

/** Whether `who` sees the attendance `figure` of `fellow` in the cohort's page. */
export async function cohortShows(company, who, cohort, fellow, figure) {
  return percentBeside(await company.open(who, cohort), figure, company.name(fellow));
}

export async function homeShows(company, who, figure) {
  return percentBeside(await company.open(who, '/'), figure);
}

/** The words of somebody's home, and its links to sessions. */
export async function home(company, who) {
  const page = await company.open(who, '/');
  return { heading: await page.locator('h1').innerText(), words: await words(page), sessions: await linksTo(page, ADDRESS.session) };
}

/** The address of the session `code` (`DTF-2026-A-LB10-1`), as `who` finds it by links alone. */
export async function findSession(company, who, code) {
  const short = code.split('-').slice(-2).join('-');
  for (const place of PLACES.sessions) {
    const page = await company.open(who, place).catch(() => null);
    if (!page) continue;
    const links = await linksTo(page, ADDRESS.session);
    const named = links.find((link) => new RegExp(`${short}(?!\\d)`).test(link.row));
    if (named) return named.href;
    for (const href of new Set(links.map((link) => link.href))) {
      const shown = await company.open(who, href).catch(() => null);
      if (shown && new RegExp(`${short}(?!\\d)`).test(await words(shown))) return href;
    }
  }
  throw new Error(`${who} finds no link to the session ${code}`);
}

/** `who` asks for a seat; answers what the page then says: 'booked', or 'waiting'. */
export async function book(company, who, session) {
  const page = await company.open(who, session);
  await (await buttonTo(page, ADDRESS.booking)).click();
  return seat(company, who, session);
}

/** What the session's page says of the seat of `who`: 'none', 'booked' or 'waiting'. */
export async function seat(company, who, session) {
  const page = await company.open(who, session);
  if (!await hasFormTo(page, ADDRESS.giveBack)) return 'none';
  const form = await page.evaluate((source) => {
    const found = [...document.forms].find((one) => new RegExp(source).test(new URL(one.action).pathname));
    return (found.closest('section, article') ?? document.querySelector('main')).innerText;
  }, ADDRESS.giveBack.source);
  return WORDS.waiting[company.language].test(form) ? 'waiting' : 'booked';
}

export async function giveBack(company, who, session) {
  const page = await company.open(who, session);
  await (await buttonTo(page, ADDRESS.giveBack)).click();
  // A page that asks once more has one button, to the same address.
  if (ADDRESS.giveBack.test(new URL(page.url()).pathname) && await hasFormTo(page, ADDRESS.giveBack)) {
    await (await buttonTo(page, ADDRESS.giveBack)).click();
  }
}

/** The fellows whom `who` sees named in the session's page. */
export async function roster(company, who, session) {
  const shown = await words(await company.open(who, session));
  return company.holders('fellow').filter((id) => shown.includes(company.name(id)));
}

/** `trainer` marks `fellow` late by `minutes` and the others of the list as the form proposes. */
export async function markLate(company, trainer, session, fellow, minutes) {
  let page = await company.open(trainer, session);
  if (!await hasFormTo(page, ADDRESS.attendance)) {
    const [link] = await linksTo(page, ADDRESS.attendance);
    if (!link) throw new Error(`${trainer} sees no attendance form in ${page.url()}`);
    page = await company.open(trainer, link.href);
  }
  const row = page.locator(ATTENDANCE.row).filter({ hasText: company.name(fellow) }).filter({ has: page.locator(ATTENDANCE.minutes) }).last();
  const choice = row.locator(ATTENDANCE.select);
  if (await choice.count() > 0) await choice.first().selectOption(ATTENDANCE.late);
  else await row.locator(`input[type=radio][value="${ATTENDANCE.late}"]`).check();
  await row.locator(ATTENDANCE.minutes).first().fill(String(minutes));
  await (await buttonTo(page, ADDRESS.attendance)).click();
  const summary = page.locator('.error-summary');
  if (await summary.count() > 0) throw new Error(`the attendance form refuses: ${await summary.innerText()}`);
}
