// Somebody without an account registers for the forum, confirms by the letter, holds a ticket, cancels; the coordinator
// sees each effect.
import assert from 'node:assert/strict';
import { ADDRESS } from '../selectors.mjs';
import { buttonTo, linksTo, words } from './reading.mjs';

const COORDINATOR = 'fc.huda';
const VISITOR = null;
const NAMES = { ar: 'سلمى بنت راشد', en: 'Salma bint Rashid' };
const STATES = {
  unconfirmed: { ar: 'لم يؤكَّد بعد', en: 'Not confirmed yet' },
  confirmed: { ar: 'مؤكَّد', en: 'Confirmed' },
  cancelled: { ar: 'ملغى', en: 'Cancelled' },
};

/** What the coordinator's list says of the registrant, found by a search for the name. */
async function rowAtTheDesk(company, forum) {
  const page = await company.open(COORDINATOR, `${forum}/registrations`);
  await page.locator('input[name=q]').fill(NAMES[company.language]);
  await page.locator('form[role=search] button').click();
  return page.locator('tbody tr').filter({ hasText: NAMES[company.language] }).innerText();
}

async function expectAtTheDesk(company, forum, state) {
  const row = await rowAtTheDesk(company, forum);
  assert.ok(row.includes(STATES[state][company.language]), `${COORDINATOR} sees “${STATES[state][company.language]}”: ${row}`);
}

/** Fills the form as a visitor; the page that follows says the same to everybody. */
async function register(company, forum, id) {
  const page = await company.open(VISITOR, `${forum}/register`);
  await page.locator(`#name_${company.language}`).fill(NAMES[company.language]);
  await page.locator('#email').fill(`${id}@example.org`);
  await page.locator('input[name=ticket_type][value=expert]').check();
  await page.locator(`input[name=language][value=${company.language}]`).check();
  await page.locator('#need_step_free').check();
  await page.locator('#consent').check();
  await (await buttonTo(page, ADDRESS.registering)).click();
  assert.match(new URL(page.url()).pathname, ADDRESS.registered, 'registering leads on');
  return words(page);
}

async function letterOf(company, id, address) {
  const [letter] = await company.awaitLetters(id, (one) => address.test(one.text), 1);
  assert.equal(letter.language, company.language, 'letters come in the chosen language');
  return { letter, link: address.exec(letter.text)[0] };
}

/** The address of the forum below the language, as a visitor finds it. */
export async function findForum(company) {
  const listed = await linksTo(await company.open(VISITOR, '/forums'), ADDRESS.forum);
  assert.ok(listed.length > 0, 'a visitor finds the forum');
  return new URL(listed[0].href).pathname.replace(/^\/(ar|en)/, '');
}

/** One who has not confirmed yet, and one with a ticket. */
export async function twoRegister(company, forum) {
  await register(company, forum, 'forum-guest-unconfirmed');
  const id = 'forum-guest-confirmed';
  await register(company, forum, id);
  const { link } = await letterOf(company, id, ADDRESS.confirmationLink);
  await (await buttonTo(await company.open(VISITOR, link), ADDRESS.confirming)).click();
}

/** The whole way of one registrant; other walks on the same demo do not meet it. */
export async function visitorComesToTheForum(company) {
  const id = `forum-guest-${company.language}`;
  const forum = await findForum(company);

  const told = await register(company, forum, id);
  assert.equal(await register(company, forum, id), told, 'a known address gets the same answer');
  await expectAtTheDesk(company, forum, 'unconfirmed');

  const { link } = await letterOf(company, id, ADDRESS.confirmationLink);
  const page = await company.open(VISITOR, link);
  await (await buttonTo(page, ADDRESS.confirming)).click();
  assert.match(new URL(page.url()).pathname, ADDRESS.ticket, 'confirming leads to the ticket');
  assert.equal(await page.locator('svg.qr').count(), 1, 'the ticket has its QR code');
  assert.ok((await words(page)).includes(NAMES[company.language]), 'the ticket bears the name');
  await expectAtTheDesk(company, forum, 'confirmed');

  const ticket = await letterOf(company, id, ADDRESS.ticketLink);
  const [calendar, picture] = ticket.letter.attachments;
  assert.match(calendar.text, /^BEGIN:VCALENDAR\r\n[^]*DTSTART;VALUE=DATE:20261201\r\n[^]*END:VCALENDAR\r\n$/);
  assert.match(calendar.media_type, /^text\/calendar;.* method=REQUEST$/, 'the letter invites');
  assert.equal(picture.media_type, 'image/png', 'the letter carries the QR code');
  assert.equal((await page.goto(link)).status(), 404, 'the link of the letter works once');
  assert.ok((await linksTo(page, ADDRESS.forums)).length > 0, 'a used link leads on to the forum');

  const own = await company.open(VISITOR, ticket.link);
  await own.locator('main a[href$="/cancel"]').click();
  await (await buttonTo(own, ADDRESS.cancelling)).click();
  assert.equal(await own.locator('svg.qr').count(), 0, 'a cancelled ticket has no QR code');
  await expectAtTheDesk(company, forum, 'cancelled');
}
