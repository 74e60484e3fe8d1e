// 3.3.1, 3.3.3: an error summary stands above the h1, each entry links to its field, the same words stand beside the field,
// and the title begins with "Error: ".
import { look } from './eyes.mjs';
import { ERROR } from '../selectors.mjs';

function unhelpful({ summary: selector, titles }) {
  const { eyes } = window;
  const faults = [];
  const summary = document.querySelector(selector);
  const wrong = [...document.querySelectorAll('[aria-invalid=true]')];
  if (!summary) return wrong.length > 0 ? [`${eyes.name(wrong[0])} is wrong and there is no error summary`] : [];
  const heading = document.querySelector('h1');
  if (!heading || !(summary.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push('the error summary is not above the h1');
  const title = titles[document.documentElement.lang.slice(0, 2)];
  if (!document.title.startsWith(title)) faults.push(`the title “${document.title}” does not begin with “${title}”`);
  if (!summary.querySelector('h2, h3')) faults.push('the error summary has no heading');
  const links = [...summary.querySelectorAll('a[href]')];
  if (links.length === 0) faults.push('the error summary links to no field');
  const linked = new Set();
  for (const link of links) {
    const id = decodeURIComponent(new URL(link.href).hash.slice(1));
    const target = id && document.getElementById(id);
    const field = target && (target.matches('input, select, textarea') ? target : target.querySelector('input, select, textarea'));
    if (!field) { faults.push(`${eyes.name(link)} leads to #${id}, which is no field`); continue; }
    linked.add(field);
    const beside = (field.getAttribute('aria-describedby') ?? '').split(/\s+/).concat((field.closest('fieldset')?.getAttribute('aria-describedby') ?? '').split(/\s+/))
      .map((one) => one && document.getElementById(one)?.innerText).filter(Boolean);
    if (!beside.some((text) => text.includes(link.innerText.trim()))) faults.push(`${eyes.name(link)}: the same words do not stand beside its field (aria-describedby)`);
    if (field.getAttribute('aria-invalid') !== 'true' && !field.closest('fieldset')?.querySelector('[aria-invalid=true]')) faults.push(`${eyes.name(field)} is not marked aria-invalid`);
  }
  for (const field of wrong) {
    const isNamed = linked.has(field) || [...field.closest('fieldset')?.querySelectorAll('input, select, textarea') ?? []].some((one) => linked.has(one));
    if (!isNamed) faults.push(`${eyes.name(field)} is wrong and not in the error summary`);
  }
  for (const secret of document.querySelectorAll('input[type=password]')) if (secret.value) faults.push(`${eyes.name(secret)} gives a password back`);
  return faults;
}

export default async function errors(page) {
  await look(page);
  return page.evaluate(unhelpful, ERROR);
}
