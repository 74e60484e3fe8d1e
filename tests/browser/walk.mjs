// node walk.mjs BASE_URL LANG: the steps through the house, script off, in one language, each step ending with
// another person seeing the effect. Needs a demo of its own, fresh: it books seats and moves the clock.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { baseUrl, openBrowser } from './browser.mjs';
import { Company } from './walk/company.mjs';
import { visitorComesToTheForum } from './walk/forum.mjs';
import * as pages from './walk/pages.mjs';
import { workIsHandedInMarkedAndSeen } from './walk/work.mjs';
import { awardIsSealedVerifiedAndRevoked } from './walk/award.mjs';

const COHORT = 'DTF-2026-A';
const LAB = 'DTF-2026-A-LB10-1';
const [MANAGER, FELLOW, TRAINER, MENTOR] = ['pm.layla', 'fe.a10', 'tr.yusuf', 'me.amal'];
/** LB10-1 has three seats: FELLOW, an Arabic reader and one more take them; two others wait. */
const [ARABIC, LAST, FIRST_WAITING, SECOND_WAITING] = ['fe.a11', 'fe.a09', 'fe.a08', 'fe.a07'];
const MOMENTS = { morning: '2026-11-15T08:00:30+03:00', evening: '2026-11-15T19:59:30+03:00', afterLab: '2026-11-16T11:05:00+03:00' };
const ROLES = ['trainer', 'mentor', 'programme_manager', 'lab_coordinator', 'focal_point', 'forum_coordinator', 'certificate_officer', 'expert'];

const mentions = (letter, text) => `${letter.subject} ${letter.text}`.includes(text);
const aboutLab = (letter) => mentions(letter, 'LB10') || mentions(letter, 'Arabic assistant') || mentions(letter, 'مساعد باللغة العربية');
/** The demo's clock runs on, so that a letter leaves within minutes of its moment. */
const MINUTES_MAX = 10;
const isSentAfter = (letter, moment) => {
  const late = (new Date(letter.sent_at) - new Date(moment)) / 60_000;
  return late >= -1 && late <= MINUTES_MAX;
};

async function managerSeesWhoIsBehind(company) {
  const cohort = await pages.findCohort(company, MANAGER, COHORT);
  assert.deepEqual(await pages.fellowsBehind(company, MANAGER, cohort), [FELLOW], 'who is behind');
  assert.ok(await pages.cohortShows(company, MANAGER, cohort, FELLOW, '84.00'), `${MANAGER} sees 84.00 % of ${FELLOW}`);
  assert.ok(await pages.homeShows(company, FELLOW, '84.00'), `${FELLOW} sees the same figure at home`);
  return { cohort };
}

async function everybodySeesWhatComesNext(company) {
  const own = await pages.home(company, FELLOW);
  assert.ok(own.sessions.length > 0, `${FELLOW} sees sessions at home`);
  const seen = new Map([['fellow', own.words]]);
  for (const role of ROLES) {
    const [id] = company.holders(role);
    assert.ok(id, `the demo has a ${role}`);
    const { heading, words } = await pages.home(company, id);
    assert.ok(heading.trim() && words.length > heading.length, `the home of ${id} says something`);
    seen.set(role, words);
  }
  assert.equal(new Set(seen.values()).size, seen.size, 'each role has a home of its own');
  const guided = await pages.home(company, MENTOR);
  assert.ok(guided.words.includes(company.name(FELLOW)), `${MENTOR} sees ${FELLOW}`);
}

