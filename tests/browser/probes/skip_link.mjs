// 2.4.1: the first stop of the Tab key is a link to the main content; it shows itself, and it works.
import { look } from './eyes.mjs';
import { tabWalk } from './tab_walk.mjs';

// After the link was followed and Tab pressed once more: is the keyboard in or behind the target?
function isPast(id) {
  const target = document.getElementById(id);
  const here = document.activeElement;
  if (!target) return false;
  if (!here || here === document.body) return true;
  return target.contains(here) || Boolean(target.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);
}

export default async function skipLink(page) {
  await look(page);
  const { stops } = await tabWalk(page);
  const [first] = stops;
  if (!first) return ['the Tab key reaches nothing'];
  if (!first.isSkipLink) return [`the first stop is ${first.name}, not a link to the main content`];
  const faults = first.visible ? [] : [`the skip link ${first.name} stays hidden when it has focus`];
  const before = page.url();
  await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); document.querySelector('a[href^="#"]').focus(); });
  const id = await page.evaluate(() => decodeURIComponent(document.activeElement.getAttribute('href')?.slice(1) ?? ''));
  const target = await page.evaluate((name) => { const found = document.getElementById(name); return found && { isMain: Boolean(found.closest('main') || found.querySelector('main')) }; }, id);
  if (!target) return [...faults, `the skip link leads to #${id}, which does not exist`];
  if (!target.isMain) faults.push(`the skip link leads to #${id}, outside <main>`);
  await page.keyboard.press('Enter');
  const position = await page.evaluate((name) => {
    const top = document.getElementById(name).getBoundingClientRect().top;
    return { top, hash: location.hash };
  }, id);
  if (decodeURIComponent(position.hash) !== `#${id}`) faults.push('the skip link does nothing when Enter is pressed');
  await page.keyboard.press('Tab');
  if (!await page.evaluate(isPast, id)) faults.push(`after the skip link the Tab key is not in #${id}`);
  await page.evaluate((address) => { history.replaceState(null, '', address); document.activeElement?.blur(); scrollTo(0, 0); }, before);
  return faults;
}