async function lastSeatIsTakenOnceAndPassesOn(company) {
  const session = await pages.findSession(company, FELLOW, LAB);
  for (const id of [FELLOW, ARABIC, LAST]) assert.equal(await pages.book(company, id, session), 'booked', `${id} books`);
  for (const id of [FIRST_WAITING, SECOND_WAITING]) assert.equal(await pages.book(company, id, session), 'waiting', `${id} waits`);
  await pages.giveBack(company, LAST, session);
  assert.equal(await pages.seat(company, LAST, session), 'none', `${LAST} has no seat`);
  assert.equal(await pages.seat(company, FIRST_WAITING, session), 'booked', `the seat passes to ${FIRST_WAITING}`);
  assert.equal(await pages.seat(company, SECOND_WAITING, session), 'waiting', `${SECOND_WAITING} still waits`);
  const roster = await pages.roster(company, TRAINER, session);
  for (const id of [FELLOW, ARABIC, FIRST_WAITING]) assert.ok(roster.includes(id), `${TRAINER} sees ${id}`);
  assert.ok(!roster.includes(LAST), `${TRAINER} no longer sees ${LAST}`);
  const passed = await company.awaitLetters(FIRST_WAITING, aboutLab, 1);
  assert.equal(passed[0].language, 'en', `${FIRST_WAITING} is told in the own language`);
  return { session };
}

async function remindersCome(company) {
  await company.moveClock(MOMENTS.morning);
  await company.awaitLetters(FELLOW, aboutLab, 1);
  await company.moveClock(MOMENTS.evening);
  const letters = await company.awaitLetters(FELLOW, aboutLab, 2);
  assert.equal(letters.length, 2, `${FELLOW} is reminded at 08:00 and at 19:59, no more`);
  assert.deepEqual(letters.map((letter) => letter.language), ['en', 'en']);
  assert.ok(isSentAfter(letters[0], MOMENTS.morning) && isSentAfter(letters[1], MOMENTS.evening), `at their times: ${letters.map((letter) => letter.sent_at)}`);
  const arabic = await company.awaitLetters(ARABIC, aboutLab, 2);
  assert.deepEqual(arabic.map((letter) => letter.language), ['ar', 'ar']);
  assert.match(arabic[0].text, /[\u0620-\u064a]{3}/);
  assert.match(arabic[0].html, /<html[^>]*dir="?rtl/);
  assert.equal((await company.letters(LAST)).filter(aboutLab).length, 0, `${LAST} gave the seat back and is not reminded`);
}

async function attendanceIsMarked(company, { cohort, session }) {
  await company.moveClock(MOMENTS.afterLab);
  await pages.markLate(company, TRAINER, session, FELLOW, 30);
  assert.ok(await pages.homeShows(company, FELLOW, '83.99'), `${FELLOW} sees 83.99 %`);
  assert.ok(await pages.cohortShows(company, MANAGER, cohort, FELLOW, '83.99'), `${MANAGER} sees 83.99 %`);
}

async function workIsMarked(company) {
  await workIsHandedInMarkedAndSeen(company, { fellow: FELLOW, trainer: TRAINER, manager: MANAGER, stranger: LAST });
}

async function awardIsSealed(company) {
  await awardIsSealedVerifiedAndRevoked(company, { fellow: FELLOW, manager: MANAGER, officer: 'co.noor', second: 'co.yasser' });
}

/** The steps of the house, which every programme has. */
export const HOUSE_STEPS = [
  ['the manager sees who is behind', managerSeesWhoIsBehind],
  ['everybody sees what comes next', everybodySeesWhatComesNext],
  ['the last seat is taken once and passes on', lastSeatIsTakenOnceAndPassesOn],
  ['reminders come in the reader’s language', remindersCome],
  ['attendance is marked and seen', attendanceIsMarked],
];

/** The steps that follow in this one. */
const FURTHER_STEPS = [
  ['a visitor comes to the forum', visitorComesToTheForum],
  ['work is handed in, marked and seen', workIsMarked],
  ['an award is sealed, verified and revoked', awardIsSealed],
];

/** Walks all steps; `say` is given a line per step. */
export async function walk(base, language, say = console.log, steps = [...HOUSE_STEPS, ...FURTHER_STEPS]) {
  const browser = await openBrowser();
  const company = await Company.gather(browser, base, language);
  let known = {};
  try {
    for (const [number, [name, step]] of steps.entries()) {
      try {
        known = { ...known, ...await step(company, known) };
      } catch (error) {
        throw new Error(`${language} step ${number + 1}, ${name}: ${error.message}`, { cause: error });
      }
      say(`${language} step ${number + 1}: ${name}`);
    }
  } finally {
    await company.close();
    await browser.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const language = process.argv[3] ?? 'ar';
  await walk(baseUrl(), language).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
